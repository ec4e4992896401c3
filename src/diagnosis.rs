//! What an answer means that is not what was asked for. Every such answer is judged here, before anybody parses it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::api_version::Version;
use crate::credential::{Credential, Scheme, Token};
use crate::error::{Cause, Error, ServiceMarks, printable};
use crate::model::{Scan, Scanner, Text, outline};
use crate::pipeline::Expect;
use crate::throttle::retry_after;
use crate::transport::{HeaderMap, HeaderValue, Method, Request, header};
use crate::url::split_origin;

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
    /// The one of its tokens that the request went with.
    pub(crate) token: &'a Token,
    /// Whether it was Microsoft's cloud that was asked.
    pub(crate) is_services: bool,
}

impl Answer<'_> {
    /// What the service said, as it may be shown: on one line. Nothing is taken of it before the secret is out.
    fn shown(&self, text: &str) -> String {
        let discreet = self.credential.redact(text);
        let line = discreet.split_whitespace().collect::<Vec<_>>().join(" ");
        printable(&line, LONGEST_MESSAGE)
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

/// What support asks for, of any answer.
pub(crate) fn activity_id(headers: &HeaderMap) -> String {
    printable(&text_of(headers, "activityid"), 60)
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
    let error = Error::new(cause, said)
        .with_http_status(answer.status)
        .with_service(marks(answer, words))
        .with_retry_after(retry_after(answer.headers));
    hinted(placed(error, answer), answer)
}

fn marks(answer: &Answer, words: ServiceError) -> ServiceMarks {
    ServiceMarks {
        type_key: words.type_key,
        message_code: words.message_code,
        activity_id: answer.header("activityid"),
        e2e_id: answer.header("x-vss-e2eid"),
        session_id: answer.header("x-tfs-session"),
        edge_ref: answer.header("x-msedge-ref"),
    }
}

/// With what was asked, and what support asks for.
fn placed(error: Error, answer: &Answer) -> Error {
    let activity = match error.activity_id() {
        "" => String::new(),
        id => format!(", activity id {id}"),
    };
    let place = answer.request.place();
    error.map_message(|said| format!("{said} (HTTP {}, {place}{activity})", answer.status))
}

/// Whether a request asks for a new build: "Builds - Queue".
pub(crate) fn queues_build(request: &Request) -> bool {
    let path = || request.url.split(['?', '#']).next().unwrap_or_default();
    request.method == Method::POST && path().to_ascii_lowercase().ends_with("/_apis/build/builds")
}

/// The service answers 200 to a request for a build that it will not run, with a record that says so in a member.
pub(crate) fn invalid_pipeline(answer: &Answer) -> Option<Error> {
    let faults = outline(&String::from_utf8_lossy(answer.body), Faults::member);
    let mut message = answer.shown(&faults.texts?);
    if !faults.build.is_empty() {
        message = format!("{} (build {})", message.trim_end(), answer.shown(&faults.build));
    }
    let error = Error::new(Cause::PipelineInvalid, message)
        .with_http_status(answer.status)
        .with_service(marks(answer, ServiceError::default()));
    Some(placed(error, answer))
}

/// What is wrong with a pipeline.
#[derive(Default)]
struct Faults {
    /// The id of the build that will not run.
    build: String,
    /// In the service's words; none if nothing is wrong.
    texts: Option<String>,
}

impl Faults {
    fn member(&mut self, name: &str, scanner: &mut Scanner) -> Scan<()> {
        match name {
            "id" => {
                self.build = owned(scanner)?;
                Ok(())
            }
            "validationResults" => scanner.array_or_skip(&mut |scanner| {
                let (mut result, mut message) = (Text::default(), Text::default());
                scanner.members_or_skip(&mut |scanner, name| {
                    match name {
                        "result" => result = scanner.text()?,
                        "message" => message = scanner.text()?,
                        _ => scanner.skip()?,
                    }
                    Ok(())
                })?;
                if result.decoded().eq_ignore_ascii_case("error") {
                    let faults = self.texts.get_or_insert_default();
                    match message.is_none() {
                        true => faults.push_str("the pipeline is not valid"),
                        false => faults.push_str(&message.decoded()),
                    }
                    faults.push(' ');
                }
                Ok(())
            }),
            _ => scanner.skip(),
        }
    }
}

fn hinted(error: Error, answer: &Answer) -> Error {
    match hint(error.cause(), answer) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

/// What a person does next, where that depends on more than the cause.
fn hint(cause: Cause, answer: &Answer) -> Option<Cow<'static, str>> {
    let scope = scope(answer.request);
    match (cause, answer.token.scheme()) {
        (Cause::TokenMalformed, _) => answer.token.oddity().map(Cow::Borrowed),
        (Cause::TokenRefused, Scheme::Bearer) => Some(Cow::Borrowed(
            "The access token is wrong, expired, not for Azure DevOps (499b84ac-1321-427f-aa17-267ca6975798), or of \
             another tenant; the service does not say which. Get a new one.",
        )),
        (Cause::TokenRefused, Scheme::Basic) if answer.is_services => Some(Cow::Owned(format!(
            "The token is wrong, expired, revoked, of another organization or of all (not accepted since \
             2026-12-01), or lacks the scope {scope}; the service does not say which. Check it under User settings > \
             Personal access tokens."
        ))),
        (Cause::TokenRefused, Scheme::Basic) => Some(Cow::Owned(format!(
            "The token is wrong, expired, revoked, of another organization, or lacks the scope {scope}; the service \
             does not say which. Check it under User settings > Personal access tokens."
        ))),
        (Cause::ScopeMissing, Scheme::Basic) => Some(Cow::Owned(format!(
            "Give it the scope {scope} under User settings > Personal access tokens."
        ))),
        (Cause::BrokenAnswer, _) => Some(Cow::Borrowed(REDIRECTS)),
        (Cause::ApiVersionTooNew, _) if answer.status == 404 => Some(Cow::Borrowed(
            "A Server of 2019 answers so to an api-version that it does not know: ask for 5.0, or for none.",
        )),
        _ => None,
    }
}

/// The scope of a personal access token that a request needs, as its page names it.
fn scope(request: &Request) -> &'static str {
    let url = request.url.to_ascii_lowercase();
    let reads = request.method == Method::GET;
    if url.contains("/_apis/build") {
        if reads {
            "Build (Read)"
        } else {
            "Build (Read & execute)"
        }
    } else if url.contains("/_apis/projects") {
        if reads {
            "Project and Team (Read)"
        } else {
            "Project and Team (Read, write, & manage)"
        }
    } else {
        "that this request needs"
    }
}

/// Of an answer that refused a token: the same, once the service has shown that it knows the token.
pub(crate) fn scope_missing(error: Error, answer: &Answer) -> Error {
    let error = error.with_cause(Cause::ScopeMissing).map_message(|message| {
        message.replacen(
            NOT_ACCEPTED,
            "the service knows the token and did not accept it for this request",
            1,
        )
    });
    hinted(error, answer)
}

/// Of a host that is none of the organization's, and asks for a credential.
pub(crate) fn of_a_stranger(answer: &Answer) -> Error {
    let place = answer.request.place();
    let message = format!("the service redirects to a host that wants a credential ({place})");
    Error::new(Cause::BrokenAnswer, message)
        .with_hint(
            "No token goes to another host than the organization's own. Check its URL, also whether it is http or https.",
        )
        .with_http_status(answer.status)
}

/// Where the service says who asks. The resource is in preview for good.
pub(crate) fn who_url(organization_url: &str) -> String {
    format!("{organization_url}/_apis/connectionData?api-version=5.0-preview.1")
}

/// Whom the answer to that names; none for a caller whom the service does not know.
pub(crate) fn user(body: &[u8]) -> Option<String> {
    let who = Who::read(body);
    let known = !who.id.is_empty() && who.id != ANONYMOUS && !who.subject.starts_with("anon.");
    known.then(|| printable(&who.name, 200))
}

/// Whether it is that answer at all.
pub(crate) fn tells_who(body: &[u8]) -> bool {
    Who::read(body).is_told
}

/// The `authenticatedUser` of that answer.
#[derive(Default)]
struct Who {
    is_told: bool,
    id: String,
    subject: String,
    name: String,
}

impl Who {
    fn read(body: &[u8]) -> Who {
        outline(std::str::from_utf8(body).unwrap_or_default(), Who::member)
    }

    fn member(&mut self, name: &str, scanner: &mut Scanner) -> Scan<()> {
        if name != "authenticatedUser" {
            return scanner.skip();
        }
        scanner.members_or_skip(&mut |scanner, name| {
            self.is_told = true;
            match name {
                "id" => self.id = owned(scanner)?,
                "subjectDescriptor" => self.subject = owned(scanner)?,
                "providerDisplayName" => self.name = owned(scanner)?,
                _ => scanner.skip()?,
            }
            Ok(())
        })
    }
}

/// The text that comes next; empty if it is none.
fn owned(scanner: &mut Scanner) -> Scan<String> {
    Ok(scanner.text()?.decoded().into_owned())
}

/// The principal that stands for nobody.
const ANONYMOUS: &str = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

const NOT_ACCEPTED: &str = "the service did not accept the token";

fn cause(answer: &Answer, words: &ServiceError) -> Cause {
    let says = |text: &str| words.message.contains(text);
    let html = media_type(answer.headers) == "text/html";
    let location = text_of(answer.headers, header::LOCATION.as_str());
    let is_proxys = is_from_proxy(answer.headers);
    match answer.status {
        200..=399 if words.expired() => Cause::TokenExpired,
        203 => refused(answer),
        300..=399 if is_sign_in_url(&location) => refused(answer),
        300..=399 => Cause::BrokenAnswer,
        200..=299 if html && is_proxys => Cause::ProxyIntercepted,
        200..=299 if html && is_sign_in_page(answer.body) => refused(answer),
        200..=299 => Cause::UnexpectedContent,
        401 => unauthorized(answer, words),
        407 => Cause::ProxyRefused,
        _ if html && is_proxys => Cause::ProxyIntercepted,
        429 => Cause::Throttled,
        // Nothing of the service's own in it: somebody in between has answered.
        400..=499 if html && !is_from_service(answer.headers) && answer.status != 404 => {
            Cause::UnexpectedContent
        }
        400..=499
            if words.type_key.starts_with("ProjectDoesNotExist") || says("VS800075") || says("TF200016") =>
        {
            Cause::ProjectNotFound
        }
        400..=499
            if says("is out of range for this server")
                || words.type_key == "VssVersionOutOfRangeException"
                || words.type_key == "VssVersionNotSupportedException" =>
        {
            Cause::ApiVersionTooNew
        }
        400..=499 if words.type_key == "VssInvalidPreviewVersionException" => Cause::PreviewFlagMissing,
        _ if says("TF400733") => Cause::Throttled,
        _ if says("VS403463") => Cause::ConditionalAccess,
        403 => Cause::PermissionMissing,
        404 | 410 => missing(answer, words),
        409 | 412 => Cause::Conflict,
        408 => Cause::Unavailable,
        400..=499 => Cause::Rejected,
        _ if says("TF24668") => Cause::OrganizationStopped,
        _ if answer.headers.contains_key("x-vss-hostofflineerror") => Cause::HostOffline,
        _ => Cause::Unavailable,
    }
}

/// Of a token that was not let in, and of whose fault nothing was said.
fn refused(answer: &Answer) -> Cause {
    match answer.token.oddity() {
        Some(_) => Cause::TokenMalformed,
        None => Cause::TokenRefused,
    }
}

fn unauthorized(answer: &Answer, words: &ServiceError) -> Cause {
    let says = |text: &str| words.message.contains(text);
    let lower = words.message.to_ascii_lowercase();
    let url = answer.request.url.to_ascii_lowercase();
    let has_pat = answer.token.scheme() == Scheme::Basic;
    let challenges = answer.headers.get_all(header::WWW_AUTHENTICATE);
    let asks_for_basic = challenges
        .iter()
        .any(|challenge| challenge.as_bytes().to_ascii_lowercase().starts_with(b"basic"));
    if words.expired() {
        Cause::TokenExpired
    } else if lower.contains("global") && lower.contains("personal access token") {
        Cause::GlobalTokenRefused
    } else if says("VS403463") {
        Cause::ConditionalAccess
    } else if says("TF400813") && (says("''") || says(ANONYMOUS)) {
        match refused(answer) {
            Cause::TokenMalformed => Cause::TokenMalformed,
            _ => Cause::Anonymous,
        }
    } else if says("TF400813") || says("TF401444") {
        Cause::UserNotAuthorized
    } else if has_pat && (url.contains("/_apis/profile/") || url.contains("/_apis/accounts")) {
        Cause::OauthNeeded
    } else if has_pat && !answer.is_services && asks_for_basic && !is_from_service(answer.headers) {
        Cause::IisBasicAuth
    } else {
        refused(answer)
    }
}

/// Of what is not there.
fn missing(answer: &Answer, words: &ServiceError) -> Cause {
    let url = answer.request.url.to_ascii_lowercase();
    let page = String::from_utf8_lossy(answer.body).to_ascii_lowercase();
    if url.contains("/_apis/build-release/") {
        Cause::RouteRetired
    } else if page.contains("organization does not exist") {
        Cause::OrganizationNotFound
    } else if !words.type_key.is_empty() || !words.message_code.is_empty() {
        Cause::NotFound
    } else if !answer.is_services && answer.body.is_empty() && is_newer_than_2019(&url) {
        Cause::ApiVersionTooNew
    } else {
        Cause::RouteUnknown
    }
}

/// Whether it asks for a version of the API that a Server of 2019 does not know.
fn is_newer_than_2019(url: &str) -> bool {
    let version = url.split("api-version=").nth(1).and_then(Version::parse);
    version.is_some_and(|version| version > Version::SERVER_2019)
}

/// What happened, where the service has no words for it.
fn unsaid(cause: Cause, answer: &Answer) -> String {
    let page = || format!("the answer is {}{}", shown_type(answer.headers), author(answer));
    match cause {
        Cause::TokenRefused | Cause::TokenMalformed if answer.status != 401 => {
            "the service answered with its sign-in page".to_owned()
        }
        Cause::TokenRefused | Cause::TokenMalformed => NOT_ACCEPTED.to_owned(),
        Cause::OauthNeeded => "this API takes no personal access tokens".to_owned(),
        Cause::IisBasicAuth => {
            "the web server in front of the service did not let the token through".to_owned()
        }
        Cause::BrokenAnswer => format!(
            "the service redirects a {} with HTTP {} to {}",
            answer.request.method,
            answer.status,
            shown_origin(&text_of(answer.headers, header::LOCATION.as_str()))
        ),
        Cause::UnexpectedContent => format!("{}, not JSON", page()),
        Cause::ProxyIntercepted => format!("a proxy answered in place of the service: {}", page()),
        Cause::OrganizationNotFound => "there is no such organization".to_owned(),
        Cause::RouteUnknown | Cause::RouteRetired => "the service has nothing at this address".to_owned(),
        Cause::ApiVersionTooNew => "the server has nothing at this address under this api-version".to_owned(),
        Cause::ProxyRefused => "the proxy wants a user name and a password".to_owned(),
        Cause::Throttled => "the service asks for fewer requests".to_owned(),
        Cause::PermissionMissing => "the service did not permit this and does not say why".to_owned(),
        Cause::Unavailable | Cause::HostOffline => {
            format!("the service failed with HTTP {}: {}", answer.status, page())
        }
        _ => format!(
            "the service refused with HTTP {} and does not say why",
            answer.status
        ),
    }
}

/// Of a URL that somebody sent, which may be signed: scheme, host and port, or what is there in their place.
pub(crate) fn shown_origin(url: &str) -> String {
    let shown = match split_origin(url) {
        // A user's name may have a password with it.
        Some((origin, _)) => origin.rsplit_once('@').map_or(origin, |(_, host)| host),
        None if url.is_empty() => "nowhere",
        None if url.starts_with("//") => "another host",
        None => "another path",
    };
    printable(shown, 200)
}

/// Which redirects are followed.
pub(crate) const REDIRECTS: &str = "Only a GET is redirected, and only to https or within the organization's own host. \
     Check the organization's URL: scheme, host and port.";

/// Which server wrote a page, as far as it says.
fn author(answer: &Answer) -> String {
    let server = answer.header(header::SERVER.as_str());
    if server.is_empty() {
        String::new()
    } else {
        format!(" of {}", printable(&server, 60))
    }
}

/// The service's own words, in any of the shapes it gives them.
#[derive(Default)]
struct ServiceError {
    message: String,
    type_key: String,
    /// TF or VS and a number, where the message begins with one.
    message_code: String,
}

impl ServiceError {
    fn expired(&self) -> bool {
        self.message.to_ascii_lowercase().contains("has expired")
    }

    fn read(answer: &Answer) -> ServiceError {
        let media_type = media_type(answer.headers);
        let text = String::from_utf8_lossy(answer.body);
        let text = text.trim_start_matches('\u{feff}').trim();
        let mut error = ServiceError::default();
        if answer.status >= 400 {
            let words = outline(text, Words::member);
            error.type_key = words.key(answer);
            error.message = words.message;
        }
        if error.message.is_empty() {
            // Percent-encoded; some senders write a space as a plus sign.
            let header = text_of(answer.headers, "x-tfs-serviceerror").replace('+', " ");
            error.message = percent_decode_str(&header).decode_utf8_lossy().into_owned();
        }
        if error.message.is_empty() && answer.status >= 400 && media_type == "text/plain" {
            error.message = text.to_owned();
        }
        error.message = answer.shown(error.message.trim());
        error.message_code = leading_code(&error.message).to_owned();
        error
    }
}

/// The members of an error body that say something.
#[derive(Default)]
struct Words {
    message: String,
    type_key: String,
    /// "Namespace.Type, Assembly".
    type_name: String,
}

impl Words {
    fn member(&mut self, name: &str, scanner: &mut Scanner) -> Scan<()> {
        match name {
            "message" | "Message" => self.say(scanner)?,
            "value" => scanner.members_or_skip(&mut |scanner, name| match name {
                "Message" => self.say(scanner),
                _ => scanner.skip(),
            })?,
            "typeKey" => self.type_key = owned(scanner)?,
            "typeName" | "ClassName" => self.type_name = owned(scanner)?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn say(&mut self, scanner: &mut Scanner) -> Scan<()> {
        let message = owned(scanner)?;
        if self.message.is_empty() {
            self.message = message;
        }
        Ok(())
    }

    fn key(&self, answer: &Answer) -> String {
        if !self.type_key.is_empty() {
            return answer.shown(&self.type_key);
        }
        // The type's own name is what stays the same over the years.
        let name = answer.shown(&self.type_name);
        let full = name.split(',').next().unwrap_or_default();
        full.rsplit('.').next().unwrap_or_default().to_owned()
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

/// Proxies that say who they are.
fn is_from_proxy(headers: &HeaderMap) -> bool {
    let server = text_of(headers, header::SERVER.as_str()).to_ascii_lowercase();
    let known = ["squid", "tinyproxy", "zscaler", "bluecoat", "mitmproxy"];
    headers.contains_key("x-squid-error") || known.iter().any(|name| server.contains(name))
}

fn is_sign_in_page(body: &[u8]) -> bool {
    let page = String::from_utf8_lossy(body).to_ascii_lowercase();
    page.contains("sign in") || page.contains("/_signin") || page.contains("login.microsoftonline.com")
}

/// The media type without its parameters, in lower case.
fn media_type(headers: &HeaderMap) -> String {
    let media_type = bytes_of(headers, header::CONTENT_TYPE)
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default();
    String::from_utf8_lossy(media_type.trim_ascii()).to_ascii_lowercase()
}

fn shown_type(headers: &HeaderMap) -> String {
    match media_type(headers).as_str() {
        "text/html" => "an HTML page".to_owned(),
        "" => "of no type".to_owned(),
        other => printable(other, 100),
    }
}

fn text_of(headers: &HeaderMap, name: &str) -> String {
    String::from_utf8_lossy(bytes_of(headers, name)).into_owned()
}

/// Nothing where there is no such header.
fn bytes_of(headers: &HeaderMap, name: impl header::AsHeaderName) -> &[u8] {
    headers.get(name).map_or(&[], HeaderValue::as_bytes)
}
