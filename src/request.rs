//! Any URL of the organization, sent as it stands.

use crate::cancel::Cancel;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::pipeline::{Call, Expect};
use crate::transport::{self, Body, HeaderMap, HeaderName, HeaderValue, Method, header};

/// Headers that belong to the connection or to the credential, and so to the library.
const OWN_HEADERS: [&str; 6] = [
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "accept-encoding",
];

/// A request that has been described and not yet sent.
#[derive(Debug, Clone)]
pub struct Request {
    client: Client,
    method: String,
    url_or_path: String,
    headers: Params,
    body: Option<Vec<u8>>,
}

/// The answer to a [`Request`] or an [`Invocation`](crate::Invocation): its head, and a body that is read as it comes.
#[derive(Debug)]
pub struct Response {
    client: Client,
    status: u16,
    /// Names in lower case.
    headers: Vec<(String, String)>,
    body: Body,
}

impl Client {
    /// Any request to the organization: `url_or_path` is a URL of its hosts, percent-encoded, or a path below its
    /// own URL (`_apis/projects`).
    pub fn request(&self, method: &str, url_or_path: &str) -> Request {
        Request {
            client: self.clone(),
            method: method.to_owned(),
            url_or_path: url_or_path.to_owned(),
            headers: Params::new(),
            body: None,
        }
    }

    fn absolute(&self, url_or_path: &str) -> Result<String> {
        if let Some(place) = url_or_path
            .bytes()
            .position(|byte| byte <= b' ' || byte == 0x7f || byte > 0x7f)
        {
            let message = format!("the URL holds a character that must be percent-encoded, at byte {place}");
            return Err(Error::invalid(message));
        }
        let is_absolute = url_or_path
            .split_once("://")
            .is_some_and(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if !is_absolute {
            return Ok(format!(
                "{}/{}",
                self.organization().url(),
                url_or_path.trim_start_matches('/')
            ));
        }
        if !self.organization().trusts(url_or_path) {
            let message = format!(
                "the URL is not one of {}, where the credential belongs",
                self.organization().url()
            );
            return Err(Error::invalid(message));
        }
        Ok(url_or_path.to_owned())
    }
}

impl Request {
    /// Sets a header. JSON is asked for unless there is an `Accept`, and a body is sent as JSON unless there is a
    /// `Content-Type`.
    pub fn header(mut self, name: &str, value: &str) -> Request {
        self.headers.set(name, value);
        self
    }

    /// Sets every one of these headers.
    pub fn headers(mut self, headers: &Params) -> Request {
        self.headers.extend(headers);
        self
    }

    /// What to send.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Request {
        self.body = Some(body.into());
        self
    }

    /// Sends it. Redirects of a GET are followed; an answer that is an error is one here too.
    pub fn send(self) -> Result<Response> {
        let call = self.client.begin();
        self.send_within(&call)
    }

    /// As [`Request::send`], with a token for this exchange alone in place of the client's.
    pub fn send_with(self, cancel: Option<&Cancel>) -> Result<Response> {
        let call = self.client.call_with(cancel);
        self.send_within(&call)
    }

    fn send_within(self, call: &Call) -> Result<Response> {
        let method = Method::from_bytes(self.method.as_bytes())
            .map_err(|_| Error::invalid(format!("{:?} is not an HTTP method", self.method)))?;
        let request = transport::Request {
            idempotent: method.is_safe(),
            method,
            url: self.client.absolute(self.url_or_path.trim())?,
            headers: header_map(&self.headers, self.body.is_some())?,
            body: self.body,
        };
        let response = self.client.pipeline().send(request, Expect::Anything, call)?;
        Ok(Response::new(self.client, response))
    }
}

/// A header's value as text: UTF-8 or, as HTTP once had it, Latin-1.
fn decoded(value: &[u8]) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn header_map(params: &Params, has_body: bool) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    if has_body {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    for (name, value) in params.checked()? {
        let known = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| Error::invalid(format!("{name:?} cannot be a header's name")))?;
        if OWN_HEADERS.contains(&known.as_str()) {
            return Err(Error::invalid(format!(
                "the header {name} is the library's own to set"
            )));
        }
        let value = HeaderValue::from_str(value)
            .map_err(|_| Error::invalid(format!("the value of the header {name} cannot stand in one")))?;
        headers.insert(known, value);
    }
    Ok(headers)
}

impl Response {
    /// As much of a body as a connection has ready.
    pub(crate) const AT_ONCE: usize = transport::READ_AHEAD;

    pub(crate) fn new(client: Client, response: transport::Response) -> Response {
        let headers = response.headers.iter();
        Response {
            client,
            status: response.status,
            headers: headers
                .map(|(name, value)| (name.to_string(), decoded(value.as_bytes())))
                .collect(),
            body: response.body,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The first value of this header, in any case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// Every header with its value, names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Reads some of the body, decompressed; 0 at its end.
    pub fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let call = self.client.begin();
        call.discreet(self.body.read(buffer, &call.interrupt))
    }

    /// As [`Response::read`], with a token for this read alone in place of the client's.
    pub fn read_with(&mut self, buffer: &mut [u8], cancel: Option<&Cancel>) -> Result<usize> {
        let call = self.client.call_with(cancel);
        call.discreet(self.body.read(buffer, &call.interrupt))
    }

    /// Reads all that is left of the body, at most `max_body_bytes`.
    pub fn body(&mut self) -> Result<Vec<u8>> {
        let call = self.client.begin();
        call.discreet(self.body.gather(&call.interrupt))
    }

    /// As [`Response::body`], with a token for this read alone in place of the client's.
    pub fn body_with(&mut self, cancel: Option<&Cancel>) -> Result<Vec<u8>> {
        let call = self.client.call_with(cancel);
        call.discreet(self.body.gather(&call.interrupt))
    }
}
