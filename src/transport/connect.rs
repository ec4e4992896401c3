//! Names, sockets and their waits, given to ureq through its transport traits (`ureq::unversioned`, which only
//! this file uses).
//!
//! ureq runs an exchange on its caller's thread. What may end the exchange is therefore kept with the thread
//! while it runs: a pooled connection serves one call after another, each with its own token and deadline.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout,
    RustlsConnector, Transport,
};
use ureq::{Agent, Error, Timeout};
use zeroize::Zeroize;

use super::Settings;
use crate::awaited::Awaited;
use crate::cancel::Interrupt;
use crate::os::{Socket, Watch, spawn_quiet};
use crate::process::PerProcess;

thread_local! {
    static CURRENT: RefCell<Option<Current>> = const { RefCell::new(None) };
}

/// The exchange that this thread is in. A wait of it may lead to another one on the same thread, which has its place
/// meanwhile: nothing of it is borrowed while anybody waits.
struct Current {
    interrupt: Interrupt,
    phases: Phases,
}

/// How long a new connection took, in its parts; nothing where one was used again. And whether anything of a request
/// was then sent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Phases {
    pub(crate) resolve: Duration,
    pub(crate) connect: Duration,
    pub(crate) tls: Duration,
    pub(crate) sent: bool,
}

impl Phases {
    pub(super) fn total(&self) -> Duration {
        self.resolve + self.connect + self.tls
    }
}

/// What `step` gives, and its time for the phase.
fn timed<T>(step: impl FnOnce() -> T, note: impl FnOnce(&mut Phases, Duration)) -> T {
    let began = Instant::now();
    let done = step();
    CURRENT.with_borrow_mut(|current| {
        if let Some(current) = current {
            note(&mut current.phases, began.elapsed());
        }
    });
    done
}

/// Runs `exchange` on this thread; every wait in it ends when the interrupt says so. What its connection took comes
/// with what it gives.
pub(super) fn interruptible<T>(interrupt: &Interrupt, exchange: impl FnOnce() -> T) -> (T, Phases) {
    struct Restore(Option<Current>);
    impl Drop for Restore {
        fn drop(&mut self) {
            CURRENT.set(self.0.take());
        }
    }
    let _restore = Restore(CURRENT.replace(Some(Current {
        interrupt: interrupt.clone(),
        phases: Phases::default(),
    })));
    let done = exchange();
    let phases = CURRENT.with_borrow(|current| current.as_ref().map(|current| current.phases));
    (done, phases.unwrap_or_default())
}

fn current() -> Option<Interrupt> {
    CURRENT.with_borrow(|current| current.as_ref().map(|current| current.interrupt.clone()))
}

/// Waits within the current call and ureq's own limit for this phase.
fn watched<T>(timeout: NextTimeout, wait: impl FnOnce(&Watch) -> io::Result<T>) -> Result<T, Error> {
    let phase = (!timeout.after.is_not_happening()).then(|| *timeout.after);
    let current = current();
    let call = current.as_ref().and_then(Interrupt::remaining);
    let limit = phase.into_iter().chain(call).min();
    let mut watch = match &current {
        Some(interrupt) => interrupt.watch(limit),
        None => Watch {
            waker: None,
            lookout: None,
            until: limit.and_then(|limit| Instant::now().checked_add(limit)),
        },
    };
    if phase.is_some_and(|phase| phase.is_zero()) {
        // Only a look whether there is something: under the lock of ureq's pool, which whoever is asked may need.
        watch.lookout = None;
    } else if let Some(interrupt) = &current {
        // Where bytes come faster than they are read there is no wait, and whoever decodes them may ask for more and
        // more. What ended the call its caller finds out.
        interrupt
            .heed()
            .map_err(|_| Error::Io(io::ErrorKind::Other.into()))?;
    }
    wait(&watch).map_err(|error| match error.kind() {
        // Of the call's own end the caller knows; what is left is the phase's.
        io::ErrorKind::TimedOut => Error::Timeout(timeout.reason),
        _ => Error::Io(error),
    })
}

/// What ends a handshake: ureq has no name for that phase, and nothing else here ends for this one.
pub(super) const TLS: Timeout = Timeout::PerCall;

pub(super) fn agent(config: Config, settings: &Settings) -> Agent {
    let connector = ()
        .chain(Phase {
            step: ConnectProxyConnector::default(),
            timeout: settings.connect_timeout,
            reason: Timeout::Connect,
        })
        .chain(Phase {
            step: TcpConnector {
                resolve_timeout: settings.resolve_timeout,
            },
            timeout: settings.connect_timeout,
            reason: Timeout::Connect,
        })
        .chain(Phase {
            step: Handshake(RustlsConnector::default()),
            timeout: settings.tls_timeout,
            reason: TLS,
        })
        .chain(WipingConnector);
    Agent::with_parts(config, connector, NoLookup)
}

/// A step on the way to a connection, with a time of its own: ureq has one for all of them together.
#[derive(Debug)]
struct Phase<Step> {
    step: Step,
    timeout: Duration,
    reason: Timeout,
}

impl<In: Transport, Step: Connector<In>> Connector<In> for Phase<Step> {
    type Out = Step::Out;

    fn connect(&self, details: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        let within = ConnectionDetails {
            now: (details.current_time)(),
            timeout: NextTimeout {
                after: self.timeout.into(),
                reason: self.reason,
                ..NextTimeout::default()
            },
            addrs: details.addrs.clone(),
            current_time: details.current_time.clone(),
            run_connector: details.run_connector.clone(),
            register_shutdown: details.register_shutdown.clone(),
            ..*details
        };
        self.step.connect(&within, chained)
    }
}

/// ureq wants addresses before every request, also where a connection is there already: names are looked up when a new
/// one is made.
#[derive(Debug)]
struct NoLookup;

impl Resolver for NoLookup {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        Ok(self.empty())
    }
}

/// Of one host.
const MOST_ADDRESSES: usize = 16;

/// Lookups under way, by host and port. All calls of the process that wait for the same name wait for one lookup, so
/// that there are never many.
static PENDING: PerProcess<Mutex<Lookups>> = PerProcess::new();

type Lookups = BTreeMap<(String, u16), Arc<Pending>>;

type Pending = Awaited<io::Result<Vec<SocketAddr>>>;

/// Where the host of this URL is.
fn addresses(uri: &Uri, timeout: Duration) -> Result<Vec<SocketAddr>, Error> {
    let host = uri.host().ok_or_else(|| Error::BadUri("no host".into()))?;
    let default_port = if uri.scheme_str() == Some("https") {
        443
    } else {
        80
    };
    let port = uri.port_u16().unwrap_or(default_port);
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    if let Ok(address) = address {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let mut addresses = timed(
        || found(&*pending(host, port)?, timeout),
        |phases, took| phases.resolve += took,
    )?;
    addresses.truncate(MOST_ADDRESSES);
    if addresses.is_empty() {
        return Err(Error::HostNotFound);
    }
    Ok(addresses)
}

/// The lookup that is under way for this name, or a new one. getaddrinfo has a thread of its own, as nothing can
/// interrupt it; one that is left behind holds only the name, and the next call for that name joins it.
fn pending(host: &str, port: u16) -> io::Result<Arc<Pending>> {
    let mut pending = PENDING.get().lock().unwrap_or_else(PoisonError::into_inner);
    pending.retain(|_, lookup| lookup.peek(|found| found.is_none()));
    let key = (host.to_owned(), port);
    if let Some(lookup) = pending.get(&key) {
        return Ok(lookup.clone());
    }
    let lookup = Arc::new(Pending::default());
    spawn_quiet("azdo-lookup", {
        let (lookup, host) = (lookup.clone(), host.to_owned());
        move || lookup.put((host.as_str(), port).to_socket_addrs().map(Iterator::collect))
    })?;
    pending.insert(key, lookup.clone());
    Ok(lookup)
}

/// Waits within the current call and this phase's own limit.
fn found(lookup: &Pending, timeout: Duration) -> Result<Vec<SocketAddr>, Error> {
    let began = Instant::now();
    let look = || {
        let time = current().map_or(Ok(Duration::MAX), |call| call.heed_again_in());
        let left = timeout.saturating_sub(began.elapsed());
        match time {
            Ok(time) if !left.is_zero() => Ok(time.min(left)),
            _ => Err(Error::Timeout(Timeout::Resolve)),
        }
    };
    // std gives this failure no kind of its own.
    let take = |found: &mut io::Result<Vec<SocketAddr>>| found.as_ref().ok().cloned();
    lookup.wait(take, look)?.ok_or(Error::HostNotFound)
}

#[derive(Debug)]
struct Handshake(RustlsConnector);

impl<In: Transport> Connector<In> for Handshake {
    type Out = <RustlsConnector as Connector<In>>::Out;

    fn connect(&self, details: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        timed(
            || self.0.connect(details, chained),
            |phases, took| phases.tls += took,
        )
    }
}

/// The last link: what has gone out is wiped from the buffer that it was put together in, as the head of a request
/// holds its Authorization.
#[derive(Debug)]
struct WipingConnector;

#[derive(Debug)]
struct WipingTransport<Inner> {
    inner: Inner,
    /// Since it was last asked whether it is open.
    has_sent: bool,
}

impl<In: Transport> Connector<In> for WipingConnector {
    type Out = WipingTransport<In>;

    fn connect(&self, _: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        Ok(chained.map(|inner| WipingTransport {
            inner,
            has_sent: false,
        }))
    }
}

impl<Inner: Transport> Transport for WipingTransport<Inner> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        CURRENT.with_borrow_mut(|current| {
            if let Some(current) = current {
                current.phases.sent = true;
            }
        });
        self.has_sent = true;
        let sent = self.inner.transmit_output(amount, timeout);
        self.inner.buffers().output()[..amount].zeroize();
        sent
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.inner.await_input(timeout)
    }

    /// Not where there is more than was asked for: it would be taken for the answer to the next request. The socket
    /// knows nothing of what TLS has read already.
    ///
    /// ureq asks when a connection is put back and when it is taken again. It is looked at once for both, the second
    /// time: a look is a call of the system.
    fn is_open(&mut self) -> bool {
        if std::mem::take(&mut self.has_sent) {
            return true;
        }
        let at_once = NextTimeout {
            after: Duration::ZERO.into(),
            ..NextTimeout::default()
        };
        self.inner.is_open() && !(self.inner.is_tls() && self.inner.await_input(at_once).is_ok())
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

#[derive(Debug)]
struct TcpConnector {
    resolve_timeout: Duration,
}

impl<In: Transport> Connector<In> for TcpConnector {
    type Out = Either<In, TcpTransport>;

    fn connect(&self, details: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        if let Some(tunnel) = chained {
            return Ok(Some(Either::A(tunnel)));
        }
        let addresses = in_turn(&addresses(details.uri, self.resolve_timeout)?);
        let socket = timed(
            || watched(details.timeout, |watch| Socket::connect(&addresses, watch)),
            |phases, took| phases.connect += took,
        )?;
        let buffers = LazyBuffers::new(
            details.config.input_buffer_size(),
            details.config.output_buffer_size(),
        );
        Ok(Some(Either::B(TcpTransport { socket, buffers })))
    }
}

/// Families in turn, the system's own choice first: where one of them leads nowhere, the other is tried at once.
fn in_turn(addresses: &[SocketAddr]) -> Vec<SocketAddr> {
    let first_is_v4 = addresses.first().is_some_and(SocketAddr::is_ipv4);
    let (mut favoured, mut others): (VecDeque<_>, VecDeque<_>) = addresses
        .iter()
        .copied()
        .partition(|address| address.is_ipv4() == first_is_v4);
    let next = || {
        favoured
            .pop_front()
            .into_iter()
            .chain(others.pop_front())
            .collect::<Vec<_>>()
    };
    std::iter::repeat_with(next)
        .take_while(|pair| !pair.is_empty())
        .flatten()
        .collect()
}

struct TcpTransport {
    socket: Socket,
    buffers: LazyBuffers,
}

impl std::fmt::Debug for TcpTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The buffers have held an Authorization header.
        f.debug_struct("TcpTransport")
            .field("socket", &self.socket)
            .finish_non_exhaustive()
    }
}

impl Transport for TcpTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let mut sent = 0;
        while sent < amount {
            let output = &self.buffers.output()[sent..amount];
            match watched(timeout.for_write(), |watch| self.socket.write(output, watch))? {
                0 => return Err(Error::Io(io::ErrorKind::WriteZero.into())),
                count => sent += count,
            }
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let input = self.buffers.input_append_buf();
        // The head has a time for all of it, which may be longer than a pause of the body's may be.
        let timeout = match timeout.reason {
            Timeout::RecvResponse => timeout,
            _ => timeout.for_read(),
        };
        let count = watched(timeout, |watch| self.socket.read(input, watch))?;
        self.buffers.input_appended(count);
        Ok(count > 0)
    }

    fn is_open(&mut self) -> bool {
        self.socket.is_quiet()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_take_turns() {
        for (given, tried) in [
            ("", ""),
            ("4a 4b", "4a 4b"),
            ("6a 6b 4a", "6a 4a 6b"),
            ("6a 6b 6c 4a 4b", "6a 4a 6b 4b 6c"),
            ("4a 6a 6b", "4a 6a 6b"),
        ] {
            let address = |name: &str| -> SocketAddr {
                let number = u32::from(name.as_bytes()[1]);
                let ip = match name.as_bytes()[0] {
                    b'4' => IpAddr::V4(number.into()),
                    _ => IpAddr::V6(u128::from(number).into()),
                };
                (ip, 443).into()
            };
            let addresses = |names: &str| names.split_whitespace().map(address).collect::<Vec<_>>();
            assert_eq!(in_turn(&addresses(given)), addresses(tried));
        }
    }
}
