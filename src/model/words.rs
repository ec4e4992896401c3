//! Enums of the service: a number where the word is known, and the word as it was sent.

/// The enum of a word, in any case: `unknown` of one that is not in the table, `none` of no word.
pub(super) fn of_word<E: Copy>(words: &[(E, &str)], word: &str, none: E, unknown: E) -> E {
    if word.is_empty() {
        return none;
    }
    let known = words.iter().find(|(_, known)| known.eq_ignore_ascii_case(word));
    known.map_or(unknown, |(known, _)| *known)
}

/// As the service spells it; "unknown" where the table has no word for it.
pub(super) fn word<E: Copy + PartialEq>(words: &[(E, &'static str)], of: E) -> &'static str {
    let known = words.iter().find(|(known, _)| *known == of);
    known.map_or("unknown", |(_, word)| word)
}

/// The enum of a number that came from elsewhere; `unknown` where the table has none such.
pub(super) fn of_number<E: Copy>(words: &[(E, &str)], number: i32, unknown: E, of: fn(E) -> i32) -> E {
    let known = words.iter().find(|(known, _)| of(*known) == number);
    known.map_or(unknown, |(known, _)| *known)
}
