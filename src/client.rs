//! Where and how: an organization, a credential, and the connections between.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::builds::Builds;
use crate::cancel::{Cancel, Interrupt};
use crate::clock::{Clock, SystemClock};
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::organization::Organization;
use crate::params::Params;
use crate::pipeline::{Call, Pipeline};
use crate::projects::Projects;
use crate::throttle::Gate;
use crate::trace::Trace;
use crate::transport::{HeaderMap, Settings, read_certificates};

/// The options a client takes, with their defaults: names, meanings and units are part of the API.
const OPTIONS: [(&str, &str); 7] = [
    ("timeout_ms", "100000"),
    ("connect_timeout_ms", "30000"),
    ("idle_timeout_ms", "60000"),
    ("max_body_bytes", "33554432"),
    ("ca_file", ""),
    ("allow_http", "0"),
    ("keep_json", "1"),
];

/// Longer than any honest wait, and short enough for every clock's arithmetic.
const MAX_OPTION_MS: u64 = i32::MAX as u64;

/// A connection to one organization. Any number of threads may use it at once; clones are the same client.
#[derive(Debug, Clone)]
pub struct Client(Arc<State>);

#[derive(Debug)]
struct State {
    organization: Organization,
    credential: RwLock<Credential>,
    pipeline: Pipeline,
    gate: Arc<Gate>,
    trace: Option<Arc<dyn Trace>>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    keep_json: bool,
}

impl Client {
    /// A client for the organization of this URL, in any form that [`Organization::parse`] reads. Without a
    /// credential, [`Credential::from_environment`] is asked for one. Nothing is sent yet.
    ///
    /// Options: `timeout_ms` for a whole call (100000), `connect_timeout_ms` (30000), `idle_timeout_ms` for each
    /// wait for bytes (60000), `max_body_bytes` of an answer that is gathered whole (33554432), `ca_file`, a PEM
    /// file of authorities to trust beside the platform's, `allow_http` (0; 1 sends the token in clear text to
    /// other machines too), `keep_json` (1; 0 drops the JSON of each record).
    pub fn new(organization_url: &str, credential: Option<Credential>, options: &Params) -> Result<Client> {
        Client::build(organization_url, credential, options, None)
    }

    /// As [`Client::new`], with an observer of the client's traffic.
    pub fn with_trace(
        organization_url: &str,
        credential: Option<Credential>,
        options: &Params,
        trace: Arc<dyn Trace>,
    ) -> Result<Client> {
        Client::build(organization_url, credential, options, Some(trace))
    }

    fn build(
        organization_url: &str,
        credential: Option<Credential>,
        options: &Params,
        trace: Option<Arc<dyn Trace>>,
    ) -> Result<Client> {
        let organization = Organization::parse(organization_url)?;
        let options = Options::read(options)?;
        if !options.flag("allow_http")? {
            organization.refuse_plain_http()?;
        }
        let ca_file = options.text("ca_file");
        let settings = Settings {
            connect_timeout: options.duration("connect_timeout_ms")?,
            idle_timeout: options.duration("idle_timeout_ms")?,
            max_body_bytes: options.number("max_body_bytes", u64::MAX - 1)?,
            extra_roots: if ca_file.is_empty() {
                Vec::new()
            } else {
                read_certificates(ca_file)?
            },
        };
        let (timeout, keep_json) = (options.duration("timeout_ms")?, options.flag("keep_json")?);
        let credential = match credential {
            Some(credential) => credential,
            None => Credential::from_environment_for(&organization)?,
        };
        Ok(Client(Arc::new(State {
            pipeline: Pipeline::new(organization.clone(), settings),
            organization,
            credential: RwLock::new(credential),
            gate: Arc::default(),
            trace,
            clock: Arc::new(SystemClock),
            timeout,
            keep_json,
        })))
    }

    /// Calls that begin from now on use this credential: tokens expire while clients live.
    pub fn set_credential(&self, credential: Credential) {
        *self.0.credential.write().unwrap_or_else(PoisonError::into_inner) = credential;
    }

    /// Whom this client talks to.
    pub fn organization(&self) -> &Organization {
        &self.0.organization
    }

    /// The builds of its projects.
    pub fn builds(&self) -> Builds<'_> {
        Builds::new(self)
    }

    /// Its projects.
    pub fn projects(&self) -> Projects<'_> {
        Projects::new(self)
    }

    /// What one call travels with, from now until its deadline.
    pub(crate) fn call(&self, cancel: Option<&Cancel>) -> Call {
        Call {
            interrupt: Interrupt::new(cancel, self.0.clock.clone(), self.0.timeout),
            credential: self
                .0
                .credential
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
            gate: self.0.gate.clone(),
            trace: self.0.trace.clone(),
        }
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.0.pipeline
    }

    pub(crate) fn keeps_json(&self) -> bool {
        self.0.keep_json
    }

    /// GETs a URL whose answer is JSON, whole.
    pub(crate) fn get(&self, url: String, call: &Call) -> Result<Gathered> {
        let mut response = self.pipeline().get(url, call)?;
        let body = response.body.gather(&call.interrupt)?;
        Ok(Gathered {
            body,
            place: response.body.place().to_owned(),
            headers: response.headers,
        })
    }
}

/// An answer, whole.
pub(crate) struct Gathered {
    pub(crate) body: Vec<u8>,
    pub(crate) headers: HeaderMap,
    /// Method and URL of the request, to name in errors.
    pub(crate) place: String,
}

/// Option values, checked by name.
struct Options<'a>(&'a [(String, String)]);

impl<'a> Options<'a> {
    fn read(params: &'a Params) -> Result<Options<'a>> {
        let entries = params.checked()?;
        for (name, _) in entries {
            if !OPTIONS.iter().any(|(known, _)| known == name) {
                let known: Vec<&str> = OPTIONS.iter().map(|(known, _)| *known).collect();
                return Err(Error::invalid(format!("a client has no option {name:?}"))
                    .with_hint(format!("It has {}.", known.join(", "))));
            }
        }
        Ok(Options(entries))
    }

    fn text(&self, name: &str) -> &'a str {
        let given = self
            .0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str());
        let default = OPTIONS
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, default)| *default);
        given.unwrap_or(default)
    }

    fn number(&self, name: &str, most: u64) -> Result<u64> {
        let text = self.text(name).trim();
        match text.parse() {
            Ok(number) if (1..=most).contains(&number) => Ok(number),
            _ => Err(Error::invalid(format!(
                "{name} must be a whole number from 1 to {most}, not {text:?}"
            ))),
        }
    }

    fn duration(&self, name: &str) -> Result<Duration> {
        Ok(Duration::from_millis(self.number(name, MAX_OPTION_MS)?))
    }

    fn flag(&self, name: &str) -> Result<bool> {
        match self.text(name).trim() {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            text => Err(Error::invalid(format!("{name} must be 0 or 1, not {text:?}"))),
        }
    }
}
