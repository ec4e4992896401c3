//! What may be set about a client.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::params::Params;
use crate::trace::{Lines, Trace};
use crate::transport::{Proxies, Settings, read_authorities, read_identity};

/// What may be set about a client: take the [`default`](Options::default) and change its fields.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// For a whole call, each page of a list and each read of a response being one: 100 s.
    pub timeout: Duration,
    /// For looking up a host's name: 30 s.
    pub resolve_timeout: Duration,
    /// For a connection, one through a proxy included: 30 s.
    pub connect_timeout: Duration,
    /// For the TLS handshake: 30 s.
    pub tls_timeout: Duration,
    /// From the request to the end of its answer's head: 60 s.
    pub first_byte_timeout: Duration,
    /// For each wait for more of a body: 60 s.
    pub idle_timeout: Duration,
    /// How often a request is sent again that failed for a reason which may pass: 4.
    pub max_retries: u32,
    /// Of an answer that is gathered whole, decompressed, and of several put together: 32 MiB.
    pub max_body_bytes: u64,
    /// Of an answer's head, its first line and its headers: 32 KiB.
    pub max_header_bytes: usize,
    /// How often a request is sent on to another place: 5 times; 0 follows no redirect.
    pub max_redirects: u32,
    /// How deep objects and lists may lie in each other, in JSON that is handed out: 128.
    pub max_json_depth: usize,
    /// Of one page, however many a request asks for: 50,000. Of all its timeline records' issues and attempts as many.
    pub max_page_records: usize,
    /// Of one list: 100,000.
    pub max_pages: u64,
    /// The URL of the HTTP proxy that everything goes through, `http://user:password@host:port`, whatever the
    /// environment says; an empty text is no proxy at all. With `None`, the environment's.
    pub proxy: Option<String>,
    /// A PEM file of authorities to trust beside the platform's.
    pub ca_file: Option<PathBuf>,
    /// A PEM file with the client's own certificate and those between it and its authority, for servers that ask.
    pub client_cert_file: Option<PathBuf>,
    /// A PEM file with the private key of `client_cert_file`; without it, the key is in that file too.
    pub client_key_file: Option<PathBuf>,
    /// Whether the token may go to other machines in clear text: no.
    pub allow_http: bool,
    /// Whether records keep their JSON: yes.
    pub keep_json: bool,
    /// Whether elements of lists that cannot be read are passed over: no. A page tells of them
    /// ([`Page::broken`](crate::Page::broken)).
    pub skip_broken: bool,
    /// Who is told of the client's traffic. With `None`, the environment variable `AZDO_TRACE` may name a file for it, or
    /// "stderr".
    pub trace: Option<Arc<dyn Trace>>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            timeout: Duration::from_secs(100),
            resolve_timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(30),
            tls_timeout: Duration::from_secs(30),
            first_byte_timeout: Duration::from_secs(60),
            idle_timeout: Duration::from_secs(60),
            max_retries: 4,
            max_body_bytes: 32 * 1024 * 1024,
            max_header_bytes: 32 * 1024,
            max_redirects: 5,
            max_json_depth: 128,
            max_page_records: 50_000,
            max_pages: 100_000,
            proxy: None,
            ca_file: None,
            client_cert_file: None,
            client_key_file: None,
            allow_http: false,
            keep_json: true,
            skip_broken: false,
            trace: None,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("timeout", &self.timeout)
            .field("resolve_timeout", &self.resolve_timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("tls_timeout", &self.tls_timeout)
            .field("first_byte_timeout", &self.first_byte_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("max_retries", &self.max_retries)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("max_header_bytes", &self.max_header_bytes)
            .field("max_redirects", &self.max_redirects)
            .field("max_json_depth", &self.max_json_depth)
            .field("max_page_records", &self.max_page_records)
            .field("max_pages", &self.max_pages)
            // Of the proxy alone whether there is one: its URL may hold a password.
            .field("proxied", &self.proxy.is_some())
            .field("ca_file", &self.ca_file)
            .field("client_cert_file", &self.client_cert_file)
            .field("client_key_file", &self.client_key_file)
            .field("allow_http", &self.allow_http)
            .field("keep_json", &self.keep_json)
            .field("skip_broken", &self.skip_broken)
            .field("trace", &self.trace)
            .finish()
    }
}

/// The options that have a name, for languages that set them by it.
const NAMES: &str = "timeout_ms, resolve_timeout_ms, connect_timeout_ms, tls_timeout_ms, first_byte_timeout_ms, \
                     idle_timeout_ms, max_retries, max_body_bytes, max_header_bytes, max_redirects, max_json_depth, \
                     max_page_records, max_pages, proxy, ca_file, client_cert_file, client_key_file, allow_http, \
                     keep_json, skip_broken, trace";

/// Longer than any honest wait, and short enough for every clock's arithmetic.
const MAX_MS: u64 = i32::MAX as u64;

/// Each connection has a buffer of this size.
const MAX_HEADER_BYTES: u64 = 16 * 1024 * 1024;

/// The most for whatever only counts.
const MANY: u64 = u32::MAX as u64;

impl Options {
    /// Options by their names in `azdo.h`, durations in milliseconds (`timeout_ms`).
    pub fn from_params(params: &Params) -> Result<Options> {
        let mut options = Options::default();
        for (name, text) in params.checked()? {
            let value = text.trim();
            match name.as_str() {
                "timeout_ms" => options.timeout = duration(name, value)?,
                "resolve_timeout_ms" => options.resolve_timeout = duration(name, value)?,
                "connect_timeout_ms" => options.connect_timeout = duration(name, value)?,
                "tls_timeout_ms" => options.tls_timeout = duration(name, value)?,
                "first_byte_timeout_ms" => options.first_byte_timeout = duration(name, value)?,
                "idle_timeout_ms" => options.idle_timeout = duration(name, value)?,
                "max_retries" => options.max_retries = number(name, value, 0..=MANY)? as u32,
                "max_body_bytes" => options.max_body_bytes = number(name, value, 1..=u64::MAX - 1)?,
                "max_header_bytes" => {
                    options.max_header_bytes = number(name, value, 1..=MAX_HEADER_BYTES)? as usize;
                }
                "max_redirects" => options.max_redirects = number(name, value, 0..=MANY)? as u32,
                "max_json_depth" => options.max_json_depth = number(name, value, 1..=MANY)? as usize,
                "max_page_records" => options.max_page_records = number(name, value, 1..=MANY)? as usize,
                "max_pages" => options.max_pages = number(name, value, 1..=u64::MAX)?,
                "proxy" => options.proxy = Some(text.clone()),
                "ca_file" => options.ca_file = path(text),
                "client_cert_file" => options.client_cert_file = path(text),
                "client_key_file" => options.client_key_file = path(text),
                "allow_http" => options.allow_http = flag(name, value)?,
                "keep_json" => options.keep_json = flag(name, value)?,
                "skip_broken" => options.skip_broken = flag(name, value)?,
                "trace" => options.trace = trace(text)?,
                _ => return Err(unknown("a client", name, NAMES)),
            }
        }
        Ok(options)
    }

    /// The trace that was set, or else the environment's.
    pub(crate) fn trace_or_environments(&self) -> Result<Option<Arc<dyn Trace>>> {
        match &self.trace {
            Some(trace) => Ok(Some(trace.clone())),
            None => trace(&std::env::var("AZDO_TRACE").unwrap_or_default())
                .map_err(|error| error.map_message(|message| format!("AZDO_TRACE: {message}"))),
        }
    }

    /// What the transport needs of them.
    pub(crate) fn settings(&self) -> Result<Settings> {
        // As long or large as a name can set it.
        let bounded = |time: Duration| time.min(Duration::from_millis(MAX_MS));
        Ok(Settings {
            resolve_timeout: bounded(self.resolve_timeout),
            connect_timeout: bounded(self.connect_timeout),
            tls_timeout: bounded(self.tls_timeout),
            first_byte_timeout: bounded(self.first_byte_timeout),
            idle_timeout: bounded(self.idle_timeout),
            max_body_bytes: self.max_body_bytes,
            max_header_bytes: self.max_header_bytes.min(MAX_HEADER_BYTES as usize),
            extra_roots: match &self.ca_file {
                Some(path) => read_authorities(path)?,
                None => Vec::new(),
            },
            identity: match (&self.client_cert_file, &self.client_key_file) {
                (Some(certificate), key) => Some(read_identity(certificate, key.as_deref())?),
                (None, Some(_)) => {
                    return Err(Error::invalid(
                        "client_key_file is of no use without client_cert_file",
                    ));
                }
                (None, None) => None,
            },
            proxies: match &self.proxy {
                Some(url) => Proxies::of_option(url)?,
                None => Proxies::Environment,
            },
        })
    }
}

pub(crate) fn unknown(of: &str, name: &str, names: &str) -> Error {
    Error::invalid(format!("{of} has no option {name:?}")).with_hint(format!("It has {names}."))
}

fn number(name: &str, text: &str, sound: RangeInclusive<u64>) -> Result<u64> {
    match text.parse() {
        Ok(number) if sound.contains(&number) => Ok(number),
        _ => Err(Error::invalid(format!(
            "{name} must be a whole number from {} to {}, not {text:?}",
            sound.start(),
            sound.end()
        ))),
    }
}

/// Where the lines of a trace go; an empty text is nowhere.
fn trace(place: &str) -> Result<Option<Arc<dyn Trace>>> {
    match place {
        "" => Ok(None),
        place => Ok(Some(Arc::new(Lines::to(place)?))),
    }
}

fn path(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| text.into())
}

pub(crate) fn duration(name: &str, text: &str) -> Result<Duration> {
    number(name, text, 1..=MAX_MS).map(Duration::from_millis)
}

pub(crate) fn flag(name: &str, text: &str) -> Result<bool> {
    match text {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(Error::invalid(format!("{name} must be 0 or 1, not {text:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_that_is_named_is_one() {
        for name in NAMES.split(", ") {
            // A trace would be a file of that name.
            let value = if name == "trace" { "stderr" } else { "1" };
            Options::from_params(&[(name, value)].into_iter().collect()).unwrap();
        }
        let params = [("timeout", "1")].into_iter().collect();
        assert!(
            Options::from_params(&params)
                .unwrap_err()
                .hint()
                .contains("timeout_ms")
        );
    }

    #[test]
    fn a_proxys_password_is_not_shown() {
        let params = [("proxy", "http://me:s3cret@proxy.test")].into_iter().collect();
        let options = Options::from_params(&params).unwrap();
        assert_eq!(options.proxy.as_deref(), Some("http://me:s3cret@proxy.test"));
        let shown = format!("{options:?} {options:#?}");
        assert!(
            shown.contains("proxied: true") && !shown.contains("s3cret"),
            "{shown}"
        );
    }
}
