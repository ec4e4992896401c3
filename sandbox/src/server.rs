//! Connections: one thread each, requests in turn, answers as whole or as broken as faults demand.

use std::collections::BTreeMap;
use std::io::{self, IoSlice, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use serde_json::json;

use crate::faults::{Delivery, Faults, PagingFaults, Script};
use crate::http::{self, Answer, Refusal, Request};
use crate::replay::Replay;
use crate::service::Service;
use crate::stamps::Stamps;

const DRIP_PAUSE: Duration = Duration::from_millis(5);
/// How long a client that is being refused may take to read why.
const FAREWELL: Duration = Duration::from_secs(2);
/// Connections are many and their stacks hardly used.
const STACK: usize = 512 * 1024;
/// Where the sandbox tells what it has been asked; that question itself is not counted.
const TALLY: &str = "/_sandbox/requests";
/// Where the clock of builds is read and moved.
const CLOCK: &str = "/_sandbox/clock";

/// Where answers come from.
pub enum Site {
    World(Box<Service>),
    Replay(Replay),
}

/// The sandbox as clients see it.
pub struct Server {
    pub site: Site,
    pub faults: Faults,
    pub stamps: Stamps,
    pub tls: Option<Arc<ServerConfig>>,
    pub address: SocketAddr,
    pub asked: Asked,
}

/// How many requests there were of each method.
#[derive(Default)]
pub struct Asked(Mutex<BTreeMap<String, u64>>);

impl Asked {
    fn count(&self, method: &str) {
        let mut methods = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *methods.entry(method.to_owned()).or_default() += 1;
    }

    fn answer(&self, faults: &Faults) -> Answer<'static> {
        let methods = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let body = json!({
            "requests": methods.values().sum::<u64>(),
            "methods": *methods,
            "faults": faults.struck(),
        });
        Answer::new(200, "application/json", body.to_string().into_bytes())
    }
}

/// A connection, and the socket under it.
trait Transport: Read + Write {
    fn socket(&self) -> &TcpStream;
    /// Says to the client that nothing more will come.
    fn finish(&mut self);
}

impl Transport for TcpStream {
    fn socket(&self) -> &TcpStream {
        self
    }

    fn finish(&mut self) {
        // A client that has left needs no farewell; here and below.
        let _ = self.shutdown(Shutdown::Write);
    }
}

impl Transport for StreamOwned<ServerConnection, TcpStream> {
    fn socket(&self) -> &TcpStream {
        &self.sock
    }

    fn finish(&mut self) {
        self.conn.send_close_notify();
        let _ = self.flush();
        let _ = self.sock.shutdown(Shutdown::Write);
    }
}

impl Server {
    /// Serves for as long as the process lives.
    pub fn run(self: Arc<Server>, listener: &TcpListener) {
        loop {
            let Ok((socket, _)) = listener.accept() else {
                // Out of descriptors, most likely: connections that end will free some.
                thread::sleep(DRIP_PAUSE);
                continue;
            };
            let server = Arc::clone(&self);
            // Without a thread the socket is dropped, which the client sees.
            let _ = thread::Builder::new()
                .stack_size(STACK)
                .spawn(move || server.serve(socket));
        }
    }

    fn serve(&self, mut socket: TcpStream) {
        // Delays an answer at worst.
        let _ = socket.set_nodelay(true);
        let Some(tls) = &self.tls else {
            return self.converse(socket);
        };
        if self.faults.stall_tls() {
            return hold(&socket);
        }
        let Ok(mut connection) = ServerConnection::new(Arc::clone(tls)) else {
            return;
        };
        match connection.complete_io(&mut socket) {
            Ok(_) => self.converse(StreamOwned::new(connection, socket)),
            // A client that is refused must be able to read why.
            Err(_) => part(&mut socket),
        }
    }

    /// Answers request after request until one side has had enough.
    fn converse(&self, mut stream: impl Transport) {
        let mut buffer = Vec::new();
        loop {
            match Request::read(&mut stream, &mut buffer) {
                Ok(request) => {
                    if !self.respond(&mut stream, &request) {
                        return;
                    }
                }
                Err(Refusal::Gone) => return,
                Err(Refusal::Bad(why)) => {
                    let answer = http::bad_request(why);
                    let _ = send(&mut stream, answer.head(false).as_bytes(), &answer.body);
                    return part(&mut stream);
                }
            }
        }
    }

    /// Whether the connection is good for another request.
    fn respond(&self, stream: &mut impl Transport, request: &Request) -> bool {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        let origin = match request.header("Host") {
            Some(host) => format!("{scheme}://{host}"),
            None => format!("{scheme}://{}", self.address),
        };
        if request.target == TALLY {
            let answer = self.asked.answer(&self.faults);
            return send(stream, answer.head(request.keep_alive).as_bytes(), &answer.body).is_ok()
                && request.keep_alive;
        }
        if let Some(answer) = self.clock(request) {
            return send(stream, answer.head(request.keep_alive).as_bytes(), &answer.body).is_ok()
                && request.keep_alive;
        }
        self.asked.count(&request.method);
        let active = self.faults.at(request);
        let delivery = active.delivery();
        match delivery {
            Delivery::Reset => {
                reset(stream.socket());
                return false;
            }
            Delivery::StallHeaders => {
                hold(stream.socket());
                return false;
            }
            Delivery::Close => return false,
            Delivery::Script(script) => {
                // A client that has had enough leaves in the middle.
                let _ = play(stream, script);
                return false;
            }
            Delivery::Whole
            | Delivery::Twice
            | Delivery::Cut
            | Delivery::ResetBody
            | Delivery::StallBody
            | Delivery::Drip => {}
        }
        let answer = match active.replacement(request, &origin) {
            Some(answer) => self.stamps.on(answer, request, true),
            None => self.answer(request, &origin, active.paging()),
        };
        let answer = active.alter(answer);
        let head = answer.head(request.keep_alive);
        let bodiless = request.method == "HEAD" || answer.status == 204 || answer.status == 304;
        let body: &[u8] = if bodiless { b"" } else { &answer.body };
        let sent = match delivery {
            Delivery::Drip => drip(stream, head.as_bytes(), body),
            Delivery::Cut | Delivery::ResetBody | Delivery::StallBody => {
                send(stream, head.as_bytes(), &body[..body.len() / 2])
            }
            Delivery::Twice => {
                // As two records of TLS, of which a client may have read both and looked at one.
                let answer = [head.as_bytes(), body].concat();
                send(stream, &answer, &answer)
            }
            _ => send(stream, head.as_bytes(), body),
        };
        if sent.is_err() {
            return false;
        }
        match delivery {
            // Without a farewell in TLS: the connection breaks.
            Delivery::Cut => false,
            Delivery::ResetBody => {
                reset(stream.socket());
                false
            }
            Delivery::StallBody => {
                hold(stream.socket());
                false
            }
            _ if request.keep_alive => true,
            _ => {
                part(stream);
                false
            }
        }
    }

    /// What time it is by the clock of builds, moved on where that is asked for.
    fn clock(&self, request: &Request) -> Option<Answer<'static>> {
        let Site::World(service) = &self.site else {
            return None;
        };
        if request.path() != CLOCK {
            return None;
        }
        if let Some(seconds) = request.parameter("advance") {
            let moved = request.method == "POST" && seconds.parse().is_ok_and(|by| service.clock.advance(by));
            if !moved {
                let why = "The clock takes POST with a whole number of seconds, and moves with --clock manual alone.";
                return Some(Answer::text(400, why.to_owned()));
            }
        }
        let body = json!({ "now": service.clock.now().in_answers() });
        Some(Answer::new(
            200,
            "application/json",
            body.to_string().into_bytes(),
        ))
    }

    fn answer<'a>(&'a self, request: &Request, origin: &str, paging: PagingFaults) -> Answer<'a> {
        match &self.site {
            Site::World(service) => service.answer(request, origin, &self.stamps, paging),
            Site::Replay(replay) => replay.answer(request),
        }
    }
}

/// Head and body in as few writes as the kernel allows: one, unless the body outgrows its buffers.
fn send(stream: &mut impl Transport, head: &[u8], body: &[u8]) -> io::Result<()> {
    let mut slices = [IoSlice::new(head), IoSlice::new(body)];
    let mut left = &mut slices[..];
    IoSlice::advance_slices(&mut left, 0);
    while !left.is_empty() {
        match stream.write_vectored(left) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut left, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    stream.flush()
}

fn play(stream: &mut impl Transport, script: &Script) -> io::Result<()> {
    send(stream, script.start, b"")?;
    while !script.more.is_empty() {
        thread::sleep(script.pause);
        send(stream, script.more, b"")?;
    }
    Ok(())
}

fn drip(stream: &mut impl Transport, head: &[u8], body: &[u8]) -> io::Result<()> {
    for byte in head.iter().chain(body) {
        stream.write_all(&[*byte])?;
        stream.flush()?;
        thread::sleep(DRIP_PAUSE);
    }
    Ok(())
}

/// Ends a connection so that the last answer arrives: closing with unread input would reset it.
fn part(stream: &mut impl Transport) {
    stream.finish();
    let _ = stream.socket().set_read_timeout(Some(FAREWELL));
    hold(stream.socket());
}

/// Keeps a connection open, saying nothing, until the client leaves or the read timeout passes.
fn hold(mut socket: &TcpStream) {
    let mut sink = [0; 4096];
    while socket.read(&mut sink).is_ok_and(|length| length > 0) {}
}

/// Makes closing the socket, which follows, a reset.
fn reset(socket: &TcpStream) {
    let linger = libc::linger {
        l_onoff: 1,
        l_linger: 0,
    };
    // SAFETY: the descriptor is open for as long as `socket` is borrowed, and the option's value is a
    // `linger` of the length given.
    unsafe {
        libc::setsockopt(
            socket.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_LINGER,
            (&raw const linger).cast(),
            size_of::<libc::linger>() as libc::socklen_t,
        );
    }
}
