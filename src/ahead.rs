//! The next page, asked for while the one before it is read.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::awaited::Awaited;
use crate::cancel::{Cancel, Interrupt};
use crate::client::Client;
use crate::error::Result;
use crate::os::spawn_quiet;
use crate::pipeline::{Call, Gathered};
use crate::throttle::Gate;
use crate::transport::{HeaderMap, Place};

/// From which latency on a page is asked for ahead: below it, a thread and a connection cost as much as they save.
const WORTH_A_THREAD: Duration = Duration::from_millis(5);

/// A request under way on a thread of its own, which ends with it. Dropped, it is cancelled.
pub(crate) struct Ahead {
    token: String,
    /// A forked child has no such thread.
    process: u32,
    /// Of the user that it is asked for as.
    gate: Arc<Gate>,
    cancel: Cancel,
    answer: Arc<Answer>,
}

/// What has come of the answer; `None` for what never will.
#[derive(Default)]
struct Answer {
    head: Awaited<Option<(HeaderMap, Duration)>>,
    whole: Awaited<Option<Result<Gathered>>>,
}

/// Whoever wants to know of an answer's headers, and how long they took to come, while its body is still to be read.
pub(crate) type Begun<'a> = dyn FnMut(&HeaderMap, Duration) + 'a;

impl Ahead {
    pub(crate) fn is_worth_while(latency: Duration) -> bool {
        latency >= WORTH_A_THREAD
    }

    /// Asks for the page that `token` leads to, once: whoever takes the answer decides about another try. None where
    /// the system has no thread or no descriptors left, as nobody depends on it.
    pub(crate) fn ask(client: &Client, url: String, token: &str) -> Option<Ahead> {
        let cancel = Cancel::new().ok()?;
        let gate = client.call_with(Some(&cancel)).gate;
        let answer = Arc::new(Answer::default());
        spawn_quiet("azdo-ahead", {
            let (client, cancel) = (client.clone(), cancel.clone());
            let teller = Teller(answer.clone());
            move || {
                let mut call = client.call_with(Some(&cancel));
                // It is over when whoever waits for it has waited for long enough.
                call.interrupt = Interrupt::new(Some(&cancel), call.interrupt.clock().clone(), Duration::MAX);
                let answer = &teller.0;
                let mut begun =
                    |headers: &HeaderMap, latency| answer.head.put(Some((headers.clone(), latency)));
                let whole = client.pipeline().get_once(url, &call, &mut begun);
                answer.whole.put(Some(whole));
            }
        })
        .ok()?;
        Some(Ahead {
            token: token.to_owned(),
            process: std::process::id(),
            gate,
            cancel,
            answer,
        })
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Whether the answer is what `call` would get for this token: asked for as the same user, by this process.
    pub(crate) fn serves(&self, token: Option<&str>, call: &Call) -> bool {
        token == Some(&self.token)
            && self.process == std::process::id()
            && Arc::ptr_eq(&self.gate, &call.gate)
    }

    /// Waits for the answer of `place`, as long as `call` may; `begun` is told of its head. None where its thread has
    /// come to grief.
    pub(crate) fn answer(self, place: &Place, call: &Call, begun: &mut Begun) -> Option<Result<Gathered>> {
        let look = || {
            let time = call.interrupt.heed_again_in();
            time.map_err(|error| error.map_message(|message| format!("{message} ({place})")))
        };
        match self.answer.head.wait(Option::take, look) {
            Ok(Some((headers, latency))) => begun(&headers, latency),
            Ok(None) => {}
            Err(ended) => return Some(Err(ended)),
        }
        self.answer
            .whole
            .wait(Option::take, look)
            .unwrap_or_else(|ended| Some(Err(ended)))
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.cancel.signal();
    }
}

impl fmt::Debug for Ahead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ahead")
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}

/// Whoever waits is told that nothing comes any more, whatever the thread ends by.
struct Teller(Arc<Answer>);

impl Drop for Teller {
    fn drop(&mut self) {
        if self.0.head.peek(|head| head.is_none()) {
            self.0.head.put(None);
        }
        if self.0.whole.peek(|whole| whole.is_none()) {
            self.0.whole.put(None);
        }
    }
}
