//! A secret in the form in which it travels.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroizing;

use crate::error::{CUT, Cause, Error, Result};
use crate::transport::HeaderValue;
use crate::url::encode_component;

/// Tokens of the service have 52 characters and more.
const SHORTEST_SECRET: usize = 8;

/// Of a secret that was cut: fewer characters of one tell nothing.
const SHORTEST_START: usize = 4;

/// The value of an `Authorization` header, and how long it is good. All clones share one piece of memory, which is
/// wiped with the last of them; requests that carry it are among them.
#[derive(Clone)]
pub(crate) struct Token(Arc<Secret>);

struct Secret {
    scheme: Scheme,
    header: HeaderValue,
    expires_at: Option<SystemTime>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Basic,
    Bearer,
}

/// Memory that is wiped when the last header made of it is dropped.
struct Wiped(Zeroizing<String>);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
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

/// The secret without the white space around it; an error if it is empty or no header can carry it.
pub(super) fn checked_secret<'text>(secret: &'text str, what: &str) -> Result<&'text str> {
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

impl Token {
    pub(super) fn basic(user: &str, pat: &str, expires_at: Option<SystemTime>) -> Result<Token> {
        Token::new(Scheme::Basic, basic_auth_header(user, pat)?, expires_at)
    }

    pub(super) fn bearer(token: &str, expires_at: Option<SystemTime>) -> Result<Token> {
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
        Token::new(Scheme::Bearer, header, expires_at)
    }

    /// The base64 of user, colon and token, as git's helpers may give it.
    pub(super) fn encoded_basic(pair: &str, expires_at: Option<SystemTime>) -> Result<Token> {
        let decoded = BASE64_STANDARD.decode(pair.trim()).map(Zeroizing::new);
        let text = decoded.ok().and_then(|bytes| {
            let text = std::str::from_utf8(&bytes).ok()?;
            Some(Zeroizing::new(text.to_owned()))
        });
        match text.as_deref().and_then(|text| text.split_once(':')) {
            Some((user, pat)) => Token::basic(user, pat, expires_at),
            None => Err(Error::invalid(
                "the credential is not the base64 of a user name, a colon and a token",
            )),
        }
    }

    fn new(scheme: Scheme, header: Zeroizing<String>, expires_at: Option<SystemTime>) -> Result<Token> {
        let mut header = HeaderValue::from_maybe_shared(Bytes::from_owner(Wiped(header)))
            .map_err(|_| Error::invalid("the credential cannot stand in a header"))?;
        header.set_sensitive(true);
        Ok(Token(Arc::new(Secret {
            scheme,
            header,
            expires_at,
        })))
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.header.clone()
    }

    /// As [`Token::header`], for whoever has an HTTP client of his own.
    pub(super) fn header_text(&self) -> &str {
        self.0.header.to_str().unwrap_or_default()
    }

    pub(crate) fn scheme(&self) -> Scheme {
        self.0.scheme
    }

    /// Whether it will have expired when this much time has passed.
    pub(super) fn expires_within(&self, margin: Duration) -> bool {
        self.0
            .expires_at
            .is_some_and(|expires_at| SystemTime::now() + margin >= expires_at)
    }

    pub(super) fn refuse_expired(&self) -> Result<()> {
        if self.expires_within(Duration::ZERO) {
            return Err(Error::new(Cause::TokenExpired, "the bearer token has expired")
                .with_hint("Fetch a new one and give it to the client in place of this one."));
        }
        Ok(())
    }

    pub(super) fn is_same(&self, other: &Token) -> bool {
        self.0.header == other.0.header
    }

    fn encoded(&self) -> &str {
        self.header_text()
            .split_once(' ')
            .map_or("", |(_, encoded)| encoded)
    }

    /// The token alone, as its owner gave it.
    fn plain(&self) -> Zeroizing<String> {
        match self.0.scheme {
            Scheme::Bearer => Zeroizing::new(self.encoded().to_owned()),
            Scheme::Basic => {
                let pair = Zeroizing::new(BASE64_STANDARD.decode(self.encoded()).unwrap_or_default());
                let pair = std::str::from_utf8(&pair).unwrap_or_default();
                Zeroizing::new(pair.split_once(':').map_or("", |(_, pat)| pat).to_owned())
            }
        }
    }

    /// What is odd about the token, for a person whom the service has refused: it may be right all the same.
    pub(crate) fn oddity(&self) -> Option<&'static str> {
        let plain = self.plain();
        let token = plain.as_str();
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
        match self.0.scheme {
            Scheme::Bearer if of_service => {
                Some("It looks like a personal access token: pass it as one, not as a bearer token.")
            }
            Scheme::Bearer => None,
            Scheme::Basic if is_jwt(token) => {
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

    /// `text` without this secret, plain or encoded.
    pub(super) fn redact(&self, text: &str) -> String {
        without_secret(&without_secret(text, &self.plain()), self.encoded())
    }
}

/// `text` without a secret, as it is, percent-encoded, or in other letters than its own, nor with what is left of it
/// where the text was cut. One so short that it is part of
/// ordinary words is no secret.
pub(super) fn without_secret(text: &str, secret: &str) -> String {
    if secret.len() < SHORTEST_SECRET {
        return text.to_owned();
    }
    let percent = Zeroizing::new(utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string());
    let in_form = Zeroizing::new(encode_component(secret));
    [secret, &percent, &in_form]
        .into_iter()
        .fold(text.to_owned(), |text, secret| {
            without_start(&without(&text, secret), secret)
        })
}

/// `text` without the beginning of the secret before each place where a text was cut.
fn without_start(text: &str, secret: &str) -> String {
    let bytes = secret.as_bytes();
    let mut kept = String::with_capacity(text.len());
    for part in text.split_inclusive(CUT) {
        let cut = part.strip_suffix(CUT).unwrap_or_default();
        let longest = bytes.len().min(cut.len());
        let start = (SHORTEST_START..=longest)
            .rev()
            .map(|length| cut.len() - length)
            .find(|&at| cut.as_bytes()[at..].eq_ignore_ascii_case(&bytes[..cut.len() - at]));
        match start {
            Some(at) => {
                kept.push_str(&cut[..at]);
                kept.push_str("***");
                kept.push(CUT);
            }
            None => kept.push_str(part),
        }
    }
    kept
}

/// As `str::replace`, whatever the case of ASCII letters.
fn without(text: &str, secret: &str) -> String {
    let (lower, secret) = (
        text.to_ascii_lowercase(),
        Zeroizing::new(secret.to_ascii_lowercase()),
    );
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(at) = lower[from..].find(secret.as_str()) {
        kept.push_str(&text[from..from + at]);
        kept.push_str("***");
        from += at + secret.len();
    }
    kept.push_str(&text[from..]);
    kept
}

/// Whether a secret has the shape of an access token of Microsoft Entra.
pub(super) fn is_jwt(secret: &str) -> bool {
    secret.starts_with("eyJ") && secret.matches('.').count() == 2
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
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
            let token = Token::basic(user, pat, None).unwrap();
            assert_eq!(
                (token.header_text(), token.plain().as_str()),
                (expected, pat.trim())
            );
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
        let token = Token::basic("", "hunter2hunter2", None).unwrap();
        let echoed = format!("you sent hunter2hunter2 as {}", token.header_text());
        assert_eq!(token.redact(&echoed), "you sent *** as Basic ***");
        let token = Token::basic("", "a/b+c==Secret", None).unwrap();
        for echoed in [
            "a/b+c==Secret",
            "a%2Fb%2Bc%3D%3DSecret",
            "A/B+C==SECRET",
            "a%2fb%2bc%3d%3dsecret",
        ] {
            assert_eq!(token.redact(&format!("<{echoed}>")), "<***>");
        }
        assert!(!format!("{token:?} {:?}", token.header()).contains("hunter2"));
    }

    #[test]
    fn a_secret_is_hidden_where_its_text_was_cut() {
        let token = Token::basic("", "größe/b+c==Secret", None).unwrap();
        for (echoed, shown) in [
            ("<größe/b+c==Sec…> and more", "<***…> and more"),
            ("<größe/b+c==Secret…>", "<***…>"),
            ("GRößE/…gr%C3%B6%C3%9Fe%2…", "***…***…"),
            ("a gr… of grö", "a gr… of grö"),
            ("größe größ…", "größe ***…"),
        ] {
            assert_eq!(token.redact(echoed), shown);
        }
        let header = token.header_text().to_owned();
        assert_eq!(token.redact(&format!("{}…", &header[..20])), "Basic ***…");
    }

    #[test]
    fn odd_tokens() {
        let odd = |token: &str| {
            Token::basic("", token, None)
                .unwrap()
                .oddity()
                .unwrap_or("nothing")
        };
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
        let as_bearer = Token::bearer(&pat, None).unwrap();
        assert!(as_bearer.oddity().unwrap().contains("personal"));
        assert!(Token::basic("", &pat, None).unwrap().oddity().is_none());
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
