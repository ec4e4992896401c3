use std::time::Duration;

use super::boundary::{Out, free, guard, quiet};
use super::error::azdo_error;
use crate::cancel::Cancel;
use crate::error::Status;

/// Ends calls from outside: signalled, they return `AZDO_CANCELLED`; past its deadline, `AZDO_TIMEOUT`. Any
/// number of threads may use one at once, and one may serve any number of calls. The caller owns it: give it
/// back to `azdo_cancel_free`, when no function is inside of it any more. No function keeps one.
pub struct azdo_cancel(Cancel);

impl azdo_cancel {
    pub(super) fn token(&self) -> &Cancel {
        &self.0
    }
}

/// A token that nothing has signalled yet, without a deadline.
///
/// Fails with `AZDO_IO` where the process has no descriptors left.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_cancel_new(
    cancel: *mut *mut azdo_cancel,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle.
        let out = unsafe { Out::handle(cancel, "cancel") }?;
        out.give(azdo_cancel(Cancel::new()?))
    })
}

/// Ends every call that has this token, now and until `azdo_cancel_reset`; one that is waiting returns at once. Any thread
/// may call it, and a signal handler. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_cancel_signal(cancel: *const azdo_cancel) {
    // No guard: what it sets up is not for signal handlers, and nothing here can panic.
    // SAFETY: the header asks for NULL or a live token.
    if let Some(cancel) = unsafe { cancel.as_ref() } {
        cancel.0.signal();
    }
}

/// Sets the deadline of the calls that have this token: `timeout_ms` milliseconds from now. Set it before a call, which
/// then ends in time. A call that is waiting already sees what is set now only when its present wait ends, as something
/// comes or the client's own time for that wait is over (`first_byte_timeout_ms` and the like); to end it at once there is
/// `azdo_cancel_signal`. A negative number counts as 0. NULL is allowed; any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_cancel_after_ms(cancel: *const azdo_cancel, timeout_ms: i64) {
    quiet((), || {
        // SAFETY: the header asks for NULL or a live token.
        if let Some(cancel) = unsafe { cancel.as_ref() } {
            cancel
                .0
                .after(Duration::from_millis(timeout_ms.max(0).unsigned_abs()));
        }
    });
}

/// Makes the token as new: not signalled, without a deadline. No call may be using it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_cancel_reset(cancel: *const azdo_cancel) {
    quiet((), || {
        // SAFETY: the header asks for NULL or a live token.
        if let Some(cancel) = unsafe { cancel.as_ref() } {
            cancel.0.reset();
        }
    });
}

/// Frees a token; NULL is allowed. No call may be using it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_cancel_free(cancel: *mut azdo_cancel) {
    // SAFETY: the header asks for NULL or a token that has not been freed.
    unsafe { free(cancel) }
}
