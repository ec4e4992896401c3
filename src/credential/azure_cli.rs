//! `az account get-access-token`: the access token of whoever is signed in to the Azure CLI.

use std::time::{Duration, SystemTime};

use super::program::Program;
use super::renewal::{MARGIN, TokenSource};
use super::token::Token;
use super::{AZURE_DEVOPS, Lookup};
use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result};
use serde::Deserialize;

pub(super) const SOURCE: &str = "Azure CLI";

const AZ: &str = if cfg!(windows) { "az.cmd" } else { "az" };

/// Of a token whose end is not told: az gives out none that has less than five minutes, and asking it again then is soon enough.
const SHORTEST_LIFE: Duration = Duration::from_secs(300 + MARGIN.as_secs());

pub(super) struct AzureCli {
    tenant: Option<String>,
    timeout: Duration,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    #[serde(borrow)]
    access_token: std::borrow::Cow<'a, str>,
    /// Seconds since 1970; az 2.54 and later say so.
    #[serde(rename = "expires_on")]
    expires_on: Option<u64>,
}

impl AzureCli {
    pub(super) fn new(lookup: &Lookup) -> AzureCli {
        AzureCli {
            tenant: lookup.tenant.clone(),
            timeout: lookup.timeout,
        }
    }
}

impl TokenSource for AzureCli {
    fn fetch(&self, interrupt: &Interrupt) -> Result<Token> {
        let mut arguments = vec![
            "account",
            "get-access-token",
            "--resource",
            AZURE_DEVOPS,
            "--output",
            "json",
        ];
        if let Some(tenant) = &self.tenant {
            arguments.extend(["--tenant", tenant]);
        }
        let program = Program {
            name: AZ,
            arguments,
            environment: &[("AZURE_CORE_NO_COLOR", "true")],
            input: b"",
            limit: self.timeout,
            prompts: false,
        };
        let output = program.run(interrupt)?;
        if output.failed {
            return Err(nothing(&output.complaint));
        }
        match read(&output.text) {
            Some(Ok(token)) => Ok(token),
            Some(Err(error)) => Err(nothing(error.message())),
            // Where nobody may know how it ended, its words tell.
            None if !output.complaint.is_empty() => Err(nothing(&output.complaint)),
            None => Err(nothing("its answer is not understood")),
        }
    }
}

fn nothing(why: &str) -> Error {
    Error::new(
        Cause::CredentialUnavailable,
        format!("the Azure CLI has no access token: {why}"),
    )
    .with_hint("Sign in with az login, to the tenant of the organization.")
}

fn read(text: &[u8]) -> Option<Result<Token>> {
    let answer: Answer = serde_json::from_slice(text).ok()?;
    let expires_at = match answer.expires_on {
        Some(seconds) => SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)),
        None => SystemTime::now().checked_add(SHORTEST_LIFE),
    };
    Some(Token::bearer(&answer.access_token, expires_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_az() {
        let old = br#"{"accessToken":"t0ken","expiresOn":"2026-11-25 12:00:00.000000","tokenType":"Bearer"}"#;
        let token = read(old).unwrap().unwrap();
        assert_eq!(token.header_text(), "Bearer t0ken");
        assert!(token.expires_within(SHORTEST_LIFE) && token.refuse_expired().is_ok());
        let new = br#"{"accessToken":"t0ken","expires_on":1000,"tenant":"x"}"#;
        assert!(read(new).unwrap().unwrap().refuse_expired().is_err());
        assert!(read(b"WARNING: no").is_none());
    }
}
