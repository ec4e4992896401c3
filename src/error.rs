//! What a failure is: how a program reacts to it, what happened, and what a person does next.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// The result of everything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// How a program should react. Numbers are explicit, never reused, and only added to.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Done as asked.
    Ok = 0,
    /// An iterator has no more; not an error.
    Done = 1,
    /// The call is wrong: fix the program.
    InvalidArgument = 100,
    /// The object cannot do this now: fix the program.
    InvalidState = 101,
    /// The service does not know you: get a new token.
    Unauthenticated = 200,
    /// It knows you and says no: get a permission or a scope.
    Forbidden = 201,
    /// There is no such thing, or it is not visible to you: the service does not tell which.
    NotFound = 202,
    /// The thing changed, or is in a state that forbids this.
    Conflict = 203,
    /// Understood and refused (HTTP 400 and kin).
    Rejected = 204,
    /// Too much, too fast: `azdo_error_retry_after_ms` says when to come back.
    Throttled = 300,
    /// The service is not there now: try again later.
    Unavailable = 301,
    /// A deadline passed.
    Timeout = 400,
    /// A cancel token was signalled.
    Cancelled = 401,
    /// Name lookup, connection, reset, proxy.
    Network = 402,
    /// No trustworthy TLS connection.
    Tls = 403,
    /// The answer is not what such a service answers.
    Protocol = 404,
    /// One of the library's bounds was hit; the message names it.
    Limit = 405,
    /// A local file or process.
    Io = 500,
    /// A bug of the library's own, caught.
    Internal = 900,
}

impl Status {
    const ALL: [Status; 19] = [
        Status::Ok,
        Status::Done,
        Status::InvalidArgument,
        Status::InvalidState,
        Status::Unauthenticated,
        Status::Forbidden,
        Status::NotFound,
        Status::Conflict,
        Status::Rejected,
        Status::Throttled,
        Status::Unavailable,
        Status::Timeout,
        Status::Cancelled,
        Status::Network,
        Status::Tls,
        Status::Protocol,
        Status::Limit,
        Status::Io,
        Status::Internal,
    ];

    /// The status of this number, if there is one.
    pub fn from_number(number: i32) -> Option<Status> {
        Status::ALL.into_iter().find(|status| *status as i32 == number)
    }

    /// The constant's name in C without its prefix: "NOT_FOUND".
    pub fn name(self) -> &'static str {
        self.c_name().to_str().unwrap_or_default()
    }

    pub(crate) fn c_name(self) -> &'static std::ffi::CStr {
        match self {
            Status::Ok => c"OK",
            Status::Done => c"DONE",
            Status::InvalidArgument => c"INVALID_ARGUMENT",
            Status::InvalidState => c"INVALID_STATE",
            Status::Unauthenticated => c"UNAUTHENTICATED",
            Status::Forbidden => c"FORBIDDEN",
            Status::NotFound => c"NOT_FOUND",
            Status::Conflict => c"CONFLICT",
            Status::Rejected => c"REJECTED",
            Status::Throttled => c"THROTTLED",
            Status::Unavailable => c"UNAVAILABLE",
            Status::Timeout => c"TIMEOUT",
            Status::Cancelled => c"CANCELLED",
            Status::Network => c"NETWORK",
            Status::Tls => c"TLS",
            Status::Protocol => c"PROTOCOL",
            Status::Limit => c"LIMIT",
            Status::Io => c"IO",
            Status::Internal => c"INTERNAL",
        }
    }
}

/// What happened, as a stable word: [`Cause::word`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// The call itself is wrong.
    InvalidArgument,
    /// The object cannot do this now.
    InvalidState,
    /// No credential was given and none was found.
    CredentialMissing,
    /// A program, a provider or a helper that was asked for a credential gave none.
    CredentialUnavailable,
    /// Microsoft Entra issued no token.
    EntraRefused,
    /// The service says that the token has expired.
    TokenExpired,
    /// The service did not accept the token and does not say why.
    TokenRefused,
    /// The service did not accept the token, and its shape is not that of one.
    TokenMalformed,
    /// A token for all organizations, which the service accepts no longer.
    GlobalTokenRefused,
    /// The token is sound and lacks the scope that the request needs.
    ScopeMissing,
    /// An API that takes no personal access tokens.
    OauthNeeded,
    /// A Server's web server asks for HTTP Basic itself.
    IisBasicAuth,
    /// A conditional access policy of the organization's tenant.
    ConditionalAccess,
    /// The request reached the service without a usable credential.
    Anonymous,
    /// The signed-in user may not use this organization.
    UserNotAuthorized,
    /// The user lacks a permission.
    PermissionMissing,
    /// There is no such organization.
    OrganizationNotFound,
    /// The project does not exist, or is not visible.
    ProjectNotFound,
    /// The thing does not exist, or may not be seen.
    NotFound,
    /// The service has no such route.
    RouteUnknown,
    /// A route of the past, `_apis/build-release`.
    RouteRetired,
    /// HTTP 409 and kin.
    Conflict,
    /// The service understood and refused.
    Rejected,
    /// The service made a record of a build that it will not run.
    PipelineInvalid,
    /// The server is older than the api-version asked for.
    ApiVersionTooNew,
    /// The api-version of the request is in preview, and does not say so.
    PreviewFlagMissing,
    /// HTTP 429.
    Throttled,
    /// HTTP 5xx.
    Unavailable,
    /// The organization has been stopped.
    OrganizationStopped,
    /// The organization is offline for maintenance.
    HostOffline,
    /// The host's name is unknown.
    HostNotFound,
    /// Nobody listens there.
    ConnectionRefused,
    /// The connection broke.
    ConnectionReset,
    /// No connection could be made.
    ConnectionFailed,
    /// The answer ended before its announced length.
    BodyTruncated,
    /// No connection to the proxy could be made.
    ProxyUnreachable,
    /// The proxy refused or could not connect.
    ProxyRefused,
    /// A proxy answered in place of the service.
    ProxyIntercepted,
    /// The server's certificate comes from an unknown authority.
    CertificateUnknown,
    /// The server's certificate is not valid now.
    CertificateExpired,
    /// The server's certificate is for another host.
    CertificateWrongHost,
    /// Any other failure to agree on TLS.
    TlsFailed,
    /// A deadline passed.
    Timeout,
    /// Cancelled from outside.
    Cancelled,
    /// HTML, or another type, where JSON was due.
    UnexpectedContent,
    /// JSON that cannot be read.
    BrokenJson,
    /// The answer breaks HTTP or leads nowhere.
    BrokenAnswer,
    /// Pages that repeat.
    PagingLoop,
    /// More than a bound allows.
    LimitExceeded,
    /// A local file cannot be read.
    FileUnreadable,
    /// A local file cannot be written.
    FileUnwritable,
    /// A local program cannot be started.
    ProgramFailed,
    /// The process has no descriptors left.
    OutOfDescriptors,
    /// A bug of the library's own.
    Internal,
}

impl Cause {
    /// Word, status, whether a later try of the same call can succeed by itself, and what a person does next.
    fn meaning(self) -> (&'static str, Status, bool, &'static str) {
        match self {
            Cause::InvalidArgument => ("invalid_argument", Status::InvalidArgument, false, ""),
            Cause::InvalidState => ("invalid_state", Status::InvalidState, false, ""),
            Cause::CredentialMissing => (
                "credential_missing",
                Status::Unauthenticated,
                false,
                "Pass a personal access token, or set AZDO_PAT; it is taken from the environment only for \
                 Azure DevOps Services over https and for the server of SYSTEM_COLLECTIONURI.",
            ),
            Cause::CredentialUnavailable => (
                "credential_unavailable",
                Status::Unauthenticated,
                false,
                "Sign in where the credential was to come from, or pass another one.",
            ),
            Cause::EntraRefused => (
                "entra_refused",
                Status::Unauthenticated,
                false,
                "Check tenant, client id and client secret; the message holds what Microsoft Entra says of them.",
            ),
            Cause::TokenExpired => (
                "token_expired",
                Status::Unauthenticated,
                false,
                "Create a new token under User settings > Personal access tokens, and use it in place of this one.",
            ),
            Cause::TokenRefused => (
                "token_refused",
                Status::Unauthenticated,
                false,
                "The token is wrong, expired, revoked, of another organization, or lacks the scope Build (Read); \
                 the service does not say which. Check it under User settings > Personal access tokens.",
            ),
            Cause::TokenMalformed => (
                "token_malformed",
                Status::Unauthenticated,
                false,
                "Pass the token itself, as the service showed it when it was made.",
            ),
            Cause::GlobalTokenRefused => (
                "global_token_refused",
                Status::Unauthenticated,
                false,
                "Create a token for this one organization under User settings > Personal access tokens.",
            ),
            Cause::ScopeMissing => (
                "scope_missing",
                Status::Forbidden,
                false,
                "Give the token the scope that this request needs, under User settings > Personal access tokens.",
            ),
            Cause::OauthNeeded => (
                "oauth_needed",
                Status::Forbidden,
                false,
                "Accounts and profiles are told to Microsoft Entra (OAuth) tokens alone: pass one as a bearer token.",
            ),
            Cause::IisBasicAuth => (
                "iis_basic_auth",
                Status::Unauthenticated,
                false,
                "IIS Basic Authentication is switched on in front of this Server, and makes personal access tokens \
                 invalid: its administrator must switch it off.",
            ),
            Cause::ConditionalAccess => (
                "conditional_access",
                Status::Forbidden,
                false,
                "A policy of the organization's Microsoft Entra tenant forbids this sign-in from here: ask its \
                 administrator which (network, device, kind of token).",
            ),
            Cause::Anonymous => (
                "anonymous",
                Status::Unauthenticated,
                false,
                "The service saw no usable credential. Check that the token arrived whole: \
                 no quotes, no \"Basic\", not base64-encoded already.",
            ),
            Cause::UserNotAuthorized => (
                "user_not_authorized",
                Status::Forbidden,
                false,
                "The token is sound, but its user is not in this organization or may not do this. \
                 Check the organization's name, or ask its administrator to add the user.",
            ),
            Cause::PermissionMissing => (
                "permission_missing",
                Status::Forbidden,
                false,
                "Ask an administrator of the project for the permission that the message names.",
            ),
            Cause::OrganizationNotFound => (
                "organization_not_found",
                Status::NotFound,
                false,
                "Check the organization's name in the URL.",
            ),
            Cause::ProjectNotFound => (
                "project_not_found",
                Status::NotFound,
                false,
                "Check the project's spelling; if it is right, the token's user cannot see it: \
                 the service does not tell these apart.",
            ),
            Cause::NotFound => (
                "not_found",
                Status::NotFound,
                false,
                "It does not exist, or the token's user may not see it: the service does not tell these apart.",
            ),
            Cause::RouteUnknown => (
                "route_unknown",
                Status::NotFound,
                false,
                "The service has no such address. Check organization, project and route of the URL.",
            ),
            Cause::RouteRetired => (
                "route_retired",
                Status::NotFound,
                false,
                "_apis/build-release was retired with the 1.0 API; {project}/_apis/build/builds has taken its place.",
            ),
            Cause::Conflict => ("conflict", Status::Conflict, false, ""),
            Cause::Rejected => ("rejected", Status::Rejected, false, ""),
            Cause::PipelineInvalid => (
                "pipeline_invalid",
                Status::Rejected,
                false,
                "No build runs, though the service has made a record of one. Mend what the message names in the \
                 pipeline, its branch or its parameters, and queue it again.",
            ),
            Cause::ApiVersionTooNew => (
                "api_version_too_new",
                Status::Rejected,
                false,
                "The server is older than the api-version of this call; the message names the newest it knows.",
            ),
            Cause::PreviewFlagMissing => (
                "preview_flag_missing",
                Status::Rejected,
                false,
                "Add -preview to the api-version of this request, as the message shows.",
            ),
            Cause::Throttled => (
                "throttled",
                Status::Throttled,
                true,
                "The token's user has asked for too much too fast; wait as long as the service says, or send less.",
            ),
            Cause::Unavailable => (
                "unavailable",
                Status::Unavailable,
                true,
                "The service is failing; try again later and see status.dev.azure.com.",
            ),
            Cause::OrganizationStopped => (
                "organization_stopped",
                Status::Unavailable,
                false,
                "An administrator must start the organization again; trying again does not help.",
            ),
            Cause::HostOffline => (
                "host_offline",
                Status::Unavailable,
                false,
                "The organization is offline, for maintenance perhaps; see status.dev.azure.com or ask its \
                 administrator.",
            ),
            Cause::HostNotFound => (
                "host_not_found",
                Status::Network,
                true,
                "Check the host in the organization's URL, and this machine's name service.",
            ),
            Cause::ConnectionRefused => (
                "connection_refused",
                Status::Network,
                true,
                "Nothing listens at that host and port; check both, and whether the server runs.",
            ),
            Cause::ConnectionReset => ("connection_reset", Status::Network, true, ""),
            Cause::ConnectionFailed => (
                "connection_failed",
                Status::Network,
                true,
                "Check this machine's network, and its proxy (https_proxy, http_proxy, no_proxy).",
            ),
            Cause::BodyTruncated => ("body_truncated", Status::Network, true, ""),
            Cause::ProxyUnreachable => (
                "proxy_unreachable",
                Status::Network,
                true,
                "Check the proxy in https_proxy, http_proxy or the client option proxy, or name the server in no_proxy.",
            ),
            Cause::ProxyRefused => (
                "proxy_refused",
                Status::Network,
                false,
                "Check the proxy in https_proxy, http_proxy or the client option proxy, and its user name and password, \
                 or name the server in no_proxy.",
            ),
            Cause::ProxyIntercepted => (
                "proxy_intercepted",
                Status::Network,
                false,
                "Ask who runs the proxy, or name the server in no_proxy.",
            ),
            Cause::CertificateUnknown => (
                "certificate_unknown",
                Status::Tls,
                false,
                "The certificate was issued by an authority this machine does not know: a company's own, perhaps \
                 of a proxy that inspects TLS. Name its PEM file in the client option ca_file.",
            ),
            Cause::CertificateExpired => (
                "certificate_expired",
                Status::Tls,
                false,
                "The server's certificate is not valid at this time; check this machine's clock, then tell the \
                 server's administrator.",
            ),
            Cause::CertificateWrongHost => (
                "certificate_wrong_host",
                Status::Tls,
                false,
                "The certificate belongs to another host; check the host in the organization's URL.",
            ),
            Cause::TlsFailed => (
                "tls_failed",
                Status::Tls,
                false,
                "The host does not speak TLS as it should; check that the URL's scheme and port are right.",
            ),
            Cause::Timeout => ("timeout", Status::Timeout, true, ""),
            Cause::Cancelled => ("cancelled", Status::Cancelled, false, ""),
            Cause::UnexpectedContent => (
                "unexpected_content",
                Status::Protocol,
                false,
                "Something between here and the service answered in its place, a proxy or a login portal perhaps; \
                 or the URL is not that of an organization.",
            ),
            Cause::BrokenJson => ("broken_json", Status::Protocol, false, ""),
            Cause::BrokenAnswer => ("broken_answer", Status::Protocol, false, ""),
            Cause::PagingLoop => (
                "paging_loop",
                Status::Protocol,
                false,
                "The service repeats itself and the rest of the list cannot be reached; narrow the list with \
                 minTime and maxTime.",
            ),
            Cause::LimitExceeded => ("limit_exceeded", Status::Limit, false, ""),
            Cause::FileUnreadable => ("file_unreadable", Status::Io, false, ""),
            Cause::FileUnwritable => ("file_unwritable", Status::Io, false, ""),
            Cause::ProgramFailed => (
                "program_failed",
                Status::Io,
                false,
                "Install the program, or put the folder that it lies in into PATH.",
            ),
            Cause::OutOfDescriptors => (
                "out_of_descriptors",
                Status::Io,
                true,
                "Close what is not needed, or raise the limit (ulimit -n).",
            ),
            Cause::Internal => (
                "internal",
                Status::Internal,
                false,
                "This is a bug in azdo; please report it with this text.",
            ),
        }
    }

    /// The stable word.
    pub fn word(self) -> &'static str {
        self.meaning().0
    }

    /// The reaction it calls for.
    pub fn status(self) -> Status {
        self.meaning().1
    }
}

/// Everything that is known of a failure. It never holds a secret.
///
/// ```
/// use azdo::{Client, Credential, Status};
///
/// let client = Client::new("https://dev.azure.com/fabrikam", Credential::pat("a-token")?)?;
/// let error = client.builds().list("p").set("resultfilter", "failed").pages().unwrap_err();
/// assert_eq!(error.status(), Status::InvalidArgument);
/// assert_eq!(error.message(), "\"Builds - List\" has no parameter \"resultfilter\"");
/// assert!(error.hint().contains("resultFilter"));
/// # Ok::<(), azdo::Error>(())
/// ```
#[derive(Clone)]
pub struct Error(Box<Details>);

#[derive(Clone)]
struct Details {
    cause: Cause,
    message: String,
    hint: Cow<'static, str>,
    http_status: u16,
    service: ServiceMarks,
    retry_after: Option<Duration>,
    /// Whether what was asked for may have been done all the same.
    of_unknown_effect: bool,
}

/// What the service writes on an answer, for its own people and for programs.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServiceMarks {
    pub(crate) type_key: String,
    pub(crate) message_code: String,
    pub(crate) activity_id: String,
    pub(crate) e2e_id: String,
    pub(crate) session_id: String,
    pub(crate) edge_ref: String,
}

impl Error {
    pub(crate) fn new(cause: Cause, message: impl Into<String>) -> Error {
        Error(Box::new(Details {
            cause,
            message: shortened(message.into()),
            hint: Cow::Borrowed(cause.meaning().3),
            http_status: 0,
            service: ServiceMarks::default(),
            retry_after: None,
            of_unknown_effect: false,
        }))
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Error {
        Error::new(Cause::InvalidArgument, message)
    }

    /// The same failure, better understood.
    pub(crate) fn with_cause(mut self, cause: Cause) -> Error {
        self.0.cause = cause;
        self.0.hint = Cow::Borrowed(cause.meaning().3);
        if self.0.of_unknown_effect {
            return self.of_unknown_effect();
        }
        self
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<Cow<'static, str>>) -> Error {
        self.0.hint = hint.into();
        self
    }

    /// Says this first, and then the hint that there is.
    pub(crate) fn with_hint_before(self, first: &'static str) -> Error {
        match self.hint() {
            "" => self.with_hint(first),
            hint => {
                let hint = format!("{first} {hint}");
                self.with_hint(hint)
            }
        }
    }

    pub(crate) fn with_http_status(mut self, http_status: u16) -> Error {
        self.0.http_status = http_status;
        self
    }

    pub(crate) fn with_service(mut self, service: ServiceMarks) -> Error {
        self.0.service = service;
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Error {
        self.0.retry_after = retry_after;
        self
    }

    /// Of a request that must not be carried out twice, and may have been once.
    pub(crate) fn of_unknown_effect(mut self) -> Error {
        self.0.of_unknown_effect = true;
        self.with_hint_before(MAY_BE_DONE)
    }

    /// Every text that may hold what a peer or a caller said, changed.
    pub(crate) fn map_texts(mut self, change: impl Fn(&str) -> String) -> Error {
        let service = &mut self.0.service;
        for text in [
            &mut self.0.message,
            &mut service.type_key,
            &mut service.message_code,
            &mut service.activity_id,
            &mut service.e2e_id,
            &mut service.session_id,
            &mut service.edge_ref,
        ] {
            *text = change(text);
        }
        self
    }

    pub(crate) fn map_message(mut self, change: impl FnOnce(String) -> String) -> Error {
        self.0.message = change(std::mem::take(&mut self.0.message));
        self
    }

    /// How a program should react.
    pub fn status(&self) -> Status {
        self.0.cause.status()
    }

    /// What happened, as a stable word.
    pub fn cause(&self) -> Cause {
        self.0.cause
    }

    /// What happened, in the service's own words where it has any.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What a person does next; empty where nothing honest can be said.
    pub fn hint(&self) -> &str {
        &self.0.hint
    }

    /// The answer's HTTP status; 0 where there was no answer.
    pub fn http_status(&self) -> u16 {
        self.0.http_status
    }

    /// The service's type key or else its TF/VS code; empty if it gave none.
    pub fn service_code(&self) -> &str {
        let service = &self.0.service;
        first([&service.type_key, &service.message_code])
    }

    /// The service's type key, "ProjectDoesNotExistException"; empty if it gave none.
    pub fn type_key(&self) -> &str {
        &self.0.service.type_key
    }

    /// The code that the service's message begins with, "TF400813"; empty if it has none.
    pub fn message_code(&self) -> &str {
        &self.0.service.message_code
    }

    /// What Microsoft's support asks for: the first that the answer has of `ActivityId`, `X-VSS-E2EID`,
    /// `X-TFS-Session` and `X-MSEdge-Ref`; empty if it has none.
    pub fn activity_id(&self) -> &str {
        let service = &self.0.service;
        first([
            &service.activity_id,
            &service.e2e_id,
            &service.session_id,
            &service.edge_ref,
        ])
    }

    /// The answer's `X-VSS-E2EID`, which differs from the activity's where one service has called another.
    pub fn e2e_id(&self) -> &str {
        &self.0.service.e2e_id
    }

    /// The answer's `X-TFS-Session`.
    pub fn session_id(&self) -> &str {
        &self.0.service.session_id
    }

    /// The answer's `X-MSEdge-Ref`: the front door that it came through.
    pub fn edge_ref(&self) -> &str {
        &self.0.service.edge_ref
    }

    /// How long the service wants to be left alone, where it says so.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether it says that the service did not accept the token, for whatever reason: another one may be. A page that
    /// came with success may be anybody's, and no reason to forget a token.
    pub(crate) fn refuses_token(&self) -> bool {
        let is_success = matches!(self.0.http_status, 200..=299) && self.0.http_status != 203;
        !is_success
            && matches!(
                self.0.cause,
                Cause::TokenExpired
                    | Cause::TokenRefused
                    | Cause::TokenMalformed
                    | Cause::GlobalTokenRefused
                    | Cause::Anonymous
            )
    }

    /// Whether the same call may succeed later without anybody changing anything, and can do no harm: where what was asked
    /// for may have been done already and would then be done twice, it is none.
    pub fn is_retriable(&self) -> bool {
        self.may_pass() && !self.0.of_unknown_effect
    }

    /// Whether what is behind it may be gone later.
    pub(crate) fn may_pass(&self) -> bool {
        self.0.cause.meaning().2
    }
}

const MAY_BE_DONE: &str = "The service may have done it all the same: look there before you ask again.";

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if !self.0.hint.is_empty() {
            write!(f, "\n{}", self.0.hint)?;
        }
        Ok(())
    }
}

/// As it is shown, for that is what a `main` that fails prints; `{:#?}` names the parts.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        f.debug_struct("Error")
            .field("status", &self.status())
            .field("cause", &self.0.cause.word())
            .field("message", &self.0.message)
            .field("hint", &self.0.hint)
            .field("http_status", &self.0.http_status)
            .field("service", &self.0.service)
            .field("retry_after", &self.0.retry_after)
            .finish()
    }
}

impl std::error::Error for Error {}

fn first<const N: usize>(texts: [&String; N]) -> &str {
    texts
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or("", |text| text)
}

/// What stands at the end of a text that was cut: a secret there may have been cut too.
pub(crate) const CUT: char = '…';

/// No honest message is longer; a caller's own value or a server's may be.
const LONGEST_MESSAGE: usize = 4000;

fn shortened(mut message: String) -> String {
    if message.len() > LONGEST_MESSAGE {
        message.truncate(message.floor_char_boundary(LONGEST_MESSAGE));
        message.push(CUT);
    }
    message
}

/// What a peer said, for a terminal: without what would move its cursor, and no longer than a person reads.
pub(crate) fn printable(text: &str, longest: usize) -> String {
    let clean = |c: char| {
        // Marks that turn the direction of writing hide what stands there.
        let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if turns || (c.is_control() && !matches!(c, '\n' | '\t')) {
            ' '
        } else {
            c
        }
    };
    let mut shown: String = text.chars().take(longest).map(clean).collect();
    if text.chars().nth(longest).is_some() {
        shown.push(CUT);
    }
    shown
}
