//! The headers that every answer of the service carries.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::http::{Answer, Request};
use crate::random::{guid, mix};
use crate::ticks::Ticks;

const PROCESS_ID: &str = "f7905e4e-fe71-43d5-ac2f-357ec587d429";
const USER_DATA: &str = "3b7c5d10-64f2-4e3b-9a0c-5e8d2f71a6b4:fabrikamfiber4@hotmail.com";

/// Issues the ids by which support finds a request again.
pub struct Stamps {
    seed: u64,
    issued: AtomicU64,
}

impl Stamps {
    pub fn new(seed: u64) -> Stamps {
        Stamps {
            seed,
            issued: AtomicU64::new(0),
        }
    }

    /// `authenticated`: whether the answer names the user it is for.
    pub fn on<'a>(&self, answer: Answer<'a>, request: &Request, authenticated: bool) -> Answer<'a> {
        let activity = self.fresh();
        let session = request
            .header("X-TFS-Session")
            .map_or_else(|| self.fresh(), str::to_owned);
        let edge = activity.replace('-', "").to_uppercase();
        let now = Ticks::now();
        let answer = answer
            .header("Date", now.in_headers())
            .header("Cache-Control", "no-cache")
            .header("Pragma", "no-cache")
            .header("Expires", "-1")
            .header("X-Content-Type-Options", "nosniff")
            .header("X-TFS-ProcessId", PROCESS_ID)
            .header("X-TFS-Session", session)
            .header("X-VSS-E2EID", &activity)
            .header("ActivityId", &activity)
            .header(
                "X-MSEdge-Ref",
                format_args!(
                    "Ref A: {edge} Ref B: SANDBOX01 Ref C: {}",
                    now.with_digits(0).in_answers()
                ),
            );
        if authenticated {
            answer.header("X-VSS-UserData", USER_DATA)
        } else {
            answer
        }
    }

    fn fresh(&self) -> String {
        let number = self.issued.fetch_add(1, Ordering::Relaxed);
        guid(mix(self.seed ^ number), mix(!self.seed ^ number))
    }
}
