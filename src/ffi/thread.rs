use super::boundary::{outside, quiet};
use crate::os::{Post, set_post};

/// Has the calls that this thread begins from now on look at something of the caller's while they wait, beside their
/// cancel token: for interpreters, which handle signals on one thread, and only between two of their own steps.
///
/// When `descriptor` is readable, `*go_on` is set to 0 and `look(go_on)` is called, on this thread, inside of the call
/// that waits. It takes away what can be read, and sets `*go_on` to 1 for the call to go on; otherwise the call returns
/// `AZDO_CANCELLED`. (A place and not a result, as an interpreter whose callback has failed may return anything. It may
/// be the first member of a structure of the caller's.) On systems that cannot wait for descriptors `descriptor` is not
/// used, and `look` is called some fifty times a second.
///
/// `look` is never called after the call that waits has returned, nor by another thread. It may call this library; such
/// calls look at nothing unless they are told to in their turn, and what is set for them is forgotten when `look` returns.
/// It must return: no exception and no longjmp may leave it. What it takes for itself counts as the call's time.
///
/// It holds until it is set anew; NULL for `look` takes it away. Until then, and until no call that began before is
/// inside of this library, the descriptor stays open and `look` and `go_on` stay valid. A forked child's only thread has
/// its parent's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_thread_watch(
    descriptor: i32,
    look: Option<unsafe extern "C" fn(go_on: *mut i32)>,
    go_on: *mut i32,
) {
    quiet((), || {
        set_post(look.filter(|_| !go_on.is_null()).map(|look| Post {
            descriptor,
            go_on: Box::new(move || {
                outside(|| {
                    // SAFETY: the header asks for a function that can be called with this place, which is valid for as
                    // long as a call of this thread may wait.
                    unsafe {
                        go_on.write(0);
                        look(go_on);
                        go_on.read() == 1
                    }
                })
            }),
        }));
    });
}
