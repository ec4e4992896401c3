//! Non-blocking sockets and poll(2).

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{HEAD_START, Lookout, Watch, nowhere, timed_out, woken};

/// A pair of sockets: once woken, its reading end stays readable for any number of waits until drained.
#[derive(Debug)]
pub(crate) struct Waker {
    /// A forked child has the sockets too, and must not take or send what is its parent's.
    process: u32,
    awake: AtomicBool,
    reading: UnixStream,
    writing: UnixStream,
}

impl Waker {
    pub(crate) fn new() -> io::Result<Waker> {
        let (reading, writing) = UnixStream::pair()?;
        reading.set_nonblocking(true)?;
        writing.set_nonblocking(true)?;
        Ok(Waker {
            process: std::process::id(),
            awake: AtomicBool::new(false),
            reading,
            writing,
        })
    }

    pub(crate) fn is_awake(&self) -> bool {
        self.awake.load(Ordering::SeqCst)
    }

    /// Async-signal-safe: one send(2), which cannot raise SIGPIPE, and errno as it was.
    pub(crate) fn wake(&self) {
        self.awake.store(true, Ordering::SeqCst);
        if !self.is_own() {
            return;
        }
        let byte = 1u8;
        let flags = libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL;
        // SAFETY: errno is this thread's own; the descriptor lives as long as self and one byte is read from a
        // live local. A full buffer means that the waker is awake already.
        unsafe {
            let errno = errno_location();
            let before = *errno;
            libc::send(self.writing.as_raw_fd(), (&raw const byte).cast(), 1, flags);
            *errno = before;
        }
    }

    pub(crate) fn reset(&self) {
        self.awake.store(false, Ordering::SeqCst);
        if self.is_own() {
            self.drain();
        }
    }

    /// getpid(2) is async-signal-safe.
    fn is_own(&self) -> bool {
        self.process == std::process::id()
    }

    /// What to poll; nothing in a forked child, which notices a wake-up of its own before its next wait.
    fn descriptor(&self) -> RawFd {
        if self.is_own() {
            self.reading.as_raw_fd()
        } else {
            -1
        }
    }

    fn drain(&self) {
        let mut buffer = [0; 64];
        while matches!((&self.reading).read(&mut buffer), Ok(count) if count > 0) {}
    }

    /// Whether a readable end means a wake-up, and not the late byte of one that has been reset since.
    fn is_woken(&self) -> bool {
        if self.is_awake() {
            return true;
        }
        self.drain();
        if self.is_awake() {
            // Its byte may just have been drained, and others wait for it too.
            self.wake();
            return true;
        }
        false
    }
}

/// Waits until the watch says that it is over. Woken, timed out or failed, the caller looks for itself why.
pub(crate) fn sleep(watch: &Watch) {
    let _ = poll(-1, 0, watch);
}

/// Looks without waiting.
pub(crate) fn glance(lookout: &Lookout) -> io::Result<()> {
    let mut polled = one(lookout.descriptor(), libc::POLLIN);
    // SAFETY: one live structure. Where poll fails there is nothing to be seen now.
    let ready = unsafe { libc::poll(&raw mut polled, 1, 0) };
    if ready == 1 && polled.revents & libc::POLLIN != 0 {
        lookout.look()?;
    }
    Ok(())
}

/// A thread that takes none of the host's signals.
pub(crate) fn spawn_quiet(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    // SAFETY: both sets are initialized by the calls that write them before they are read, and this thread's mask
    // is put back.
    unsafe {
        let mut all = std::mem::zeroed();
        let mut before = std::mem::zeroed();
        libc::sigfillset(&raw mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
        let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(work);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, std::ptr::null_mut());
        spawned.map(drop)
    }
}

/// Makes the program that this starts leave the host alone: a session of its own, which no key of the terminal reaches
/// and which can ask nobody anything, none of the host's descriptors, and children of its own that it can wait for even
/// where the host ignores SIGCHLD. One that shares the terminal must stay in its session.
pub(crate) fn set_apart(command: &mut Command, shares_terminal: bool) {
    let apart = move || {
        // SAFETY: plain system calls, which a child may make between fork and exec.
        unsafe {
            if !shares_terminal && libc::setsid() == -1 {
                return Err(io::Error::last_os_error());
            }
            libc::signal(libc::SIGCHLD, libc::SIG_DFL);
        }
        close_on_exec();
        Ok(())
    };
    // SAFETY: it calls nothing but what is async-signal-safe, and allocates nothing.
    unsafe { command.pre_exec(apart) };
}

/// Marks every descriptor but the three that all programs have. Marked and not closed: std tells of a failed exec
/// through one of them.
fn close_on_exec() {
    #[cfg(target_os = "linux")]
    {
        const CLOSE_RANGE_CLOEXEC: libc::c_uint = 4;
        // SAFETY: a plain system call; kernels that lack it or the flag (before 5.11) say so.
        let done = unsafe {
            libc::syscall(
                libc::SYS_close_range,
                3u32,
                libc::c_uint::MAX,
                CLOSE_RANGE_CLOEXEC,
            )
        };
        if done == 0 {
            return;
        }
    }
    // SAFETY: plain system calls; numbers that are no descriptors are refused.
    unsafe {
        let most = libc::sysconf(libc::_SC_OPEN_MAX).clamp(256, 65536);
        for descriptor in 3..i32::try_from(most).unwrap_or(65536) {
            libc::fcntl(descriptor, libc::F_SETFD, libc::FD_CLOEXEC);
        }
    }
}

/// Where a program runs that must not find the host's files by chance.
pub(crate) const NEUTRAL_FOLDER: Option<&str> = Some("/");

pub(crate) fn is_out_of_descriptors(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE))
}

/// What a program writes, read as far as it is there.
pub(crate) struct Inbox(Box<dyn Read + Send>);

/// The end of a pipe that a program writes to.
pub(crate) trait Pipe: Read + AsRawFd + Send + 'static {}

impl<Stream: Read + AsRawFd + Send + 'static> Pipe for Stream {}

impl Inbox {
    pub(crate) fn new(stream: impl Pipe) -> io::Result<Inbox> {
        let descriptor = stream.as_raw_fd();
        // SAFETY: plain system calls on a descriptor that lives as long as the stream.
        let flags = unsafe { libc::fcntl(descriptor, libc::F_GETFL) };
        // SAFETY: as above.
        if flags == -1 || unsafe { libc::fcntl(descriptor, libc::F_SETFL, flags | libc::O_NONBLOCK) } == -1 {
            return Err(io::Error::last_os_error());
        }
        Ok(Inbox(Box::new(stream)))
    }

    /// How many bytes there were, 0 at the end; none where there are none now.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        match self.0.read(buffer) {
            Ok(count) => Ok(Some(count)),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Ends a program and what it has started, where it has a session of its own.
pub(crate) fn kill_apart(child: &mut Child) {
    // Once its end has been noticed its number may be another's; what it has left behind on purpose may stay.
    if !matches!(child.try_wait(), Ok(None)) {
        return;
    }
    if let Ok(process) = libc::pid_t::try_from(child.id()) {
        // SAFETY: plain system calls. The group is the child's own or does not exist: nobody else is hit.
        unsafe {
            libc::kill(-process, libc::SIGKILL);
            libc::kill(process, libc::SIGKILL);
        }
    }
}

/// Writes where nobody may read any more, without the SIGPIPE that would end the host.
pub(crate) fn write_without_signal(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    // SAFETY: the sets are initialized by the calls that write them before they are read, and this thread's mask is put
    // back. A SIGPIPE that the write has raised waits for this thread alone, and is taken before the mask is.
    unsafe {
        let mut pipe = std::mem::zeroed();
        let mut before = std::mem::zeroed();
        let mut waiting = std::mem::zeroed();
        libc::sigemptyset(&raw mut pipe);
        libc::sigaddset(&raw mut pipe, libc::SIGPIPE);
        libc::sigpending(&raw mut waiting);
        let is_ours = libc::sigismember(&raw const waiting, libc::SIGPIPE) == 0;
        libc::pthread_sigmask(libc::SIG_BLOCK, &raw const pipe, &raw mut before);
        let written = to.write_all(bytes);
        let broken = matches!(&written, Err(error) if error.kind() == ErrorKind::BrokenPipe);
        libc::sigpending(&raw mut waiting);
        if broken && is_ours && libc::sigismember(&raw const waiting, libc::SIGPIPE) == 1 {
            let mut taken = 0;
            libc::sigwait(&raw const pipe, &raw mut taken);
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, std::ptr::null_mut());
        written
    }
}

/// Opens a file to add lines to: one that waits for nobody, where it is a pipe.
pub(crate) fn open_to_add(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.append(true).create(true).custom_flags(libc::O_NONBLOCK);
    options.open(path)
}

/// Adds a line to such a file, or to standard error, if that takes no wait.
pub(crate) fn write_at_once(file: Option<&File>, line: &[u8]) -> io::Result<()> {
    let own = file.is_none().then(own_standard_error).flatten();
    match file.or(own.as_ref()) {
        Some(mut file) => write_without_signal(&mut file, line),
        None => write_without_signal(&mut AtOnce(libc::STDERR_FILENO), line),
    }
}

/// Standard error, where that is a pipe or a terminal, opened once more: its mode belongs to all that share it.
fn own_standard_error() -> Option<File> {
    const PLACE: &str = "/proc/self/fd/2";
    let kind = std::fs::metadata(PLACE).ok()?.file_type();
    let mut options = File::options();
    options
        .write(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    (kind.is_fifo() || kind.is_char_device()).then(|| options.open(PLACE).ok())?
}

/// A file or a socket, or where there is no /proc anything else, which takes as much as it has room for.
struct AtOnce(RawFd);

impl Write for AtOnce {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut polled = one(self.0, libc::POLLOUT);
        // SAFETY: one live structure.
        match unsafe { libc::poll(&raw mut polled, 1, 0) } {
            1 => {}
            0 => return Err(ErrorKind::WouldBlock.into()),
            _ => return Err(io::Error::last_os_error()),
        }
        // What is ready has room for so much.
        let count = bytes.len().min(libc::PIPE_BUF);
        // SAFETY: so many bytes are readable, and a descriptor that is none is an error.
        let written = unsafe { libc::write(self.0, bytes.as_ptr().cast(), count) };
        usize::try_from(written).map_err(|_| io::Error::last_os_error())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(crate) fn is_program(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(target_os = "linux")]
unsafe fn errno_location() -> *mut libc::c_int {
    // SAFETY: always callable; the pointer is this thread's.
    unsafe { libc::__errno_location() }
}

#[cfg(any(target_os = "macos", target_os = "ios", target_os = "freebsd"))]
unsafe fn errno_location() -> *mut libc::c_int {
    // SAFETY: always callable; the pointer is this thread's.
    unsafe { libc::__error() }
}

/// A connected TCP socket whose every wait ends when the watch says so.
#[derive(Debug)]
pub(crate) struct Socket(TcpStream);

impl Socket {
    /// Connects to the first of these addresses that answers. Each has a head start before the next is tried too.
    pub(crate) fn connect(addresses: &[SocketAddr], watch: &Watch) -> io::Result<Socket> {
        let mut untried = addresses.iter();
        let mut attempts: Vec<TcpStream> = Vec::new();
        let mut failure = nowhere();
        loop {
            match untried.next().map(begin_connecting) {
                Some(Ok((stream, true))) => return Socket::of(stream),
                Some(Ok((stream, false))) => attempts.push(stream),
                Some(Err(error)) => {
                    failure = error;
                    continue;
                }
                None if attempts.is_empty() => return Err(failure),
                None => {}
            }
            let alone = if untried.len() == 0 {
                Duration::MAX
            } else {
                HEAD_START
            };
            let turn = watch.at_most(alone);
            // Until one is connected, or it is the next one's turn: because of the time, or because one has failed.
            match ready(&attempts, &turn) {
                Ok(index) => {
                    let stream = attempts.swap_remove(index);
                    match stream.take_error()? {
                        None => return Socket::of(stream),
                        Some(error) => failure = error,
                    }
                }
                Err(error) if error.kind() == ErrorKind::TimedOut && !watch.is_over() => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn of(stream: TcpStream) -> io::Result<Socket> {
        stream.set_nodelay(true)?;
        Ok(Socket(stream))
    }

    pub(crate) fn read(&mut self, buffer: &mut [u8], watch: &Watch) -> io::Result<usize> {
        loop {
            match self.0.read(buffer) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    poll(self.0.as_raw_fd(), libc::POLLIN, watch)?
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                done => return done,
            }
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8], watch: &Watch) -> io::Result<usize> {
        loop {
            match self.0.write(bytes) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    poll(self.0.as_raw_fd(), libc::POLLOUT, watch)?
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                done => return done,
            }
        }
    }

    /// Whether the other end has neither closed nor said anything unasked.
    pub(crate) fn is_quiet(&self) -> bool {
        matches!(self.0.peek(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock)
    }
}

/// A connection that is being made, and whether it is made already.
fn begin_connecting(address: &SocketAddr) -> io::Result<(TcpStream, bool)> {
    let stream = TcpStream::from(new_socket(address)?);
    stream.set_nonblocking(true)?;
    match start_connecting(&stream, address) {
        Ok(()) => Ok((stream, true)),
        Err(error) if error.raw_os_error() == Some(libc::EINPROGRESS) => Ok((stream, false)),
        Err(error) => Err(error),
    }
}

fn new_socket(address: &SocketAddr) -> io::Result<OwnedFd> {
    let family = if address.is_ipv4() {
        libc::AF_INET
    } else {
        libc::AF_INET6
    };
    #[cfg(any(target_os = "linux", target_os = "freebsd"))]
    let kind = libc::SOCK_STREAM | libc::SOCK_CLOEXEC;
    #[cfg(not(any(target_os = "linux", target_os = "freebsd")))]
    let kind = libc::SOCK_STREAM;
    // SAFETY: takes no pointer; a descriptor that is not -1 is new and nobody else's.
    let socket = unsafe {
        let descriptor = libc::socket(family, kind, 0);
        if descriptor == -1 {
            return Err(io::Error::last_os_error());
        }
        OwnedFd::from_raw_fd(descriptor)
    };
    #[cfg(not(any(target_os = "linux", target_os = "freebsd")))]
    // SAFETY: the descriptor is ours and open; macOS has no other way to close it on exec and to be spared SIGPIPE.
    unsafe {
        libc::fcntl(socket.as_raw_fd(), libc::F_SETFD, libc::FD_CLOEXEC);
        #[cfg(any(target_os = "macos", target_os = "ios"))]
        {
            let on: libc::c_int = 1;
            libc::setsockopt(
                socket.as_raw_fd(),
                libc::SOL_SOCKET,
                libc::SO_NOSIGPIPE,
                (&raw const on).cast(),
                size_of::<libc::c_int>() as libc::socklen_t,
            );
        }
    }
    Ok(socket)
}

fn start_connecting(stream: &TcpStream, address: &SocketAddr) -> io::Result<()> {
    // SAFETY: both structures are plain data for which zero is valid (macOS has a length field that connect(2)
    // does not need), and the length given is that of the structure pointed to.
    let result = unsafe {
        match address {
            SocketAddr::V4(address) => {
                let mut raw: libc::sockaddr_in = std::mem::zeroed();
                raw.sin_family = libc::AF_INET as libc::sa_family_t;
                raw.sin_port = address.port().to_be();
                raw.sin_addr.s_addr = u32::from_ne_bytes(address.ip().octets());
                libc::connect(
                    stream.as_raw_fd(),
                    (&raw const raw).cast(),
                    size_of_val(&raw) as libc::socklen_t,
                )
            }
            SocketAddr::V6(address) => {
                let mut raw: libc::sockaddr_in6 = std::mem::zeroed();
                raw.sin6_family = libc::AF_INET6 as libc::sa_family_t;
                raw.sin6_port = address.port().to_be();
                raw.sin6_addr.s6_addr = address.ip().octets();
                raw.sin6_flowinfo = address.flowinfo();
                raw.sin6_scope_id = address.scope_id();
                libc::connect(
                    stream.as_raw_fd(),
                    (&raw const raw).cast(),
                    size_of_val(&raw) as libc::socklen_t,
                )
            }
        }
    };
    if result == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Waits until the descriptor is ready; an error if the watch ends the wait first.
fn poll(descriptor: RawFd, events: libc::c_short, watch: &Watch) -> io::Result<()> {
    let [waker, lookout] = polled(watch);
    wait(&mut [waker, lookout, one(descriptor, events)], watch)
}

/// Which of these connections is made or has failed; an error if the watch ends the wait first.
fn ready(attempts: &[TcpStream], watch: &Watch) -> io::Result<usize> {
    let attempts = attempts
        .iter()
        .map(|stream| one(stream.as_raw_fd(), libc::POLLOUT));
    let mut all: Vec<_> = polled(watch).into_iter().chain(attempts).collect();
    wait(&mut all, watch)?;
    let ready = all[2..].iter().position(|polled| polled.revents != 0);
    ready.ok_or_else(timed_out)
}

fn one(descriptor: RawFd, events: libc::c_short) -> libc::pollfd {
    libc::pollfd {
        // poll passes over negative ones.
        fd: descriptor,
        events,
        revents: 0,
    }
}

fn polled(watch: &Watch) -> [libc::pollfd; 2] {
    let waker = watch.waker.map_or(-1, Waker::descriptor);
    let lookout = watch.lookout.map_or(-1, Lookout::descriptor);
    [one(waker, libc::POLLIN), one(lookout, libc::POLLIN)]
}

/// Waits until one of these is ready, of which the first two are the watch's own.
fn wait(polled: &mut [libc::pollfd], watch: &Watch) -> io::Result<()> {
    if watch.lookout.is_some_and(Lookout::has_ended) {
        return Err(woken());
    }
    loop {
        let milliseconds = match watch.remaining() {
            // Rounded up: a wait of less than a millisecond must not become a busy one.
            Some(remaining) => i32::try_from(remaining.as_micros().div_ceil(1000)).unwrap_or(i32::MAX),
            None => -1,
        };
        // SAFETY: the array is live, and its length is the one given.
        let ready = unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as libc::nfds_t, milliseconds) };
        if ready == -1 {
            let error = io::Error::last_os_error();
            if error.kind() == ErrorKind::Interrupted {
                continue;
            }
            return Err(error);
        }
        if polled[0].revents != 0 && watch.waker.is_some_and(Waker::is_woken) {
            return Err(woken());
        }
        if let Some(lookout) = watch.lookout
            && polled[1].revents & libc::POLLIN != 0
        {
            lookout.look()?;
        } else if polled[1].revents != 0 {
            // Closed: there will be nothing to see any more, and always at once.
            polled[1].fd = -1;
        }
        if polled[2..].iter().any(|polled| polled.revents != 0) {
            return Ok(());
        }
        if watch.is_over() {
            return Err(timed_out());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_late_byte_of_a_signal_that_was_reset_wakes_nobody() {
        let waker = Waker::new().unwrap();
        waker.wake();
        waker.reset();
        (&waker.writing).write_all(&[1]).unwrap();
        let began = std::time::Instant::now();
        let sleep_for = |duration| {
            sleep(&Watch {
                waker: Some(&waker),
                lookout: None,
                until: std::time::Instant::now().checked_add(duration),
            });
        };
        sleep_for(Duration::from_millis(20));
        assert!(began.elapsed() >= Duration::from_millis(20));

        waker.wake();
        sleep_for(Duration::from_secs(3600));
        sleep_for(Duration::from_secs(3600));
    }
}
