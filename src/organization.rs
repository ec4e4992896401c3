//! Any URL a user has becomes an organization: where its API begins and which project it names.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

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
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// An organization of Azure DevOps Services, or a collection of an Azure DevOps Server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Scheme, host and port: `https://dev.azure.com`.
    origin: String,
    host: String,
    /// Below the origin, percent-encoded: `/fabrikam`, `/tfs/DefaultCollection`, or empty.
    path: String,
    project: Option<String>,
    services: bool,
}

impl Organization {
    /// Reads any form of URL that people have, from the organization's own to one pasted from a browser:
    /// `https://dev.azure.com/{org}[/{project}…]`, `https://{account}.visualstudio.com[/DefaultCollection][…]`,
    /// `http(s)://server[:port][/tfs]/{collection}[/{project}…]`. What follows the first segment that begins
    /// with an underscore (`_apis`, `_build`, `_git`) does not matter here.
    ///
    /// ```
    /// use azdo::Organization;
    ///
    /// let pasted = Organization::parse("https://dev.azure.com/fabrikam/My%20Project/_build/results?buildId=42")?;
    /// assert_eq!(pasted.url(), "https://dev.azure.com/fabrikam");
    /// assert_eq!(pasted.project(), Some("My Project"));
    /// # Ok::<(), azdo::Error>(())
    /// ```
    pub fn parse(url: &str) -> Result<Organization> {
        let url = url.trim();
        let (scheme, rest) = match url.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None if url.contains('.') => ("https".to_owned(), url),
            None => return Err(not_understood("it names no host")),
        };
        if scheme != "https" && scheme != "http" {
            return Err(not_understood("its scheme is neither https nor http"));
        }
        let rest = rest.split(['?', '#']).next().unwrap_or("");
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let authority = match authority.rsplit_once('@') {
            // The form that the service itself gives for git.
            Some((user, host)) if path.split('/').next() == Some(user) => host,
            Some(_) => {
                return Err(not_understood("it holds a user name or a secret").with_hint(
                    "Take everything up to the @ out of the URL and pass the token as a credential.",
                ));
            }
            None => authority,
        };
        let (host, port) = split_port(authority)?;
        let mut segments = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(decode)
            .peekable();

        let mut own = Vec::new();
        let account = host
            .strip_suffix(".visualstudio.com")
            .filter(|account| !account.contains('.'));
        let services = account.is_some() || host == "dev.azure.com";
        if account.is_some() {
            segments.next_if(is_default_collection);
        } else {
            let prefix = if services {
                None
            } else {
                segments.next_if(|first| matches!(first, Ok(text) if text.eq_ignore_ascii_case("tfs")))
            };
            own.extend(prefix);
            match segments.next_if(names_something) {
                Some(name) => own.push(name),
                None => return Err(not_understood("it names no organization or collection")),
            }
            if services {
                segments.next_if(is_default_collection);
            }
        }
        let project = segments.next_if(names_something).transpose()?;
        let own = own.into_iter().collect::<Result<Vec<String>>>()?;

        let port = match (scheme.as_str(), port) {
            (_, None) | ("https", Some(443)) | ("http", Some(80)) => String::new(),
            (_, Some(port)) => format!(":{port}"),
        };
        Ok(Organization {
            origin: format!("{scheme}://{host}{port}"),
            path: own
                .iter()
                .map(|segment| format!("/{}", encode(segment)))
                .collect(),
            host,
            project,
            services: services && scheme == "https",
        })
    }

    /// Where routes begin, without a slash at the end: `https://dev.azure.com/fabrikam`.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    /// The project that the URL named, if it named one.
    pub fn project(&self) -> Option<&str> {
        self.project.as_deref()
    }

    /// Whether this is Microsoft's cloud, not a Server.
    pub fn is_services(&self) -> bool {
        self.services
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// Plain http shows the token to everybody on the way, so it goes to this machine only unless asked for.
    pub(crate) fn refuse_plain_http(&self) -> Result<()> {
        if self.is_https() || is_loopback(&self.host) {
            return Ok(());
        }
        Err(Error::invalid(format!("{} would send the token in clear text", self.origin)).with_hint(
            "Write https://; where the server has no TLS and you accept that, set the client option allow_http.",
        ))
    }

    /// Whether the credential may go to this URL: the organization's own origin and, for Services, Microsoft's
    /// other hosts of the same service, over https.
    pub(crate) fn trusts(&self, url: &str) -> bool {
        let Some((origin, _)) = split_origin(url) else {
            return false;
        };
        let Some((scheme, authority)) = origin.split_once("://") else {
            return false;
        };
        let Ok((host, port)) = split_port(authority) else {
            return false;
        };
        let same = Organization::parse(&format!("{origin}/x")).is_ok_and(|other| other.origin == self.origin);
        let sister = scheme.eq_ignore_ascii_case("https")
            && matches!(port, None | Some(443))
            && (host == "dev.azure.com"
                || host.ends_with(".dev.azure.com")
                || host.ends_with(".visualstudio.com"));
        same || (self.services && sister)
    }
}

/// Scheme and authority of an absolute URL, and the rest.
pub(crate) fn split_origin(url: &str) -> Option<(&str, &str)> {
    let scheme_end = url.find("://")? + 3;
    let end = url[scheme_end..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |end| scheme_end + end);
    Some(url.split_at(end))
}

fn split_port(authority: &str) -> Result<(String, Option<u16>)> {
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

fn decode(segment: &str) -> Result<String> {
    let text = percent_decode_str(segment)
        .decode_utf8()
        .map_err(|_| not_understood("its path is not UTF-8"))?;
    // Dots would climb out of the path, however they are encoded.
    if text.chars().any(char::is_control) || matches!(&*text, "." | "..") {
        return Err(not_understood("its path holds what no name can"));
    }
    Ok(text.into_owned())
}

/// A segment that can be a name; those of the API and of the web pages begin with an underscore.
fn names_something(segment: &Result<String>) -> bool {
    !matches!(segment, Ok(text) if text.starts_with('_'))
}

fn is_default_collection(segment: &Result<String>) -> bool {
    matches!(segment, Ok(text) if text.eq_ignore_ascii_case("DefaultCollection"))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn not_understood(why: &str) -> Error {
    Error::invalid(format!("the organization's URL is not understood: {why}")).with_hint(
        "Write it like https://dev.azure.com/{organization}, https://{account}.visualstudio.com or \
         https://{server}/{collection}.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_form_of_url() {
        for (url, base, project) in [
            (
                "https://dev.azure.com/fabrikam",
                "https://dev.azure.com/fabrikam",
                None,
            ),
            (
                " https://dev.azure.com/fabrikam/ ",
                "https://dev.azure.com/fabrikam",
                None,
            ),
            ("dev.azure.com/fabrikam", "https://dev.azure.com/fabrikam", None),
            (
                "HTTPS://Dev.Azure.Com:443/fabrikam",
                "https://dev.azure.com/fabrikam",
                None,
            ),
            (
                "https://dev.azure.com/fabrikam/My%20Project/_build?definitionId=3",
                "https://dev.azure.com/fabrikam",
                Some("My Project"),
            ),
            (
                "https://dev.azure.com/fabrikam/_apis/build-release/builds",
                "https://dev.azure.com/fabrikam",
                None,
            ),
            (
                "https://fabrikam.visualstudio.com",
                "https://fabrikam.visualstudio.com",
                None,
            ),
            (
                "https://fabrikam.visualstudio.com/DefaultCollection",
                "https://fabrikam.visualstudio.com",
                None,
            ),
            (
                "https://fabrikam.visualstudio.com/DefaultCollection/_apis/build-release/builds",
                "https://fabrikam.visualstudio.com",
                None,
            ),
            (
                "https://fabrikam.visualstudio.com/DefaultCollection/Web/_build",
                "https://fabrikam.visualstudio.com",
                Some("Web"),
            ),
            (
                "https://server/tfs/DefaultCollection",
                "https://server/tfs/DefaultCollection",
                None,
            ),
            (
                "http://server:8080/tfs/DefaultCollection/Über",
                "http://server:8080/tfs/DefaultCollection",
                Some("Über"),
            ),
            (
                "https://server/My Collection",
                "https://server/My%20Collection",
                None,
            ),
            ("http://[::1]:80/c", "http://[::1]/c", None),
            (
                "https://fabrikam@dev.azure.com/fabrikam/My%20Project/_git/code",
                "https://dev.azure.com/fabrikam",
                Some("My Project"),
            ),
        ] {
            let organization = Organization::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"));
            assert_eq!(
                (organization.url().as_str(), organization.project()),
                (base, project),
                "{url}"
            );
        }
    }

    #[test]
    fn what_is_no_organization() {
        for url in [
            "",
            "fabrikam",
            "ftp://dev.azure.com/x",
            "https://dev.azure.com",
            "https://server/tfs",
            "https://server/_apis",
            "https://me:secret@dev.azure.com/x",
            "https://secret@dev.azure.com/x",
            "https://server/..",
            "https://dev.azure.com/x/%2e%2E/y",
            "https://host:port/x",
            "https://ho st/x",
            "https:///x",
            "https://dev.azure.com/%FF",
            "https://dev.azure.com/a%00b",
        ] {
            let error = Organization::parse(url).unwrap_err();
            assert!(!error.message().contains("secret@"), "{url}");
        }
    }

    #[test]
    fn credentials_stay_at_home() {
        let cloud = Organization::parse("https://dev.azure.com/fabrikam").unwrap();
        let server = Organization::parse("http://127.0.0.1:8080/c").unwrap();
        for url in [
            "https://dev.azure.com/x",
            "https://vssps.dev.azure.com/x",
            "https://artprodcus3.artifacts.visualstudio.com/A",
        ] {
            assert!(cloud.trusts(url), "{url}");
            assert!(!server.trusts(url), "{url}");
        }
        for url in [
            "http://dev.azure.com/x",
            "https://dev.azure.com.evil.org/x",
            "https://evildev.azure.com/x",
            "https://x.blob.core.windows.net/",
            "https://dev.azure.com:444/",
            "https://dev.azure.com@evil.org/",
            "https://evil.org\\@dev.azure.com/",
            "nonsense",
            "//dev.azure.com/x",
        ] {
            assert!(!cloud.trusts(url), "{url}");
        }
        assert!(server.trusts("http://127.0.0.1:8080/other") && !server.trusts("http://127.0.0.1:8081/c"));
    }

    #[test]
    fn plain_http_only_at_home() {
        for (url, allowed) in [
            ("http://localhost:1/c", true),
            ("http://127.9.9.9/c", true),
            ("http://[::1]/c", true),
            ("https://server/c", true),
            ("http://server/c", false),
            ("http://dev.azure.com/c", false),
            ("http://localhost.evil.org/c", false),
        ] {
            assert_eq!(
                Organization::parse(url).unwrap().refuse_plain_http().is_ok(),
                allowed,
                "{url}"
            );
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(url in "\\PC{0,60}") {
            if let Ok(organization) = Organization::parse(&url) {
                prop_assert_eq!(Organization::parse(&organization.url()).unwrap().url(), organization.url());
            }
        }

        #[test]
        fn segments_survive(name in "[^\\p{C}/_.]{1,20}") {
            let name = name.trim();
            prop_assume!(!name.is_empty());
            let url = format!("https://dev.azure.com/o/{}", encode(name));
            let parsed = Organization::parse(&url).unwrap();
            prop_assert!(parsed.project() == Some(name) || name.eq_ignore_ascii_case("DefaultCollection"));
        }
    }
}
