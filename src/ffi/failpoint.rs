//! Panics on demand, for tests of the boundary.

use std::cell::Cell;

thread_local! {
    /// How many calls still go well before one panics; 0 where none is to.
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// Makes the call that comes after so many panic: 1 is the next one of this thread that can fail, 0 none. Gives the
/// number that was left: 0 once it has panicked.
#[unsafe(no_mangle)]
pub extern "C" fn azdo_panic_in(calls: u32) -> u32 {
    CALLS.replace(calls)
}

pub(super) fn pass() {
    let left = CALLS.get();
    CALLS.set(left.saturating_sub(1));
    assert!(left != 1, "on purpose");
}
