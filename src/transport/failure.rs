//! Why no answer came, or not all of one.

use std::io::ErrorKind;

use rustls::{AlertDescription, CertificateError};
use ureq::Timeout;

use super::Place;
use super::connect::TLS;
use crate::cancel::Interrupt;
use crate::error::{Cause, Error, printable};
use crate::os;

/// ureq's own bounds.
const MAX_HEADERS: &str = "128 of a server's and 20 of a proxy's";

/// Of what a peer said.
const LONGEST: usize = 300;

/// Why no answer came.
pub(super) fn no_answer(error: ureq::Error, place: &Place, interrupt: &Interrupt) -> Error {
    match &error {
        ureq::Error::Io(io) if io.kind() == ErrorKind::UnexpectedEof && interrupt.check().is_ok() => {
            let message = format!("the connection was closed before an answer came ({place})");
            Error::new(Cause::ConnectionReset, message)
        }
        _ => broken_off(error, place, interrupt),
    }
}

/// Why an exchange failed. That the call was ended from outside goes first: whatever broke, broke because of it.
pub(super) fn broken_off(error: ureq::Error, place: &Place, interrupt: &Interrupt) -> Error {
    if let Err(ended) = interrupt.check() {
        return ended.map_message(|message| format!("{message} ({place})"));
    }
    let (cause, what) = match &error {
        ureq::Error::Timeout(phase) => return timeout(*phase, place),
        ureq::Error::HostNotFound => (
            Cause::HostNotFound,
            "the host's name could not be found".to_owned(),
        ),
        ureq::Error::ConnectProxyFailed(why) => (Cause::ProxyRefused, refusal(why)),
        ureq::Error::InvalidProxyUrl => (Cause::ProxyRefused, "the proxy's URL is not one".to_owned()),
        ureq::Error::ConnectionFailed => (Cause::ConnectionFailed, "no connection could be made".to_owned()),
        ureq::Error::BadUri(why) => (
            Cause::InvalidArgument,
            format!("the URL is not one: {}", printable(why, LONGEST)),
        ),
        ureq::Error::Rustls(tls) => return no_tls(tls, place),
        ureq::Error::Tls(why) => (Cause::TlsFailed, format!("no TLS connection: {why}")),
        ureq::Error::LargeResponseHeader(_, most) => {
            let message = format!("the answer's head is larger than {most} bytes ({place})");
            return Error::new(Cause::LimitExceeded, message)
                .with_hint("The client option max_header_bytes says how large it may be.");
        }
        ureq::Error::Decompress(..) => (
            Cause::BrokenAnswer,
            format!("the answer could not be decompressed: {}", chain(&error)),
        ),
        ureq::Error::Protocol(why) if why.to_string().contains("too many headers") => {
            let message =
                format!("the answer's head has more headers than are read, {MAX_HEADERS} ({place})");
            return Error::new(Cause::LimitExceeded, message)
                .with_hint("No option allows more: something between here and the service adds to them.");
        }
        ureq::Error::Protocol(_) | ureq::Error::Http(_) | ureq::Error::BodyStalled => {
            let message = format!("the answer is not HTTP: {} ({place})", chain(&error));
            return Error::new(Cause::BrokenAnswer, message).with_hint(
                "What answers there may be no web server, or want TLS: check the URL's scheme and port.",
            );
        }
        ureq::Error::Io(io) => match io.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(tls) => return no_tls(tls, place),
            None => io_cause(io),
        },
        _ => (Cause::ConnectionFailed, chain(&error)),
    };
    Error::new(cause, format!("{what} ({place})"))
}

/// ureq has a proxy's answer only as "proxy server responded 407/407".
fn refusal(why: &str) -> String {
    match why
        .rsplit('/')
        .next()
        .and_then(|status| status.parse::<u16>().ok())
    {
        Some(407) => "it wants a user name and a password (HTTP 407)".to_owned(),
        Some(status) => format!("it would not connect (HTTP {status})"),
        None => format!("it refused: {}", printable(why, LONGEST)),
    }
}

fn timeout(phase: Timeout, place: &Place) -> Error {
    let (what, option) = match phase {
        Timeout::Resolve => ("looking up the host's name", "resolve_timeout_ms"),
        Timeout::Connect => ("connecting", "connect_timeout_ms"),
        TLS => ("agreeing on TLS", "tls_timeout_ms"),
        Timeout::SendRequest | Timeout::SendBody | Timeout::PerWrite => {
            ("sending the request", "idle_timeout_ms")
        }
        Timeout::RecvResponse => ("waiting for the answer", "first_byte_timeout_ms"),
        Timeout::PerRead | Timeout::RecvBody => ("waiting for the rest of the answer", "idle_timeout_ms"),
        _ => ("waiting", "timeout_ms"),
    };
    Error::new(Cause::Timeout, format!("timed out while {what} ({place})"))
        .with_hint(format!("The client option {option} says how long this may take."))
}

fn io_cause(error: &std::io::Error) -> (Cause, String) {
    match error.kind() {
        _ if os::is_out_of_descriptors(error) => (
            Cause::OutOfDescriptors,
            format!("there is no file descriptor for a connection: {error}"),
        ),
        ErrorKind::ConnectionRefused => (Cause::ConnectionRefused, "the connection was refused".to_owned()),
        ErrorKind::UnexpectedEof => (
            Cause::BodyTruncated,
            "the connection ended before the answer was complete".to_owned(),
        ),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => {
            (Cause::ConnectionReset, "the connection was reset".to_owned())
        }
        ErrorKind::InvalidData | ErrorKind::InvalidInput => (
            Cause::BrokenAnswer,
            format!("the answer could not be read: {}", chain(error)),
        ),
        _ => (
            Cause::ConnectionFailed,
            format!("the connection failed: {}", chain(error)),
        ),
    }
}

fn no_tls(tls: &rustls::Error, place: &Place) -> Error {
    let error = Error::new(tls_cause(tls), format!("no TLS connection: {tls} ({place})"));
    match tls {
        // What servers say to a client that does not show a certificate, or not one that they know.
        rustls::Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied
            | AlertDescription::DecryptError
            | AlertDescription::HandshakeFailure,
        ) => error.with_hint(
            "The server may ask for a certificate of the client's own: name its PEM file in the client options \
             client_cert_file and client_key_file.",
        ),
        _ => error,
    }
}

fn tls_cause(error: &rustls::Error) -> Cause {
    let rustls::Error::InvalidCertificate(certificate) = error else {
        return Cause::TlsFailed;
    };
    match certificate {
        CertificateError::UnknownIssuer | CertificateError::BadSignature => Cause::CertificateUnknown,
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Cause::CertificateExpired,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Cause::CertificateWrongHost
        }
        // A server's own certificate that nobody signed arrives as a wrapped "CaUsedAsEndEntity".
        CertificateError::Other(_) => Cause::CertificateUnknown,
        _ => Cause::TlsFailed,
    }
}

/// An error and what lies beneath it, on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = printable(&error.to_string(), LONGEST);
    let mut next = error.source();
    while let Some(source) = next {
        let inner = printable(&source.to_string(), LONGEST);
        if !text.contains(&inner) {
            text.push_str(": ");
            text.push_str(&inner);
        }
        next = source.source();
    }
    text
}
