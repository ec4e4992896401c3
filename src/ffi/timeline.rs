use std::ffi::{CString, c_char};

use super::boundary::{Out, free, guard, quiet};
use super::cancel::azdo_cancel;
use super::client::{asked, azdo_client};
use super::error::azdo_error;
use super::list::{self, PageHandle};
use super::params::{azdo_params, params_or_none};
use crate::error::Status;
use crate::model::broken::BrokenElement;
use crate::model::text::Str;
use crate::model::timeline::{Timeline, TimelineRecord};

/// A timeline, immutable: records and text live exactly as long as it does. Any thread may read it. The caller owns it:
/// give it back to `azdo_timeline_free`.
pub struct azdo_timeline {
    page: PageHandle<TimelineRecord>,
    id: CString,
    change_id: i64,
}

impl azdo_timeline {
    fn new(timeline: &Timeline) -> azdo_timeline {
        azdo_timeline {
            page: PageHandle::new(timeline.page().clone()),
            id: CString::new(timeline.id()).unwrap_or_default(),
            change_id: timeline.change_id(),
        }
    }
}

/// Fetches how far the stages, jobs and tasks of a build have come: "Timeline - Get". `project` NULL: that of the client's
/// URL. `query`: `timelineId` for that of an earlier attempt, `changeId` for what has changed since then alone; NULL for
/// none. A build that has not been planned yet has a timeline without records. The caller frees `*timeline`. Any thread may
/// call it.
///
/// A timeline has the last attempt of each part. Where something was tried again, those before are in timelines that
/// `previous_attempts` name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_timeline_get(
    client: *const azdo_client,
    project: *const c_char,
    build_id: i64,
    query: *const azdo_params,
    cancel: *const azdo_cancel,
    timeline: *mut *mut azdo_timeline,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, (client, project), query) = unsafe {
            (
                Out::handle(timeline, "timeline")?,
                asked(client, project, cancel)?,
                params_or_none(query),
            )
        };
        let timeline = client.builds().timeline_with(project, build_id, &query)?;
        out.give(azdo_timeline::new(&timeline))
    })
}

/// Its records, in no order, and in `*count` (which may be NULL) how many there are. The array and what it points to live
/// as long as the timeline.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_timeline_records(
    timeline: *const azdo_timeline,
    count: *mut usize,
) -> *const *const TimelineRecord {
    // SAFETY: the header asks for NULL or a live timeline, and NULL or a place for the count.
    unsafe { list::records(timeline.as_ref().map(|timeline| &timeline.page), count) }
}

/// As `azdo_build_page_broken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_timeline_broken(
    timeline: *const azdo_timeline,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_timeline_records.
    unsafe { list::broken(timeline.as_ref().map(|timeline| &timeline.page), count) }
}

/// The block that every `azdo_str` of the timeline points into, `json` excepted. It lives as long as the timeline.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_timeline_text(timeline: *const azdo_timeline) -> Str {
    // SAFETY: the header asks for NULL or a live timeline.
    unsafe { list::page_text(timeline.as_ref().map(|timeline| &timeline.page)) }
}

/// Its GUID; "" where the build has no timeline yet. It lives as long as the timeline.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_timeline_id(timeline: *const azdo_timeline) -> *const c_char {
    quiet(c"".as_ptr(), || {
        // SAFETY: the header asks for NULL or a live timeline.
        unsafe { timeline.as_ref() }.map_or(c"".as_ptr(), |timeline| timeline.id.as_ptr())
    })
}

/// The number of its last change: as the parameter `changeId` it asks for what has changed since. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_timeline_change_id(timeline: *const azdo_timeline) -> i64 {
    // SAFETY: the header asks for NULL or a live timeline.
    unsafe { timeline.as_ref() }.map_or(0, |timeline| timeline.change_id)
}

/// Frees a timeline with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_timeline_free(timeline: *mut azdo_timeline) {
    // SAFETY: the header asks for NULL or a timeline that has not been freed.
    unsafe { free(timeline) }
}
