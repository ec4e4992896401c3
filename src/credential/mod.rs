//! Who asks: a secret becomes an `Authorization` header, and secrets are found where people keep them.

mod azure_cli;
mod entra;
mod environment;
mod git;
mod program;
mod renewal;
mod token;

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

use zeroize::Zeroizing;

use azure_cli::AzureCli;
use entra::Entra;
use git::Git;
use renewal::{Renewed, TokenSource};

use crate::cancel::{Cancel, Interrupt};
use crate::clock::SystemClock;
use crate::error::{Cause, Error, Result, Status};
use crate::options::{Options, duration, flag, unknown};
use crate::organization::Organization;
use crate::params::Params;
use crate::url::is_loopback;

pub use entra::Application;
pub use token::basic_auth_header;
pub(crate) use token::{Scheme, Token};

/// Azure DevOps, as Microsoft Entra knows it.
const AZURE_DEVOPS: &str = "499b84ac-1321-427f-aa17-267ca6975798";

/// Who asks: a secret, kept out of every text the library writes and wiped with its last clone. One that can be
/// renewed is replaced before it expires, and once when the service has refused it.
#[derive(Clone)]
pub struct Credential {
    kind: Kind,
    source: &'static str,
    home: Home,
}

/// Whom a credential that was found somewhere may be shown to.
#[derive(Clone, PartialEq, Eq)]
enum Home {
    /// The caller has said so.
    Anywhere,
    /// Azure DevOps Services, whose tokens of Microsoft Entra are good for all of it.
    Services,
    /// The origin that it was asked for.
    Origin(Arc<str>),
}

#[derive(Clone)]
enum Kind {
    Fixed(Token),
    Renewed(Arc<Renewed>),
}

/// How other programs are asked for a credential: take the [`default`](Lookup::default) and change its fields.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Lookup {
    /// How long a program may take: 30 s.
    pub timeout: Duration,
    /// Whether git and its helper may ask the person, in the terminal or a window: no.
    pub prompt: bool,
    /// The tenant that the Azure CLI is asked for a token of, where it is not the CLI's own.
    pub tenant: Option<String>,
}

impl Default for Lookup {
    fn default() -> Lookup {
        Lookup {
            timeout: Duration::from_secs(30),
            prompt: false,
            tenant: None,
        }
    }
}

impl Lookup {
    /// Values by their names in `azdo.h`: `timeout_ms`, `prompt`, `tenant`.
    pub fn from_params(params: &Params) -> Result<Lookup> {
        let mut lookup = Lookup::default();
        for (name, text) in params.checked()? {
            let value = text.trim();
            match name.as_str() {
                "timeout_ms" => lookup.timeout = duration(name, value)?,
                "prompt" => lookup.prompt = flag(name, value)?,
                "tenant" => lookup.tenant = (!value.is_empty()).then(|| value.to_owned()),
                _ => return Err(unknown("a lookup", name, "timeout_ms, prompt, tenant")),
            }
        }
        Ok(lookup)
    }

    /// The call that a lookup is.
    fn interrupt(&self, cancel: Option<&Cancel>) -> Interrupt {
        // The program's own limit is the one that ends it.
        let beyond = self.timeout.saturating_add(Duration::from_secs(5));
        Interrupt::new(cancel, Arc::new(SystemClock), beyond)
    }
}

impl Credential {
    fn fixed(token: Token, source: &'static str) -> Credential {
        Credential {
            kind: Kind::Fixed(token),
            source,
            home: Home::Anywhere,
        }
    }

    fn renewed(token_source: impl TokenSource + 'static, source: &'static str, home: Home) -> Credential {
        Credential {
            kind: Kind::Renewed(Arc::new(Renewed::new(token_source))),
            source,
            home,
        }
    }

    /// An error where the credential was found for somebody else. This machine may stand in for anybody.
    pub(crate) fn refuse_stranger(&self, organization: &Organization) -> Result<()> {
        let may_see = match &self.home {
            Home::Anywhere => true,
            Home::Services => organization.is_services(),
            Home::Origin(origin) => organization.origin() == &**origin,
        };
        if may_see || is_loopback(organization.host()) {
            return Ok(());
        }
        let owner = match &self.home {
            Home::Origin(origin) => origin,
            _ => "Azure DevOps Services",
        };
        let message = format!(
            "{}: it is for {owner}, not for {}",
            self.source,
            organization.url()
        );
        Err(Error::invalid(message))
    }

    /// With its first token, so that whoever asked for it learns at once if there is none.
    fn fetched(self, interrupt: &Interrupt) -> Result<Credential> {
        self.token(interrupt)?;
        Ok(self)
    }

    /// A personal access token.
    pub fn pat(pat: &str) -> Result<Credential> {
        Credential::basic("", pat)
    }

    /// A personal access token with a user name, which the service ignores.
    pub fn basic(user: &str, pat: &str) -> Result<Credential> {
        Ok(Credential::fixed(
            Token::basic(user, pat, None)?,
            "personal access token",
        ))
    }

    /// An OAuth (Microsoft Entra) access token. From the moment `expires_at` on, calls fail without asking the
    /// service.
    pub fn bearer(token: &str, expires_at: impl Into<Option<SystemTime>>) -> Result<Credential> {
        Ok(Credential::fixed(
            Token::bearer(token, expires_at.into())?,
            "bearer token",
        ))
    }

    /// Whatever `provide` gives, a [`bearer`](Credential::bearer) token as a rule: asked for when the first call
    /// needs one, again shortly before it expires, and once when the service has refused it. Nothing can interrupt it,
    /// and it must not use a client that has this credential.
    ///
    /// ```
    /// use azdo::Credential;
    ///
    /// let credential = Credential::from_fn(|| {
    ///     let token = std::fs::read_to_string("/run/secrets/azure-devops").map_err(|error| error.to_string())?;
    ///     Credential::pat(&token).map_err(|error| error.to_string())
    /// });
    /// # drop(credential);
    /// ```
    pub fn from_fn<Failure: fmt::Display>(
        provide: impl Fn() -> std::result::Result<Credential, Failure> + Send + Sync + 'static,
    ) -> Credential {
        Credential::renewed(Provider(provide), "token provider", Home::Anywhere)
    }

    /// An application's own access tokens, by its client secret. Its first token is fetched here; `options` are those of
    /// a client, for the connection to Microsoft Entra.
    pub fn from_client_secret<'cancel>(
        application: &Application,
        options: &Options,
        cancel: impl Into<Option<&'cancel Cancel>>,
    ) -> Result<Credential> {
        let entra = Entra::new(application, options)?;
        let interrupt = Interrupt::new(cancel.into(), Arc::new(SystemClock), options.timeout);
        let credential = Credential::renewed(entra, entra::SOURCE, Home::Services);
        credential.fetched(&interrupt)
    }

    /// The first of `AZDO_PAT`, `AZURE_DEVOPS_EXT_PAT` and `SYSTEM_ACCESSTOKEN` that is set.
    ///
    /// Only for Azure DevOps Services over https and for the host of `SYSTEM_COLLECTIONURI`: no other URL can
    /// draw a pipeline's token to itself.
    pub fn from_environment(organization_url: &str) -> Result<Credential> {
        let organization = Organization::parse(organization_url)?;
        Credential::from_environment_for(&organization)
    }

    pub(crate) fn from_environment_for(organization: &Organization) -> Result<Credential> {
        let (token, variable) = environment::token(organization)?;
        Ok(Credential::fixed(token, variable))
    }

    /// What git's credential helper has for the organization's URL: `git credential fill`. The helper is told what the
    /// service thinks of it, as git does: `approve` after the first call that it lets in, `reject` after a refusal,
    /// whereupon git is asked once more.
    ///
    /// It starts a process, apart from this one: in a session of its own, without descriptors of this one's.
    pub fn from_git<'cancel>(
        organization_url: &str,
        lookup: &Lookup,
        cancel: impl Into<Option<&'cancel Cancel>>,
    ) -> Result<Credential> {
        let organization = Organization::parse(organization_url)?;
        Credential::from_git_for(&organization, lookup, &lookup.interrupt(cancel.into()))
    }

    fn from_git_for(
        organization: &Organization,
        lookup: &Lookup,
        interrupt: &Interrupt,
    ) -> Result<Credential> {
        let home = Home::Origin(organization.origin().into());
        Credential::renewed(Git::new(organization, lookup)?, git::SOURCE, home).fetched(interrupt)
    }

    /// The access token of whoever is signed in to the Azure CLI: `az account get-access-token`. For Azure DevOps
    /// Services alone. It starts a process, as [`Credential::from_git`] does.
    pub fn from_azure_cli<'cancel>(
        lookup: &Lookup,
        cancel: impl Into<Option<&'cancel Cancel>>,
    ) -> Result<Credential> {
        Credential::from_azure_cli_within(lookup, &lookup.interrupt(cancel.into()))
    }

    fn from_azure_cli_within(lookup: &Lookup, interrupt: &Interrupt) -> Result<Credential> {
        Credential::renewed(AzureCli::new(lookup), azure_cli::SOURCE, Home::Services).fetched(interrupt)
    }

    /// The first credential that one of these places has for the organization: "environment", "git", "azure_cli",
    /// separated by commas, asked in the order given. [`Credential::source`] says which it was.
    ///
    /// git and the Azure CLI are processes that this starts: they are asked only where they are named.
    pub fn find<'cancel>(
        organization_url: &str,
        places: &str,
        lookup: &Lookup,
        cancel: impl Into<Option<&'cancel Cancel>>,
    ) -> Result<Credential> {
        let cancel = cancel.into();
        let organization = Organization::parse(organization_url)?;
        let places: Vec<_> = places
            .split(',')
            .map(str::trim)
            .map(Place::named)
            .collect::<Result<_>>()?;
        let mut reasons = Vec::new();
        for place in places {
            match place.credential(&organization, lookup, &lookup.interrupt(cancel)) {
                Ok(credential) => return Ok(credential),
                // What no other place can make good: the call's own end, and what is wrong with it.
                Err(error)
                    if !matches!(
                        error.status(),
                        Status::Unauthenticated | Status::Io | Status::Timeout
                    ) =>
                {
                    return Err(error);
                }
                Err(error) => reasons.push(error),
            }
        }
        match <[Error; 1]>::try_from(reasons) {
            Ok([only]) => Err(only),
            Err(reasons) => {
                let reasons: Vec<_> = reasons.iter().map(Error::message).collect();
                Err(Error::new(Cause::CredentialMissing, reasons.join("; ")))
            }
        }
    }

    /// Where it came from: "personal access token", "AZDO_PAT", "git credential", … Never the secret.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The value of the `Authorization` header, for a program with an HTTP client of its own. It does not wait: of a
    /// credential that is renewed this is the last token, which [`Credential::renew`] keeps good.
    pub fn header(&self) -> Result<Zeroizing<String>> {
        let token = self.current().ok_or_else(|| {
            Error::new(Cause::InvalidState, "the credential has no token yet").with_hint("Renew it first.")
        })?;
        token.refuse_expired().map_err(|error| match self.kind {
            Kind::Fixed(_) => error,
            Kind::Renewed(_) => error.with_hint("Renew the credential first."),
        })?;
        Ok(Zeroizing::new(token.header_text().to_owned()))
    }

    /// Fetches a token where there is none or the last one expires soon; of a credential that is not renewed, says
    /// whether it has expired. Calls of a client do this by themselves.
    pub fn renew<'cancel>(&self, cancel: impl Into<Option<&'cancel Cancel>>) -> Result<()> {
        let interrupt = Interrupt::new(cancel.into(), Arc::new(SystemClock), Options::default().timeout);
        self.token(&interrupt).map(drop)
    }

    /// Whether it will have to be replaced by hand soon: a bearer token near its end.
    pub(crate) fn is_due(&self) -> bool {
        matches!(&self.kind, Kind::Fixed(token) if token.expires_within(renewal::MARGIN))
    }

    /// What a request travels with.
    pub(crate) fn token(&self, interrupt: &Interrupt) -> Result<Token> {
        match &self.kind {
            Kind::Fixed(token) => {
                token.refuse_expired()?;
                Ok(token.clone())
            }
            Kind::Renewed(renewed) => renewed.token(interrupt),
        }
    }

    pub(crate) fn is_renewed(&self) -> bool {
        matches!(self.kind, Kind::Renewed(_))
    }

    /// Another token in place of the one that the service has refused; none if there is no other.
    pub(crate) fn instead_of(&self, refused: &Token, interrupt: &Interrupt) -> Result<Option<Token>> {
        match &self.kind {
            Kind::Fixed(_) => Ok(None),
            Kind::Renewed(renewed) => renewed.instead_of(refused, interrupt),
        }
    }

    /// The service has let a token of this credential in.
    pub(crate) fn accepted(&self, interrupt: &Interrupt) {
        if let Kind::Renewed(renewed) = &self.kind {
            renewed.accepted(interrupt);
        }
    }

    /// Tells credentials apart within this process, and nothing else.
    pub(crate) fn identity(&self) -> u64 {
        static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        match &self.kind {
            Kind::Fixed(token) => KEY.hash_one(token.header_text()),
            // Its tokens change, and whoever they are of stays.
            Kind::Renewed(renewed) => KEY.hash_one(Arc::as_ptr(renewed)),
        }
    }

    fn current(&self) -> Option<Token> {
        match &self.kind {
            Kind::Fixed(token) => Some(token.clone()),
            Kind::Renewed(renewed) => renewed.current(),
        }
    }

    /// `text` without the secret, plain or encoded.
    pub(crate) fn redact(&self, text: &str) -> String {
        match &self.kind {
            Kind::Fixed(token) => token.redact(text),
            Kind::Renewed(renewed) => renewed.redact(text),
        }
    }
}

/// Where a credential may be found.
#[derive(Clone, Copy)]
enum Place {
    Environment,
    Git,
    AzureCli,
}

impl Place {
    fn named(name: &str) -> Result<Place> {
        match name {
            "environment" => Ok(Place::Environment),
            "git" => Ok(Place::Git),
            "azure_cli" => Ok(Place::AzureCli),
            _ => Err(Error::invalid(format!("no credential is kept in {name:?}"))
                .with_hint("There are environment, git and azure_cli.")),
        }
    }

    fn credential(
        self,
        organization: &Organization,
        lookup: &Lookup,
        interrupt: &Interrupt,
    ) -> Result<Credential> {
        match self {
            Place::Environment => Credential::from_environment_for(organization),
            Place::Git => Credential::from_git_for(organization, lookup, interrupt),
            // Its token is good for all of the cloud: no other host is to see it.
            Place::AzureCli if !organization.is_services() => Err(Error::new(
                Cause::CredentialUnavailable,
                "the Azure CLI has tokens for Azure DevOps Services alone",
            )),
            Place::AzureCli => Credential::from_azure_cli_within(lookup, interrupt),
        }
    }
}

/// A closure of the library's user as a source of tokens.
struct Provider<Provide>(Provide);

impl<Failure, Provide> TokenSource for Provider<Provide>
where
    Failure: fmt::Display,
    Provide: Fn() -> std::result::Result<Credential, Failure> + Send + Sync,
{
    fn fetch(&self, interrupt: &Interrupt) -> Result<Token> {
        let provided = (self.0)().map_err(|failure| {
            Error::new(
                Cause::CredentialUnavailable,
                format!("the token provider failed: {failure}"),
            )
        })?;
        provided.token(interrupt)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Application<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application")
            .field("tenant", &self.tenant)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
