//! Texts that are sound but for their characters.

/// The text of a JSON string; half a surrogate pair, which is no character, becomes U+FFFD. None if it is no string.
pub(super) fn text(json: &str) -> Option<String> {
    serde_json::from_str(json)
        .or_else(|_| serde_json::from_str(&whole_characters(json)))
        .ok()
}

/// JSON with an escape of U+FFFD in place of each that stands for half a surrogate pair.
fn whole_characters(json: &str) -> String {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut whole = String::with_capacity(json.len());
    let (mut rest, mut at) = (0, 0);
    // Bytes: what follows a backslash, which no valid JSON has, may be any character.
    while let Some(found) = json
        .as_bytes()
        .get(at..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'\\'))
    {
        at += found;
        at += match (unit(at), unit(at + 6)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(0xd800..0xe000), _) => {
                whole.push_str(&json[rest..at]);
                whole.push_str("\\ufffd");
                rest = at + 6;
                6
            }
            (Some(_), _) => 6,
            (None, _) => 2,
        };
    }
    whole.push_str(&json[rest..]);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_pair_becomes_a_character() {
        for (json, whole) in [
            (r#""\ud83d\ude80""#, r#""\ud83d\ude80""#),
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\ude80\ud83d\ud83d\ude80x""#, r#""\ufffd\ufffd\ud83d\ude80x""#),
            (r#""\\ud83d\n\u00fc""#, r#""\\ud83d\n\u00fc""#),
            (r#""größe \uDEADü""#, r#""größe \ufffdü""#),
        ] {
            assert_eq!(whole_characters(json), whole);
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in ".*\\\\?u?[dD]?.*") {
            whole_characters(&text);
        }
    }
}
