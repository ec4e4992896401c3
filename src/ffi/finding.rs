use std::ffi::c_char;

use super::boundary::{Out, free, guard, quiet, text, token};
use super::cancel::azdo_cancel;
use super::credential::azdo_credential;
use super::error::azdo_error;
use super::params::{azdo_params, params_or_none};
use crate::doctor;
use crate::error::Status;
use crate::model::finding::{Finding, Findings};
use crate::options::Options;

/// What `azdo_diagnose` found, immutable: records and text live exactly as long as this. Any thread may read it.
/// The caller owns it: give it back to `azdo_findings_free`.
pub struct azdo_findings {
    records: Box<[*const Finding]>,
    #[expect(dead_code, reason = "it is owned and read through the records")]
    findings: Findings,
}

/// Tries everything that a list of builds needs, one thing after another: the URL, the proxy, the host's name, the
/// connection, TLS, the organization, the token, who it is, whether projects and builds can be read, the version,
/// the clock, the rate limit. `organization_url`, `credential` and `options`: as for `azdo_client_new`. A few
/// requests are sent, none of which changes anything. The caller frees `*findings`. Any thread may call it.
///
/// What is not in order is a finding and no failure: `AZDO_OK` says that there are findings. It ends with the
/// first that keeps it from going on. `AZDO_CANCELLED`: the token was signalled. `AZDO_INVALID_ARGUMENT`: an
/// option is not understood. `AZDO_IO`: a file that an option names cannot be used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_diagnose(
    organization_url: *const c_char,
    credential: *const azdo_credential,
    options: *const azdo_params,
    cancel: *const azdo_cancel,
    findings: *mut *mut azdo_findings,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles or NULL.
        let (out, url, credential, options, cancel) = unsafe {
            (
                Out::handle(findings, "findings")?,
                text(organization_url, "organization_url")?,
                credential.as_ref(),
                params_or_none(options),
                token(cancel),
            )
        };
        let credential = credential.map(|credential| credential.credential.clone());
        let options = Options::from_params(&options)?;
        let findings = doctor::diagnose(url, credential, options, cancel)?;
        out.give(azdo_findings {
            records: findings.records().iter().map(std::ptr::from_ref).collect(),
            findings,
        })
    })
}

/// The findings in the order in which they were made, and in `*count` (which may be NULL) how many there are. The
/// array and what it points to live as long as the findings; NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_findings_records(
    findings: *const azdo_findings,
    count: *mut usize,
) -> *const *const Finding {
    quiet(std::ptr::null(), || {
        // SAFETY: the header asks for NULL or live findings, and NULL or a place for the count.
        let (findings, count) = unsafe { (findings.as_ref(), count.as_mut()) };
        if let Some(count) = count {
            *count = findings.map_or(0, |findings| findings.records.len());
        }
        findings.map_or(std::ptr::null(), |findings| findings.records.as_ptr())
    })
}

/// Frees findings; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_findings_free(findings: *mut azdo_findings) {
    // SAFETY: the header asks for NULL or findings that have not been freed.
    unsafe { free(findings) }
}
