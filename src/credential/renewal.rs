//! Tokens that are fetched, and fetched again before they expire and after the service has refused one.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::token::Token;
use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result};

/// How long before its end a token is replaced.
pub(super) const MARGIN: Duration = Duration::from_secs(300);

/// How long a token that is still good is not asked for anew, whatever came of the last time.
const PAUSE: Duration = Duration::from_secs(30);

/// How often a thread looks whether another has fetched what both want.
const SLICE: Duration = Duration::from_millis(5);

/// Where tokens come from.
pub(super) trait TokenSource: Send + Sync {
    fn fetch(&self, interrupt: &Interrupt) -> Result<Token>;

    /// The service has accepted a token from here.
    fn accepted(&self, _interrupt: &Interrupt) {}

    /// The service has refused the last token from here.
    fn refused(&self, _interrupt: &Interrupt) {}
}

/// A source and the token that it gave last. Whoever finds another thread fetching waits for what that one gets.
pub(super) struct Renewed {
    source: Box<dyn TokenSource>,
    tokens: Mutex<Tokens>,
    /// The thread that fetches; 0 if none does.
    fetching: AtomicU64,
}

#[derive(Default)]
struct Tokens {
    current: Option<Token>,
    /// Calls may still be under way with it.
    previous: Option<Token>,
    asked: Option<Instant>,
    /// What the last fetch came to, if not to a token.
    failure: Option<(Instant, Error)>,
    /// When the source had no other token than one that the service refuses.
    no_other_since: Option<Instant>,
}

impl Tokens {
    /// The current one, unless it is time for another.
    fn good(&self) -> Option<&Token> {
        let current = self.current.as_ref()?;
        let asked_lately = self.asked.is_some_and(|asked| asked.elapsed() < PAUSE);
        let margin = if asked_lately { Duration::ZERO } else { MARGIN };
        (!current.expires_within(margin)).then_some(current)
    }
}

struct Turn<'a>(&'a AtomicU64);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.store(0, Ordering::Release);
    }
}

impl Renewed {
    pub(super) fn new(source: impl TokenSource + 'static) -> Renewed {
        Renewed {
            source: Box::new(source),
            tokens: Mutex::default(),
            fetching: AtomicU64::new(0),
        }
    }

    /// A token that is good for a while.
    pub(super) fn token(&self, interrupt: &Interrupt) -> Result<Token> {
        if let Some(token) = self.lock().good() {
            return Ok(token.clone());
        }
        let began = Instant::now();
        let _turn = self.turn(interrupt)?;
        {
            let tokens = self.lock();
            if let Some(token) = tokens.good() {
                return Ok(token.clone());
            }
            // Another has asked while this one waited for its turn.
            if let Some((when, failure)) = &tokens.failure
                && *when >= began
            {
                return Err(failure.clone());
            }
        }
        let fetched = self.fetch(interrupt);
        match (fetched, &self.lock().current) {
            // It is still good for the few minutes in which it was to be replaced.
            (Err(_), Some(current))
                if interrupt.check().is_ok() && !current.expires_within(Duration::ZERO) =>
            {
                Ok(current.clone())
            }
            (fetched, _) => fetched,
        }
    }

    /// Another token than the one that the service has refused; none where the source gave the same again, now or a
    /// moment ago.
    pub(super) fn instead_of(&self, refused: &Token, interrupt: &Interrupt) -> Result<Option<Token>> {
        let _turn = self.turn(interrupt)?;
        {
            let tokens = self.lock();
            if let Some(current) = &tokens.current
                && !current.is_same(refused)
            {
                return Ok(Some(current.clone()));
            }
            if tokens.no_other_since.is_some_and(|since| since.elapsed() < PAUSE) {
                return Ok(None);
            }
        }
        self.source.refused(interrupt);
        let fetched = self.fetch(interrupt);
        let other = fetched.as_ref().is_ok_and(|fetched| !fetched.is_same(refused));
        if interrupt.check().is_ok() {
            self.lock().no_other_since = (!other).then(Instant::now);
        }
        Ok(Some(fetched?).filter(|_| other))
    }

    /// The last token, whether it is good or not.
    pub(super) fn current(&self) -> Option<Token> {
        self.lock().current.clone()
    }

    pub(super) fn accepted(&self, interrupt: &Interrupt) {
        self.source.accepted(interrupt);
    }

    pub(super) fn redact(&self, text: &str) -> String {
        let tokens = self.lock();
        let all = tokens.current.iter().chain(&tokens.previous);
        all.fold(text.to_owned(), |text, token| token.redact(&text))
    }

    fn fetch(&self, interrupt: &Interrupt) -> Result<Token> {
        let fetched = self.source.fetch(interrupt).and_then(|token| {
            if token.expires_within(Duration::ZERO) {
                let message = "the token that was fetched has expired already";
                return Err(Error::new(Cause::CredentialUnavailable, message)
                    .with_hint("Check this machine's clock, and where the token comes from."));
            }
            Ok(token)
        });
        let mut tokens = self.lock();
        tokens.asked = Some(Instant::now());
        tokens.failure = None;
        match &fetched {
            Ok(token) => tokens.previous = tokens.current.replace(token.clone()),
            // Of the call's own end the others know nothing.
            Err(error) if interrupt.check().is_ok() => tokens.failure = Some((Instant::now(), error.clone())),
            Err(_) => {}
        }
        fetched
    }

    fn turn(&self, interrupt: &Interrupt) -> Result<Turn<'_>> {
        let own = this_thread();
        loop {
            interrupt.check()?;
            let taken = self
                .fetching
                // A forked child does not wait for its parent's thread.
                .fetch_update(Ordering::Acquire, Ordering::Relaxed, |thread| {
                    (thread >> 32 != own >> 32).then_some(own)
                });
            match taken {
                Ok(_) => return Ok(Turn(&self.fetching)),
                // The source itself asks, or what its wait has led to: nobody else could end that wait.
                Err(thread) if thread == own => {
                    let message = "a call in the middle of fetching a token needs that very token";
                    return Err(Error::new(Cause::InvalidState, message));
                }
                Err(_) => interrupt.sleep(SLICE)?,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Its process, and its number in it.
fn this_thread() -> u64 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    thread_local! {
        static NUMBER: u32 = COUNT.fetch_add(1, Ordering::Relaxed);
    }
    u64::from(std::process::id()) << 32 | u64::from(NUMBER.with(|number| *number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use std::sync::Arc;
    use std::sync::atomic::AtomicUsize;
    use std::time::SystemTime;

    /// Counts what is asked of it; its tokens are good for so many seconds, or the source is out of order.
    struct Counted {
        asked: Arc<AtomicUsize>,
        seconds: &'static [Option<u64>],
    }

    impl TokenSource for Counted {
        fn fetch(&self, interrupt: &Interrupt) -> Result<Token> {
            let number = self.asked.fetch_add(1, Ordering::SeqCst);
            interrupt.sleep(Duration::from_millis(20))?;
            let seconds = self.seconds[number.min(self.seconds.len() - 1)]
                .ok_or_else(|| Error::new(Cause::CredentialUnavailable, "out of order"))?;
            let expires_at = SystemTime::now() + Duration::from_secs(seconds);
            Token::bearer(&format!("token-number-{number}"), Some(expires_at))
        }
    }

    fn counted(seconds: &'static [Option<u64>]) -> (Renewed, Arc<AtomicUsize>, Interrupt) {
        let asked = Arc::new(AtomicUsize::new(0));
        let source = Counted {
            asked: asked.clone(),
            seconds,
        };
        (Renewed::new(source), asked, call())
    }

    fn call() -> Interrupt {
        Interrupt::new(None, Arc::new(SystemClock), Duration::from_secs(60))
    }

    #[test]
    fn threads_that_want_the_same_ask_once() {
        let (renewed, asked, _) = counted(&[Some(3600)]);
        let first = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| renewed.token(&call()).unwrap()))
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .last()
                .unwrap()
        });
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| renewed.instead_of(&first, &call()).unwrap().expect("another one"));
            }
        });
        assert_eq!(asked.load(Ordering::SeqCst), 2);
        assert!(renewed.redact("token-number-0 token-number-1") == "*** ***");
    }

    #[test]
    fn a_token_near_its_end_is_replaced_and_used_while_it_cannot_be() {
        let (renewed, asked, interrupt) = counted(&[Some(60), None, Some(3600)]);
        let first = renewed.token(&interrupt).unwrap();
        assert!(
            renewed.token(&interrupt).unwrap().is_same(&first),
            "not asked for again at once"
        );
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        renewed.lock().asked = None;
        assert!(
            renewed.token(&interrupt).unwrap().is_same(&first),
            "good, though the source failed"
        );
        renewed.lock().asked = None;
        assert!(!renewed.token(&interrupt).unwrap().is_same(&first));
        assert_eq!(asked.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn an_expired_token_is_not_used() {
        let (renewed, _, interrupt) = counted(&[Some(0)]);
        let error = renewed.token(&interrupt).unwrap_err();
        assert_eq!(error.cause(), Cause::CredentialUnavailable);
        assert!(error.message().contains("expired already"), "{error}");
    }

    #[test]
    fn threads_that_wait_for_one_share_its_failure() {
        let (renewed, asked, interrupt) = counted(&[None]);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| renewed.token(&call()).unwrap_err());
            }
        });
        assert!(asked.load(Ordering::SeqCst) < 4, "{asked:?}");
        renewed.token(&interrupt).unwrap_err();
    }

    #[test]
    fn a_source_with_nothing_else_is_left_alone_for_a_while() {
        struct Stubborn(Arc<AtomicUsize>);
        impl TokenSource for Stubborn {
            fn fetch(&self, _: &Interrupt) -> Result<Token> {
                self.0.fetch_add(1, Ordering::SeqCst);
                Token::bearer("always-the-same", None)
            }
        }
        let asked = Arc::new(AtomicUsize::new(0));
        let renewed = Renewed::new(Stubborn(asked.clone()));
        let interrupt = call();
        let token = renewed.token(&interrupt).unwrap();
        for _ in 0..5 {
            assert!(renewed.instead_of(&token, &interrupt).unwrap().is_none());
        }
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }
}
