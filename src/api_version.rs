//! Which api-version a request is sent with: what the operation has and the service has not refused.
//!
//! Azure DevOps Services has every version of the table. A Server names the newest it knows when it refuses a newer one,
//! and is asked for that from then on: what was refused has done nothing, so that any request is sent again.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use serde::Deserialize;

use crate::client::Client;
use crate::error::{Cause, Error, Result};
use crate::model::item::Item;
use crate::operation::{OPERATIONS, Operation};
use crate::params::Params;

const LOCATIONS: &Operation = Operation::known("Resource Locations - List");

/// Major and minor, whatever follows: `7.2-preview.8` is 7.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    major: u16,
    minor: u16,
}

impl Version {
    /// What a Server that answers a bare 404 to any newer version has for certain.
    pub(crate) const SERVER_2019: Version = Version { major: 5, minor: 0 };

    /// The version at the beginning of a text, of a query's rest for one.
    pub(crate) fn parse(text: &str) -> Option<Version> {
        let number = text.trim().split(['-', '&', '#']).next().unwrap_or_default();
        let (major, minor) = number.split_once('.').unwrap_or((number, "0"));
        Some(Version {
            major: major.parse().ok()?,
            minor: minor.parse().ok()?,
        })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// A Server that refuses more often in a row does not mean it.
const MOST_REFUSALS: usize = 4;

/// What a client has learnt of its service. Without a lock: every request looks here, and a child of fork must not find
/// one that a thread of its parent holds.
#[derive(Debug, Default)]
pub(crate) struct Versions {
    /// The newest that the service has, major and minor in 16 bits each; 0 where that is not known.
    ceiling: AtomicU32,
    /// Operations whose resource was not released in that: a bit for each place in the table.
    in_preview: [AtomicU64; OPERATIONS.len().div_ceil(64)],
}

impl Versions {
    /// What `send` gives for the api-version that it is called with: the caller's own, or that of the operation as far as
    /// the service has it.
    pub(crate) fn negotiate<T>(
        &self,
        operation: &'static Operation,
        own: Option<&str>,
        mut send: impl FnMut(&str) -> Result<T>,
    ) -> Result<T> {
        if let Some(own) = own {
            return send(own);
        }
        let mut version = self.of(operation);
        let mut result = send(&version);
        for _ in 0..MOST_REFUSALS {
            let Err(error) = &result else { break };
            if self.learn(operation, &version, error) {
                version = self.of(operation);
                result = send(&version);
            } else if is_bare(error) {
                return self.guess(operation, send);
            } else {
                break;
            }
        }
        result
    }

    /// A 404 without a word may be a Server of 2019 that does not know the version, or an address that is wrong.
    fn guess<T>(&self, operation: &'static Operation, mut send: impl FnMut(&str) -> Result<T>) -> Result<T> {
        let result = send(&lowered(operation, Version::SERVER_2019, false));
        // An error says so in the service's own form only; what may pass says nothing.
        let understood = match &result {
            Ok(_) => true,
            Err(error) => !error.type_key().is_empty() && !error.may_pass(),
        };
        if understood {
            self.learn_ceiling(Version::SERVER_2019);
        }
        result
    }

    /// What a request for this operation says.
    fn of(&self, operation: &'static Operation) -> Cow<'static, str> {
        let in_preview = self.is_in_preview(operation);
        match (self.ceiling(), Version::parse(operation.api_version)) {
            (Some(ceiling), Some(newest)) if ceiling < newest => {
                lowered(operation, ceiling, in_preview).into()
            }
            (_, Some(newest)) if in_preview => format!("{newest}-preview").into(),
            _ => operation.api_version.into(),
        }
    }

    fn is_in_preview(&self, operation: &'static Operation) -> bool {
        let load = |bits: &AtomicU64| bits.load(Ordering::Relaxed);
        // Mostly there are none, and no need to look for the operation's place.
        self.in_preview.iter().any(|bits| load(bits) != 0) && {
            let (word, bit) = place(operation);
            load(&self.in_preview[word]) & bit != 0
        }
    }

    /// Whether the refusal says what to ask for instead.
    fn learn(&self, operation: &'static Operation, version: &str, error: &Error) -> bool {
        match error.cause() {
            Cause::ApiVersionTooNew => {
                let asked = Version::parse(version);
                let ceiling = named_ceiling(error.message()).filter(|ceiling| Some(*ceiling) < asked);
                ceiling.map(|ceiling| self.learn_ceiling(ceiling)).is_some()
            }
            Cause::PreviewFlagMissing if !version.contains("-preview") => {
                let (word, bit) = place(operation);
                self.in_preview[word].fetch_or(bit, Ordering::Relaxed) & bit == 0
            }
            _ => false,
        }
    }

    fn learn_ceiling(&self, ceiling: Version) {
        let bits = u32::from(ceiling.major) << 16 | u32::from(ceiling.minor);
        self.ceiling.store(bits, Ordering::Relaxed);
    }

    fn ceiling(&self) -> Option<Version> {
        let bits = self.ceiling.load(Ordering::Relaxed);
        (bits != 0).then_some(Version {
            major: (bits >> 16) as u16,
            minor: bits as u16,
        })
    }
}

/// Which bit of which word is an operation's.
fn place(operation: &'static Operation) -> (usize, u64) {
    let found = OPERATIONS.iter().position(|known| known.name == operation.name);
    let index = found.unwrap_or(0);
    (index / 64, 1 << (index % 64))
}

impl Client {
    /// Asks a Server for the versions of its API, so that no request is refused for a newer one: `OPTIONS _apis`. Without
    /// that, its first refusal says as much.
    pub fn learn_version(&self) -> Result<()> {
        self.in_call(|call| {
            let answer = self.perform(LOCATIONS, &Params::new(), None, call)?;
            let locations = answer.list::<Item>(self)?;
            let newest = locations
                .records()
                .iter()
                .filter_map(|item| serde_json::from_str::<Location>(item.json()).ok())
                .filter(|location| location.area.eq_ignore_ascii_case("build"))
                .filter_map(|location| Version::parse(location.max_version));
            let ceiling = newest.max().ok_or_else(|| {
                Error::new(
                    Cause::BrokenAnswer,
                    "the service names no version of its Build area",
                )
            })?;
            self.versions().learn_ceiling(ceiling);
            Ok(())
        })
    }
}

/// What counts of a resource's location.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Location<'json> {
    area: &'json str,
    max_version: &'json str,
}

/// An older version of an operation. Which revision of its preview that has, the service knows.
fn lowered(operation: &Operation, version: Version, in_preview: bool) -> String {
    if in_preview || operation.api_version.contains("-preview") {
        format!("{version}-preview")
    } else {
        version.to_string()
    }
}

/// Whether it is a refusal of the version that does not say so itself.
fn is_bare(error: &Error) -> bool {
    error.cause() == Cause::ApiVersionTooNew && error.http_status() == 404
}

/// The last version that the message of a refusal holds: "… of 99.0 is out of range for this server. The latest REST API
/// version this server supports is 7.2." Its words are of the server's language.
fn named_ceiling(message: &str) -> Option<Version> {
    // What the library adds to the service's words stands in brackets behind them.
    let said = message.split(" (HTTP").next().unwrap_or_default();
    let words = said.rsplit(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = words.map(|word| word.trim_matches('.'));
    numbers
        .filter(|number| number.contains('.'))
        .find_map(Version::parse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    const LIST: &Operation = Operation::known("Builds - List");
    const FOLDERS: &Operation = Operation::known("Folders - List");
    /// A service that knows versions up to `ceiling`, and what it is asked for.
    fn asked(versions: &Versions, operation: &'static Operation, ceiling: &str) -> (Vec<String>, Result<()>) {
        let asked = RefCell::new(Vec::new());
        let result = versions.negotiate(operation, None, |version| {
            asked.borrow_mut().push(version.to_owned());
            match Version::parse(version) {
                Some(version) if Version::parse(ceiling) < Some(version) => {
                    let message = format!(
                        "The requested REST API version of {version} is out of range for this server. The latest \
                         REST API version this server supports is {ceiling}. (HTTP 400, GET https://10.0.0.9/c)"
                    );
                    Err(Error::new(Cause::ApiVersionTooNew, message).with_http_status(400))
                }
                _ => Ok(()),
            }
        });
        (asked.into_inner(), result)
    }

    #[test]
    fn a_ceiling_is_learnt_once() {
        let versions = Versions::default();
        assert_eq!(asked(&versions, LIST, "7.0").0, ["7.1", "7.0"]);
        assert_eq!(asked(&versions, LIST, "7.0").0, ["7.0"]);
        assert_eq!(asked(&versions, FOLDERS, "7.0").0, ["7.0-preview"]);
        assert_eq!(asked(&versions, LOCATIONS, "7.0").0, [""]);
        assert_eq!(asked(&versions, LIST, "4.1").0, ["7.0", "4.1"]);
        assert_eq!(asked(&Versions::default(), FOLDERS, "7.2").0, ["7.1-preview.2"]);
    }

    #[test]
    fn a_refusal_that_says_nothing_new_is_the_callers() {
        let count = RefCell::new(0);
        let refused = Versions::default().negotiate(LIST, None, |_| {
            *count.borrow_mut() += 1;
            Err::<(), _>(Error::new(Cause::ApiVersionTooNew, "no").with_http_status(400))
        });
        assert!(refused.is_err());
        assert_eq!(*count.borrow(), 1);
    }

    #[test]
    fn whoever_goes_down_and_down_is_left() {
        let count = RefCell::new(0);
        let refused = Versions::default().negotiate(LIST, None, |_| {
            *count.borrow_mut() += 1;
            let message = format!("the latest is 6.{}", 100 - *count.borrow());
            Err::<(), _>(Error::new(Cause::ApiVersionTooNew, message).with_http_status(400))
        });
        assert!(refused.is_err());
        assert_eq!(*count.borrow(), 1 + MOST_REFUSALS);
    }

    #[test]
    fn a_bare_404_may_be_a_server_of_2019() {
        let bare = || Err(Error::new(Cause::ApiVersionTooNew, "nothing").with_http_status(404));
        let versions = Versions::default();
        let send = |version: &str| if version == "5.0" { Ok(()) } else { bare() };
        assert!(versions.negotiate(LIST, None, send).is_ok());
        assert_eq!(versions.of(LIST), "5.0");
        let unknown = || Err(Error::new(Cause::RouteUnknown, "nothing").with_http_status(404));
        let failed = || Err(Error::new(Cause::Unavailable, "a moment").with_http_status(500));
        for (answer, learnt) in [(&unknown as &dyn Fn() -> Result<()>, "7.1"), (&failed, "7.1")] {
            let versions = Versions::default();
            let send = |version: &str| if version == "5.0" { answer() } else { bare() };
            assert!(versions.negotiate(LIST, None, send).is_err());
            assert_eq!(versions.of(LIST), learnt);
        }
    }

    #[test]
    fn a_preview_is_asked_for_as_one() {
        let versions = Versions::default();
        let send = |version: &str| match version.contains("-preview") {
            true => Ok(()),
            false => Err(Error::new(Cause::PreviewFlagMissing, "no").with_http_status(400)),
        };
        assert!(versions.negotiate(LIST, None, send).is_ok());
        assert_eq!(versions.of(LIST), "7.1-preview");
        assert!(versions.negotiate(LIST, Some("7.1"), send).is_err());
    }

    #[test]
    fn ceilings_in_any_language() {
        for (message, ceiling) in [
            ("… 99.0 … is 7.2.", Some("7.2")),
            (
                "Die Version 7.1 … unterstützt wird 6.0 (HTTP 400, GET https://10.1.2.3:80/c)",
                Some("6.0"),
            ),
            ("nothing", None),
            ("99", None),
        ] {
            assert_eq!(
                named_ceiling(message),
                ceiling.and_then(Version::parse),
                "{message}"
            );
        }
    }
}
