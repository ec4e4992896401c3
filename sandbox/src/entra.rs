//! Microsoft Entra beside the service: access tokens for one registered application.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::http::{Answer, Request, decode_query};
use crate::random::{Random, mix};

const TOKEN_PATH: &str = "/oauth2/v2.0/token";
/// Azure DevOps, as Entra knows it.
const SCOPE: &str = "499b84ac-1321-427f-aa17-267ca6975798/.default";
const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

pub struct Entra {
    pub tenant: String,
    pub client_id: String,
    pub client_secret: String,
    /// How long an access token is good.
    life: Duration,
    /// Tokens and the moment at which each expires.
    issued: Mutex<HashMap<String, Instant>>,
    seed: u64,
}

impl Entra {
    pub fn new(random: &mut Random, life: Duration) -> Entra {
        Entra {
            tenant: random.guid(),
            client_id: random.guid(),
            client_secret: random.text(ALPHABET, 40),
            life,
            issued: Mutex::default(),
            seed: random.next(),
        }
    }

    /// Whether this is an access token that has been issued and has not expired.
    pub fn knows(&self, token: &str) -> bool {
        let issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        issued.get(token).is_some_and(|end| Instant::now() < *end)
    }

    /// The answer to a request of the token endpoint; none where it is for something else.
    pub fn answer(&self, request: &Request) -> Option<Answer<'static>> {
        let path = request.path();
        let tenant = path.strip_suffix(TOKEN_PATH)?.trim_start_matches('/');
        let form = decode_query(&String::from_utf8_lossy(&request.body));
        let value = |name: &str| {
            let found = form.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, value)| value)
        };
        Some(if request.method != "POST" {
            refusal(
                400,
                "invalid_request",
                900561,
                "The endpoint only accepts POST requests. Received a GET request.",
            )
        } else if tenant != self.tenant {
            refusal(
                400,
                "invalid_request",
                90002,
                &format!("Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID."),
            )
        } else if value("grant_type") != "client_credentials" {
            refusal(
                400,
                "unsupported_grant_type",
                70003,
                "The app requested an unsupported grant type.",
            )
        } else if value("scope") != SCOPE {
            refusal(
                400,
                "invalid_scope",
                70011,
                "The provided value for the input parameter 'scope' is not valid.",
            )
        } else if value("client_id") != self.client_id {
            let message = format!(
                "Application with identifier '{}' was not found in the directory 'Fabrikam'.",
                value("client_id")
            );
            refusal(400, "unauthorized_client", 700016, &message)
        } else if value("client_secret") != self.client_secret {
            refusal(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.",
            )
        } else {
            self.issue()
        })
    }

    fn issue(&self) -> Answer<'static> {
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        let mut random = Random::new(mix(self.seed.wrapping_add(issued.len() as u64)));
        let token = format!(
            "eyJ0eXAiOiJKV1QifQ.{}.{}",
            random.text(ALPHABET, 800),
            random.text(ALPHABET, 342)
        );
        issued.insert(token.clone(), Instant::now() + self.life);
        let body = json!({
            "token_type": "Bearer",
            "expires_in": self.life.as_secs(),
            "ext_expires_in": self.life.as_secs(),
            "access_token": token,
        });
        Answer::new(
            200,
            "application/json; charset=utf-8",
            body.to_string().into_bytes(),
        )
        .header("Cache-Control", "no-store, no-cache")
    }
}

fn refusal(status: u16, error: &str, code: u32, message: &str) -> Answer<'static> {
    let trace = "2f1f0b53-6a0c-4a8e-9a5c-0d2b6d3c0000";
    let correlation = "9d1c8f61-30a4-4a8e-8a0e-4b6f7c1d0000";
    let description = format!(
        "AADSTS{code}: {message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: 2026-11-25 01:00:00Z"
    );
    let body = json!({
        "error": error,
        "error_description": description,
        "error_codes": [code],
        "timestamp": "2026-11-25 01:00:00Z",
        "trace_id": trace,
        "correlation_id": correlation,
        "error_uri": format!("https://login.microsoftonline.com/error?code={code}"),
    });
    Answer::new(
        status,
        "application/json; charset=utf-8",
        body.to_string().into_bytes(),
    )
}
