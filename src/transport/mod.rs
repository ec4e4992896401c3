//! One HTTP exchange over ureq: TLS, proxy, limits, deadlines, cancellation. It knows nothing of Azure DevOps.

mod connect;
mod exceptions;
mod failure;
mod pem;
mod proxy;
mod roots;

use std::fmt;
use std::io::{Cursor, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

pub(crate) use connect::Phases;
pub(crate) use pem::{read_authorities, read_identity};
use proxy::NamedProxy;
pub(crate) use proxy::Proxies;
use rustls::crypto::CryptoProvider;
pub(crate) use ureq::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use ureq::tls::{Certificate, ClientCert, RootCerts, TlsConfig};
use ureq::{Agent, Proxy};

use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result, printable};
use crate::process::PerProcess;

/// Bounds and places of everything sent by one client.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) resolve_timeout: Duration,
    /// For TCP, and for a proxy's part.
    pub(crate) connect_timeout: Duration,
    pub(crate) tls_timeout: Duration,
    /// From the request to the end of its answer's head.
    pub(crate) first_byte_timeout: Duration,
    /// For each wait for bytes of a body.
    pub(crate) idle_timeout: Duration,
    /// For a body that is gathered whole, decompressed.
    pub(crate) max_body_bytes: u64,
    /// Of an answer: its first line and its headers.
    pub(crate) max_header_bytes: usize,
    /// Authorities beside those of the platform.
    pub(crate) extra_roots: Vec<Certificate<'static>>,
    /// Who the client is, for servers that want to know before they listen.
    pub(crate) identity: Option<ClientCert>,
    pub(crate) proxies: Proxies,
}

/// Of a request's own head; an Entra token alone may take 4 KiB.
const MAX_REQUEST_HEAD: usize = 31 * 1024;

/// ureq's buffers must hold a whole head, and what it adds to one, for a head too large to be told as that.
const SPARE: usize = 1024;

/// What a connection may have ready at once: fewer calls of the system and of ours for a long body.
pub(crate) const READ_AHEAD: usize = 128 * 1024;

/// Of a URL in an error.
const LONGEST_PLACE: usize = 500;

/// A program's threads on one client, each with a connection that it uses again.
const MAX_IDLE_CONNECTIONS: usize = 16;

#[derive(Debug)]
pub(crate) struct Transport {
    settings: Settings,
    ways: PerProcess<Ways>,
    received: Arc<AtomicU64>,
    sent_again: AtomicU64,
}

/// How one process reaches servers.
#[derive(Debug, Default)]
struct Ways {
    plain: OnceLock<Way>,
    /// Apart, as loading the trust store is a process's largest cost and http needs none.
    secure: OnceLock<Way>,
}

/// Connections: straight to servers, and through the proxy if there is one.
#[derive(Debug)]
struct Way {
    direct: Agent,
    proxied: Option<(NamedProxy, Result<Agent>)>,
}

/// What goes out.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Vec<u8>>,
    /// Whether it does no more when it is done twice.
    pub(crate) idempotent: bool,
}

/// Method and URL without its query, as errors name a request: not endlessly.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    method: Method,
    url: Arc<str>,
    idempotent: bool,
}

impl Place {
    /// A failure that came when the request may have been carried out.
    pub(crate) fn failed_late(&self, error: Error) -> Error {
        if self.idempotent {
            error
        } else {
            error.of_unknown_effect()
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, printable(&self.url, LONGEST_PLACE))
    }
}

/// What comes back: the head, and a body that is still to be read.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) phases: Phases,
    /// From the request to the head, on a connection that was there.
    pub(crate) latency: Duration,
}

/// A body on the wire, decompressed as it is read.
pub(crate) struct Body {
    reader: ureq::BodyReader<'static>,
    /// What has been read ahead of its reader.
    ahead: Cursor<Vec<u8>>,
    announced: Option<u64>,
    max_bytes: u64,
    status: u16,
    place: Place,
    received: Arc<AtomicU64>,
    own_received: u64,
    head_came: Instant,
    /// Who is told when nobody reads on.
    ended: Option<Box<Ended>>,
    /// Why it cannot be read on, once reading has failed.
    broken: Option<Error>,
}

impl Transport {
    pub(crate) fn new(settings: Settings) -> Transport {
        Transport {
            settings,
            ways: PerProcess::new(),
            received: Arc::default(),
            sent_again: AtomicU64::new(0),
        }
    }

    /// Holds answers that are gathered into one to the bound of a single one.
    pub(crate) fn refuse_larger(&self, bytes: usize, what: &dyn fmt::Display) -> Result<()> {
        let max_bytes = self.settings.max_body_bytes;
        if bytes as u64 > max_bytes {
            return Err(too_large(what, max_bytes));
        }
        Ok(())
    }

    /// How many requests were sent again as their kept connection had just been closed.
    pub(crate) fn sent_again(&self) -> u64 {
        self.sent_again.load(Ordering::Relaxed)
    }

    /// How many bytes of bodies have come in, decompressed.
    pub(crate) fn received_bytes(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// Sends the request, with this `Authorization`, and receives the head of its answer, whatever its status.
    ///
    /// A server may close a kept connection in the moment it is used again. Then the request is sent on another one, as
    /// if this had never been kept; only what changes nothing may be sent twice (RFC 9110, 9.2.2).
    pub(crate) fn exchange(
        &self,
        request: &Request,
        authorization: Option<&HeaderValue>,
        interrupt: &Interrupt,
    ) -> Result<Response> {
        for _ in 0..MAX_IDLE_CONNECTIONS {
            let mut is_kept = false;
            match self.exchange_once(request, authorization, interrupt, &mut is_kept) {
                Err(error)
                    if error.cause() == Cause::ConnectionReset && request.method.is_safe() && is_kept =>
                {
                    self.sent_again.fetch_add(1, Ordering::Relaxed);
                }
                done => return done,
            }
        }
        self.exchange_once(request, authorization, interrupt, &mut false)
    }

    /// `is_kept`: whether it used a connection that was made before.
    fn exchange_once(
        &self,
        request: &Request,
        authorization: Option<&HeaderValue>,
        interrupt: &Interrupt,
        is_kept: &mut bool,
    ) -> Result<Response> {
        let place = request.place();
        let (agent, proxy) = self.way(&request.url, interrupt)?.to(&request.url)?;
        let mut head = ureq::http::Request::builder()
            .method(request.method.clone())
            .uri(&request.url);
        if let Some(headers) = head.headers_mut() {
            headers.clone_from(&request.headers);
            if let Some(value) = authorization {
                headers.insert(header::AUTHORIZATION, value.clone());
            }
        }
        let unsendable =
            |error: ureq::http::Error| Error::invalid(format!("{place} cannot be sent: {error}"));
        if request.head_size(authorization) > MAX_REQUEST_HEAD {
            let message = format!("{place}: URL and headers are longer than {MAX_REQUEST_HEAD} bytes");
            return Err(Error::invalid(message));
        }
        let began = Instant::now();
        let (result, phases) = connect::interruptible(interrupt, || match request.content() {
            Some(body) => Ok(agent.run(head.body(body).map_err(unsendable)?)),
            None => Ok(agent.run(head.body(()).map_err(unsendable)?)),
        });
        *is_kept = phases.connect.is_zero();
        let response = result?.map_err(|error| {
            let error = failure::no_answer(error, &place, interrupt);
            let error = match proxy {
                Some(proxy) => proxy.blame(error),
                None => error,
            };
            if phases.sent {
                place.failed_late(error)
            } else {
                error
            }
        })?;
        let (head, body) = response.into_parts();
        let announced = body.content_length();
        let head_came = Instant::now();
        Ok(Response {
            status: head.status.as_u16(),
            headers: head.headers,
            body: Body {
                reader: body.into_reader(),
                ahead: Cursor::default(),
                announced,
                max_bytes: self.settings.max_body_bytes,
                status: head.status.as_u16(),
                place,
                received: self.received.clone(),
                own_received: 0,
                head_came,
                ended: None,
                broken: None,
            },
            phases,
            latency: (head_came - began).saturating_sub(phases.total()),
        })
    }

    fn way(&self, url: &str, interrupt: &Interrupt) -> Result<&Way> {
        let secure = is_secure(url);
        let ways = self.ways.get();
        let slot = if secure { &ways.secure } else { &ways.plain };
        if let Some(way) = slot.get() {
            return Ok(way);
        }
        // Two threads may both come here first; one way is kept.
        let way = self.new_way(secure, interrupt)?;
        Ok(slot.get_or_init(|| way))
    }

    fn new_way(&self, secure: bool, interrupt: &Interrupt) -> Result<Way> {
        let proxy = self.settings.proxies.for_scheme(secure)?;
        let needs_tls = secure || proxy.as_ref().is_some_and(NamedProxy::speaks_tls);
        let tls = match needs_tls {
            true => Some(self.tls(interrupt)?),
            false => None,
        };
        Ok(Way {
            direct: self.agent(tls.as_ref(), None),
            proxied: proxy.map(|named| {
                let agent = named
                    .proxy
                    .clone()
                    .map(|proxy| self.agent(tls.as_ref(), Some(proxy)));
                (named, agent)
            }),
        })
    }

    /// TLS 1.2 and 1.3: rustls has nothing older.
    fn tls(&self, interrupt: &Interrupt) -> Result<TlsConfig> {
        let trusted = roots::trusted(&self.settings.extra_roots, interrupt)?;
        Ok(TlsConfig::builder()
            .root_certs(RootCerts::Specific(trusted))
            .client_cert(self.settings.identity.clone())
            .unversioned_rustls_crypto_provider(provider())
            .build())
    }

    fn agent(&self, tls: Option<&TlsConfig>, proxy: Option<Proxy>) -> Agent {
        let settings = &self.settings;
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .user_agent(concat!("azdo/", env!("CARGO_PKG_VERSION")))
            .proxy(proxy)
            .input_buffer_size(settings.max_header_bytes.max(READ_AHEAD) + SPARE)
            .output_buffer_size(MAX_REQUEST_HEAD + SPARE)
            .max_response_header_size(settings.max_header_bytes)
            .max_idle_connections(MAX_IDLE_CONNECTIONS)
            .max_idle_connections_per_host(MAX_IDLE_CONNECTIONS)
            .timeout_recv_response(Some(settings.first_byte_timeout))
            .timeout_per_read(Some(settings.idle_timeout))
            .timeout_per_write(Some(settings.idle_timeout));
        if let Some(tls) = tls {
            config = config.tls_config(tls.clone());
        }
        connect::agent(config.build(), settings)
    }
}

/// Of bodies that are gathered whole.
fn too_large(what: &dyn fmt::Display, max_bytes: u64) -> Error {
    Error::new(
        Cause::LimitExceeded,
        format!("{what} larger than {max_bytes} bytes"),
    )
    .with_hint("Ask for less (page_size, filters), or raise the client option max_body_bytes.")
}

impl Way {
    /// Whose connections lead to this URL, and the proxy that they go through.
    fn to(&self, url: &str) -> Result<(&Agent, Option<&NamedProxy>)> {
        match &self.proxied {
            Some((proxy, agent)) if proxy.serves(url) => {
                let agent = agent.as_ref().map_err(Clone::clone)?;
                Ok((agent, Some(proxy)))
            }
            _ => Ok((&self.direct, None)),
        }
    }
}

/// Passed on wherever one is needed, never the process's default: other libraries of the host have theirs.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn is_secure(url: &str) -> bool {
    url.get(..6)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https:"))
}

impl Request {
    pub(crate) fn place(&self) -> Place {
        let end = memchr::memchr2(b'?', b'#', self.url.as_bytes());
        Place {
            method: self.method.clone(),
            url: self.url[..end.unwrap_or(self.url.len())].into(),
            idempotent: self.idempotent,
        }
    }

    /// The body; an empty one where the method is expected to have some, as servers then ask for its length.
    fn content(&self) -> Option<&[u8]> {
        let expects_some = matches!(self.method, Method::POST | Method::PUT | Method::PATCH);
        self.body.as_deref().or_else(|| expects_some.then_some(&[][..]))
    }

    fn head_size(&self, authorization: Option<&HeaderValue>) -> usize {
        let own = authorization.map(|value| (&header::AUTHORIZATION, value));
        let headers: usize = self
            .headers
            .iter()
            .chain(own)
            .map(|(name, value)| name.as_str().len() + value.len() + 4)
            .sum();
        self.method.as_str().len() + self.url.len() + headers
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("place", &self.place.to_string())
            .finish_non_exhaustive()
    }
}

/// Bytes of the body, and the time that they took.
type Ended = dyn FnOnce(u64, Duration) + Send + Sync;

impl Drop for Body {
    fn drop(&mut self) {
        self.end();
    }
}

impl Body {
    /// Reads some bytes; 0 at the end.
    pub(crate) fn read(&mut self, buffer: &mut [u8], interrupt: &Interrupt) -> Result<usize> {
        // As long as bytes come without a wait, nothing else looks.
        interrupt.heed().map_err(|ended| self.place.failed_late(ended))?;
        let ahead = self.ahead.read(buffer).unwrap_or(0);
        if ahead > 0 {
            return Ok(ahead);
        }
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        let (result, _) = connect::interruptible(interrupt, || self.reader.read(buffer));
        if let Ok(count) = result {
            self.received.fetch_add(count as u64, Ordering::Relaxed);
            self.own_received += count as u64;
        }
        if !matches!(result, Ok(1..)) && !buffer.is_empty() {
            self.end();
        }
        result.map_err(|error| {
            let error = failure::broken_off(error.into(), &self.place, interrupt);
            let error = self.place.failed_late(error).with_http_status(self.status);
            self.broken = Some(error.clone());
            error
        })
    }

    /// The first `limit` bytes, which are still to be read afterwards.
    pub(crate) fn peek(&mut self, limit: u64, interrupt: &Interrupt) -> Result<&[u8]> {
        let start = self.gather_start(limit, interrupt)?;
        self.ahead = Cursor::new(start);
        Ok(self.ahead.get_ref())
    }

    /// Has somebody told how many bytes there were, and how long after the head the last one came: at the end of the
    /// body, or when it is let go before that.
    pub(crate) fn when_ended(&mut self, tell: impl FnOnce(u64, Duration) + Send + Sync + 'static) {
        self.ended = Some(Box::new(tell));
    }

    fn end(&mut self) {
        if let Some(tell) = self.ended.take() {
            tell(self.own_received, self.head_came.elapsed());
        }
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// Reads all that is left, up to the limit.
    pub(crate) fn gather(&mut self, interrupt: &Interrupt) -> Result<Vec<u8>> {
        self.gather_within(self.max_bytes, interrupt)?.ok_or_else(|| {
            let error = too_large(&format_args!("the answer to {} is", self.place), self.max_bytes);
            self.place.failed_late(error).with_http_status(self.status)
        })
    }

    /// Reads the first `limit` bytes; enough to see what an unwanted body is.
    pub(crate) fn gather_start(&mut self, limit: u64, interrupt: &Interrupt) -> Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(limit).unwrap_or(usize::MAX)];
        let mut filled = 0;
        while filled < bytes.len() {
            match self.read(&mut bytes[filled..], interrupt) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) => {
                    // For whoever reads on.
                    bytes.truncate(filled);
                    self.ahead = Cursor::new(bytes);
                    return Err(error);
                }
            }
        }
        bytes.truncate(filled);
        Ok(bytes)
    }

    fn gather_within(&mut self, limit: u64, interrupt: &Interrupt) -> Result<Option<Vec<u8>>> {
        const STEP: usize = 256 * 1024;
        // A hostile length reserves address space alone: only what comes next is ever written to.
        let expected = self.announced.unwrap_or(0).min(limit).min(64 * 1024 * 1024);
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
        let mut filled = 0;
        loop {
            if filled == bytes.len() {
                let room = bytes.capacity() - filled;
                bytes.resize(filled + if room == 0 { STEP } else { room.min(STEP) }, 0);
            }
            let count = self.read(&mut bytes[filled..], interrupt)?;
            filled += count;
            if filled as u64 > limit {
                return Ok(None);
            }
            if count == 0 {
                bytes.truncate(filled);
                return Ok(Some(bytes));
            }
        }
    }
}
