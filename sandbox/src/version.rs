//! The api-version of a request: what is asked for, whether it is served, and what the answer says.

use azdo::operation::Operation;

use crate::errors;
use crate::flavour::Flavour;
use crate::http::{Answer, Request};

/// The version of the API that is spoken in an answer.
pub struct Version(String);

impl Version {
    /// The answer says so where it is JSON, which is what it is unless it says otherwise itself.
    pub fn on<'a>(&self, answer: Answer<'a>) -> Answer<'a> {
        if answer.status == 204 || answer.has_type() {
            return answer;
        }
        answer.header(
            "Content-Type",
            format_args!("application/json; charset=utf-8; api-version={}", self.0),
        )
    }
}

/// The version asked for, in the query or in `Accept`; the newest released one where a GET names none.
pub fn of(
    request: &Request,
    operation: Option<&Operation>,
    flavour: Flavour,
) -> Result<Version, Answer<'static>> {
    let accepted = request.header("Accept").and_then(|accept| {
        let mut parts = accept.split([';', ',']);
        parts.find_map(|part| part.trim().strip_prefix("api-version="))
    });
    let [released, latest] = flavour.versions();
    let Some(asked) = request.parameter("api-version").or(accepted) else {
        if !["GET", "HEAD", "OPTIONS"].contains(&request.method.as_str()) {
            return Err(errors::version_not_specified(&request.method));
        }
        return Ok(Version(format!("{}.{}", released.0, released.1)));
    };
    let invalid = || errors::argument("api-version", &format!("The api-version '{asked}' is not valid."));
    let (number, preview) = match asked.split_once('-') {
        Some((number, flag)) => (number, Some(flag)),
        None => (asked, None),
    };
    let is_sound = preview.is_none_or(|flag| {
        flag.strip_prefix("preview").is_some_and(|revision| {
            let number = revision.strip_prefix('.');
            revision.is_empty() || number.is_some_and(|number| number.parse::<u32>().is_ok())
        })
    });
    let version = parse(number).filter(|_| is_sound).ok_or_else(invalid)?;
    if version > latest {
        // At the routing layer, where nobody writes a word.
        if flavour == Flavour::Server2019 {
            return Err(Answer::empty(404));
        }
        return Err(errors::version_out_of_range(
            number,
            &format!("{}.{}", latest.0, latest.1),
        ));
    }
    let only_preview = operation.is_some_and(|operation| operation.api_version.contains("-preview"));
    if preview.is_none() && (only_preview || version > released) {
        return Err(errors::preview_flag_missing(number));
    }
    Ok(Version(asked.to_owned()))
}

fn parse(number: &str) -> Option<(u32, u32)> {
    let (major, minor) = number.split_once('.').unwrap_or((number, "0"));
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::flavour::Flavour;
    use crate::http::Request;

    fn version(target: &str, accept: &str, flavour: Flavour) -> Result<String, u16> {
        let text = format!("GET {target} HTTP/1.1\r\nHost: h\r\nAccept: {accept}\r\n\r\n");
        let request = Request::read(&mut text.as_bytes(), &mut Vec::new()).unwrap();
        of(&request, None, flavour)
            .map(|version| version.0)
            .map_err(|answer| answer.status)
    }

    #[test]
    fn versions_are_echoed_or_refused() {
        let of_cloud = |target: &str, accept: &str| version(target, accept, Flavour::Services);
        assert_eq!(of_cloud("/", "*/*"), Ok("7.1".to_owned()));
        assert_eq!(
            of_cloud("/?api-version=5.0", "application/json;api-version=6.0"),
            Ok("5.0".to_owned())
        );
        assert_eq!(
            of_cloud("/", "application/json; api-version=7.2-preview.8"),
            Ok("7.2-preview.8".to_owned())
        );
        for wrong in [
            "7.3",
            "99",
            "7.2",
            "7.3-preview.1",
            "x",
            "7.1-beta",
            "7.1-preview.",
            "-1",
        ] {
            let refused = of_cloud(&format!("/?api-version={wrong}"), "*/*");
            assert_eq!(refused, Err(400), "{wrong}");
        }
    }

    #[test]
    fn each_server_has_its_ceiling() {
        for (flavour, served, refused, status) in [
            (Flavour::Server2022, "7.0", "7.1", 400),
            (Flavour::Server2019, "5.1-preview.5", "6.0", 404),
            (Flavour::Tfs2017, "3.1", "4.0", 400),
        ] {
            let ask = |asked: &str| version(&format!("/?api-version={asked}"), "*/*", flavour);
            assert_eq!(ask(served), Ok(served.to_owned()), "{flavour:?}");
            assert_eq!(ask(refused), Err(status), "{flavour:?}");
        }
    }
}
