//! Misbehaviour on demand: what networks, proxies and the service itself have been seen doing.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::http::{Answer, Request, decode};
use crate::{auth, errors};

/// For the help text: every name, what it does.
pub const HELP: &str = "  html                  200 with an HTML page where JSON is due
  broken-json           JSON with garbage in its middle
  cut                   half the body, then the connection is closed
  reset                 the connection is reset after the request
  stall-headers         nothing, until the client leaves
  stall-body            the head and half the body, then nothing
  drip                  one byte every 5 ms
  redirect-signin       302 to the sign-in page
  redirect-foreign=URL  302 to URL
  status=NNN            a JSON error with this status
  throttle=SECONDS      429 with Retry-After
  retry-after=SECONDS   the answer, with Retry-After
  repeat-token          build lists always name the same continuation token
  page-one-again        build lists answer page one whatever the token
  empty-page            an empty page with a token comes before page two
  overlap               page two begins with the last 3 builds of page one
  tls-stall             TLS is never spoken; concerns connections, not requests";

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Html,
    BrokenJson,
    Cut,
    Reset,
    StallHeaders,
    StallBody,
    Drip,
    RedirectSignIn,
    RedirectForeign(String),
    Status(u16),
    Throttle(u32),
    RetryAfter(u32),
    RepeatToken,
    PageOneAgain,
    EmptyPage,
    Overlap,
    TlsStall,
}

/// One `--fault`.
struct Fault {
    kind: Kind,
    /// Part of the request target, in lower case.
    place: String,
    /// Which one of the matching requests, from 1; all of them where none is said.
    only: Option<usize>,
    matched: AtomicUsize,
}

/// Every `--fault`.
#[derive(Default)]
pub struct Faults(Vec<Fault>);

/// The faults of one request.
pub struct Active<'a>(Vec<&'a Kind>);

/// How an answer reaches the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    Whole,
    Cut,
    Reset,
    StallHeaders,
    StallBody,
    Drip,
}

/// What goes wrong in the paging of build lists.
#[derive(Debug, Clone, Copy, Default)]
pub struct PagingFaults {
    pub repeat_token: bool,
    pub page_one_again: bool,
    pub empty_page: bool,
    pub overlap: bool,
}

impl Faults {
    pub fn parse(specs: &[String]) -> Result<Faults, String> {
        specs
            .iter()
            .map(|spec| Fault::parse(spec))
            .collect::<Result<_, _>>()
            .map(Faults)
    }

    /// Whether TLS handshakes are never answered.
    pub fn stall_tls(&self) -> bool {
        self.0.iter().any(|fault| fault.kind == Kind::TlsStall)
    }

    /// What goes wrong with this request. The sign-in page is spared: redirects to it must end somewhere.
    pub fn at(&self, request: &Request) -> Active<'_> {
        if self.0.is_empty() || request.target.starts_with("/_signin") {
            return Active(Vec::new());
        }
        let target = decode(&request.target).to_lowercase();
        let active = self.0.iter().filter(|fault| fault.strikes(&target));
        Active(active.map(|fault| &fault.kind).collect())
    }
}

impl Fault {
    /// `NAME[=VALUE][@PART-OF-TARGET[#K]]`.
    fn parse(spec: &str) -> Result<Fault, String> {
        let (what, place) = spec.rsplit_once('@').unwrap_or((spec, ""));
        let (place, only) = match place.rsplit_once('#') {
            None => (place, None),
            Some((place, number)) => match number.parse() {
                Ok(number) if number > 0 => (place, Some(number)),
                _ => return Err(format!("'#{number}' in '{spec}' is not the number of a request")),
            },
        };
        let (name, value) = what
            .split_once('=')
            .map_or((what, None), |(name, value)| (name, Some(value)));
        let kind = Kind::parse(name, value).ok_or_else(|| format!("'{what}' is not a fault"))?;
        Ok(Fault {
            kind,
            place: place.to_lowercase(),
            only,
            matched: AtomicUsize::new(0),
        })
    }

    fn strikes(&self, target: &str) -> bool {
        if !target.contains(&self.place) {
            return false;
        }
        let number = self.matched.fetch_add(1, Ordering::Relaxed) + 1;
        self.only.is_none_or(|only| only == number)
    }
}

impl Kind {
    fn parse(name: &str, value: Option<&str>) -> Option<Kind> {
        match (name, value) {
            ("html", None) => Some(Kind::Html),
            ("broken-json", None) => Some(Kind::BrokenJson),
            ("cut", None) => Some(Kind::Cut),
            ("reset", None) => Some(Kind::Reset),
            ("stall-headers", None) => Some(Kind::StallHeaders),
            ("stall-body", None) => Some(Kind::StallBody),
            ("drip", None) => Some(Kind::Drip),
            ("redirect-signin", None) => Some(Kind::RedirectSignIn),
            ("redirect-foreign", Some(url)) if !url.contains(['\r', '\n']) => {
                Some(Kind::RedirectForeign(url.to_owned()))
            }
            ("status", Some(status)) => status
                .parse()
                .ok()
                .filter(|status| (200..600).contains(status))
                .map(Kind::Status),
            ("throttle", Some(seconds)) => seconds.parse().ok().map(Kind::Throttle),
            ("retry-after", Some(seconds)) => seconds.parse().ok().map(Kind::RetryAfter),
            ("repeat-token", None) => Some(Kind::RepeatToken),
            ("page-one-again", None) => Some(Kind::PageOneAgain),
            ("empty-page", None) => Some(Kind::EmptyPage),
            ("overlap", None) => Some(Kind::Overlap),
            ("tls-stall", None) => Some(Kind::TlsStall),
            _ => None,
        }
    }
}

impl Active<'_> {
    /// What is answered instead, if anything.
    pub fn replacement(&self, request: &Request, origin: &str) -> Option<Answer<'static>> {
        self.0.iter().find_map(|kind| match kind {
            Kind::Html => Some(Answer::html(
                200,
                "<!DOCTYPE html>\r\n<html><head><title>Welcome</title></head><body>Not JSON.</body></html>\r\n",
            )),
            Kind::RedirectSignIn => Some(auth::redirect_to_sign_in(request, origin)),
            Kind::RedirectForeign(url) => Some(Answer::empty(302).header("Location", url)),
            Kind::Status(status) => Some(errors::any(*status)),
            Kind::Throttle(seconds) => Some(errors::throttled().header("Retry-After", seconds)),
            _ => None,
        })
    }

    pub fn alter<'a>(&self, mut answer: Answer<'a>) -> Answer<'a> {
        for kind in &self.0 {
            match kind {
                Kind::RetryAfter(seconds) => answer = answer.header("Retry-After", seconds),
                Kind::BrokenJson => {
                    let middle = answer.body.len() / 2;
                    // A control character is wrong inside a JSON text as well as outside.
                    answer.body.to_mut().splice(middle..middle, *b"\x01}]\"{\x01");
                }
                _ => {}
            }
        }
        answer
    }

    pub fn delivery(&self) -> Delivery {
        let delivery = self.0.iter().find_map(|kind| match kind {
            Kind::Cut => Some(Delivery::Cut),
            Kind::Reset => Some(Delivery::Reset),
            Kind::StallHeaders => Some(Delivery::StallHeaders),
            Kind::StallBody => Some(Delivery::StallBody),
            Kind::Drip => Some(Delivery::Drip),
            _ => None,
        });
        delivery.unwrap_or(Delivery::Whole)
    }

    pub fn paging(&self) -> PagingFaults {
        let has = |wanted: &Kind| self.0.contains(&wanted);
        PagingFaults {
            repeat_token: has(&Kind::RepeatToken),
            page_one_again: has(&Kind::PageOneAgain),
            empty_page: has(&Kind::EmptyPage),
            overlap: has(&Kind::Overlap),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Kind};

    #[test]
    fn specs_are_read() {
        let fault = Fault::parse("redirect-foreign=http://u@h:1/x#y@_apis/Projects#2").unwrap();
        assert_eq!(fault.kind, Kind::RedirectForeign("http://u@h:1/x#y".to_owned()));
        assert_eq!((fault.place.as_str(), fault.only), ("_apis/projects", Some(2)));
        for spec in [
            "",
            "nothing",
            "status",
            "status=99",
            "status=x",
            "cut=1",
            "cut@x#0",
            "cut@x#y",
        ] {
            assert!(Fault::parse(spec).is_err(), "{spec}");
        }
    }

    #[test]
    fn a_numbered_fault_strikes_once() {
        let fault = Fault::parse("cut@builds#2").unwrap();
        let struck: Vec<bool> = ["/builds", "/projects", "/builds", "/builds"]
            .map(|target| fault.strikes(target))
            .into();
        assert_eq!(struck, [false, false, true, false]);
    }
}
