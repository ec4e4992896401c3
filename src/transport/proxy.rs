//! Proxies as an option or the environment names them; those of the environment by scheme.
//!
//! ureq would take the first variable that is set, whatever the URL's scheme, pass over what it cannot read, and
//! know no networks in NO_PROXY.

use ureq::http::Uri;
use ureq::{Proxy, ProxyProtocol};

use super::exceptions::Exceptions;
use crate::error::{Cause, Error, Result, Status};

/// Where a client's proxy is named.
#[derive(Debug, Clone, Default)]
pub(crate) enum Proxies {
    /// By variables, when the first request is sent.
    #[default]
    Environment,
    /// By the client's option: that one, or none at all, whatever the environment says.
    Option(Option<NamedProxy>),
}

/// A proxy, and who names it.
#[derive(Debug, Clone)]
pub(crate) struct NamedProxy {
    source: &'static str,
    /// Whatever is wrong with it concerns only those whom it serves.
    pub(super) proxy: Result<Proxy>,
    /// An option's serves everybody.
    exceptions: Option<Exceptions>,
}

impl Proxies {
    /// As the client's option says: a URL, or an empty text for no proxy.
    pub(crate) fn of_option(value: &str) -> Result<Proxies> {
        const SOURCE: &str = "the client option proxy";
        if value.trim().is_empty() {
            return Ok(Proxies::Option(None));
        }
        let proxy = read(SOURCE, value, Cause::InvalidArgument)?;
        Ok(Proxies::Option(Some(NamedProxy {
            source: SOURCE,
            proxy: Ok(proxy),
            exceptions: None,
        })))
    }

    /// The one that requests for this URL go through, as a person reads it.
    pub(crate) fn shown_for(&self, url: &str) -> Result<Option<String>> {
        let proxy = self.for_scheme(super::is_secure(url))?;
        let proxy = proxy.filter(|proxy| proxy.serves(url));
        proxy.map(|proxy| proxy.shown()).transpose()
    }

    /// That of https (`true`) or http URLs.
    pub(super) fn for_scheme(&self, secure: bool) -> Result<Option<NamedProxy>> {
        if let Proxies::Option(proxy) = self {
            return Ok(proxy.clone());
        }
        // HTTP_PROXY in capitals is left alone: a CGI program's caller can set it.
        let variables: &[&'static str] = if secure {
            &["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        } else {
            &["http_proxy", "all_proxy", "ALL_PROXY"]
        };
        let Some((source, value)) = first_set(variables)? else {
            return Ok(None);
        };
        Ok(Some(NamedProxy {
            source,
            proxy: read(source, &value, Cause::ProxyRefused),
            exceptions: Some(exceptions()?),
        }))
    }
}

impl NamedProxy {
    pub(super) fn speaks_tls(&self) -> bool {
        matches!(&self.proxy, Ok(proxy) if proxy.protocol() == ProxyProtocol::Https)
    }

    /// Whether requests for this URL go through it.
    pub(super) fn serves(&self, url: &str) -> bool {
        let (Some(exceptions), Ok(uri)) = (&self.exceptions, url.parse::<Uri>()) else {
            return true;
        };
        let default_port = if super::is_secure(url) { 443 } else { 80 };
        !exceptions.hold(
            uri.host().unwrap_or_default(),
            uri.port_u16().unwrap_or(default_port),
        )
    }

    /// Without its password.
    fn shown(&self) -> Result<String> {
        let proxy = self.proxy.as_ref().map_err(Clone::clone)?;
        Ok(format!("{}:{} of {}", proxy.host(), proxy.port(), self.source))
    }

    /// Whoever was not reached was the proxy, as the server's name and port are its business; whatever else broke may
    /// have broken on either side of it.
    pub(super) fn blame(&self, error: Error) -> Error {
        let Ok(shown) = self.shown() else { return error };
        let by_proxy = |message: String| format!("the proxy {shown}: {message}");
        match error.cause() {
            Cause::ConnectionRefused | Cause::ConnectionFailed | Cause::HostNotFound => {
                error.with_cause(Cause::ProxyUnreachable).map_message(by_proxy)
            }
            Cause::ProxyRefused => error.map_message(by_proxy),
            _ if matches!(
                error.status(),
                Status::Network | Status::Timeout | Status::Tls | Status::Protocol
            ) =>
            {
                error.map_message(|message| format!("{message}, through the proxy {shown}"))
            }
            _ => error,
        }
    }
}

/// What it is that `source` says; the value itself may hold a password and is not shown.
fn read(source: &str, value: &str, cause: Cause) -> Result<Proxy> {
    let value = value.trim();
    let not_usable = |why: &str| {
        Error::new(cause, format!("the proxy in {source} is not usable: {why}")).with_hint(
            "Write it like http://proxy.example.com:3128 or http://user:password@proxy.example.com:3128, with %40 for \
             an @ in the password and the like.",
        )
    };
    // ureq takes a port that is none for one that was not given.
    let authority = value.split_once("://").map_or(value, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if let Some((_, port)) = host.rsplit_once(':')
        && !port.ends_with(']')
        && port.parse::<u16>().is_err()
    {
        return Err(not_usable("its port is not a number"));
    }
    let proxy = Proxy::new(value).map_err(|_| not_usable("it is not a URL of a proxy"))?;
    if !matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) {
        return Err(not_usable("only http proxies are supported"));
    }
    if proxy.host().is_empty() {
        return Err(not_usable("it names no host"));
    }
    Ok(proxy)
}

fn exceptions() -> Result<Exceptions> {
    let Some((variable, value)) = first_set(&["no_proxy", "NO_PROXY"])? else {
        return Exceptions::parse("").map_err(Error::invalid);
    };
    Exceptions::parse(&value).map_err(|entry| {
        let message = format!("{variable} holds {entry:?}, which names no servers");
        Error::new(Cause::ProxyRefused, message).with_hint(
            "Write it like example.com, .example.com, example.com:8080, 10.0.0.0/8, fd00::/8 or *, with commas between.",
        )
    })
}

/// The first of these variables that holds something.
fn first_set(variables: &[&'static str]) -> Result<Option<(&'static str, String)>> {
    for variable in variables {
        let Some(value) = std::env::var_os(variable) else {
            continue;
        };
        let Some(value) = value.to_str().map(str::trim) else {
            let message = format!("the variable {variable} is not UTF-8");
            return Err(Error::new(Cause::ProxyRefused, message));
        };
        if !value.is_empty() {
            return Ok(Some((variable, value.to_owned())));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_proxy_is_refused_by_the_variables_name_and_without_its_password() {
        for value in [
            "http://me:s3cret@proxy:notaport",
            "http://me:s3cret@proxy:99999",
            "http://me:s3cret@proxy:",
            "http://me:s3cret%ff@proxy:3128",
            "socks5://me:s3cret@proxy:1080",
            "ftp://me:s3cret@proxy",
            "http://me:s3cret@",
            "http://",
            "http://:3128",
            "http:// proxy",
        ] {
            let error = read("HTTPS_PROXY", value, Cause::ProxyRefused).unwrap_err();
            assert!(error.message().contains("HTTPS_PROXY"), "{value}: {error}");
            assert!(!format!("{error:#?}").contains("s3cret"), "{value}: {error:#?}");
            let error = Proxies::of_option(value).unwrap_err();
            assert_eq!(error.cause(), Cause::InvalidArgument);
            assert!(error.message().contains("option proxy"), "{value}: {error}");
        }
    }

    #[test]
    fn hosts_ports_and_credentials_are_read() {
        for (value, host, port, user, password) in [
            (
                "http://proxy.example.com:3128",
                "proxy.example.com",
                3128,
                None,
                None,
            ),
            (
                "http://proxy.example.com:3128/",
                "proxy.example.com",
                3128,
                None,
                None,
            ),
            ("proxy:3128", "proxy", 3128, None, None),
            ("https://proxy", "proxy", 443, None, None),
            ("http://[::1]:3128", "[::1]", 3128, None, None),
            (
                "http://me:s%40c%3Aret@proxy",
                "proxy",
                80,
                Some("me"),
                Some("s@c:ret"),
            ),
            (
                "http://dom%5Cme:a+b@proxy",
                "proxy",
                80,
                Some("dom\\me"),
                Some("a+b"),
            ),
            (
                "http://me:s@cret@proxy:3128",
                "proxy",
                3128,
                Some("me"),
                Some("s@cret"),
            ),
            ("http://me@proxy", "proxy", 80, Some("me"), None),
        ] {
            let proxy = read("HTTPS_PROXY", value, Cause::ProxyRefused).unwrap();
            assert_eq!((proxy.host(), proxy.port()), (host, port), "{value}");
            assert_eq!((proxy.username(), proxy.password()), (user, password), "{value}");
            let named = Proxies::of_option(value).unwrap();
            assert!(!format!("{named:?}").contains("ret"), "{named:?}");
        }
    }
}
