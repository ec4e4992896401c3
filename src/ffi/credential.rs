use std::ffi::{CString, c_char};
use std::time::{Duration, SystemTime};

use super::boundary::{Out, free, guard, optional_text, quiet, shared, text, token};
use super::cancel::azdo_cancel;
use super::error::azdo_error;
use super::params::{azdo_params, params_or_none};
use super::string::azdo_string;
use crate::credential::{Application, Credential, Lookup, basic_auth_header};
use crate::error::{Result, Status};
use crate::model::time;
use crate::options::Options;

/// Who asks. Any thread may use it. The caller owns it: give it back to `azdo_credential_free`; a client keeps what it
/// needs. The secret is wiped with its last user, and in the buffers it was sent from; it appears in no text that the
/// library writes, in none of the forms in which a peer may echo it. What a token is fetched with (the answers of git, the Azure CLI and Microsoft Entra) is wiped as far
/// as it is the library's own memory.
///
/// A credential from git, the Azure CLI or a client secret renews itself inside the calls that use it: within the last
/// five minutes of its token, and once when the service has refused it, whereupon the call is made again. Threads that
/// need a new token at the same time wait for one, and share its failure; where there was no other token, 30 seconds pass
/// before one is asked for again.
pub struct azdo_credential {
    pub(super) credential: Credential,
    source: CString,
}

impl azdo_credential {
    fn new(credential: Credential) -> azdo_credential {
        let source = CString::new(credential.source()).unwrap_or_default();
        azdo_credential { credential, source }
    }
}

/// Makes the value of an `Authorization` header from a personal access token: "Basic " and the base64 of
/// `user ":" pat` (RFC 7617, UTF-8). `user` may be NULL; the service ignores it. White space around both is
/// trimmed. No client is needed and nothing is sent. The caller frees `*header`, which wipes it.
///
/// `AZDO_INVALID_ARGUMENT`: `pat` is NULL or empty, `user` holds a colon, either holds a control character or is
/// not UTF-8; the message never shows them. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_basic_auth_header(
    user: *const c_char,
    pat: *const c_char,
    header: *mut *mut azdo_string,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, and for texts that end with NUL.
        let (out, user, pat) = unsafe {
            (
                Out::handle(header, "header")?,
                optional_text(user, "user")?,
                text(pat, "pat")?,
            )
        };
        out.give(azdo_string::secret(&basic_auth_header(user.unwrap_or(""), pat)?))
    })
}

fn give(
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
    make: impl FnOnce() -> Result<Credential>,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle.
        let out = unsafe { Out::handle(credential, "credential") }?;
        out.give(azdo_credential::new(make()?))
    })
}

/// A personal access token, as `azdo_basic_auth_header` takes it. Its shape is the service's business: odd ones
/// are sent as they are. Any thread may call it.
///
/// `AZDO_INVALID_ARGUMENT`: as for `azdo_basic_auth_header`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_pat(
    user: *const c_char,
    pat: *const c_char,
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: the header asks for texts that end with NUL.
    give(credential, error, || unsafe {
        Credential::basic(optional_text(user, "user")?.unwrap_or(""), text(pat, "pat")?)
    })
}

/// An OAuth (Microsoft Entra) access token, good until `expires_at_ns` (nanoseconds since 1970-01-01T00:00:00Z;
/// `AZDO_TIME_NONE` if that is not known): from then on calls fail with `AZDO_UNAUTHENTICATED` and nothing is
/// sent.
///
/// `AZDO_INVALID_ARGUMENT`: it is NULL, empty, or holds a character that no header can carry. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_bearer(
    token: *const c_char,
    expires_at_ns: i64,
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    give(credential, error, || {
        let since_1970 = Duration::from_nanos(expires_at_ns.max(0).unsigned_abs());
        let expires_at = (expires_at_ns != time::NONE).then(|| SystemTime::UNIX_EPOCH + since_1970);
        // SAFETY: the header asks for a text that ends with NUL.
        Credential::bearer(unsafe { text(token, "token") }?, expires_at)
    })
}

/// The first of the environment variables AZDO_PAT, AZURE_DEVOPS_EXT_PAT and SYSTEM_ACCESSTOKEN that is set. Only
/// for Azure DevOps Services over https and for the server of SYSTEM_COLLECTIONURI: no other URL can draw a
/// pipeline's token to itself. A variable that holds nothing is passed over. Any thread may call it.
///
/// `AZDO_UNAUTHENTICATED`: none is set, or the organization is neither. `AZDO_INVALID_ARGUMENT`: the URL is not
/// understood, or the variable holds what no token can.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_from_environment(
    organization_url: *const c_char,
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    give(credential, error, || {
        // SAFETY: the header asks for a text that ends with NUL.
        Credential::from_environment(unsafe { text(organization_url, "organization_url") }?)
    })
}

/// What git's credential helper has for the organization's URL (`git credential fill`): any helper, Git Credential
/// Manager included. As git does, it tells the helper what became of it: `approve` after the first call that the service
/// lets in, `reject` after a refusal, whereupon git is asked once more. `options`: NULL for the defaults of
///
/// - `timeout_ms` (30000): how long git may take;
/// - `prompt` (0): 1 lets git and its helper ask the person, in the terminal or a window;
/// - `tenant`: for `azdo_credential_from_azure_cli`.
///
/// It starts processes, here and in calls of a client that has the credential. Each has a session of its own (unless it
/// may prompt) and none of this process's descriptors, ends with its call, and does not mind a host that ignores
/// SIGCHLD or takes the status of all its children. What it has started on purpose, a cache of passwords say, may stay;
/// where it may prompt, only git itself is sure to end with a call that is cancelled. A signal that kills this process in
/// the middle of the call ends none that has a session of its own: git then runs on until it ends by itself. git is looked
/// for in the absolute folders of PATH and runs in the root folder, so that no repository's settings count. A helper that
/// hears of an approval or refusal gets two seconds of the call that it ends.
///
/// `AZDO_UNAUTHENTICATED`: git has none, or may not ask for one. `AZDO_IO`: git cannot be started. `AZDO_TIMEOUT`,
/// `AZDO_CANCELLED`. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_from_git(
    organization_url: *const c_char,
    options: *const azdo_params,
    cancel: *const azdo_cancel,
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    give(credential, error, || {
        // SAFETY: the header asks for a text that ends with NUL, and live handles or NULL.
        let (url, options, cancel) = unsafe {
            (
                text(organization_url, "organization_url")?,
                params_or_none(options),
                token(cancel),
            )
        };
        Credential::from_git(url, &Lookup::from_params(&options)?, cancel)
    })
}

/// An access token for Azure DevOps Services of whoever is signed in to the Azure CLI
/// (`az account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798`). `options` and what is said of
/// processes: as for `azdo_credential_from_git`; `tenant` names the tenant of the organization, where it is not the one
/// that the Azure CLI is signed in to.
///
/// `AZDO_UNAUTHENTICATED`: nobody is signed in. `AZDO_IO`: the Azure CLI cannot be started. `AZDO_TIMEOUT`,
/// `AZDO_CANCELLED`. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_from_azure_cli(
    options: *const azdo_params,
    cancel: *const azdo_cancel,
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    give(credential, error, || {
        // SAFETY: the header asks for live handles or NULL.
        let (options, cancel) = unsafe { (params_or_none(options), token(cancel)) };
        Credential::from_azure_cli(&Lookup::from_params(&options)?, cancel)
    })
}

/// Access tokens of an application that is registered with Microsoft Entra, by its client secret (the OAuth 2.0 client
/// credentials flow). `tenant`: its id or one of its domains. `client_secret`: the secret's value, not its id.
/// `options`: NULL, or those of `azdo_client_new` for the connection to Microsoft Entra, and
///
/// - `authority` (`https://login.microsoftonline.com`): where tokens are issued, in other clouds and in tests.
///
/// The first token is fetched here. `AZDO_UNAUTHENTICATED`: Microsoft Entra issues none, and the message says why in its
/// own words. Any failure of a connection. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_from_client_secret(
    tenant: *const c_char,
    client_id: *const c_char,
    client_secret: *const c_char,
    options: *const azdo_params,
    cancel: *const azdo_cancel,
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    give(credential, error, || {
        // SAFETY: the header asks for texts that end with NUL, and live handles or NULL.
        let (tenant, client_id, client_secret, options, cancel) = unsafe {
            (
                text(tenant, "tenant")?,
                text(client_id, "client_id")?,
                text(client_secret, "client_secret")?,
                params_or_none(options),
                token(cancel),
            )
        };
        let (authority, options) = options.without("authority")?;
        let application = Application {
            tenant,
            client_id,
            client_secret,
            authority: authority.as_deref().unwrap_or(""),
        };
        Credential::from_client_secret(&application, &Options::from_params(&options)?, cancel)
    })
}

/// The first credential that one of these places has for the organization: `places` is a list, separated by commas and
/// asked in its order, of `environment`, `git` and `azure_cli` (for Azure DevOps Services alone), each as the function
/// of its name takes it; NULL for `environment`. Processes are started only where they are named.
/// `azdo_credential_source` says which place it was. A variable that holds what no token can ends the search.
///
/// `AZDO_UNAUTHENTICATED`: none has one; the message says of each place why. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_find(
    organization_url: *const c_char,
    places: *const c_char,
    options: *const azdo_params,
    cancel: *const azdo_cancel,
    credential: *mut *mut azdo_credential,
    error: *mut *mut azdo_error,
) -> Status {
    give(credential, error, || {
        // SAFETY: the header asks for texts that end with NUL, and live handles or NULL.
        let (url, places, options, cancel) = unsafe {
            (
                text(organization_url, "organization_url")?,
                optional_text(places, "places")?,
                params_or_none(options),
                token(cancel),
            )
        };
        let lookup = Lookup::from_params(&options)?;
        Credential::find(url, places.unwrap_or("environment"), &lookup, cancel)
    })
}

/// Fetches a new token where the credential has one that expires within five minutes; calls of a client do so by
/// themselves, and this is for programs that use `azdo_credential_header`. Any thread may call it.
///
/// `AZDO_UNAUTHENTICATED`: it has expired and cannot be renewed. Any failure of where it comes from.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_renew(
    credential: *const azdo_credential,
    cancel: *const azdo_cancel,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a live credential, and a live token or NULL.
        let (credential, cancel) = unsafe { (shared(credential, "credential")?, token(cancel)) };
        credential.credential.renew(cancel)?;
        Ok(Status::Ok)
    })
}

/// Where the credential came from, "personal access token", "AZDO_PAT", "git credential", …: never the secret. It lives as long as
/// the credential; "" for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_source(credential: *const azdo_credential) -> *const c_char {
    quiet(c"".as_ptr(), || {
        // SAFETY: the header asks for NULL or a live credential.
        unsafe { credential.as_ref() }.map_or(c"".as_ptr(), |credential| credential.source.as_ptr())
    })
}

/// The value of the `Authorization` header that this credential stands for, for a program with an HTTP client of
/// its own: of a credential that renews itself the last token, which `azdo_credential_renew` keeps good. The caller frees
/// `*header`, which wipes it. Any thread may call it.
///
/// `AZDO_UNAUTHENTICATED`: a bearer token that has expired.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_header(
    credential: *const azdo_credential,
    header: *mut *mut azdo_string,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle and for a live credential.
        let (out, credential) =
            unsafe { (Out::handle(header, "header")?, shared(credential, "credential")?) };
        out.give(azdo_string::secret(&credential.credential.header()?))
    })
}

/// Frees a credential; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_free(credential: *mut azdo_credential) {
    // SAFETY: the header asks for NULL or a credential that has not been freed.
    unsafe { free(credential) }
}
