//! Who may ask, and what the others are told.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use serde_json::json;

use crate::entra::Entra;
use crate::http::{Answer, Request, encode};
use crate::random::Random;

/// A password beginning so is answered with the sign-in page.
const SIGN_IN_PREFIX: &str = "signin203";
const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHALLENGE: &str = "Basic realm=\"https://sandbox.app.visualstudio.com/\"";
const TENANT: &str = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const EXPIRED: &str = "Access Denied: The Personal Access Token used has expired.";
const ANONYMOUS: &str = "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access \
                         this resource.";
const SIGN_IN_PAGE: &str = "<!DOCTYPE html>\r\n<html lang=\"en-US\">\r\n<head>\r\n\
    <title>Azure DevOps Services | Sign In</title>\r\n</head>\r\n<body>\r\n\
    <noscript>JavaScript is required to sign in to Azure DevOps Services.</noscript>\r\n</body>\r\n</html>\r\n";

/// The personal access tokens of this organization's one user, and the access tokens of its one application.
pub struct Credentials {
    pub pat: String,
    pub expired_pat: String,
    /// Sound, and without the scope of anything but `_apis/connectionData`.
    pub unscoped_pat: String,
    pub entra: Entra,
}

/// What an `Authorization` header is worth.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Sound,
    Unscoped,
    Missing,
    Expired,
    SignIn,
    Unknown,
}

impl Credentials {
    pub fn new(random: &mut Random, token_life: Duration) -> Credentials {
        Credentials {
            pat: token(random),
            expired_pat: token(random),
            unscoped_pat: token(random),
            entra: Entra::new(random, token_life),
        }
    }

    pub fn judge(&self, authorization: Option<&str>) -> Verdict {
        let Some(authorization) = authorization else {
            return Verdict::Missing;
        };
        let (scheme, value) = authorization.split_once(' ').unwrap_or((authorization, ""));
        let secret = match scheme.to_ascii_lowercase().as_str() {
            "basic" => password(value.trim()),
            "bearer" => Some(value.trim().to_owned()),
            _ => None,
        };
        match secret {
            Some(secret) if secret == self.pat || self.entra.knows(&secret) => Verdict::Sound,
            Some(secret) if secret == self.expired_pat => Verdict::Expired,
            Some(secret) if secret == self.unscoped_pat => Verdict::Unscoped,
            Some(secret) if secret.starts_with(SIGN_IN_PREFIX) => Verdict::SignIn,
            _ => Verdict::Unknown,
        }
    }
}

/// 84 characters with the mark that secret scanners look for.
fn token(random: &mut Random) -> String {
    format!("{}AZDO{}", random.text(ALPHABET, 76), random.text(ALPHABET, 4))
}

/// The password of Basic credentials; none unless their base64 is canonical, as on the service.
fn password(base64: &str) -> Option<String> {
    let pair = String::from_utf8(STANDARD.decode(base64).ok()?).ok()?;
    pair.split_once(':').map(|(_, password)| password.to_owned())
}

/// The answer to a request that was not let in; none where it was.
pub fn refusal(verdict: &Verdict, request: &Request, origin: &str) -> Option<Answer<'static>> {
    let suppress = request.header("X-TFS-FedAuthRedirect");
    let browser = !suppress.is_some_and(|value| value.eq_ignore_ascii_case("suppress"));
    match verdict {
        Verdict::Sound => None,
        Verdict::Missing if browser => Some(redirect_to_sign_in(request, origin)),
        Verdict::Missing => Some(
            crate::errors::unauthorized(ANONYMOUS)
                .header(
                    "WWW-Authenticate",
                    format_args!("Bearer authorization_uri=https://login.microsoftonline.com/{TENANT}"),
                )
                .header("WWW-Authenticate", CHALLENGE)
                .header("WWW-Authenticate", "TFS-Federated")
                .header("X-TFS-FedAuthRealm", format_args!("{origin}/"))
                .header("X-TFS-FedAuthIssuer", format_args!("{origin}/"))
                .header("X-TFS-FedAuthRedirect", sign_in_url(request, origin))
                .header("X-VSS-ResourceTenant", TENANT)
                .header("X-VSS-AuthenticateError", "Unauthorized"),
        ),
        Verdict::Expired => Some(
            Answer::empty(401)
                .header("WWW-Authenticate", CHALLENGE)
                .header("X-TFS-ServiceError", encode(EXPIRED)),
        ),
        Verdict::SignIn => Some(sign_in_page()),
        // The same answer for both: a client cannot tell which it is.
        Verdict::Unknown | Verdict::Unscoped => {
            Some(Answer::empty(401).header("WWW-Authenticate", CHALLENGE))
        }
    }
}

/// Who asks: `_apis/connectionData`.
pub fn connection_data() -> Answer<'static> {
    let user = json!({
        "id": "3b7c5d10-64f2-4e3b-9a0c-5e8d2f71a6b4",
        "descriptor": format!("Microsoft.IdentityModel.Claims.ClaimsIdentity;{TENANT}\\fabrikamfiber4@hotmail.com"),
        "subjectDescriptor": "aad.M2I3YzVkMTAtNjRmMi00ZTNi",
        "providerDisplayName": "Jamal Hartnett",
        "isActive": true,
        "properties": { "Account": { "$type": "System.String", "$value": "fabrikamfiber4@hotmail.com" } },
        "resourceVersion": 2,
        "metaTypeId": 0,
    });
    let body = json!({
        "authenticatedUser": user,
        "authorizedUser": user,
        "instanceId": "c7dbc2ae-8e6f-4d56-a594-8298af308cc0",
        "deploymentId": "371dc223-5e58-9481-da2c-e75ac4f20939",
        "deploymentType": "hosted",
        "locationServiceData": { "serviceOwner": "00025394-6065-48ca-87d9-7f5672854ef7" },
    });
    let media_type = "application/json; charset=utf-8; api-version=5.0-preview.1";
    Answer::new(200, media_type, body.to_string().into_bytes())
}

/// What a browser is shown, and a client that follows redirects without looking.
pub fn sign_in_page() -> Answer<'static> {
    Answer::html(203, SIGN_IN_PAGE)
}

/// Where a request without credentials is sent that does not ask for a plain 401.
pub fn redirect_to_sign_in(request: &Request, origin: &str) -> Answer<'static> {
    let page = "<html><head><title>Object moved</title></head><body><h2>Object moved.</h2></body></html>\r\n";
    Answer::html(302, page).header("Location", sign_in_url(request, origin))
}

fn sign_in_url(request: &Request, origin: &str) -> String {
    let reply_to = encode(&format!("{origin}{}", request.target));
    format!("{origin}/_signin?realm=dev.azure.com&reply_to={reply_to}&redirect=1")
}

#[cfg(test)]
mod tests {
    use super::{Credentials, Verdict};
    use std::time::Duration;

    use crate::random::Random;

    #[test]
    fn only_canonical_base64_is_read() {
        let credentials = Credentials {
            pat: "pat".to_owned(),
            ..Credentials::new(&mut Random::new(1), Duration::ZERO)
        };
        for sound in [
            "Basic OnBhdA==",
            "basic OnBhdA==",
            "Basic dXNlcjpwYXQ=",
            "Bearer pat",
        ] {
            assert_eq!(credentials.judge(Some(sound)), Verdict::Sound, "{sound}");
        }
        for unsound in [
            "Basic OnBhdA=",
            "Basic OnBhdA",
            "Basic OnBhdB==",
            "Basic OnBhdA===",
            "Basic cGF0",
            "pat",
            "",
        ] {
            assert_eq!(credentials.judge(Some(unsound)), Verdict::Unknown, "{unsound}");
        }
        assert_eq!(credentials.judge(None), Verdict::Missing);
    }

    #[test]
    fn tokens_have_the_shape_of_the_service() {
        let credentials = Credentials::new(&mut Random::new(7), Duration::ZERO);
        assert_eq!((credentials.pat.len(), &credentials.pat[76..80]), (84, "AZDO"));
        assert_ne!(credentials.pat, credentials.expired_pat);
    }
}
