//! Words of the query as numbers: the client for Node sends its enumerations so.

use std::borrow::Cow;

use azdo::operation::{Kind, Operation};
use serde_json::Value;

use crate::http::Request;

/// Of one parameter: its words, each with its number.
struct Numbers {
    parameter: &'static str,
    /// Whether numbers can be added up.
    are_flags: bool,
    words: &'static [(&'static str, u32)],
}

#[rustfmt::skip] // a row is a parameter
static NUMBERS: [Numbers; 5] = [
    Numbers { parameter: "statusFilter", are_flags: true, words: &[
        ("none", 0), ("inProgress", 1), ("completed", 2), ("cancelling", 4), ("postponed", 8), ("notStarted", 32),
        ("all", 47)] },
    Numbers { parameter: "resultFilter", are_flags: true, words: &[
        ("none", 0), ("succeeded", 2), ("partiallySucceeded", 4), ("failed", 8), ("canceled", 32)] },
    Numbers { parameter: "reasonFilter", are_flags: true, words: &[
        ("none", 0), ("manual", 1), ("individualCI", 2), ("batchedCI", 4), ("schedule", 8), ("scheduleForced", 16),
        ("userCreated", 32), ("validateShelveset", 64), ("checkInShelveset", 128), ("pullRequest", 256),
        ("buildCompletion", 512), ("resourceTrigger", 1024)] },
    Numbers { parameter: "deletedFilter", are_flags: false, words: &[
        ("excludeDeleted", 0), ("includeDeleted", 1), ("onlyDeleted", 2)] },
    Numbers { parameter: "queryOrder", are_flags: false, words: &[
        ("finishTimeAscending", 2), ("finishTimeDescending", 3), ("queueTimeDescending", 4),
        ("queueTimeAscending", 5), ("startTimeDescending", 6), ("startTimeAscending", 7)] },
];
/// `queryOrder` of definitions and of folders.
static ORDERS: [Numbers; 2] = [
    Numbers {
        parameter: "queryOrder",
        are_flags: false,
        words: &[
            ("none", 0),
            ("lastModifiedAscending", 1),
            ("lastModifiedDescending", 2),
            ("definitionNameAscending", 3),
            ("definitionNameDescending", 4),
        ],
    },
    Numbers {
        parameter: "queryOrder",
        are_flags: false,
        words: &[("none", 0), ("folderAscending", 1), ("folderDescending", 2)],
    },
];

/// The request, with words in the place of numbers.
pub fn spelled_out<'a>(request: &'a Request, operation: &Operation) -> Cow<'a, Request> {
    let mut request = Cow::Borrowed(request);
    for parameter in operation.query {
        let Kind::Word(words) = parameter.kind else {
            continue;
        };
        let belongs = |numbers: &&Numbers| {
            numbers.parameter == parameter.name && numbers.words.iter().all(|(word, _)| words.contains(word))
        };
        let Some(numbers) = NUMBERS.iter().chain(&ORDERS).find(belongs) else {
            continue;
        };
        let pairs = request.query.iter();
        let place = pairs
            .clone()
            .position(|(name, _)| name.eq_ignore_ascii_case(parameter.name));
        let number = place.and_then(|place| request.query[place].1.parse().ok());
        let words = number.and_then(|number| numbers.spelled(number));
        if let Some((place, words)) = place.zip(words) {
            request.to_mut().query[place].1 = words;
        }
    }
    request
}

/// A word of a body, or the number that stands for it: one of those that this parameter of a list takes.
pub fn word(parameter: &str, value: &Value) -> Option<String> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    let numbers = NUMBERS.iter().find(|numbers| numbers.parameter == parameter);
    let spelled = number
        .zip(numbers)
        .and_then(|(number, numbers)| numbers.spelled(number));
    spelled.or_else(|| value.as_str().map(str::to_owned))
}

impl Numbers {
    /// None where the number is no word's, and no sum of theirs.
    fn spelled(&self, number: u32) -> Option<String> {
        if let Some((word, _)) = self.words.iter().find(|(_, known)| *known == number) {
            return Some((*word).to_owned());
        }
        let bits: Vec<(&str, u32)> = self
            .words
            .iter()
            .filter(|(_, bit)| bit.is_power_of_two() && number & bit != 0)
            .copied()
            .collect();
        let sum: u32 = bits.iter().map(|(_, bit)| bit).sum();
        let words: Vec<&str> = bits.iter().map(|(word, _)| *word).collect();
        (self.are_flags && sum == number).then(|| words.join(","))
    }
}

#[cfg(test)]
mod tests {
    use azdo::operation::Operation;

    use super::spelled_out;
    use crate::http::Request;

    #[test]
    fn numbers_stand_for_words() {
        let spelled = |operation: &str, query: &str| {
            let text = format!("GET /?{query} HTTP/1.1\r\nHost: h\r\n\r\n");
            let request = Request::read(&mut text.as_bytes(), &mut Vec::new()).unwrap();
            let request = spelled_out(&request, Operation::named(operation).unwrap());
            request.query[0].1.clone()
        };
        for (operation, query, expected) in [
            ("Builds - List", "statusFilter=2", "completed"),
            ("Builds - List", "statusFilter=33", "inProgress,notStarted"),
            ("Builds - List", "resultFilter=12", "partiallySucceeded,failed"),
            ("Builds - List", "resultFilter=1", "1"),
            ("Builds - List", "queryOrder=5", "queueTimeAscending"),
            ("Builds - List", "queryOrder=1", "1"),
            ("Definitions - List", "queryOrder=4", "definitionNameDescending"),
            ("Folders - List", "queryOrder=2", "folderDescending"),
            ("Builds - List", "$top=2", "2"),
        ] {
            assert_eq!(spelled(operation, query), expected, "{query}");
        }
    }
}
