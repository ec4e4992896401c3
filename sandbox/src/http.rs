//! HTTP/1.1 from the server's side: a request is read, an answer is made.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::Read;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::ticks::Ticks;

const HEAD_LIMIT: usize = 64 * 1024;
const BODY_LIMIT: u64 = 64 * 1024 * 1024;
const HEADERS_LIMIT: usize = 128;

/// What .NET's `Uri.EscapeDataString` escapes.
const ESCAPED: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Of a request body, what is kept for whoever answers; the rest is read and dropped.
const KEPT: u64 = 1024 * 1024;

/// A request, whole.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// As sent, from the first slash on.
    pub target: String,
    /// Name and value, decoded, in the order sent.
    pub query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    pub keep_alive: bool,
    pub body: Vec<u8>,
}

/// Why there is no request.
#[derive(Debug)]
pub enum Refusal {
    /// The client has left, or the connection broke.
    Gone,
    /// What came is not HTTP that this server takes.
    Bad(&'static str),
}

impl Request {
    /// Reads the next request. `buffer` keeps what came after it for the next call.
    pub fn read(stream: &mut impl Read, buffer: &mut Vec<u8>) -> Result<Request, Refusal> {
        loop {
            if let Some((mut request, head_length, body_length)) = Request::parse(buffer)? {
                buffer.drain(..head_length);
                request.body = read_body(stream, buffer, body_length)?;
                return Ok(request);
            }
            if buffer.len() > HEAD_LIMIT {
                return Err(Refusal::Bad("The request head is too long."));
            }
            let mut chunk = [0; 8192];
            match stream.read(&mut chunk) {
                Ok(0) | Err(_) => return Err(Refusal::Gone),
                Ok(length) => buffer.extend_from_slice(&chunk[..length]),
            }
        }
    }

    /// The request at the start of `bytes` with the lengths of its head and body, if its head is whole.
    fn parse(bytes: &[u8]) -> Result<Option<(Request, usize, u64)>, Refusal> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS_LIMIT];
        let mut head = httparse::Request::new(&mut headers);
        let head_length = match head.parse(bytes) {
            Ok(httparse::Status::Complete(length)) => length,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(Refusal::Bad("The request is not HTTP/1.1.")),
        };
        let headers = head
            .headers
            .iter()
            .map(|header| {
                (
                    header.name.to_owned(),
                    String::from_utf8_lossy(header.value).trim().to_owned(),
                )
            })
            .collect();
        let target = below_authority(head.path.unwrap_or_default())
            .ok_or(Refusal::Bad("The request target is not a path."))?
            .to_owned();
        let mut request = Request {
            method: head.method.unwrap_or_default().to_owned(),
            query: decode_query(target.split_once('?').map_or("", |(_, query)| query)),
            target,
            headers,
            keep_alive: false,
            body: Vec::new(),
        };
        let connection = request
            .header("Connection")
            .unwrap_or_default()
            .to_ascii_lowercase();
        request.keep_alive = head.version == Some(1) && !connection.contains("close");
        if head.version == Some(1) && request.header("Host").is_none() {
            return Err(Refusal::Bad("The Host header is missing."));
        }
        if request
            .header("Host")
            .is_some_and(|host| !host.bytes().all(belongs_to_authority))
        {
            return Err(Refusal::Bad("The Host header is not a host."));
        }
        if request.header("Transfer-Encoding").is_some() {
            return Err(Refusal::Bad("A request body needs a Content-Length."));
        }
        let body_length = match request.header("Content-Length").map(str::parse::<u64>) {
            None => 0,
            Some(Ok(length)) if length <= BODY_LIMIT => length,
            Some(_) => return Err(Refusal::Bad("The Content-Length is not acceptable.")),
        };
        Ok(Some((request, head_length, body_length)))
    }

    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(candidate, _)| candidate.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The first query parameter of this name, in any case; one without a value counts as absent.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self
            .query
            .iter()
            .find(|(candidate, _)| candidate.eq_ignore_ascii_case(name));
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The path, percent-decoded; segments stay apart by `/`.
    pub fn path(&self) -> String {
        decode(self.target.split('?').next().unwrap_or_default())
    }
}

fn belongs_to_authority(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte)
}

/// The part of a request target that names the resource: proxies send the whole URL.
fn below_authority(target: &str) -> Option<&str> {
    if target.starts_with('/') {
        return Some(target);
    }
    let (_, rest) = target.split_once("://")?;
    Some(rest.find('/').map_or("/", |slash| &rest[slash..]))
}

/// Reads a request body of `length` bytes, of which `buffer` may hold a part.
fn read_body(stream: &mut impl Read, buffer: &mut Vec<u8>, length: u64) -> Result<Vec<u8>, Refusal> {
    let buffered = length.min(buffer.len() as u64);
    let start: Vec<u8> = buffer.drain(..buffered as usize).collect();
    let mut rest = start.as_slice().chain(stream).take(length);
    let mut body = Vec::new();
    let kept = rest.by_ref().take(KEPT).read_to_end(&mut body);
    let dropped = std::io::copy(&mut rest, &mut std::io::sink());
    match (kept, dropped) {
        (Ok(kept), Ok(dropped)) if kept as u64 + dropped == length => Ok(body),
        _ => Err(Refusal::Gone),
    }
}

/// Percent-decodes; bytes that are not UTF-8 become U+FFFD.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Percent-encodes as the service does in `X-TFS-ServiceError`.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Name and value of each query parameter, decoded as ASP.NET does: a plus sign is a space.
pub fn decode_query(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(&name.replace('+', " ")), decode(&value.replace('+', " ")))
        })
        .collect()
}

/// An answer, without the headers that frame it.
pub struct Answer<'a> {
    pub status: u16,
    reason: Cow<'a, str>,
    headers: Cow<'a, str>,
    pub body: Cow<'a, [u8]>,
}

impl<'a> Answer<'a> {
    pub fn new(status: u16, content_type: &str, body: impl Into<Cow<'a, [u8]>>) -> Answer<'a> {
        Answer::empty(status)
            .with_body(body)
            .header("Content-Type", content_type)
    }

    pub fn empty(status: u16) -> Answer<'a> {
        Answer {
            status,
            reason: Cow::Borrowed(reason(status)),
            headers: Cow::Borrowed(""),
            body: Cow::Borrowed(b""),
        }
    }

    /// `headers`: whole lines, each with its line end.
    pub fn recorded(status: u16, reason: &'a str, headers: &'a str, body: &'a [u8]) -> Answer<'a> {
        Answer {
            status,
            reason: Cow::Borrowed(reason),
            headers: Cow::Borrowed(headers),
            body: Cow::Borrowed(body),
        }
    }

    pub fn text(status: u16, text: String) -> Answer<'a> {
        Answer::new(status, "text/plain; charset=utf-8", text.into_bytes())
    }

    pub fn html(status: u16, html: &str) -> Answer<'a> {
        Answer::new(status, "text/html; charset=utf-8", html.to_owned().into_bytes())
    }

    pub fn with_body(self, body: impl Into<Cow<'a, [u8]>>) -> Answer<'a> {
        Answer {
            body: body.into(),
            ..self
        }
    }

    pub fn header(mut self, name: &str, value: impl Display) -> Answer<'a> {
        let headers = self.headers.to_mut();
        // Writing to a String cannot fail.
        let _ = write!(headers, "{name}: {value}\r\n");
        self
    }

    /// Whether it says what its body is.
    pub fn has_type(&self) -> bool {
        self.headers.contains("Content-Type:")
    }

    /// Everything that goes before the body.
    pub fn head(&self, keep_alive: bool) -> String {
        let mut head = String::with_capacity(self.headers.len() + 160);
        let _ = write!(
            head,
            "HTTP/1.1 {} {}\r\n{}",
            self.status, self.reason, self.headers
        );
        if self.status != 204 && self.status != 304 {
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        head.push_str(if keep_alive {
            "\r\n"
        } else {
            "Connection: close\r\n\r\n"
        });
        head
    }
}

/// For requests that never reached the service; in the words of its front end.
pub fn bad_request(why: &str) -> Answer<'static> {
    let page = format!(
        "<!DOCTYPE html>\r\n<html><head><title>Bad Request</title></head>\r\n\
         <body><h2>Bad Request</h2><hr><p>HTTP Error 400. {why}</p></body></html>\r\n"
    );
    Answer::html(400, &page).header("Date", Ticks::now().in_headers())
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, Request};

    fn read(bytes: &[u8]) -> Result<(Request, Vec<u8>), Refusal> {
        let mut buffer = Vec::new();
        let mut stream = bytes;
        Request::read(&mut stream, &mut buffer).map(|request| (request, buffer))
    }

    #[test]
    fn a_body_is_dropped_and_the_next_request_kept() {
        let (request, rest) =
            read(b"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbodyGET /b").unwrap();
        assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/a"));
        assert_eq!(rest, b"GET /b");
    }

    #[test]
    fn queries_are_decoded_after_they_are_split() {
        let (request, _) = read(b"GET /p%20q?a=1%262&%24top=3&b=x+y&c HTTP/1.1\r\nHost: h\r\n\r\n").unwrap();
        assert_eq!(request.path(), "/p q");
        assert_eq!(request.parameter("A"), Some("1&2"));
        assert_eq!(request.parameter("$top"), Some("3"));
        assert_eq!(request.parameter("b"), Some("x y"));
        assert_eq!(request.parameter("c"), None);
    }

    #[test]
    fn what_is_not_http_is_refused() {
        for bytes in [
            &b"\x16\x03\x01\x02\x00\x01"[..],
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            b"GET nowhere HTTP/1.1\r\nHost: h\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
        ] {
            assert!(
                matches!(read(bytes), Err(Refusal::Bad(_))),
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
        assert!(matches!(read(b"GET / HTT"), Err(Refusal::Gone)));
    }
}
