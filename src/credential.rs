//! A secret becomes an `Authorization` header, and secrets are found where people keep them.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use crate::error::{Cause, Error, Result};
use crate::organization::Organization;

/// Environment variables that may hold a token, in the order they are asked.
const VARIABLES: [&str; 3] = ["AZDO_PAT", "AZURE_DEVOPS_EXT_PAT", "SYSTEM_ACCESSTOKEN"];

/// Tokens of the service have 52 characters and more.
const SHORTEST_SECRET: usize = 8;

/// Who asks: a secret, kept out of every text the library writes and wiped with its last clone.
#[derive(Clone)]
pub struct Credential {
    secret: Arc<Secret>,
    source: &'static str,
    expires_at: Option<SystemTime>,
}

struct Secret {
    scheme: Scheme,
    /// The value of an `Authorization` header.
    header: Zeroizing<String>,
    token: Zeroizing<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Basic,
    Bearer,
}

/// `Basic` and the base64 of `user:pat`, the value of an `Authorization` header (RFC 7617, UTF-8). `user` may be
/// empty; the service ignores it.
///
/// White space around both is trimmed, as it comes with copy and paste. A colon in the user name and control
/// characters inside either are refused; the message says where, never what.
pub fn basic_auth_header(user: &str, pat: &str) -> Result<Zeroizing<String>> {
    let user = user.trim();
    let pat = checked_secret(pat, "the personal access token")?;
    if user.contains(':') {
        return Err(Error::invalid(
            "the user name contains a colon, which HTTP Basic cannot carry",
        ));
    }
    refuse_control(user, "the user name")?;
    let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + pat.len()));
    pair.push_str(user);
    pair.push(':');
    pair.push_str(pat);
    // Reserved whole, so that no growing copy of the secret is left behind in freed memory.
    let mut header = Zeroizing::new(String::with_capacity("Basic ".len() + pair.len().div_ceil(3) * 4));
    header.push_str("Basic ");
    BASE64_STANDARD.encode_string(pair.as_bytes(), &mut header);
    Ok(header)
}

fn checked_secret<'text>(secret: &'text str, what: &str) -> Result<&'text str> {
    let secret = secret.trim();
    if secret.is_empty() {
        return Err(Error::invalid(format!("{what} is empty")));
    }
    refuse_control(secret, what)?;
    Ok(secret)
}

fn refuse_control(text: &str, what: &str) -> Result<()> {
    match text.chars().position(char::is_control) {
        Some(position) => Err(Error::invalid(format!(
            "{what} holds a control character at position {}",
            position + 1
        ))),
        None => Ok(()),
    }
}

impl Credential {
    /// A personal access token.
    pub fn pat(pat: &str) -> Result<Credential> {
        Credential::basic("", pat)
    }

    /// A personal access token with a user name, which the service ignores.
    pub fn basic(user: &str, pat: &str) -> Result<Credential> {
        let secret = Secret {
            scheme: Scheme::Basic,
            header: basic_auth_header(user, pat)?,
            token: Zeroizing::new(pat.trim().to_owned()),
        };
        Ok(Credential {
            secret: Arc::new(secret),
            source: "personal access token",
            expires_at: None,
        })
    }

    /// An OAuth (Microsoft Entra) access token. From the moment `expires_at` on, calls fail without asking the
    /// service.
    pub fn bearer(token: &str, expires_at: impl Into<Option<SystemTime>>) -> Result<Credential> {
        let token = checked_secret(token, "the bearer token")?;
        if let Some(position) = token.bytes().position(|byte| !byte.is_ascii_graphic()) {
            return Err(Error::invalid(format!(
                "the bearer token holds a character that no header can carry at position {}",
                position + 1
            )));
        }
        let mut header = Zeroizing::new(String::with_capacity("Bearer ".len() + token.len()));
        header.push_str("Bearer ");
        header.push_str(token);
        let secret = Secret {
            scheme: Scheme::Bearer,
            header,
            token: Zeroizing::new(token.to_owned()),
        };
        Ok(Credential {
            secret: Arc::new(secret),
            source: "bearer token",
            expires_at: expires_at.into(),
        })
    }

    /// The first of `AZDO_PAT`, `AZURE_DEVOPS_EXT_PAT` and `SYSTEM_ACCESSTOKEN` that is set.
    ///
    /// Only for Azure DevOps Services over https and for the host of `SYSTEM_COLLECTIONURI`: no other URL can
    /// draw a pipeline's token to itself.
    pub fn from_environment(organization_url: &str) -> Result<Credential> {
        let organization = Organization::parse(organization_url)?;
        Credential::from_environment_for(&organization)
    }

    pub(crate) fn from_environment_for(organization: &Organization) -> Result<Credential> {
        if !organization.is_services() && !is_pipelines_own(organization) {
            return Err(Error::new(
                Cause::CredentialMissing,
                format!(
                    "no credential was given, and {} is not a host the environment's token may go to",
                    organization.host()
                ),
            ));
        }
        for variable in VARIABLES {
            let Some(value) = std::env::var_os(variable) else {
                continue;
            };
            let value =
                Zeroizing::new(value.into_string().map_err(|_| {
                    Error::invalid(format!("the environment variable {variable} is not UTF-8"))
                })?);
            if value.trim().is_empty() {
                continue;
            }
            let credential = Credential::pat(&value)
                .map_err(|error| error.map_message(|message| format!("{variable}: {message}")))?;
            return Ok(Credential {
                source: variable,
                ..credential
            });
        }
        Err(Error::new(
            Cause::CredentialMissing,
            format!(
                "no credential was given, and none of {} is set",
                VARIABLES.join(", ")
            ),
        ))
    }

    /// Where it came from: "personal access token", "AZDO_PAT", … Never the secret.
    pub fn source(&self) -> &'static str {
        self.source
    }

    fn refuse_expired(&self) -> Result<()> {
        if self
            .expires_at
            .is_some_and(|expires_at| SystemTime::now() >= expires_at)
        {
            return Err(Error::new(Cause::TokenExpired, "the bearer token has expired")
                .with_hint("Fetch a new one and give it to the client in place of this one."));
        }
        Ok(())
    }

    /// The value of the `Authorization` header, for a program with an HTTP client of its own.
    pub fn header(&self) -> Result<&str> {
        self.refuse_expired()?;
        Ok(&self.secret.header)
    }

    pub(crate) fn scheme(&self) -> Scheme {
        self.secret.scheme
    }

    /// What is odd about the token, for a person whom the service has refused: it may be right all the same.
    pub(crate) fn oddity(&self) -> Option<&'static str> {
        let token = self.secret.token.as_str();
        let is_jwt = token.starts_with("eyJ") && token.matches('.').count() == 2;
        let of_service = token.len() == 84 && token.get(76..80) == Some("AZDO");
        let encoded_pair = || {
            let decoded = Zeroizing::new(BASE64_STANDARD.decode(token).ok()?);
            let text = std::str::from_utf8(&decoded).ok()?;
            (text.contains(':') && !text.contains(char::is_control)).then_some(())
        };
        let starts = |start: &str| {
            token
                .get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        match self.secret.scheme {
            Scheme::Bearer if of_service => {
                Some("It looks like a personal access token: pass it as one, not as a bearer token.")
            }
            Scheme::Bearer => None,
            Scheme::Basic if is_jwt => {
                Some("It looks like an OAuth access token: pass it as a bearer token.")
            }
            Scheme::Basic if starts("Basic ") || starts("Bearer ") => {
                Some("It begins like a whole Authorization header: pass the token alone.")
            }
            Scheme::Basic if token.starts_with(['"', '\'']) || token.ends_with(['"', '\'']) => {
                Some("It has quotes around it: pass it without them.")
            }
            Scheme::Basic if token.starts_with("$(") || token.starts_with("${") || token.starts_with('<') => {
                Some("It looks like a variable or a placeholder that nobody filled in.")
            }
            Scheme::Basic if token.contains(':') => {
                Some("It has a colon in it: pass the token alone, without a user name before it.")
            }
            Scheme::Basic if encoded_pair().is_some() => {
                Some("It looks base64-encoded already: pass the token as the service showed it.")
            }
            Scheme::Basic => None,
        }
    }

    /// `text` without this secret, plain or encoded. One so short that it is part of ordinary words is no secret.
    pub(crate) fn redact(&self, text: &str) -> String {
        let token = self.secret.token.as_str();
        if token.len() < SHORTEST_SECRET {
            return text.to_owned();
        }
        let encoded = self.secret.header.split_once(' ').map_or("", |(_, value)| value);
        text.replace(token, "***").replace(encoded, "***")
    }
}

fn is_pipelines_own(organization: &Organization) -> bool {
    std::env::var("SYSTEM_COLLECTIONURI")
        .ok()
        .and_then(|url| Organization::parse(&url).ok())
        .is_some_and(|pipelines| pipelines.origin() == organization.origin())
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn header_matches_known_vectors() {
        // RFC 7617's own, the 2016 page's shape, and UTF-8.
        for (user, pat, expected) in [
            ("Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            ("", "token", "Basic OnRva2Vu"),
            ("\t", "token", "Basic OnRva2Vu"),
            ("test", "123\u{a3}", "Basic dGVzdDoxMjPCow=="),
            ("", "  token\r\n", "Basic OnRva2Vu"),
            (" me ", "a:b", "Basic bWU6YTpi"),
        ] {
            assert_eq!(*basic_auth_header(user, pat).unwrap(), expected);
        }
    }

    #[test]
    fn refusals_do_not_echo() {
        for (user, pat) in [
            ("a:b", "s3cret"),
            ("", "s3c\nret"),
            ("a\u{7f}", "s3cret"),
            ("", "s3c\u{85}ret"),
        ] {
            let error = basic_auth_header(user, pat).unwrap_err();
            assert_eq!(error.status(), crate::Status::InvalidArgument);
            assert!(!format!("{error} {error:?}").contains("s3c"));
        }
        assert!(basic_auth_header("", " \t").is_err());
    }

    #[test]
    fn a_secret_sent_back_is_hidden() {
        let credential = Credential::pat("hunter2hunter2").unwrap();
        let echoed = format!("you sent hunter2hunter2 as {}", credential.header().unwrap());
        assert_eq!(credential.redact(&echoed), "you sent *** as Basic ***");
        assert!(!format!("{credential:?}").contains("hunter2"));
    }

    #[test]
    fn odd_tokens() {
        let odd = |token: &str| Credential::pat(token).unwrap().oddity().unwrap_or("nothing");
        for (token, word) in [
            ("eyJ0eXAi.eyJhdWQi.c2ln", "bearer"),
            ("Basic OmE=", "header"),
            ("bearer abc", "header"),
            ("\"abc\"", "quotes"),
            ("$(System.AccessToken)", "variable"),
            ("<your token>", "placeholder"),
            (":abc", "colon"),
            ("me:abc", "colon"),
            ("OmFiY2RlZg==", "base64"),
            ("abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst", "nothing"),
        ] {
            assert!(odd(token).contains(word), "{token}: {}", odd(token));
        }
        let pat = format!("{}AZDO1234", "a".repeat(76));
        assert!(
            Credential::bearer(&pat, None)
                .unwrap()
                .oddity()
                .unwrap()
                .contains("personal")
        );
        assert!(Credential::pat(&pat).unwrap().oddity().is_none());
    }

    proptest! {
        #[test]
        fn decodes_to_what_went_in(user in "[^:\\p{C}\\s]{0,20}", pat in "[^\\p{C}\\s]{1,90}") {
            let header = basic_auth_header(&user, &pat).unwrap();
            let decoded = BASE64_STANDARD.decode(header.strip_prefix("Basic ").unwrap()).unwrap();
            prop_assert_eq!(String::from_utf8(decoded).unwrap(), format!("{user}:{pat}"));
        }
    }
}
