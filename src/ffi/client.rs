use std::ffi::c_char;

use super::boundary::{Out, free, guard, optional_text, quiet, shared, text, token};
use super::cancel::azdo_cancel;
use super::credential::azdo_credential;
use super::error::azdo_error;
use super::params::{azdo_params, params_or_none};
use super::string::azdo_string;
use crate::client::Client;
use crate::counters::Counter;
use crate::error::{Result, Status};
use crate::options::Options;

/// A connection to one organization: a URL, a credential, and the connections between. Any number of threads
/// may use it at once. The caller owns it: give it back to `azdo_client_free`, when no function is inside of it
/// any more; what was made from it lives on without it.
pub struct azdo_client(pub(super) Client);

/// Who is asked in a call that this token ends, and about which project.
///
/// # Safety
/// NULL, or handles that are not freed while the call lasts; `project` is NULL, or ends with NUL and does not change while
/// the result lives.
pub(super) unsafe fn asked<'a>(
    client: *const azdo_client,
    project: *const c_char,
    cancel: *const azdo_cancel,
) -> Result<(Client, Option<&'a str>)> {
    // SAFETY: the caller's promise.
    let (client, project, cancel) = unsafe {
        (
            shared(client, "client")?,
            optional_text(project, "project")?,
            token(cancel),
        )
    };
    Ok((client.0.with_cancel(cancel), project))
}

/// Makes a client; nothing is sent yet.
///
/// `organization_url`: `https://dev.azure.com/{organization}`, `https://{account}.visualstudio.com`,
/// `http(s)://{server}[:port][/tfs]/{collection}`, or any other URL that `azdo_reference_parse` understands and
/// that names an organization: of a web page, the API or a git remote. Where it names a project, that is the
/// project of calls that name none. `credential`: NULL for `azdo_credential_from_environment`. `options`: NULL for
/// the defaults of
///
/// - `timeout_ms` (100000): how long a whole call may take; it and the five times below are 1 to 2147483647;
/// - `resolve_timeout_ms` (30000): looking up a host's name;
/// - `connect_timeout_ms` (30000): a connection, one through a proxy included;
/// - `tls_timeout_ms` (30000): the TLS handshake;
/// - `first_byte_timeout_ms` (60000): from the request to the end of its answer's head;
/// - `idle_timeout_ms` (60000): each wait for more of a body;
/// - `max_retries` (4): how often a request is sent again whose failure may pass (a refused or broken connection, HTTP
///   408, 429, 500, 502, 503, 504): after up to a quarter of a second, then up to twice as long each time and 30 s at
///   most, or as long as the service asks for, and never beyond the call's time. What would do more when it is
///   done twice is sent again only where the service has done nothing: on a refused connection, HTTP 429, and 503 with
///   Retry-After. That is every POST and PATCH, what docs/operations.md says it of, and with `azdo_request` whatever does
///   not only read;
/// - `max_body_bytes` (33554432): of an answer that is gathered whole, decompressed, and of several put together;
/// - `max_header_bytes` (32768): of an answer's head, its first line and its headers;
/// - `max_redirects` (5): how often a request is sent on to another place; 0 follows no redirect;
/// - `max_json_depth` (128): how deep objects and lists may lie in each other, in JSON that is handed out;
/// - `max_page_records` (50000): of one page, however many a request asks for; of all its timeline records' issues and
///   attempts as many;
/// - `max_pages` (100000): of one list;
/// - `proxy`: the URL of the HTTP proxy that everything goes through, `http://user:password@host:port` with %40 for an
///   @ in the password and the like; an empty text is no proxy at all. Where it is not set, the environment's proxies
///   (`https_proxy`, `http_proxy`, `all_proxy`, `no_proxy`);
/// - `ca_file`: a PEM file of authorities to trust beside the platform's;
/// - `client_cert_file`: a PEM file with the client's own certificate, and those between it and its authority, for
///   servers that ask for it;
/// - `client_key_file`: a PEM file with the private key of `client_cert_file`; where it is not set, the key is in that
///   file too;
/// - `allow_http` (0): 1 lets the token go to other machines in clear text;
/// - `keep_json` (1): 0 drops the JSON of each record;
/// - `skip_broken` (0): 1 passes over elements of a list that cannot be read, which fail it else; its page tells of them
///   (`azdo_build_page_broken` and its like);
/// - `trace` (the environment variable AZDO_TRACE): a file to which each exchange adds a line when it is over, or
///   "stderr". A line has the moment (seconds since 1970), method, URL, HTTP status, bytes, milliseconds by phase,
///   activity id, and why the request was repeated or had no answer; no header, and no secret. On Unix no call waits for it:
///   lines that cannot be written at once are lost, and the next that can says how many.
///
/// `AZDO_INVALID_ARGUMENT`: the URL or an option is not understood, the URL is plain http to another machine, or the
/// credential was found for another host: git's belongs to the one it was asked for, the Azure CLI's and a client
/// secret's to Azure DevOps Services. This machine may stand in for either.
/// `AZDO_UNAUTHENTICATED`: no credential was found. `AZDO_IO`: a file that an option names cannot be used. Any thread
/// may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_client_new(
    organization_url: *const c_char,
    credential: *const azdo_credential,
    options: *const azdo_params,
    client: *mut *mut azdo_client,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles or NULL.
        let (out, url, credential, options) = unsafe {
            (
                Out::handle(client, "client")?,
                text(organization_url, "organization_url")?,
                credential.as_ref(),
                params_or_none(options),
            )
        };
        let credential = credential.map(|credential| credential.credential.clone());
        let options = Options::from_params(&options)?;
        out.give(azdo_client(Client::with_options(url, credential, options)?))
    })
}

/// Calls that begin from now on use this credential: tokens expire while clients live. Any thread may call it,
/// also while others are inside of the client.
///
/// `AZDO_INVALID_ARGUMENT`: a handle is NULL, or the credential was found for another host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_client_set_credential(
    client: *const azdo_client,
    credential: *const azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for live handles.
        let (client, credential) = unsafe { (shared(client, "client")?, shared(credential, "credential")?) };
        client.0.set_credential(credential.credential.clone())?;
        Ok(Status::Ok)
    })
}

/// 1 if the client's credential should be replaced before the next call, else 0: for programs whose tokens come from a
/// provider of their own. `failure` NULL: it is a bearer token that expires within five minutes. `failure` an error of a
/// call of this client: the service did not accept the credential, and the call may be made once more with another. Of
/// a credential that renews itself it is always 0. Any thread may call it; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_client_wants_credential(
    client: *const azdo_client,
    failure: *const azdo_error,
) -> i32 {
    quiet(0, || {
        // SAFETY: the header asks for NULL or live handles.
        let (client, failure) = unsafe { (client.as_ref(), failure.as_ref()) };
        client
            .is_some_and(|client| client.0.wants_credential(failure.map(azdo_error::error)))
            .into()
    })
}

/// Asks a Server for the versions of its API, so that no request is refused for a newer one: `OPTIONS _apis`. Without
/// that, its first refusal says as much, at the price of one more exchange; what has been learnt counts for the client
/// from then on. It is for the library's own use, and no function tells it: which version a request asked for is the
/// `api-version` of its URL in the client's `trace`. `cancel`: may be NULL. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_client_learn_version(
    client: *const azdo_client,
    cancel: *const azdo_cancel,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a live client, and a live token or NULL.
        let client = unsafe { shared(client, "client")?.0.with_cancel(token(cancel)) };
        client.learn_version()?;
        Ok(Status::Ok)
    })
}

/// What the client has counted since it was made, over all its calls, lists and responses; -1 for a number that is no
/// `azdo_counter`, 0 for NULL. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_client_count(client: *const azdo_client, counter: i32) -> i64 {
    quiet(0, || {
        // SAFETY: the header asks for NULL or a live client.
        match (unsafe { client.as_ref() }, Counter::from_number(counter)) {
            (_, None) => -1,
            (None, _) => 0,
            (Some(client), Some(counter)) => i64::try_from(client.0.count(counter)).unwrap_or(i64::MAX),
        }
    })
}

/// Frees a client; NULL is allowed. Lists and responses made from it go on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_client_free(client: *mut azdo_client) {
    // SAFETY: the header asks for NULL or a client that has not been freed.
    unsafe { free(client) }
}

/// The sample of the 2016 page "Authenticating with personal access tokens" in one call: makes the header from the
/// token, GETs the builds, insists on success, and gives their JSON as the service sent it (its first page).
///
/// `url`: any that `azdo_client_new` takes; the page's own `…/DefaultCollection/_apis/build-release/builds` is
/// understood as "the builds of this organization". `project`: NULL for the URL's own; where that names none, all
/// that the token sees (the answer of the route without a project, or the first pages of every visible project in
/// one list). `user`: may be NULL. `cancel`: may be NULL. It waits at most 100 s. The caller frees `*json`.
/// "Builds - List" in the REST reference. Any thread may call it.
///
/// `AZDO_UNAUTHENTICATED`: the service does not accept the token. `AZDO_NOT_FOUND`: no such project, or it is not
/// visible. Any other failure: the status says how to react, the error what happened.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_get_builds(
    url: *const c_char,
    project: *const c_char,
    user: *const c_char,
    pat: *const c_char,
    cancel: *const azdo_cancel,
    json: *mut *mut azdo_string,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and a live token or NULL.
        let (out, url, project, user, pat, cancel) = unsafe {
            (
                Out::handle(json, "json")?,
                text(url, "url")?,
                optional_text(project, "project")?,
                optional_text(user, "user")?,
                text(pat, "pat")?,
                token(cancel),
            )
        };
        out.give(azdo_string::new(crate::get_builds(
            url,
            project,
            user.unwrap_or(""),
            pat,
            cancel,
        )?))
    })
}
