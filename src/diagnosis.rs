//! What an answer means that is not what was asked for. Every such answer is judged here, before anybody parses it.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::credential::Credential;
use crate::error::{Cause, Error, printable};
use crate::pipeline::Expect;
use crate::throttle::retry_after;
use crate::transport::{HeaderMap, Request, header};

/// A message is for a terminal; no honest one is longer.
const LONGEST_MESSAGE: usize = 2000;

/// An answer and the request it answers.
pub(crate) struct Answer<'a> {
    pub(crate) request: &'a Request,
    pub(crate) status: u16,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    /// Whose secret the answer may hold: a server can send back what it was sent.
    pub(crate) credential: &'a Credential,
}

impl Answer<'_> {
    /// What the service said, as it may be shown.
    fn shown(&self, text: &str) -> String {
        printable(&self.credential.redact(text), LONGEST_MESSAGE)
    }

    fn header(&self, name: &str) -> String {
        self.shown(&text_of(self.headers, name))
    }
}

/// Whether the answer is what the caller asked for, as far as its head tells.
pub(crate) fn is_usable(request: &Request, status: u16, headers: &HeaderMap, expect: Expect) -> bool {
    // 203: the sign-in page in place of the answer.
    let success = matches!(status, 200..=299 | 304) && status != 203;
    success
        && match (media_type(headers).as_str(), expect) {
            // Where nobody asked for a page, it is a sign-in page or a proxy's.
            ("text/html", Expect::Anything) => {
                text_of(&request.headers, header::ACCEPT.as_str()).contains("html")
            }
            ("text/html", Expect::Json) => false,
            // Some servers in front of a collection drop the type; the parser will see.
            ("" | "application/json", Expect::Json) => true,
            (other, Expect::Json) => other.ends_with("+json"),
            (_, Expect::Anything) => true,
        }
}

/// Whether a redirect leads to a sign-in page.
pub(crate) fn is_sign_in_url(location: &str) -> bool {
    let location = location.to_ascii_lowercase();
    [
        "/_signin",
        "login.microsoftonline.com",
        "login.live.com",
        "/_oauth",
    ]
    .iter()
    .any(|sign| location.contains(sign))
}

/// The error that the answer stands for.
pub(crate) fn explain(answer: &Answer) -> Error {
    let words = ServiceError::read(answer);
    let cause = cause(answer, &words);
    let said = if words.message.is_empty() {
        unsaid(cause, answer)
    } else {
        words.message.clone()
    };
    let activity_id = ["activityid", "x-vss-e2eid", "x-msedge-ref"]
        .iter()
        .map(|name| answer.header(name))
        .find(|id| !id.is_empty())
        .unwrap_or_default();
    let mut message = format!("{said} (HTTP {}, {}", answer.status, answer.request.place());
    if !activity_id.is_empty() {
        message.push_str(", activity id ");
        message.push_str(&activity_id);
    }
    message.push(')');
    Error::new(cause, message)
        .with_http_status(answer.status)
        .with_service_code(words.code)
        .with_activity_id(activity_id)
        .with_retry_after(retry_after(answer.headers))
}

fn cause(answer: &Answer, words: &ServiceError) -> Cause {
    let says = |text: &str| words.message.contains(text);
    let html = media_type(answer.headers) == "text/html";
    let location = text_of(answer.headers, header::LOCATION.as_str());
    let expired = words.message.to_ascii_lowercase().contains("has expired");
    match answer.status {
        200..=399 if expired => Cause::TokenExpired,
        203 => Cause::TokenRefused,
        300..=399 if is_sign_in_url(&location) => Cause::TokenRefused,
        300..=399 => Cause::BrokenAnswer,
        200..=299 if html && is_sign_in_page(answer.body) => Cause::TokenRefused,
        200..=299 => Cause::UnexpectedContent,
        407 => Cause::ProxyRefused,
        429 => Cause::Throttled,
        // Nothing of the service's own in it: somebody in between has answered.
        400 | 402..=499 if html && !is_from_service(answer.headers) && answer.status != 404 => {
            Cause::UnexpectedContent
        }
        401 if expired => Cause::TokenExpired,
        401 if says("TF400813") => {
            let anonymous = says("''") || says("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");
            if anonymous {
                Cause::Anonymous
            } else {
                Cause::UserNotAuthorized
            }
        }
        401 => Cause::TokenRefused,
        400..=499
            if words.code.starts_with("ProjectDoesNotExist") || says("VS800075") || says("TF200016") =>
        {
            Cause::ProjectNotFound
        }
        400..=499
            if says("is out of range for this server")
                || words.code == "VssVersionOutOfRangeException"
                || words.code == "VssVersionNotSupportedException" =>
        {
            Cause::ApiVersionTooNew
        }
        _ if says("TF400733") => Cause::Throttled,
        403 => Cause::PermissionMissing,
        404 | 410
            if answer
                .request
                .url
                .to_ascii_lowercase()
                .contains("/_apis/build-release/") =>
        {
            Cause::RouteRetired
        }
        404 | 410 if words.code.is_empty() => Cause::RouteUnknown,
        404 | 410 => Cause::NotFound,
        409 | 412 => Cause::Conflict,
        408 => Cause::Unavailable,
        400..=499 => Cause::Rejected,
        _ if says("TF24668") || answer.headers.contains_key("x-vss-hostofflineerror") => {
            Cause::OrganizationStopped
        }
        _ => Cause::Unavailable,
    }
}

/// What happened, where the service has no words for it.
fn unsaid(cause: Cause, answer: &Answer) -> String {
    match cause {
        Cause::TokenRefused if answer.status == 401 => "the service did not accept the token".to_owned(),
        Cause::TokenRefused => "the service answered with its sign-in page".to_owned(),
        Cause::BrokenAnswer => "the service redirects to a place that is not followed".to_owned(),
        Cause::UnexpectedContent => format!("the answer is {}, not JSON", shown_type(answer.headers)),
        Cause::RouteUnknown | Cause::RouteRetired => "the service has nothing at this address".to_owned(),
        Cause::ProxyRefused => "the proxy wants a user name and a password".to_owned(),
        _ => "the service refused and does not say why".to_owned(),
    }
}

/// The service's own words, in any of the shapes it gives them.
#[derive(Default)]
struct ServiceError {
    message: String,
    /// The type key, or else the TF or VS code.
    code: String,
}

impl ServiceError {
    fn read(answer: &Answer) -> ServiceError {
        let media_type = media_type(answer.headers);
        let text = String::from_utf8_lossy(answer.body);
        let text = text.trim_start_matches('\u{feff}').trim();
        let mut error = match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(body)) if answer.status >= 400 => ServiceError::from_json(&Value::Object(body)),
            _ => ServiceError::default(),
        };
        if error.message.is_empty() {
            // Percent-encoded; some senders write a space as a plus sign.
            let header = text_of(answer.headers, "x-tfs-serviceerror").replace('+', " ");
            error.message = percent_decode_str(&header).decode_utf8_lossy().into_owned();
        }
        if error.message.is_empty() && answer.status >= 400 && media_type == "text/plain" {
            error.message = text.to_owned();
        }
        error.message = answer.shown(error.message.trim());
        error.code = answer.shown(&error.code);
        if error.code.is_empty() {
            error.code = leading_code(&error.message).to_owned();
        }
        error
    }

    fn from_json(body: &Value) -> ServiceError {
        let text = |object: &Value, name: &str| object[name].as_str().unwrap_or_default().to_owned();
        let message = [
            text(body, "message"),
            text(body, "Message"),
            text(&body["value"], "Message"),
        ]
        .into_iter()
        .find(|message| !message.is_empty())
        .unwrap_or_default();
        let mut code = text(body, "typeKey");
        if code.is_empty() {
            // "Namespace.Type, Assembly": the type's own name is what stays the same over the years.
            let name = [text(body, "typeName"), text(body, "ClassName")].concat();
            let full = name.split(',').next().unwrap_or_default();
            code = full.rsplit('.').next().unwrap_or_default().to_owned();
        }
        ServiceError { message, code }
    }
}

/// "TF400813" of "TF400813: The user …".
fn leading_code(message: &str) -> &str {
    let code = message.split(':').next().unwrap_or_default();
    let digits = code
        .strip_prefix("TF")
        .or_else(|| code.strip_prefix("VS"))
        .unwrap_or_default();
    let sound = (5..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if sound { code } else { "" }
}

fn is_from_service(headers: &HeaderMap) -> bool {
    [
        "activityid",
        "x-vss-e2eid",
        "x-tfs-session",
        "x-tfs-processid",
        "x-tfs-serviceerror",
    ]
    .iter()
    .any(|name| headers.contains_key(*name))
}

fn is_sign_in_page(body: &[u8]) -> bool {
    let page = String::from_utf8_lossy(body).to_ascii_lowercase();
    page.contains("sign in") || page.contains("/_signin") || page.contains("login.microsoftonline.com")
}

/// The media type without its parameters, in lower case.
fn media_type(headers: &HeaderMap) -> String {
    let value = text_of(headers, header::CONTENT_TYPE.as_str());
    value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

fn shown_type(headers: &HeaderMap) -> String {
    match media_type(headers).as_str() {
        "text/html" => "an HTML page".to_owned(),
        "" => "of no type".to_owned(),
        other => printable(other, 100),
    }
}

fn text_of(headers: &HeaderMap, name: &str) -> String {
    let bytes = headers.get(name).map_or(&[][..], |value| value.as_bytes());
    String::from_utf8_lossy(bytes).into_owned()
}
