//! Proxies as the environment names them: by scheme, never for this machine itself.
//!
//! ureq would take the first variable that is set, whatever the URL's scheme, and pass over what it cannot read.

use ureq::{Proxy, ProxyProtocol};

use crate::error::{Cause, Error, Result};

/// The proxy for https (`true`) or http URLs.
pub(super) fn for_scheme(secure: bool) -> Result<Option<Proxy>> {
    // HTTP_PROXY in capitals is left alone: a CGI program's caller can set it.
    let variables: &[&str] = if secure {
        &["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    } else {
        &["http_proxy", "all_proxy", "ALL_PROXY"]
    };
    let Some((variable, value)) = variables.iter().find_map(|name| Some((name, value_of(name)?))) else {
        return Ok(None);
    };
    let not_usable = |why: &str| {
        Error::new(
            Cause::ProxyRefused,
            format!("the proxy in {variable} is not usable: {why}"),
        )
        .with_hint("Write it like http://proxy.example.com:3128, or add the server to NO_PROXY.")
    };
    let parsed = Proxy::new(&value).map_err(|_| not_usable("it is not a URL of a proxy"))?;
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
    Ok(Some(
        builder
            .build()
            .map_err(|_| not_usable("it is not a URL of a proxy"))?,
    ))
}

fn value_of(variable: &str) -> Option<String> {
    std::env::var(variable)
        .ok()
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}
