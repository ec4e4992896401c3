//! Proxies as the environment names them: by scheme, never for this machine itself.
//!
//! ureq would take the first variable that is set, whatever the URL's scheme, and pass over what it cannot read.

use ureq::{Proxy, ProxyProtocol};

use crate::error::{Cause, Error, Result};

/// A proxy, and the variable that names it.
#[derive(Debug)]
pub(super) struct EnvironmentProxy {
    variable: &'static str,
    proxy: Proxy,
}

impl EnvironmentProxy {
    /// That of https (`true`) or http URLs.
    pub(super) fn for_scheme(secure: bool) -> Result<Option<EnvironmentProxy>> {
        // HTTP_PROXY in capitals is left alone: a CGI program's caller can set it.
        let variables: &[&'static str] = if secure {
            &["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        } else {
            &["http_proxy", "all_proxy", "ALL_PROXY"]
        };
        let named = variables.iter().find_map(|name| Some((*name, value_of(name)?)));
        match named {
            Some((variable, value)) => Ok(Some(EnvironmentProxy {
                variable,
                proxy: read(variable, &value)?,
            })),
            None => Ok(None),
        }
    }

    pub(super) fn get(&self) -> Proxy {
        self.proxy.clone()
    }

    pub(super) fn speaks_tls(&self) -> bool {
        self.proxy.protocol() == ProxyProtocol::Https
    }

    /// Whether requests for this URL go through it.
    pub(super) fn serves(&self, url: &str) -> bool {
        url.parse().is_ok_and(|uri| !self.proxy.is_no_proxy(&uri))
    }

    /// Without its password.
    pub(super) fn shown(&self) -> String {
        format!("{}:{} of {}", self.proxy.host(), self.proxy.port(), self.variable)
    }

    /// Whoever was not reached was the proxy: the server's name and port are its business.
    pub(super) fn blame(&self, error: Error) -> Error {
        match error.cause() {
            Cause::HostNotFound
            | Cause::ConnectionRefused
            | Cause::ConnectionFailed
            | Cause::ProxyRefused => {
                let message = format!("the proxy {}: {}", self.shown(), error.message());
                Error::new(Cause::ProxyRefused, message)
            }
            _ => error,
        }
    }
}

fn read(variable: &str, value: &str) -> Result<Proxy> {
    let not_usable = |why: &str| {
        Error::new(
            Cause::ProxyRefused,
            format!("the proxy in {variable} is not usable: {why}"),
        )
        .with_hint("Write it like http://proxy.example.com:3128, or add the server to NO_PROXY.")
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
    let parsed = Proxy::new(value).map_err(|_| not_usable("it is not a URL of a proxy"))?;
    if !matches!(parsed.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) {
        return Err(not_usable("only http proxies are supported"));
    }
    let mut builder = Proxy::builder(parsed.protocol())
        .host(parsed.host())
        .port(parsed.port())
        .resolve_target(false);
    if let Some(user) = parsed.username() {
        builder = builder.username(user);
    }
    if let Some(password) = parsed.password() {
        builder = builder.password(password);
    }
    let exceptions = value_of("no_proxy")
        .or_else(|| value_of("NO_PROXY"))
        .unwrap_or_default();
    for exception in exceptions
        .split(',')
        .map(str::trim)
        .chain(["localhost", "127.0.0.1", "[::1]"])
    {
        builder = builder.no_proxy(exception);
        // Everybody else takes "example.com" and ".example.com" to mean its subdomains too.
        if !exception.is_empty() && !exception.contains('*') {
            builder = builder.no_proxy(&format!("*.{}", exception.trim_start_matches('.')));
        }
    }
    builder
        .build()
        .map_err(|_| not_usable("it is not a URL of a proxy"))
}

fn value_of(variable: &str) -> Option<String> {
    std::env::var(variable)
        .ok()
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_proxy_is_refused_by_the_variables_name() {
        for value in [
            "http://proxy:notaport",
            "http://proxy:99999",
            "socks5://proxy:1080",
            "http://",
        ] {
            let error = read("HTTPS_PROXY", value).unwrap_err();
            assert!(error.message().contains("HTTPS_PROXY"), "{value}: {error}");
        }
        for (value, host, port) in [
            ("http://proxy.example.com:3128", "proxy.example.com", 3128),
            ("proxy:3128", "proxy", 3128),
            ("http://me:s%40cret@proxy", "proxy", 80),
        ] {
            let proxy = read("HTTPS_PROXY", value).unwrap();
            assert_eq!((proxy.host(), proxy.port()), (host, port), "{value}");
            assert!(proxy.is_no_proxy(&"http://127.0.0.1:8080/".parse().unwrap()));
        }
    }
}
