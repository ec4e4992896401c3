//! Which api-version a request is sent with: what the operation has and the service has not refused.
//!
//! Azure DevOps Services has every version of the table. A Server names the newest it knows when it refuses a newer one,
//! and is asked for that from then on: what was refused has done nothing, so that any request is sent again.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use crate::client::Client;
use crate::error::{Cause, Error, Result};
use crate::model::item::Item;
use crate::operation::Operation;
use crate::params::Params;

const LOCATIONS: &Operation = Operation::known("Resource Locations - List");

/// Major and minor, whatever follows: `7.2-preview.8` is 7.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    major: u32,
    minor: u32,
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

/// What a client has learnt of its service.
#[derive(Debug, Default)]
pub(crate) struct Versions(Mutex<Learnt>);

#[derive(Debug, Default)]
struct Learnt {
    /// The newest that the service has.
    ceiling: Option<Version>,
    /// Operations whose resource was not released in that.
    in_preview: HashSet<&'static str>,
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
        let understood = match &result {
            Ok(_) => true,
            Err(error) => error.http_status() != 0 && error.cause() != Cause::RouteUnknown,
        };
        if understood {
            self.learnt().ceiling = Some(Version::SERVER_2019);
        }
        result
    }

    /// What a request for this operation says.
    fn of(&self, operation: &'static Operation) -> String {
        let learnt = self.learnt();
        let in_preview = learnt.in_preview.contains(operation.name);
        match (learnt.ceiling, Version::parse(operation.api_version)) {
            (Some(ceiling), Some(newest)) if ceiling < newest => lowered(operation, ceiling, in_preview),
            (_, Some(newest)) if in_preview => format!("{newest}-preview"),
            _ => operation.api_version.to_owned(),
        }
    }

    /// Whether the refusal says what to ask for instead.
    fn learn(&self, operation: &'static Operation, version: &str, error: &Error) -> bool {
        let mut learnt = self.learnt();
        match error.cause() {
            Cause::ApiVersionTooNew => {
                let asked = Version::parse(version);
                let ceiling = named_ceiling(error.message()).filter(|ceiling| Some(*ceiling) < asked);
                if ceiling.is_some() {
                    learnt.ceiling = ceiling;
                }
                ceiling.is_some()
            }
            Cause::PreviewFlagMissing if !version.contains("-preview") => {
                learnt.in_preview.insert(operation.name)
            }
            _ => false,
        }
    }

    /// What the service says of itself.
    fn learn_ceiling(&self, ceiling: Version) {
        self.learnt().ceiling = Some(ceiling);
    }

    fn learnt(&self) -> std::sync::MutexGuard<'_, Learnt> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
        let missing = || Err(Error::new(Cause::NotFound, "no build 7").with_http_status(404));
        for (answer, learnt) in [(&unknown as &dyn Fn() -> Result<()>, "7.1"), (&missing, "5.0")] {
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
