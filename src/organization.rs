//! An organization: where its API begins, which project is meant, and whom its credential may go to.

use crate::error::Result;
use crate::reference::Reference;
use crate::url::{Segments, encode, not_understood, origin, refuse_plain_http, split_origin, split_port};

/// An organization of Azure DevOps Services, or a collection of an Azure DevOps Server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Scheme, host and port: `https://dev.azure.com`.
    origin: String,
    host: String,
    /// The origin and what stands below it, percent-encoded: `/fabrikam`, `/tfs/DefaultCollection`, or nothing.
    url: String,
    name: String,
    project: Option<String>,
    services: bool,
}

impl Organization {
    /// Reads any form of URL that people have, from the organization's own to one pasted from a browser or a git
    /// remote: whatever [`Reference::parse`] understands and that names an organization.
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
        Reference::parse(url)?.into_organization()
    }

    /// Takes the organization's part from the front of a path, and the project's.
    pub(crate) fn take(
        scheme: &str,
        host: String,
        port: Option<u16>,
        segments: &mut Segments,
    ) -> Result<Organization> {
        let mut organization = match Host::of(&host) {
            Host::Services => {
                let name = name_of(segments)?;
                let path = format!("/{}", encode(&name));
                Organization::at(scheme, SERVICES.to_owned(), port, &path, name)
            }
            Host::Account(account) => {
                let host = format!("{account}{ACCOUNTS}");
                Organization::at(scheme, host, port, "", account.to_owned())
            }
            Host::Other => {
                return Err(not_understood(&format!("{host} is no host of an organization")));
            }
            Host::Server => {
                let root = segments.next_if(|first| is(first, "tfs"));
                let root = root.map_or(String::new(), |root| format!("/{}", root.unwrap_or_default()));
                let name = name_of(segments)?;
                let path = format!("{root}/{}", encode(&name));
                Organization::at(scheme, host, port, &path, name)
            }
        };
        if organization.is_cloud() {
            segments.next_if(|next| is(next, DEFAULT_COLLECTION));
        }
        organization.project = segments.next_if(names_something).transpose()?;
        Ok(organization)
    }

    fn at(scheme: &str, host: String, port: Option<u16>, path: &str, name: String) -> Organization {
        let origin = origin(scheme, &host, port);
        let mut organization = Organization {
            url: format!("{origin}{path}"),
            origin,
            host,
            name,
            project: None,
            services: false,
        };
        organization.services = organization.is_cloud() && scheme == "https";
        organization
    }

    /// Where routes begin, without a slash at the end: `https://dev.azure.com/fabrikam`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name, that of the account, or that of the Server's collection: `fabrikam`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The project that the URL named, if it named one.
    pub fn project(&self) -> Option<&str> {
        self.project.as_deref()
    }

    /// Names the project where the front of the path has not.
    pub(crate) fn name_project(&mut self, name: &str) {
        let is_name = !name.is_empty() && !name.starts_with('_') && !matches!(name, "." | "..");
        if self.project.is_none() && is_name {
            self.project = Some(name.to_owned());
        }
    }

    /// Where the project's pages and routes begin; the organization's where no project is named.
    pub(crate) fn project_url(&self) -> String {
        let Some(project) = self.project() else {
            return self.url().to_owned();
        };
        // A project of that name is not taken for the collection if the collection stands before it.
        let before = if self.is_cloud() && project.eq_ignore_ascii_case(DEFAULT_COLLECTION) {
            "/DefaultCollection"
        } else {
            ""
        };
        format!("{}{before}/{}", self.url(), encode(project))
    }

    /// Whether this is Microsoft's cloud, not a Server.
    pub fn is_services(&self) -> bool {
        self.services
    }

    /// By its host alone, whatever the scheme.
    fn is_cloud(&self) -> bool {
        self.host == SERVICES || self.host.ends_with(ACCOUNTS)
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
        refuse_plain_http(&self.origin, &self.host)
    }

    /// Whether the credential may go to this URL: the organization's own origin and, for Services, Microsoft's
    /// other hosts of the same service, over https.
    pub(crate) fn trusts(&self, url: &str) -> bool {
        // As good as all of them, and soon seen.
        if let Some(rest) = url.strip_prefix(&self.origin)
            && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        {
            return true;
        }
        let Some((place, _)) = split_origin(url) else {
            return false;
        };
        let Some((scheme, authority)) = place.split_once("://") else {
            return false;
        };
        let Ok((host, port)) = split_port(authority) else {
            return false;
        };
        let same = origin(&scheme.to_ascii_lowercase(), &host, port) == self.origin;
        let sister = scheme.eq_ignore_ascii_case("https")
            && matches!(port, None | Some(443))
            && (host == "dev.azure.com"
                || host.ends_with(".dev.azure.com")
                || host.ends_with(".visualstudio.com"));
        same || (self.services && sister)
    }
}

/// The cloud's own host, and what the hosts of its older accounts end with.
const SERVICES: &str = "dev.azure.com";
const ACCOUNTS: &str = ".visualstudio.com";

/// The collection that the cloud's URLs may name and need not.
const DEFAULT_COLLECTION: &str = "DefaultCollection";

/// Hosts below `dev.azure.com` that are not a service of an organization; all others have its name in the path.
const NO_SERVICES: [&str; 4] = ["aex", "ssh", "status", "www"];

/// What stands before `.visualstudio.com`, or before a service there, and is not the name of an account.
const NO_ACCOUNTS: [&str; 22] = [
    "aex",
    "app",
    "artifacts",
    "blogs",
    "code",
    "docs",
    "extmgmt",
    "feeds",
    "login",
    "marketplace",
    "my",
    "pkgs",
    "portal",
    "ssh",
    "status",
    "support",
    "vs-ssh",
    "vsaex",
    "vsrm",
    "vssps",
    "vstmr",
    "www",
];

/// Hosts that people take for Azure DevOps, or paste by mistake. Any other may be somebody's Server.
const ELSEWHERE: [&str; 15] = [
    "api.github.com",
    "azure.com",
    "azure.microsoft.com",
    "bitbucket.org",
    "docs.microsoft.com",
    "github.com",
    "gitlab.com",
    "learn.microsoft.com",
    "login.microsoftonline.com",
    "microsoft.com",
    "portal.azure.com",
    "visualstudio.com",
    "www.azure.com",
    "www.github.com",
    "www.microsoft.com",
];

/// Whose a host is.
enum Host<'host> {
    /// `dev.azure.com` or the host of one of its services, `vsrm.dev.azure.com`.
    Services,
    /// `{account}.visualstudio.com` or that of one of its services, `{account}.vsrm.visualstudio.com`.
    Account(&'host str),
    /// Not of an organization.
    Other,
    /// Any other.
    Server,
}

impl Host<'_> {
    fn of(host: &str) -> Host<'_> {
        if host == SERVICES {
            return Host::Services;
        }
        if let Some(service) = host.strip_suffix(".dev.azure.com") {
            let other = service.is_empty() || service.contains('.') || NO_SERVICES.contains(&service);
            return if other { Host::Other } else { Host::Services };
        }
        if let Some(account) = host.strip_suffix(ACCOUNTS) {
            let (account, service) = account.split_once('.').unwrap_or((account, ""));
            let other = account.is_empty()
                || service.contains('.')
                || NO_ACCOUNTS.contains(&account)
                || is_instance(account);
            return if other {
                Host::Other
            } else {
                Host::Account(account)
            };
        }
        if ELSEWHERE.contains(&host) {
            return Host::Other;
        }
        Host::Server
    }
}

/// The machines behind the cloud's services are called `spsprodcus3`, `artprodeus21`, …
fn is_instance(label: &str) -> bool {
    let instance = ["aexprod", "artprod", "spsprod", "tfsprod"]
        .iter()
        .any(|start| label.starts_with(start));
    instance && label.ends_with(|last: char| last.is_ascii_digit())
}

fn name_of(segments: &mut Segments) -> Result<String> {
    segments
        .next_if(names_something)
        .unwrap_or_else(|| Err(not_understood("it names no organization or collection")))
}

/// A segment that can be a name; those of the API and of the web pages begin with an underscore.
fn names_something(segment: &Result<String>) -> bool {
    !matches!(segment, Ok(text) if text.starts_with('_'))
}

fn is(segment: &Result<String>, word: &str) -> bool {
    matches!(segment, Ok(text) if text.eq_ignore_ascii_case(word))
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
                (organization.url(), organization.project()),
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
                let again = Organization::parse(organization.url()).unwrap();
                prop_assert_eq!(again.url(), organization.url());
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
