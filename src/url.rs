//! URLs, taken apart and put together.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

use crate::error::{Error, Result};

/// What may not stand as it is in one segment of a path or in a query value (RFC 3986).
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'$')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b',')
    .add(b'/')
    .add(b':')
    .add(b';')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'@')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// `text` as one path segment or query value.
pub(crate) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, RESERVED).into()
}

/// `text` with everything encoded but letters, digits and what RFC 3986 never reserves.
pub(crate) fn encode_component(text: &str) -> String {
    const SPECIAL: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(text, SPECIAL).to_string()
}

/// One path segment as the text it stands for.
pub(crate) fn decode(segment: &str) -> Result<String> {
    let text = percent_decode_str(segment)
        .decode_utf8()
        .map_err(|_| not_understood("its path is not UTF-8"))?;
    // Dots would climb out of the path, however they are encoded.
    if text.chars().any(char::is_control) || matches!(&*text, "." | "..") {
        return Err(not_understood("its path holds what no name can"));
    }
    Ok(text.into_owned())
}

/// The segments of a path, each of which may be none that can be read.
pub(crate) type Segments = std::iter::Peekable<std::vec::IntoIter<Result<String>>>;

/// A URL of any scheme, as it was written.
pub(crate) struct Url<'text> {
    /// In lower case.
    pub(crate) scheme: String,
    pub(crate) user: Option<&'text str>,
    /// Host and port.
    authority: &'text str,
    path: &'text str,
    query: &'text str,
    fragment: &'text str,
}

impl<'text> Url<'text> {
    /// A text without a scheme is one of https, or a remote as ssh has it. A secret in front of the host is
    /// refused, and never shown.
    pub(crate) fn parse(text: &'text str) -> Result<Url<'text>> {
        let text = unwrapped(text.trim());
        match text.split_once("://") {
            Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => {
                let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                Url::of(scheme, &rest[..end], &rest[end..])
            }
            _ => Url::parse_without_scheme(text),
        }
    }

    fn parse_without_scheme(text: &'text str) -> Result<Url<'text>> {
        if let Some((address, path)) = text.split_once(':')
            && !address.contains(['/', '?', '#'])
        {
            let host = address.rsplit('@').next().unwrap_or(address);
            if SSH_HOSTS.iter().any(|known| known.eq_ignore_ascii_case(host)) {
                return Url::of("ssh", address, path);
            }
            if address.contains('@') && !path.starts_with(|first: char| first.is_ascii_digit()) {
                return Err(not_understood("it is an ssh remote of another service"));
            }
        }
        if !text.contains('.') {
            return Err(not_understood("it names no host"));
        }
        let end = text.find(['/', '?', '#']).unwrap_or(text.len());
        Url::of("https", &text[..end], &text[end..])
    }

    fn of(scheme: &str, authority: &'text str, rest: &'text str) -> Result<Url<'text>> {
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (user, authority) = match authority.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => return Err(holds_secret()),
            Some((user, authority)) => (Some(user), authority),
            None => (None, authority),
        };
        Ok(Url {
            scheme: scheme.to_ascii_lowercase(),
            user,
            authority,
            path,
            query,
            fragment,
        })
    }

    /// The host in lower case, and the port if there is one.
    pub(crate) fn host(&self) -> Result<(String, Option<u16>)> {
        split_port(self.authority)
    }

    pub(crate) fn segments(&self) -> Segments {
        let segments = self.path.split('/').filter(|segment| !segment.is_empty());
        segments.map(decode).collect::<Vec<_>>().into_iter().peekable()
    }

    /// Names in lower case, and values; those of the fragment last. What cannot be read is left out.
    pub(crate) fn parameters(&self) -> Vec<(String, String)> {
        let pairs = self.query.split('&').chain(self.fragment.split('&'));
        let read = |pair: &str| {
            let (name, value) = pair.split_once('=')?;
            // What was copied from HTML may have kept its entities.
            let name = name.strip_prefix("amp;").unwrap_or(name);
            let text = |part: &str| {
                let spaced = part.replace('+', " ");
                Some(percent_decode_str(&spaced).decode_utf8().ok()?.into_owned())
            };
            Some((text(name)?.to_ascii_lowercase(), text(value)?))
        };
        pairs.filter_map(read).collect()
    }
}

/// Where the cloud has its remotes for ssh.
pub(crate) const SSH_HOSTS: [&str; 2] = ["ssh.dev.azure.com", "vs-ssh.visualstudio.com"];

/// Without the quotes or brackets that mails and documents put around a URL.
fn unwrapped(text: &str) -> &str {
    let between = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    between('<', '>').or_else(|| between('"', '"')).unwrap_or(text)
}

/// Scheme, host and port: `https://dev.azure.com`.
pub(crate) fn origin(scheme: &str, host: &str, port: Option<u16>) -> String {
    match (scheme, port) {
        (_, None) | ("https", Some(443)) | ("http", Some(80)) => format!("{scheme}://{host}"),
        (_, Some(port)) => format!("{scheme}://{host}:{port}"),
    }
}

/// An error for an origin that is not https, unless it is this machine's own.
pub(crate) fn refuse_plain_http(origin: &str, host: &str) -> Result<()> {
    if origin.starts_with("https://") || (origin.starts_with("http://") && is_loopback(host)) {
        return Ok(());
    }
    Err(
        Error::invalid(format!("{origin} would be sent a secret in clear text")).with_hint(
            "Write https://; where the server has no TLS and you accept that, set the client option allow_http.",
        ),
    )
}

/// Scheme and authority of an absolute URL, and the rest.
pub(crate) fn split_origin(url: &str) -> Option<(&str, &str)> {
    let scheme_end = url.find("://")? + 3;
    let end = url[scheme_end..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |end| scheme_end + end);
    Some(url.split_at(end))
}

/// The host in lower case, and the port if there is one.
pub(crate) fn split_port(authority: &str) -> Result<(String, Option<u16>)> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => {
            let port = port
                .parse::<u16>()
                .map_err(|_| not_understood("its port is not a number"))?;
            (host, Some(port))
        }
        _ => (authority, None),
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let sound = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(plain),
    };
    if !sound {
        return Err(not_understood("its host is not a host name"));
    }
    Ok((host.to_ascii_lowercase(), port))
}

/// Whether this host is the machine itself.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

pub(crate) fn holds_secret() -> Error {
    not_understood("it holds a user name or a secret")
        .with_hint("Take everything up to the @ out of the URL and pass the token as a credential.")
}

pub(crate) fn not_understood(why: &str) -> Error {
    Error::invalid(format!("the URL is not understood: {why}")).with_hint(
        "Write it like https://dev.azure.com/{organization}, https://{account}.visualstudio.com or \
         https://{server}/{collection}.",
    )
}
