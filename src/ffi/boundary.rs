//! What stands between C and Rust: pointers are checked, panics are caught, results are handed out.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ffi::{CStr, c_char};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, MutexGuard, Once, TryLockError};

use super::error::azdo_error;
use crate::cancel::Cancel;
use crate::error::{Cause, Error, Result, Status};

use super::cancel::azdo_cancel;

/// Runs a function that can fail. `*error` is NULL unless an error comes of it.
pub(super) fn guard(error: *mut *mut azdo_error, body: impl FnOnce() -> Result<Status>) -> Status {
    let slot = if error.is_null() {
        None
    } else {
        // SAFETY: the header asks for NULL or a place that an error's pointer may be written to.
        Some(unsafe {
            error.write(std::ptr::null_mut());
            &mut *error
        })
    };
    attempt(body).unwrap_or_else(|failure| told(failure, slot))
}

/// Tells of a failure: once for all functions, as it is much code.
#[inline(never)]
fn told(failure: Error, slot: Option<&mut *mut azdo_error>) -> Status {
    let status = failure.status();
    if let Some(slot) = slot
        && let Ok(handle) = caught(|| azdo_error::new(failure))
    {
        *slot = Box::into_raw(Box::new(handle));
    }
    status
}

/// What a function that can fail comes to; a panic is a failure.
pub(super) fn attempt<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    let outcome = caught(|| {
        #[cfg(feature = "failpoint")]
        super::failpoint::pass();
        body()
    });
    outcome.unwrap_or_else(|panic| Err(Error::new(Cause::Internal, panic)))
}

/// Runs a function that has no way to tell of a failure; after a panic it answers with the default.
pub(super) fn quiet<T>(default: T, body: impl FnOnce() -> T) -> T {
    caught(body).unwrap_or(default)
}

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The text and place of a panic instead of a panic.
fn caught<T>(body: impl FnOnce() -> T) -> std::result::Result<T, String> {
    silence_own_panics();
    let before = INSIDE.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(body));
    INSIDE.set(before);
    result.map_err(|payload| {
        // The payload's own drop may panic; what remains of it is not worth the host's life.
        std::mem::forget(payload);
        PANIC.take()
    })
}

/// Runs what is not ours in the middle of a call: its panics go where they went before.
pub(super) fn outside<T>(body: impl FnOnce() -> T) -> T {
    let before = INSIDE.replace(false);
    let result = body();
    INSIDE.set(before);
    result
}

/// A panic inside a call is told to the caller and nobody else: the host's standard error is not ours. All other
/// panics go where they went before.
fn silence_own_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let other = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if INSIDE.get() {
                let place = info
                    .location()
                    .map_or(String::new(), |place| format!(" at {place}"));
                PANIC.set(format!("panic: {}{place}", text_of(info.payload())));
            } else {
                other(info);
            }
        }));
    });
}

fn text_of(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no text")
}

/// A place for a result, emptied before anything can fail.
pub(super) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// # Safety
    /// NULL, or a place that a `T` may be written to for as long as the call lasts.
    pub(super) unsafe fn new(place: *mut T, name: &str, empty: T) -> Result<Out<T>> {
        if place.is_null() {
            return Err(is_null(name));
        }
        // SAFETY: the caller's promise.
        unsafe { place.write(empty) };
        Ok(Out(place))
    }

    pub(super) fn set(&self, value: T) {
        // SAFETY: `new`'s promise.
        unsafe { self.0.write(value) };
    }
}

impl<T> Out<*mut T> {
    /// # Safety
    /// As [`Out::new`].
    pub(super) unsafe fn handle(place: *mut *mut T, name: &str) -> Result<Out<*mut T>> {
        // SAFETY: the caller's promise.
        unsafe { Out::new(place, name, std::ptr::null_mut()) }
    }

    /// Hands a new handle to C, which gives it back to its `_free`.
    pub(super) fn give(&self, handle: T) -> Result<Status> {
        self.set(Box::into_raw(Box::new(handle)));
        Ok(Status::Ok)
    }
}

/// What one thread at a time may use. A second one is told so: languages that keep no such promise for their users
/// must not come to harm.
pub(super) struct Exclusive<T>(Mutex<T>);

impl<T> Exclusive<T> {
    pub(super) fn new(value: T) -> Exclusive<T> {
        Exclusive(Mutex::new(value))
    }

    pub(super) fn enter(&self, name: &str) -> Result<MutexGuard<'_, T>> {
        match self.0.try_lock() {
            Ok(guard) => Ok(guard),
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => {
                let message = format!("{name} is being used by another thread");
                Err(Error::new(Cause::InvalidState, message))
            }
        }
    }
}

pub(super) fn is_null(name: &str) -> Error {
    Error::invalid(format!("{name} is NULL"))
}

/// # Safety
/// NULL, or a handle of this type that is not freed while the result lives.
pub(super) unsafe fn shared<'a, T>(handle: *const T, name: &str) -> Result<&'a T> {
    // SAFETY: the caller's promise.
    unsafe { handle.as_ref() }.ok_or_else(|| is_null(name))
}

/// # Safety
/// NULL, or a handle of this type that nobody else uses or frees while the result lives.
pub(super) unsafe fn exclusive<'a, T>(handle: *mut T, name: &str) -> Result<&'a mut T> {
    // SAFETY: the caller's promise.
    unsafe { handle.as_mut() }.ok_or_else(|| is_null(name))
}

/// # Safety
/// NULL, or a token that is not freed while the result lives.
pub(super) unsafe fn token<'a>(cancel: *const azdo_cancel) -> Option<&'a Cancel> {
    // SAFETY: the caller's promise.
    unsafe { cancel.as_ref() }.map(azdo_cancel::token)
}

/// # Safety
/// NULL, or NUL-terminated bytes that do not change while the result lives.
pub(super) unsafe fn text<'a>(pointer: *const c_char, name: &str) -> Result<&'a str> {
    // SAFETY: the caller's promise.
    unsafe { optional_text(pointer, name) }?.ok_or_else(|| is_null(name))
}

/// # Safety
/// As [`text`].
pub(super) unsafe fn optional_text<'a>(pointer: *const c_char, name: &str) -> Result<Option<&'a str>> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise.
    let bytes = unsafe { CStr::from_ptr(pointer) };
    // The position alone: the text may be a secret.
    let text = bytes
        .to_str()
        .map_err(|error| Error::invalid(format!("{name} is not UTF-8 at byte {}", error.valid_up_to())))?;
    Ok(Some(text))
}

/// # Safety
/// NULL, or `count` texts as [`text`] wants them.
pub(super) unsafe fn texts<'a>(
    array: *const *const c_char,
    count: usize,
    name: &str,
) -> Result<Vec<&'a str>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if array.is_null() || isize::try_from(count.saturating_mul(size_of::<*const c_char>())).is_err() {
        return Err(Error::invalid(format!(
            "{name} and its count do not fit each other"
        )));
    }
    // SAFETY: the caller's promise.
    let array = unsafe { std::slice::from_raw_parts(array, count) };
    // SAFETY: as above.
    array
        .iter()
        .map(|pointer| unsafe { text(*pointer, name) })
        .collect()
}

/// Frees what [`Out::give`] gave. A panic while dropping stays here.
///
/// # Safety
/// NULL, or a handle of this type that was given out and has not been freed.
pub(super) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        quiet((), || {
            // SAFETY: the caller's promise; the handle came from `Box::into_raw`.
            drop(unsafe { Box::from_raw(handle) });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::{azdo_error_free, azdo_error_text};
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_with_its_text_and_place() {
        let mut error = std::ptr::null_mut();
        for round in 0..2 {
            let status = guard(&mut error, || panic!("on purpose, {round}"));
            assert_eq!(status, Status::Internal);
            // SAFETY: guard has made it, and nobody else has it.
            let text = unsafe { CStr::from_ptr(azdo_error_text(error)) }
                .to_str()
                .unwrap()
                .to_owned();
            assert!(
                text.contains(&format!("panic: on purpose, {round} at src/ffi/boundary.rs")),
                "{text}"
            );
            // SAFETY: as above.
            unsafe { azdo_error_free(error) };
            assert_eq!(guard(&mut error, || Ok(Status::Done)), Status::Done);
            assert!(error.is_null());
        }
        assert_eq!(
            guard(std::ptr::null_mut(), || panic!("nobody asks why")),
            Status::Internal
        );
        assert_eq!(quiet(7, || panic!("no way to tell")), 7);
    }

    #[test]
    fn a_second_thread_is_told_so() {
        let list = Exclusive::new(1);
        let inside = list.enter("the list").unwrap();
        let second = std::thread::scope(|scope| {
            scope
                .spawn(|| list.enter("the list").map(drop).unwrap_err())
                .join()
                .unwrap()
        });
        assert_eq!(
            (second.status(), second.message()),
            (Status::InvalidState, "the list is being used by another thread")
        );
        drop(inside);
        drop(list.enter("the list").unwrap());
    }
}
