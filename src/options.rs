//! What may be set about a client.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::params::Params;
use crate::trace::Trace;
use crate::transport::{Settings, read_certificates};

/// What may be set about a client: take the [`default`](Options::default) and change its fields.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// For a whole call, each page of a list and each read of a response being one: 100 s.
    pub timeout: Duration,
    /// For the name lookup, and again for TCP, proxy and TLS together: 30 s.
    pub connect_timeout: Duration,
    /// For each wait for bytes: 60 s.
    pub idle_timeout: Duration,
    /// How often a request is sent again that failed for a reason which may pass: 4.
    pub max_retries: u32,
    /// Of an answer that is gathered whole, decompressed: 32 MiB.
    pub max_body_bytes: u64,
    /// A PEM file of authorities to trust beside the platform's.
    pub ca_file: Option<PathBuf>,
    /// Whether the token may go to other machines in clear text: no.
    pub allow_http: bool,
    /// Whether records keep their JSON: yes.
    pub keep_json: bool,
    /// Who is told of the client's traffic.
    pub trace: Option<Arc<dyn Trace>>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            timeout: Duration::from_secs(100),
            connect_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(60),
            max_retries: 4,
            max_body_bytes: 32 * 1024 * 1024,
            ca_file: None,
            allow_http: false,
            keep_json: true,
            trace: None,
        }
    }
}

/// The options that have a name, for languages that set them by it.
const NAMES: &str = "timeout_ms, connect_timeout_ms, idle_timeout_ms, max_retries, max_body_bytes, ca_file, allow_http, keep_json";

/// Longer than any honest wait, and short enough for every clock's arithmetic.
const MAX_MS: u64 = i32::MAX as u64;

impl Options {
    /// Options by their names in `azdo.h`, durations in milliseconds (`timeout_ms`).
    pub fn from_params(params: &Params) -> Result<Options> {
        let mut options = Options::default();
        for (name, text) in params.checked()? {
            let value = text.trim();
            match name.as_str() {
                "timeout_ms" => options.timeout = duration(name, value)?,
                "connect_timeout_ms" => options.connect_timeout = duration(name, value)?,
                "idle_timeout_ms" => options.idle_timeout = duration(name, value)?,
                "max_retries" => options.max_retries = number(name, value, 0, 100)? as u32,
                "max_body_bytes" => options.max_body_bytes = number(name, value, 1, u64::MAX - 1)?,
                "ca_file" => options.ca_file = (!text.is_empty()).then(|| text.into()),
                "allow_http" => options.allow_http = flag(name, value)?,
                "keep_json" => options.keep_json = flag(name, value)?,
                _ => return Err(unknown("a client", name, NAMES)),
            }
        }
        Ok(options)
    }

    /// What the transport needs of them.
    pub(crate) fn settings(&self) -> Result<Settings> {
        Ok(Settings {
            connect_timeout: self.connect_timeout,
            idle_timeout: self.idle_timeout,
            max_body_bytes: self.max_body_bytes,
            extra_roots: match &self.ca_file {
                Some(path) => read_certificates(path)?,
                None => Vec::new(),
            },
        })
    }
}

pub(crate) fn unknown(of: &str, name: &str, names: &str) -> Error {
    Error::invalid(format!("{of} has no option {name:?}")).with_hint(format!("It has {names}."))
}

fn number(name: &str, text: &str, least: u64, most: u64) -> Result<u64> {
    match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(Error::invalid(format!(
            "{name} must be a whole number from {least} to {most}, not {text:?}"
        ))),
    }
}

pub(crate) fn duration(name: &str, text: &str) -> Result<Duration> {
    number(name, text, 1, MAX_MS).map(Duration::from_millis)
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
            let params = [(name, "1")].into_iter().collect();
            Options::from_params(&params).unwrap();
        }
        let params = [("timeout", "1")].into_iter().collect();
        assert!(
            Options::from_params(&params)
                .unwrap_err()
                .hint()
                .contains("timeout_ms")
        );
    }
}
