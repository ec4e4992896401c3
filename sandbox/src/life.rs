//! When to stop.

use std::fs::{self, File};
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::ptr;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Watches for reasons to stop, each of which sends a message. Threads started before this is called would
/// still be ended by the signals, so it comes first.
pub fn watch() -> Receiver<()> {
    let (stop, stopped) = channel();
    let signals = block_signals();
    let on_signal = stop.clone();
    thread::spawn(move || {
        wait_for(&signals);
        say(&on_signal);
    });
    if !stdin_is_null() {
        // A parent that dies closes its end of our standard input, however it dies.
        thread::spawn(move || {
            // Unreadable is as good as ended.
            let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
            say(&stop);
        });
    }
    stopped
}

fn say(stop: &Sender<()>) {
    // The receiver is gone when the process is already on its way out.
    let _ = stop.send(());
}

/// Whether standard input is /dev/null, as under service managers and `&` in scripts: it always is at its
/// end, which says nothing about any parent.
fn stdin_is_null() -> bool {
    let device = |file: File| file.metadata().map(|metadata| metadata.rdev());
    let stdin = io::stdin()
        .as_fd()
        .try_clone_to_owned()
        .and_then(|stdin| device(File::from(stdin)));
    let null = fs::metadata("/dev/null").map(|metadata| metadata.rdev());
    matches!((stdin, null), (Ok(stdin), Ok(null)) if stdin == null)
}

/// Keeps SIGTERM and SIGINT for [`wait_for`], in this thread and those it starts.
fn block_signals() -> libc::sigset_t {
    let mut signals = MaybeUninit::uninit();
    // SAFETY: sigemptyset initialises the set that the other calls and `assume_init` then take; all
    // pointers are to live locals or null where that is allowed.
    unsafe {
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGTERM);
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGINT);
        libc::pthread_sigmask(libc::SIG_BLOCK, signals.as_ptr(), ptr::null_mut());
        signals.assume_init()
    }
}

fn wait_for(signals: &libc::sigset_t) {
    let mut signal = 0;
    // SAFETY: both pointers are to live values of the types that sigwait takes.
    unsafe { libc::sigwait(signals, &raw mut signal) };
}
