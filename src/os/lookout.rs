//! What a thread looks at while it waits in a call: beside what ends the call from outside, something of its own that
//! the call's end depends on, such as the signals that an interpreter handles between two steps and nowhere else.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::woken;

/// How often to look where nothing waits: steps of a call may be far shorter.
const OFTEN: Duration = Duration::from_millis(5);

/// What to look at, and who says then whether to go on.
pub(crate) struct Post {
    /// Readable when there is something to see. Where descriptors cannot be waited for it is not used, and somebody
    /// looks from time to time.
    pub(crate) descriptor: i32,
    pub(crate) go_on: Box<dyn Fn() -> bool>,
}

thread_local! {
    static POST: RefCell<Option<Rc<Post>>> = const { RefCell::new(None) };
}

/// Sets it for the calls that this thread begins from now on; none takes it away.
pub(crate) fn set_post(post: Option<Post>) {
    POST.set(post.map(Rc::new));
}

/// One call's: never another thread's, which Rc sees to.
#[derive(Clone)]
pub(crate) struct Lookout {
    post: Rc<Post>,
    /// Whether the call was not to go on.
    ended: Rc<Cell<bool>>,
    looked: Cell<Instant>,
}

impl Lookout {
    pub(crate) fn of_this_thread() -> Option<Lookout> {
        POST.with_borrow(Clone::clone).map(|post| Lookout {
            post,
            ended: Rc::default(),
            looked: Cell::new(Instant::now()),
        })
    }

    /// Looks without waiting, unless it did so a moment ago.
    pub(crate) fn glance(&self) -> io::Result<()> {
        if self.looked.get().elapsed() < OFTEN {
            return Ok(());
        }
        self.looked.set(Instant::now());
        super::glance(self)
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.get()
    }

    #[cfg(not(azdo_portable))]
    pub(super) fn descriptor(&self) -> i32 {
        self.post.descriptor
    }

    /// Asks, on this very thread, whether the call is to go on. Whoever is asked may make calls of his own, which have
    /// no lookout but one that he sets; no lock may be held and nothing be borrowed here.
    pub(super) fn look(&self) -> io::Result<()> {
        if !self.ended.get() {
            let before = POST.take();
            self.ended.set(!(self.post.go_on)());
            POST.set(before);
        }
        match self.ended.get() {
            true => Err(woken()),
            false => Ok(()),
        }
    }
}

impl std::fmt::Debug for Lookout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lookout")
            .field("descriptor", &self.post.descriptor)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}
