//! What an examination found.

use super::text::{Arena, Str};

/// Whether something is in order.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The service does not tell.
    CannotTell = 0,
    /// It is in order.
    Ok = 1,
    /// It is not; the hint says what to do.
    Problem = 2,
}

/// One thing that was looked at. Only the library makes one; a program reads it through a pointer, as later versions
/// append fields. It lives exactly as long as the findings it is among, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Finding {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// An `azdo_verdict`.
    verdict: i32,
    /// What was looked at, a stable word: "url", "proxy", "name", "connection", "tls", "organization", "token shape",
    /// "token", "identity", "projects", "builds", "version", "clock", "rate limit". Only added to.
    check: Str,
    /// What was found, on one line.
    text: Str,
    /// What a person does next; "" where nothing is to be done or nothing honest can be said.
    hint: Str,
}

impl Finding {
    /// What was looked at, a stable word.
    pub fn check(&self) -> &str {
        self.check.as_str()
    }

    /// Whether it is in order.
    pub fn verdict(&self) -> Verdict {
        match self.verdict {
            1 => Verdict::Ok,
            2 => Verdict::Problem,
            _ => Verdict::CannotTell,
        }
    }

    /// What was found, on one line.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// What a person does next; empty where nothing is to be done or nothing honest can be said.
    pub fn hint(&self) -> &str {
        self.hint.as_str()
    }
}

/// Findings in the order in which they were made, immutable: they and their texts live exactly as long as this.
#[derive(Debug)]
pub struct Findings {
    records: Box<[Finding]>,
    #[expect(dead_code, reason = "it is owned and read through the records")]
    arena: Arena,
}

impl Findings {
    /// Check, verdict, text and hint of each.
    pub(crate) fn new(noted: &[(&str, Verdict, String, String)]) -> Findings {
        let room = noted
            .iter()
            .map(|(check, _, text, hint)| check.len() + text.len() + hint.len() + 3);
        let mut arena = Arena::with_room(room.sum());
        let records = noted.iter().map(|(check, verdict, text, hint)| Finding {
            struct_size: size_of::<Finding>() as u32,
            verdict: *verdict as i32,
            check: arena.keep(check),
            text: arena.keep(text),
            hint: arena.keep(hint),
        });
        Findings {
            records: records.collect(),
            arena,
        }
    }

    /// The findings.
    pub fn records(&self) -> &[Finding] {
        &self.records
    }

    /// Whether none of them is a problem.
    pub fn all_in_order(&self) -> bool {
        self.records
            .iter()
            .all(|finding| finding.verdict() != Verdict::Problem)
    }
}
