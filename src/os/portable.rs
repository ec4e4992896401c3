//! std alone: blocking sockets whose waits are cut into slices, between which a wake-up is noticed and the lookout
//! asked.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use super::{HEAD_START, Lookout, Watch, nowhere, timed_out, woken};

const SLICE: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(crate) struct Waker(AtomicBool);

impl Waker {
    pub(crate) fn new() -> io::Result<Waker> {
        Ok(Waker(AtomicBool::new(false)))
    }

    pub(crate) fn wake(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_awake(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn reset(&self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Waits until the watch says that it is over. The caller looks for itself why.
pub(crate) fn sleep(watch: &Watch) {
    while let Ok(slice) = next_slice(watch) {
        std::thread::sleep(slice);
    }
}

/// std cannot tell whether there is something to see.
pub(crate) fn glance(lookout: &Lookout) -> io::Result<()> {
    lookout.look()
}

/// A thread beside the host's.
pub(crate) fn spawn_quiet(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(work);
    spawned.map(drop)
}

/// std knows no more of keeping a program to itself.
pub(crate) fn set_apart(_: &mut Command, _shares_terminal: bool) {}

/// There is none that all systems have.
pub(crate) const NEUTRAL_FOLDER: Option<&str> = None;

/// std has no word for it.
pub(crate) fn is_out_of_descriptors(_: &io::Error) -> bool {
    false
}

/// What a program writes, read as far as it is there: by a thread, which ends with the stream.
pub(crate) struct Inbox {
    chunks: mpsc::Receiver<Vec<u8>>,
    rest: Vec<u8>,
}

/// The end of a pipe that a program writes to.
pub(crate) trait Pipe: Read + Send + 'static {}

impl<Stream: Read + Send + 'static> Pipe for Stream {}

impl Inbox {
    pub(crate) fn new(mut stream: impl Pipe) -> io::Result<Inbox> {
        let (sender, chunks) = mpsc::sync_channel(4);
        spawn_quiet("azdo-program", move || {
            let mut buffer = [0; 4096];
            // Nobody listens any more if the call has ended.
            while let Ok(count @ 1..) = stream.read(&mut buffer)
                && sender.send(buffer[..count].to_vec()).is_ok()
            {}
        })?;
        Ok(Inbox {
            chunks,
            rest: Vec::new(),
        })
    }

    /// How many bytes there were, 0 at the end; none where there are none now.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        if self.rest.is_empty() {
            match self.chunks.try_recv() {
                Ok(chunk) => self.rest = chunk,
                Err(mpsc::TryRecvError::Empty) => return Ok(None),
                Err(mpsc::TryRecvError::Disconnected) => return Ok(Some(0)),
            }
        }
        let count = self.rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.rest[..count]);
        self.rest.drain(..count);
        Ok(Some(count))
    }
}

pub(crate) fn kill_apart(child: &mut Child) {
    // It may have ended already.
    let _ = child.kill();
}

pub(crate) fn write_without_signal(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(bytes)
}

pub(crate) fn open_to_add(path: &Path) -> io::Result<File> {
    File::options().append(true).create(true).open(path)
}

/// Nothing here tells whether it would wait.
pub(crate) fn write_at_once(file: Option<&File>, line: &[u8]) -> io::Result<()> {
    match file {
        Some(mut file) => file.write_all(line),
        None => io::stderr().write_all(line),
    }
}

pub(crate) fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The next wait, or why there is none.
fn next_slice(watch: &Watch) -> io::Result<Duration> {
    if watch.waker.is_some_and(Waker::is_awake) {
        return Err(woken());
    }
    if let Some(lookout) = watch.lookout {
        lookout.look()?;
    }
    match watch.remaining() {
        Some(remaining) if remaining.is_zero() => Err(timed_out()),
        Some(remaining) => Ok(remaining.min(SLICE)),
        None => Ok(SLICE),
    }
}

#[derive(Debug)]
pub(crate) struct Socket(TcpStream);

impl Socket {
    /// Connects to the first of these addresses that answers; each has a head start before the next is tried too.
    /// Every attempt has a thread of its own, as std can neither interrupt a connect nor take it up again; one that is
    /// left behind ends with its own timeout and holds nothing but its socket.
    pub(crate) fn connect(addresses: &[SocketAddr], watch: &Watch) -> io::Result<Socket> {
        let (sender, receiver) = mpsc::channel();
        let mut untried = addresses.iter();
        let (mut attempts, mut failure) = (0, nowhere());
        loop {
            match untried.next() {
                Some(address) => {
                    begin_connecting(*address, watch, sender.clone())?;
                    attempts += 1;
                }
                None if attempts == 0 => return Err(failure),
                None => {}
            }
            let alone = if untried.len() == 0 {
                Duration::MAX
            } else {
                HEAD_START
            };
            let turn = watch.at_most(alone);
            // Until one is connected, or it is the next one's turn: because of the time, or because one has failed.
            loop {
                let slice = match next_slice(&turn) {
                    Ok(slice) => slice,
                    Err(error) if error.kind() == ErrorKind::TimedOut && !watch.is_over() => break,
                    Err(error) => return Err(error),
                };
                match receiver.recv_timeout(slice) {
                    Ok(Ok(stream)) => {
                        stream.set_nodelay(true)?;
                        return Ok(Socket(stream));
                    }
                    Ok(Err(error)) => {
                        failure = error;
                        attempts -= 1;
                        break;
                    }
                    Err(_) => {}
                }
            }
        }
    }

    pub(crate) fn read(&mut self, buffer: &mut [u8], watch: &Watch) -> io::Result<usize> {
        loop {
            self.0.set_read_timeout(Some(next_slice(watch)?))?;
            match self.0.read(buffer) {
                Err(error) if is_slice_over(&error) => {}
                done => return done,
            }
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8], watch: &Watch) -> io::Result<usize> {
        loop {
            self.0.set_write_timeout(Some(next_slice(watch)?))?;
            match self.0.write(bytes) {
                Err(error) if is_slice_over(&error) => {}
                done => return done,
            }
        }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        let quiet = self.0.set_nonblocking(true).is_ok()
            && matches!(self.0.peek(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock);
        self.0.set_nonblocking(false).is_ok() && quiet
    }
}

fn begin_connecting(
    address: SocketAddr,
    watch: &Watch,
    outcome: mpsc::Sender<io::Result<TcpStream>>,
) -> io::Result<()> {
    let timeout = watch
        .remaining()
        .unwrap_or(Duration::from_secs(120))
        .max(Duration::from_millis(1));
    spawn_quiet("azdo-connect", move || {
        // The receiver is gone if the call has ended: then nobody wants the socket.
        let _ = outcome.send(TcpStream::connect_timeout(&address, timeout));
    })
}

fn is_slice_over(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
    )
}
