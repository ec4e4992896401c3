use std::ffi::{CString, c_char};

use super::boundary::{Out, free, guard, quiet, text};
use super::error::azdo_error;
use crate::error::Status;
use crate::reference::{Reference, ReferenceKind};

/// What a URL names. It does not change; any thread may read it. The caller owns it: give it back to
/// `azdo_reference_free`. All its text is NUL-terminated UTF-8, percent-encoded in URLs alone; it lives as long as the
/// reference, and is "" where it is absent and for NULL.
pub struct azdo_reference {
    kind: ReferenceKind,
    organization_url: CString,
    organization_name: CString,
    project: CString,
    repository: CString,
    definition_id: i64,
    build_id: i64,
    log_id: i64,
    artifact_name: CString,
    job_id: CString,
    task_id: CString,
    web_url: CString,
    api_url: CString,
}

impl azdo_reference {
    fn new(reference: &Reference) -> azdo_reference {
        // No part holds a NUL: what has control characters is not read.
        let c_text = |text: Option<&str>| CString::new(text.unwrap_or_default()).unwrap_or_default();
        let organization = reference.organization();
        azdo_reference {
            kind: reference.kind(),
            organization_url: c_text(organization.map(|organization| organization.url())),
            organization_name: c_text(organization.map(|organization| organization.name())),
            project: c_text(reference.project()),
            repository: c_text(reference.repository()),
            definition_id: reference.definition_id().unwrap_or(0),
            build_id: reference.build_id().unwrap_or(0),
            log_id: reference.log_id().unwrap_or(0),
            artifact_name: c_text(reference.artifact_name()),
            job_id: c_text(reference.job_id()),
            task_id: c_text(reference.task_id()),
            web_url: c_text(reference.web_url().as_deref()),
            api_url: c_text(reference.api_url().as_deref()),
        }
    }
}

unsafe fn part(reference: *const azdo_reference, part: fn(&azdo_reference) -> &CString) -> *const c_char {
    quiet(c"".as_ptr(), || {
        // SAFETY: the header asks for NULL or a live reference.
        unsafe { reference.as_ref() }.map_or(c"".as_ptr(), |reference| part(reference).as_ptr())
    })
}

unsafe fn number<T>(reference: *const azdo_reference, absent: T, number: fn(&azdo_reference) -> T) -> T {
    // SAFETY: the header asks for NULL or a live reference.
    unsafe { reference.as_ref() }.map_or(absent, number)
}

/// Reads any URL that people have, and sends nothing. Understood are
///
/// - `https://dev.azure.com/{organization}`, `https://{account}.visualstudio.com[/DefaultCollection]`,
///   `http(s)://{server}[:port][/tfs]/{collection}`, the hosts of the cloud's other services, and each of these
///   without its scheme;
/// - below them `/{project}`, perhaps with a team, and then `_git/{repository}`, `_build?definitionId=7`,
///   `_build/results?buildId=42&view=logs&j={job}&t={task}`, `_apis/build/builds/42/logs/5`, and the other pages
///   and routes of builds, definitions and repositories, names of parameters in any case; `_git/{repository}`
///   without a project names the project of that name;
/// - `git@ssh.dev.azure.com:v3/{organization}/{project}/{repository}`, `{account}@vs-ssh.visualstudio.com:v3/…`, and
///   `ssh://{server}/…/_git/{repository}`, whose API is taken to be at https;
/// - `vstfs:///Build/Build/42` and `vstfs:///Build/Definition/7`, which name no organization.
///
/// What cannot be read or is not known below the project is passed over: the reference names less then, and its kind
/// says what. The caller frees `*reference`.
///
/// `AZDO_INVALID_ARGUMENT`: the URL is NULL or not UTF-8, names no organization, is of a host that is known to have
/// none (`www.visualstudio.com`, `github.com`; any other may be a Server's), or holds a user name or a secret, which
/// the message never shows. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_parse(
    url: *const c_char,
    reference: *mut *mut azdo_reference,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, and a text that ends with NUL.
        let (out, url) = unsafe { (Out::handle(reference, "reference")?, text(url, "url")?) };
        out.give(azdo_reference::new(&Reference::parse(url)?))
    })
}

/// What it names, the most particular of it. `AZDO_REFERENCE_KIND_UNKNOWN` for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_kind_of(reference: *const azdo_reference) -> ReferenceKind {
    // SAFETY: as asked in the header.
    unsafe { number(reference, ReferenceKind::Unknown, |reference| reference.kind) }
}

/// The organization's own URL, without a slash at the end: `https://dev.azure.com/fabrikam`. It makes a client, and
/// so does the URL that was parsed, whose project is then that of calls that name none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_organization_url(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.organization_url) }
}

/// The name of the organization, of the account, or of the Server's collection.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_organization_name(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.organization_name) }
}

/// The project's name or GUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_project(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.project) }
}

/// The git repository's name or GUID.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_repository(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.repository) }
}

/// The definition's (pipeline's) number; 0 if absent, as it is for a build even where the URL had both.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_definition_id(reference: *const azdo_reference) -> i64 {
    // SAFETY: as asked in the header.
    unsafe { number(reference, 0, |reference| reference.definition_id) }
}

/// The build's number, also where a log, an artifact, a job or a task of it is named; 0 if absent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_build_id(reference: *const azdo_reference) -> i64 {
    // SAFETY: as asked in the header.
    unsafe { number(reference, 0, |reference| reference.build_id) }
}

/// The log's number in its build; 0 if absent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_log_id(reference: *const azdo_reference) -> i64 {
    // SAFETY: as asked in the header.
    unsafe { number(reference, 0, |reference| reference.log_id) }
}

/// The name of the build's artifact.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_artifact_name(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.artifact_name) }
}

/// The id that a job of the build has in its timeline: a GUID in lower case.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_job_id(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.job_id) }
}

/// The id that a task of the build has in its timeline: a GUID in lower case.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_task_id(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.task_id) }
}

/// The page that a browser shows; parsed, it gives the same reference. "" without an organization, and for a
/// repository, a definition or a build without a project. Logs and artifacts have no page of their own: it is their
/// build's, and its query says which one is meant.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_web_url(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.web_url) }
}

/// Where the API has it, for `azdo_request`; parsed, it gives the same reference, but for a job and a task, which it
/// has no place for. Of an organization it is the list of its projects. "" without an organization.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_api_url(reference: *const azdo_reference) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(reference, |reference| &reference.api_url) }
}

/// Frees a reference; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_reference_free(reference: *mut azdo_reference) {
    // SAFETY: the header asks for NULL or a reference that has not been freed.
    unsafe { free(reference) }
}
