//! Tokens where pipelines and the Azure CLI's users keep them: in environment variables.

use zeroize::Zeroizing;

use super::token::Token;
use crate::error::{Cause, Error, Result};
use crate::organization::Organization;

/// What may hold a token, in the order they are asked.
const VARIABLES: [&str; 3] = ["AZDO_PAT", "AZURE_DEVOPS_EXT_PAT", "SYSTEM_ACCESSTOKEN"];

/// The first token that is set, and the variable that holds it. Only for Azure DevOps Services over https and for
/// the host of `SYSTEM_COLLECTIONURI`: no other URL can draw a pipeline's token to itself.
pub(super) fn token(organization: &Organization) -> Result<(Token, &'static str)> {
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
        let value = Zeroizing::new(
            value
                .into_string()
                .map_err(|_| Error::invalid(format!("the environment variable {variable} is not UTF-8")))?,
        );
        if value.trim().is_empty() {
            continue;
        }
        let token = Token::basic("", &value, None)
            .map_err(|error| error.map_message(|message| format!("{variable}: {message}")))?;
        return Ok((token, variable));
    }
    Err(Error::new(
        Cause::CredentialMissing,
        format!(
            "no credential was given, and none of {} is set",
            VARIABLES.join(", ")
        ),
    ))
}

fn is_pipelines_own(organization: &Organization) -> bool {
    std::env::var("SYSTEM_COLLECTIONURI")
        .ok()
        .and_then(|url| Organization::parse(&url).ok())
        .is_some_and(|pipelines| pipelines.origin() == organization.origin())
}
