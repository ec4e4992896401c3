use std::ffi::{CString, c_char};
use std::time::{Duration, SystemTime};

use super::boundary::{Out, free, guard, optional_text, quiet, shared, text};
use super::error::azdo_error;
use super::string::azdo_string;
use crate::credential::{Credential, basic_auth_header};
use crate::error::{Result, Status};
use crate::model::time;

/// Who asks. It does not change and any thread may use it. The caller owns it: give it back to
/// `azdo_credential_free`; a client keeps what it needs. The secret is wiped with its last user and appears in no
/// text that the library writes; what HTTP and TLS have copied of it is not wiped.
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
/// `AZDO_INVALID_ARGUMENT`: it is NULL, empty, or holds a character that no header can carry.
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
/// pipeline's token to itself.
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

/// Where the credential came from, "personal access token", "AZDO_PAT", …: never the secret. It lives as long as
/// the credential; "" for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_source(credential: *const azdo_credential) -> *const c_char {
    quiet(c"".as_ptr(), || {
        // SAFETY: the header asks for NULL or a live credential.
        unsafe { credential.as_ref() }.map_or(c"".as_ptr(), |credential| credential.source.as_ptr())
    })
}

/// The value of the `Authorization` header that this credential stands for, for a program with an HTTP client of
/// its own. The caller frees `*header`, which wipes it. Any thread may call it.
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
        out.give(azdo_string::secret(credential.credential.header()?))
    })
}

/// Frees a credential; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_credential_free(credential: *mut azdo_credential) {
    // SAFETY: the header asks for NULL or a credential that has not been freed.
    unsafe { free(credential) }
}
