//! What a thread looks at while it waits in a call, as an interpreter would set it.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;

use azdo::ffi::azdo_thread_watch;

/// It goes on for as long as it sees nothing that ends with "!".
pub struct Lookout(Box<Seen>);

#[repr(C)]
struct Seen {
    /// First: it stands for the whole where the library has it.
    go_on: i32,
    reading: UnixStream,
    writing: UnixStream,
    bytes: RefCell<Vec<u8>>,
    /// What else is done by whoever looks.
    then: RefCell<Option<Box<dyn FnMut()>>>,
}

pub struct Signs(UnixStream);

impl Signs {
    pub fn show(&self, bytes: &[u8]) {
        (&self.0).write_all(bytes).unwrap();
    }
}

impl Lookout {
    pub fn new() -> Lookout {
        let (reading, writing) = UnixStream::pair().unwrap();
        reading.set_nonblocking(true).unwrap();
        Lookout(Box::new(Seen {
            go_on: 0,
            reading,
            writing,
            bytes: RefCell::default(),
            then: RefCell::default(),
        }))
    }

    /// What is to be done as soon as there is something to be seen.
    pub fn then(&self, work: impl FnMut() + 'static) {
        *self.0.then.borrow_mut() = Some(Box::new(work));
    }

    pub fn signs(&self) -> Signs {
        Signs(self.0.writing.try_clone().unwrap())
    }

    /// The same calls with it.
    pub fn during<T>(&self, calls: impl Fn() -> T) -> T {
        let place = (&raw const *self.0).cast::<i32>().cast_mut();
        // SAFETY: the function takes this place, and both outlive the calls.
        unsafe { azdo_thread_watch(self.0.reading.as_raw_fd(), Some(look), place) };
        let done = calls();
        // SAFETY: takes it away.
        unsafe { azdo_thread_watch(-1, None, std::ptr::null_mut()) };
        done
    }

    pub fn take_seen(&self) -> Vec<u8> {
        self.0.bytes.take()
    }
}

unsafe extern "C" fn look(go_on: *mut i32) {
    // SAFETY: the place is the first of a `Seen`, which lives as long as it can be looked at; what changes in it may.
    let seen = unsafe { &*go_on.cast::<Seen>() };
    let mut buffer = [0; 64];
    let count = (&seen.reading).read(&mut buffer).unwrap_or(0);
    seen.bytes.borrow_mut().extend(&buffer[..count]);
    if count > 0
        && let Ok(mut then) = seen.then.try_borrow_mut()
        && let Some(then) = &mut *then
    {
        then();
    }
    if !buffer[..count].ends_with(b"!") {
        // SAFETY: as above; nobody reads it meanwhile.
        unsafe { go_on.write(1) };
    }
}
