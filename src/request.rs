//! Any URL of the organization, sent as it stands.

use crate::cancel::Cancel;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::pipeline::Expect;
use crate::transport::{self, HeaderMap, HeaderName, HeaderValue, Method, Request, header};

/// Headers that belong to the connection or to the credential, and so to the library.
const OWN_HEADERS: [&str; 6] = [
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "accept-encoding",
];

/// The answer to [`Client::request`]: its head, and a body that is read as it comes.
#[derive(Debug)]
pub struct Response {
    client: Client,
    response: transport::Response,
}

impl Client {
    /// Sends any request to the organization: `url_or_path` is a URL of its hosts, or a path below its own URL
    /// (`_apis/projects`). Redirects of a GET are followed; an answer that is an error is one here too. JSON is
    /// asked for unless `headers` say otherwise, and a body is sent as JSON.
    pub fn request(
        &self,
        method: &str,
        url_or_path: &str,
        headers: &Params,
        body: Option<&[u8]>,
        cancel: Option<&Cancel>,
    ) -> Result<Response> {
        let method = Method::from_bytes(method.as_bytes())
            .map_err(|_| Error::invalid(format!("{method:?} is not an HTTP method")))?;
        let url = self.absolute(url_or_path.trim())?;
        let headers = header_map(headers, body.is_some())?;
        let request = Request {
            method,
            url,
            headers,
            body: body.map(<[u8]>::to_vec),
        };
        let response = self
            .pipeline()
            .send(request, Expect::Anything, &self.call(cancel))?;
        Ok(Response {
            client: self.clone(),
            response,
        })
    }

    fn absolute(&self, url_or_path: &str) -> Result<String> {
        if let Some(place) = url_or_path
            .bytes()
            .position(|byte| byte <= b' ' || byte == 0x7f || byte > 0x7f)
        {
            let message = format!("the URL holds a character that must be percent-encoded, at byte {place}");
            return Err(Error::invalid(message));
        }
        if !url_or_path.contains("://") {
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
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.response.status
    }

    /// The first value of this header, in any case; none if it is absent or not text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response.headers.get(name)?.to_str().ok()
    }

    /// Reads some of the body, decompressed; 0 at its end.
    pub fn read(&mut self, buffer: &mut [u8], cancel: Option<&Cancel>) -> Result<usize> {
        self.response
            .body
            .read(buffer, &self.client.call(cancel).interrupt)
    }

    /// Reads all that is left of the body, at most `max_body_bytes`.
    pub fn body(&mut self, cancel: Option<&Cancel>) -> Result<Vec<u8>> {
        self.response.body.gather(&self.client.call(cancel).interrupt)
    }
}
