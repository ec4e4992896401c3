//! The client credentials flow of Microsoft Entra: an application's own access tokens.
//! (RFC 6749, 4.4; "Microsoft identity platform and the OAuth 2.0 client credentials flow")

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use zeroize::{Zeroize, Zeroizing};

use super::AZURE_DEVOPS;
use super::renewal::TokenSource;
use super::token::{Token, checked_secret, without_secret};
use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result, ServiceMarks, printable};
use crate::options::Options;
use crate::throttle::retry_after;
use crate::transport::{HeaderMap, HeaderValue, Method, Place, Request, Transport, header};
use crate::url::{Url, encode_component, origin, refuse_plain_http};

pub(super) const SOURCE: &str = "client credentials";

const AUTHORITY: &str = "https://login.microsoftonline.com";

/// An application that is registered with Microsoft Entra.
pub struct Application<'a> {
    /// The tenant's id or one of its domains.
    pub tenant: &'a str,
    /// The application's (client's) id.
    pub client_id: &'a str,
    /// A client secret of the application: its value, not its id.
    pub client_secret: &'a str,
    /// Where tokens are issued; empty for the public cloud's `https://login.microsoftonline.com`.
    pub authority: &'a str,
}

pub(super) struct Entra {
    transport: Transport,
    url: String,
    /// The form that is posted.
    form: Zeroizing<Vec<u8>>,
    /// To be kept out of errors.
    secret: Zeroizing<String>,
}

#[derive(Deserialize)]
struct Issued<'a> {
    #[serde(borrow)]
    access_token: std::borrow::Cow<'a, str>,
    expires_in: u64,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Refusal {
    error: String,
    error_description: String,
    trace_id: String,
}

impl Entra {
    pub(super) fn new(application: &Application, options: &Options) -> Result<Entra> {
        let authority = match application.authority.trim() {
            "" => AUTHORITY.to_owned(),
            authority => checked(authority, options.allow_http)
                .map_err(|error| error.map_message(|message| format!("authority: {message}")))?,
        };
        let tenant = named(application.tenant, "the tenant")?;
        let client_id = named(application.client_id, "the client id")?;
        let secret = checked_secret(application.client_secret, "the client secret")?;
        let encoded = Zeroizing::new(encode_component(secret));
        // Reserved whole, so that no growing copy of the secret is left behind in freed memory.
        let mut form = Zeroizing::new(Vec::with_capacity(256 + client_id.len() * 3 + encoded.len()));
        let scope = encode_component(&format!("{AZURE_DEVOPS}/.default"));
        for part in [
            "grant_type=client_credentials&scope=",
            &scope,
            "&client_id=",
            &encode_component(client_id),
            "&client_secret=",
            &encoded,
        ] {
            form.extend_from_slice(part.as_bytes());
        }
        Ok(Entra {
            transport: Transport::new(options.settings()?),
            url: format!("{authority}/{}/oauth2/v2.0/token", encode_component(tenant)),
            form,
            secret: Zeroizing::new(secret.to_owned()),
        })
    }
}

/// The origin of an authority that the secret may go to.
fn checked(authority: &str, allow_http: bool) -> Result<String> {
    let url = Url::parse(authority)?;
    if url.segments().next().is_some() {
        let message = format!("{authority:?} has a path, where a scheme and a host are expected");
        return Err(Error::invalid(message).with_hint("The tenant is named apart from it."));
    }
    let (host, port) = url.host()?;
    let origin = origin(&url.scheme, &host, port);
    if !allow_http {
        refuse_plain_http(&origin, &host)?;
    }
    Ok(origin)
}

fn named<'a>(text: &'a str, what: &str) -> Result<&'a str> {
    match text.trim() {
        "" => Err(Error::invalid(format!("{what} is empty"))),
        text => Ok(text),
    }
}

impl TokenSource for Entra {
    fn fetch(&self, interrupt: &Interrupt) -> Result<Token> {
        // A peer can send back what it was sent.
        self.issued(interrupt)
            .map_err(|error| error.map_texts(|text| without_secret(text, &self.secret)))
    }
}

impl Entra {
    fn issued(&self, interrupt: &Interrupt) -> Result<Token> {
        let mut request = Request {
            method: Method::POST,
            url: self.url.clone(),
            headers: HeaderMap::from_iter([
                (header::ACCEPT, HeaderValue::from_static("application/json")),
                (
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("application/x-www-form-urlencoded"),
                ),
            ]),
            body: Some(self.form.to_vec()),
            idempotent: true,
        };
        let answer = self.transport.exchange(&request, None, interrupt);
        request.body.zeroize();
        let mut response = answer?;
        let body = Zeroizing::new(response.body.gather(interrupt)?);
        let place = request.place();
        if response.status != 200 {
            return Err(
                refused(response.status, &body, &place).with_retry_after(retry_after(&response.headers))
            );
        }
        let issued: Issued = serde_json::from_slice(&body).map_err(|_| {
            let message = format!("the answer holds no access token (HTTP 200, {place})");
            Error::new(Cause::UnexpectedContent, message)
                .with_hint("Check the tenant and the authority.")
                .with_http_status(200)
        })?;
        let expires_at = SystemTime::now().checked_add(Duration::from_secs(issued.expires_in));
        Token::bearer(&issued.access_token, expires_at).map_err(|error| {
            let message = format!("Microsoft Entra's answer cannot be used: {}", error.message());
            Error::new(Cause::EntraRefused, message)
        })
    }
}

/// What Microsoft Entra said in place of a token.
fn refused(status: u16, body: &[u8], place: &Place) -> Error {
    let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    // "AADSTS7000215: Invalid client secret provided. … Trace ID: …", the rest on lines of its own.
    let said = refusal.error_description.lines().next().unwrap_or_default();
    let said = said.split(" Trace ID:").next().unwrap_or_default();
    let code = said.split(':').next().filter(|code| code.starts_with("AADSTS"));
    let code = code.unwrap_or(&refusal.error);
    let cause = match status {
        429 => Cause::Throttled,
        500.. => Cause::Unavailable,
        _ => Cause::EntraRefused,
    };
    let said = match said {
        "" => "it does not say why",
        said => said,
    };
    let said = printable(said, 600);
    let error = Error::new(
        cause,
        format!("Microsoft Entra issued no token: {said} (HTTP {status}, {place})"),
    )
    .with_http_status(status)
    .with_service(ServiceMarks {
        message_code: printable(code, 60),
        activity_id: printable(&refusal.trace_id, 60),
        ..ServiceMarks::default()
    });
    match (hint(code), status) {
        ("", 500..) => error.with_hint("Microsoft Entra is failing; try again later."),
        ("", _) => error,
        (hint, _) => error.with_hint(hint),
    }
}

/// What a person does about the refusals that are met most. (Microsoft Entra authentication and authorization error
/// codes)
fn hint(code: &str) -> &'static str {
    match code {
        "AADSTS7000215" => {
            "The client secret is wrong: pass its value, as it was shown once when it was made, not its id."
        }
        "AADSTS7000222" => {
            "The client secret has expired: make a new one under App registrations > Certificates & secrets."
        }
        "AADSTS700016" => "The tenant has no application of this id: check the client id and the tenant.",
        "AADSTS90002" | "AADSTS900023" => "There is no such tenant: check its id or domain.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        let request = Request {
            method: Method::POST,
            url: "https://login/t".to_owned(),
            headers: HeaderMap::new(),
            body: None,
            idempotent: true,
        };
        request.place()
    }

    #[test]
    fn refusals() {
        let body = br#"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Trace ID: a1\r\nCorrelation ID: b2","error_codes":[7000215],"trace_id":"a1"}"#;
        let error = refused(401, body, &place());
        assert_eq!(
            (error.cause(), error.service_code(), error.activity_id()),
            (Cause::EntraRefused, "AADSTS7000215", "a1")
        );
        assert_eq!(
            error.message(),
            "Microsoft Entra issued no token: AADSTS7000215: Invalid client secret provided. (HTTP 401, POST https://login/t)"
        );
        assert!(error.hint().contains("not its id"));
        for (status, cause) in [
            (429, Cause::Throttled),
            (503, Cause::Unavailable),
            (404, Cause::EntraRefused),
        ] {
            assert_eq!(refused(status, b"<html>", &place()).cause(), cause);
        }
    }
}
