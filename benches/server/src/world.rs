//! The builds, rendered once. They have the shape and size of the service's own: 4 to 5 KB each, a hundred fields.

use std::fmt::Write;
use std::ops::Range;

/// A build as the service sends it, indented for its readers; between two tildes stands what differs.
const TEMPLATE: &str = include_str!("build.json");

/// The number of the oldest build. Lists begin with the newest.
pub const FIRST_ID: usize = 100_001;

const DEFINITIONS: [&str; 6] = [
    "fiber-web CI",
    "fiber-web nightly",
    "Release train",
    "Docs",
    "Security scan (weekly)",
    "fiber-api CI",
];
const BRANCHES: [&str; 5] = [
    "refs/heads/main",
    "refs/heads/release/2026.11",
    "refs/pull/4711/merge",
    "refs/heads/users/anna/faster-lists",
    "refs/heads/main",
];
const PEOPLE: [&str; 7] = [
    "Anna Fischer",
    "Bjørn Håkonsen",
    "Chen Wei 陈伟",
    "Dmitri Sokolov",
    "Zoë O'Neill",
    "Fatima al-Rashid",
    "GitHub Actions",
];
const RESULTS: [&str; 8] = [
    "succeeded",
    "succeeded",
    "failed",
    "succeeded",
    "partiallySucceeded",
    "succeeded",
    "canceled",
    "succeeded",
];
const REASONS: [&str; 4] = ["individualCI", "pullRequest", "manual", "schedule"];

/// Builds, newest first, in one text: any page of any size is a slice of it.
pub struct World {
    text: String,
    /// Where each build begins; behind it a comma and then the next, as in a list.
    starts: Vec<usize>,
}

impl World {
    pub fn new(count: usize) -> World {
        let compact = compact(TEMPLATE);
        let template: Vec<&str> = compact.split('~').collect();
        let mut text = String::new();
        let mut starts = Vec::with_capacity(count + 1);
        for index in 0..count {
            starts.push(text.len());
            render(&template, FIRST_ID + count - 1 - index, &mut text);
            text.push(',');
        }
        starts.push(text.len());
        World { text, starts }
    }

    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// These builds, with commas between them.
    pub fn slice(&self, range: Range<usize>) -> &str {
        if range.is_empty() {
            return "";
        }
        &self.text[self.starts[range.start]..self.starts[range.end] - 1]
    }

    /// The build of this number.
    pub fn build(&self, id: usize) -> Option<&str> {
        let index = (FIRST_ID + self.len()).checked_sub(id + 1)?;
        (index < self.len()).then(|| self.slice(index..index + 1))
    }
}

/// JSON without the white space between its tokens, as the service sends it.
fn compact(json: &str) -> String {
    let mut out = String::new();
    for line in json.lines() {
        out.push_str(&line.trim_start().replacen("\": ", "\":", 1));
    }
    out
}

/// The pieces of a template are text and names in turns.
fn render(template: &[&str], id: usize, out: &mut String) {
    // Spreads neighbours apart; the same number always gives the same build.
    let chance = id.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 17;
    let pick = |words: &[&'static str], salt: usize| words[(chance >> salt) % words.len()];
    let definition = (chance >> 3) % DEFINITIONS.len();
    let (person, day) = ((chance >> 7) % PEOPLE.len(), id / 200 % 28 + 1);
    for (place, piece) in template.iter().enumerate() {
        if place % 2 == 0 {
            out.push_str(piece);
            continue;
        }
        let written = match *piece {
            "id" => write!(out, "{id}"),
            "project" => write!(out, "4c1d0304-a209-464e-b614-7a0f593fe799"),
            "plan" => write!(out, "{:08x}-ffe6-4073-9b3a-a510e0f12f2e", chance & 0xffff_ffff),
            "number" => write!(out, "202611{day:02}.{}", id % 200),
            "revision" => write!(out, "{}", id % 200),
            "status" => write!(out, "completed"),
            "result" => write!(out, "{}", pick(&RESULTS, 5)),
            "date" => write!(out, "2026-11-{day:02}"),
            "time" => write!(out, "{:02}:{:02}", id / 9 % 24, id % 60),
            "definition" => write!(out, "{}", definition + 170),
            "definition name" => write!(out, "{}", DEFINITIONS[definition]),
            "branch" => write!(out, "{}", pick(&BRANCHES, 9)),
            "commit" => write!(out, "{chance:016x}6d46d26e815b8c3c2d321dec"),
            "reason" => write!(out, "{}", pick(&REASONS, 11)),
            "person" => write!(out, "{}", PEOPLE[person]),
            "person id" => write!(out, "22157d54-1821-6536-a446-928b0634838{person}"),
            "sign-in" => write!(out, "person{person}@fabrikam.com"),
            "repository" => write!(out, "f450d1a9-29b5-4ec5-b12b-7aca7ebd6643"),
            unknown => unreachable!("the template asks for {unknown}"),
        };
        written.expect("a String can be written to");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_hold_whole_builds() {
        let world = World::new(10);
        assert!(world.slice(3..5).starts_with("{\"_links\":{"));
        assert!(world.slice(3..5).ends_with("true}"));
        assert_eq!(world.slice(0..1), world.build(FIRST_ID + 9).unwrap());
        assert_eq!(world.build(FIRST_ID - 1), None);
        assert_eq!(world.build(FIRST_ID + 10), None);
        assert!((3_500..5_500).contains(&world.slice(0..1).len()));
    }
}
