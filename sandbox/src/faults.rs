//! Misbehaviour on demand: what networks, proxies and the service itself have been seen doing.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value};

use crate::http::{Answer, Request, decode};
use crate::random::mix;
use crate::{auth, errors};

/// For the help text: every name, what it does.
pub const HELP: &str = "  html                  200 with an HTML page where JSON is due
  broken-json           JSON with garbage in its middle
  empty                 200 and JSON's media type, and no body
  deep-json             200 and as many brackets as nobody reads
  cut                   half the body, then the connection is closed
  close                 the connection is closed after the request
  reset                 the connection is reset after the request
  reset-body            half the body, then the connection is reset
  stall-headers         nothing, until the client leaves
  stall-body            the head and half the body, then nothing
  drip                  one byte every 5 ms
  slowloris             a head without end, one line every 20 ms
  header-flood          a head without end, as fast as it goes
  headers=N             N headers more
  continue-flood        100 Continue without end
  garbage               bytes that are no HTTP
  two-lengths           two lengths for one body
  chunk-garbage         a chunk whose length is no number
  chunk-lie             a chunk that is shorter than it says, then the connection is closed
  oversize              a body without end
  surplus               the answer, and once more the same that nobody asked for
  gzip-bomb=MIB         this much white space, compressed to a thousandth
  gzip-garbage          a body that is said to be compressed and is not
  gzip-flood            compressed nothing, without end
  gzip-cut              half of the compressed body, as if it were the whole
  redirect-loop         302 to where it came from
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
    Empty,
    DeepJson,
    Delivered(Delivery),
    Headers(usize),
    GzipBomb(usize),
    GzipGarbage,
    GzipCut,
    RedirectLoop,
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
    spec: String,
    kind: Kind,
    /// Part of the request target, in lower case.
    place: String,
    /// Which one of the matching requests, from 1; all of them where none is said.
    only: Option<usize>,
    /// How many of a hundred matching requests it strikes.
    chance: Option<u64>,
    /// Makes those the same for the same seed.
    seed: u64,
    matched: AtomicUsize,
    struck: AtomicUsize,
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
    Twice,
    Cut,
    Close,
    Reset,
    ResetBody,
    StallHeaders,
    StallBody,
    Drip,
    /// In place of an answer, these bytes.
    Script(&'static Script),
}

/// Bytes that are sent whatever was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Script {
    pub start: &'static [u8],
    /// Sent again and again for as long as the client listens; if there is none, the connection is closed.
    pub more: &'static [u8],
    pub pause: Duration,
}

impl Script {
    const fn new(start: &'static [u8], more: &'static [u8]) -> Script {
        Script {
            start,
            more,
            pause: Duration::ZERO,
        }
    }
}

static SLOWLORIS: Script = Script {
    start: b"HTTP/1.1 200 OK\r\n",
    more: b"X-Slow: loris\r\n",
    pause: Duration::from_millis(20),
};
static HEADER_FLOOD: Script = Script::new(b"HTTP/1.1 200 OK\r\n", b"X-Flood: and no end of it\r\n");
static CONTINUE_FLOOD: Script = Script::new(b"", b"HTTP/1.1 100 Continue\r\n\r\n");
static GARBAGE: Script = Script::new(b"\x00\xff\x17\x03garbage\r\n\x1b[31m\r\n\r\n\xfe", b"");
static TWO_LENGTHS: Script = Script::new(
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\nContent-Length: 9\r\n\r\n\
      {\"id\":1} ",
    b"",
);
static CHUNK_GARBAGE: Script = Script::new(
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
      eight\r\n{\"id\":1}\r\n0\r\n\r\n",
    b"",
);
static CHUNK_LIE: Script = Script::new(
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
      fff\r\n{\"id\":1}",
    b"",
);
static GZIP_FLOOD: Script = Script::new(
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n",
    EMPTY_MEMBERS.as_flattened(),
);
const EMPTY_MEMBERS: &[[u8; 20]] = &[*b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\x03\0\0\0\0\0\0\0\0\0"; 200];
static OVERSIZE: Script = Script::new(
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    OVERSIZE_CHUNK,
);
const OVERSIZE_CHUNK: &[u8] = &{
    let mut chunk = [b' '; 4 + 0x1000 + 4];
    (chunk[0], chunk[1], chunk[2], chunk[3]) = (b'1', b'0', b'0', b'0');
    (chunk[4], chunk[5]) = (b'\r', b'\n');
    (chunk[4 + 0x1000 + 2], chunk[4 + 0x1000 + 3]) = (b'\r', b'\n');
    chunk
};

/// What goes wrong in the paging of build lists.
#[derive(Debug, Clone, Copy, Default)]
pub struct PagingFaults {
    pub repeat_token: bool,
    pub page_one_again: bool,
    pub empty_page: bool,
    pub overlap: bool,
}

impl Faults {
    pub fn parse(specs: &[String], seed: u64) -> Result<Faults, String> {
        specs
            .iter()
            .map(|spec| Fault::parse(spec, seed))
            .collect::<Result<_, _>>()
            .map(Faults)
    }

    /// How often each has struck so far, by its SPEC.
    pub fn struck(&self) -> Map<String, Value> {
        let faults = self.0.iter();
        faults
            .map(|fault| (fault.spec.clone(), fault.struck.load(Ordering::SeqCst).into()))
            .collect()
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
    /// `NAME[=VALUE][%CHANCE][@PART-OF-TARGET[#K]]`.
    fn parse(spec: &str, seed: u64) -> Result<Fault, String> {
        let (what, place) = spec.rsplit_once('@').unwrap_or((spec, ""));
        let (place, only) = match place.rsplit_once('#') {
            None => (place, None),
            Some((place, number)) => match number.parse() {
                Ok(number) if number > 0 => (place, Some(number)),
                _ => return Err(format!("'#{number}' in '{spec}' is not the number of a request")),
            },
        };
        let (what, chance) = match what.rsplit_once('%').map(|(what, chance)| (what, chance.parse())) {
            Some((what, Ok(chance @ 0..=100))) => (what, Some(chance)),
            // Of a URL's own.
            _ => (what, None),
        };
        let (name, value) = what
            .split_once('=')
            .map_or((what, None), |(name, value)| (name, Some(value)));
        let kind = Kind::parse(name, value).ok_or_else(|| format!("'{what}' is not a fault"))?;
        Ok(Fault {
            spec: spec.to_owned(),
            kind,
            place: place.to_lowercase(),
            only,
            chance,
            seed,
            matched: AtomicUsize::new(0),
            struck: AtomicUsize::new(0),
        })
    }

    fn strikes(&self, target: &str) -> bool {
        if !target.contains(&self.place) {
            return false;
        }
        let number = self.matched.fetch_add(1, Ordering::Relaxed) + 1;
        let is_drawn = |chance| mix(self.seed ^ mix(number as u64)) % 100 < chance;
        let strikes = self.only.is_none_or(|only| only == number) && self.chance.is_none_or(is_drawn);
        self.struck.fetch_add(usize::from(strikes), Ordering::SeqCst);
        strikes
    }
}

impl Kind {
    fn parse(name: &str, value: Option<&str>) -> Option<Kind> {
        match (name, value) {
            ("html", None) => Some(Kind::Html),
            ("broken-json", None) => Some(Kind::BrokenJson),
            ("empty", None) => Some(Kind::Empty),
            ("deep-json", None) => Some(Kind::DeepJson),
            ("headers", Some(count)) => count.parse().ok().map(Kind::Headers),
            ("gzip-bomb", Some(mebibytes)) => mebibytes.parse().ok().map(Kind::GzipBomb),
            ("gzip-garbage", None) => Some(Kind::GzipGarbage),
            ("gzip-cut", None) => Some(Kind::GzipCut),
            ("redirect-loop", None) => Some(Kind::RedirectLoop),
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
            (name, None) => Delivery::named(name).map(Kind::Delivered),
            _ => None,
        }
    }
}

impl Delivery {
    fn named(name: &str) -> Option<Delivery> {
        Some(match name {
            "cut" => Delivery::Cut,
            "close" => Delivery::Close,
            "reset" => Delivery::Reset,
            "reset-body" => Delivery::ResetBody,
            "stall-headers" => Delivery::StallHeaders,
            "stall-body" => Delivery::StallBody,
            "drip" => Delivery::Drip,
            "surplus" => Delivery::Twice,
            "slowloris" => Delivery::Script(&SLOWLORIS),
            "header-flood" => Delivery::Script(&HEADER_FLOOD),
            "continue-flood" => Delivery::Script(&CONTINUE_FLOOD),
            "garbage" => Delivery::Script(&GARBAGE),
            "two-lengths" => Delivery::Script(&TWO_LENGTHS),
            "chunk-garbage" => Delivery::Script(&CHUNK_GARBAGE),
            "chunk-lie" => Delivery::Script(&CHUNK_LIE),
            "oversize" => Delivery::Script(&OVERSIZE),
            "gzip-flood" => Delivery::Script(&GZIP_FLOOD),
            _ => return None,
        })
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
            Kind::Empty => Some(Answer::new(200, JSON, &b""[..])),
            Kind::DeepJson => Some(Answer::new(200, JSON, ("[".repeat(DEPTH) + &"]".repeat(DEPTH)).into_bytes())),
            Kind::GzipBomb(mebibytes) => {
                let folded = zipped(&vec![b' '; 1024 * 1024]).repeat(*mebibytes);
                Some(Answer::new(200, JSON, folded).header("Content-Encoding", "gzip"))
            }
            Kind::RedirectLoop => Some(Answer::empty(302).header("Location", &request.target)),
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
                Kind::Headers(count) => {
                    for index in 0..*count {
                        answer = answer.header(&format!("X-More-{index}"), "more");
                    }
                }
                Kind::GzipGarbage => answer = answer.header("Content-Encoding", "gzip"),
                Kind::GzipCut => {
                    let folded = zipped(&answer.body);
                    let half = folded[..folded.len() / 2].to_vec();
                    answer = answer.with_body(half).header("Content-Encoding", "gzip");
                }
                _ => {}
            }
        }
        answer
    }

    pub fn delivery(&self) -> Delivery {
        let delivery = self.0.iter().find_map(|kind| match kind {
            Kind::Delivered(delivery) => Some(*delivery),
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

const DEPTH: usize = 100_000;

const JSON: &str = "application/json; charset=utf-8";

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to a Vec cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Fault, Kind};

    #[test]
    fn specs_are_read() {
        let fault = Fault::parse("redirect-foreign=http://u@h:1/x%20#y@_apis/Projects#2", 1).unwrap();
        assert_eq!(
            fault.kind,
            Kind::RedirectForeign("http://u@h:1/x%20#y".to_owned())
        );
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
            assert!(Fault::parse(spec, 1).is_err(), "{spec}");
        }
    }

    #[test]
    fn a_numbered_fault_strikes_once() {
        let fault = Fault::parse("cut@builds#2", 1).unwrap();
        let struck: Vec<bool> = ["/builds", "/projects", "/builds", "/builds"]
            .map(|target| fault.strikes(target))
            .into();
        assert_eq!(struck, [false, false, true, false]);
    }

    #[test]
    fn a_fault_by_chance_is_the_same_for_the_same_seed() {
        let struck = |seed| -> Vec<bool> {
            let fault = Fault::parse("cut%30@builds", seed).unwrap();
            (0..1000).map(|_| fault.strikes("/builds")).collect()
        };
        let count = struck(1).into_iter().filter(|struck| *struck).count();
        assert!((200..400).contains(&count), "{count}");
        assert_eq!(struck(1), struck(1));
        assert_ne!(struck(1), struck(2));
    }
}
