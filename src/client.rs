//! Where and how: an organization, a credential, and the connections between.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::builds::Builds;
use crate::cancel::{Cancel, Interrupt};
use crate::clock::{Clock, SystemClock};
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::model::Reading;
use crate::options::Options;
use crate::organization::Organization;
use crate::pipeline::{Call, Pipeline};
use crate::projects::Projects;
use crate::throttle::Gate;
use crate::trace::Trace;
use crate::transport::{Proxies, Settings, read_authorities, read_identity};

/// A connection to one organization. Any number of threads may use it at once; clones are the same client.
#[derive(Debug, Clone)]
pub struct Client {
    state: Arc<State>,
    cancel: Option<Cancel>,
}

#[derive(Debug)]
struct State {
    organization: Organization,
    credential: RwLock<Credential>,
    pipeline: Pipeline,
    gate: Arc<Gate>,
    trace: Option<Arc<dyn Trace>>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    reading: Reading,
    max_pages: u64,
    proxies: Proxies,
}

impl Client {
    /// A client for the organization of this URL, in any form that [`Organization::parse`] reads. With `None` for
    /// a credential, [`Credential::from_environment`] is asked for one. Nothing is sent yet.
    pub fn new(organization_url: &str, credential: impl Into<Option<Credential>>) -> Result<Client> {
        Client::with_options(organization_url, credential, Options::default())
    }

    /// As [`Client::new`], with other options than the defaults.
    pub fn with_options(
        organization_url: &str,
        credential: impl Into<Option<Credential>>,
        options: Options,
    ) -> Result<Client> {
        let organization = Organization::parse(organization_url)?;
        if !options.allow_http {
            organization.refuse_plain_http()?;
        }
        let settings = Settings {
            connect_timeout: options.connect_timeout,
            idle_timeout: options.idle_timeout,
            max_body_bytes: options.max_body_bytes,
            max_header_bytes: options.max_header_bytes,
            extra_roots: match &options.ca_file {
                Some(path) => read_authorities(path)?,
                None => Vec::new(),
            },
            identity: match (&options.client_cert_file, &options.client_key_file) {
                (Some(certificate), key) => Some(read_identity(certificate, key.as_deref())?),
                (None, Some(_)) => {
                    return Err(Error::invalid(
                        "client_key_file is of no use without client_cert_file",
                    ));
                }
                (None, None) => None,
            },
            proxies: match &options.proxy {
                Some(url) => Proxies::of_option(url)?,
                None => Proxies::Environment,
            },
        };
        let proxies = settings.proxies.clone();
        let credential = match credential.into() {
            Some(credential) => credential,
            None => Credential::from_environment_for(&organization)?,
        };
        Ok(Client {
            state: Arc::new(State {
                pipeline: Pipeline::new(organization.clone(), settings, options.max_redirects),
                organization,
                credential: RwLock::new(credential),
                gate: Arc::default(),
                trace: options.trace,
                clock: Arc::new(SystemClock),
                timeout: options.timeout,
                reading: Reading {
                    keep_json: options.keep_json,
                    max_depth: options.max_json_depth,
                    max_records: options.max_page_records,
                },
                max_pages: options.max_pages,
                proxies,
            }),
            cancel: None,
        })
    }

    /// The same client, whose calls this token ends.
    pub fn with_cancel<'cancel>(&self, cancel: impl Into<Option<&'cancel Cancel>>) -> Client {
        Client {
            state: self.state.clone(),
            cancel: cancel.into().cloned(),
        }
    }

    /// Calls that begin from now on use this credential: tokens expire while clients live.
    pub fn set_credential(&self, credential: Credential) {
        *self
            .state
            .credential
            .write()
            .unwrap_or_else(PoisonError::into_inner) = credential;
    }

    /// Whom this client talks to.
    pub fn organization(&self) -> &Organization {
        &self.state.organization
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
    pub(crate) fn call(&self) -> Call {
        self.call_with(self.cancel.as_ref())
    }

    /// As [`Client::call`], with a token of the call's own.
    pub(crate) fn call_with(&self, cancel: Option<&Cancel>) -> Call {
        let state = &self.state;
        Call {
            interrupt: Interrupt::new(cancel, state.clock.clone(), state.timeout),
            credential: state
                .credential
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
            gate: state.gate.clone(),
            trace: state.trace.clone(),
        }
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.state.pipeline
    }

    /// How answers become records.
    pub(crate) fn reading(&self) -> &Reading {
        &self.state.reading
    }

    /// The most pages of one list.
    pub(crate) fn max_pages(&self) -> u64 {
        self.state.max_pages
    }

    /// Where its proxy is named.
    pub(crate) fn proxies(&self) -> &Proxies {
        &self.state.proxies
    }
}
