//! Where and how: an organization, a credential, and the connections between.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::api_version::Versions;
use crate::builds::Builds;
use crate::cancel::{Cancel, Interrupt};
use crate::clock::{Clock, SystemClock};
use crate::counters::Counter;
use crate::credential::Credential;
use crate::definitions::Definitions;
use crate::error::{Error, Result};
use crate::model::Reading;
use crate::options::Options;
use crate::organization::Organization;
use crate::params::Prepared;
use crate::pipeline::{Call, Gathered, Pipeline};
use crate::projects::Projects;
use crate::throttle::Gate;
use crate::trace::Trace;
use crate::transport::Proxies;

/// A connection to one organization. Any number of threads may use it at once; clones are the same client.
#[derive(Debug, Clone)]
pub struct Client {
    state: Arc<State>,
    cancel: Option<Cancel>,
}

#[derive(Debug)]
struct State {
    organization: Organization,
    identity: RwLock<Identity>,
    pipeline: Pipeline,
    versions: Versions,
    trace: Option<Arc<dyn Trace>>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    reading: Reading,
    max_pages: u64,
    proxies: Proxies,
}

/// Who asks, and the gate that all who ask so pass.
#[derive(Debug, Clone)]
struct Identity {
    credential: Credential,
    gate: Arc<Gate>,
}

impl Identity {
    fn new(credential: Credential, organization: &Organization) -> Identity {
        Identity {
            gate: Gate::of(organization.origin(), credential.identity()),
            credential,
        }
    }
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
        let settings = options.settings()?;
        let proxies = settings.proxies.clone();
        let trace = options.trace_or_environments()?;
        let credential = match credential.into() {
            Some(credential) => credential,
            None => Credential::from_environment_for(&organization)?,
        };
        credential.refuse_stranger(&organization)?;
        Ok(Client {
            state: Arc::new(State {
                pipeline: Pipeline::new(
                    organization.clone(),
                    settings,
                    options.max_redirects,
                    options.max_retries,
                ),
                versions: Versions::default(),
                identity: RwLock::new(Identity::new(credential, &organization)),
                organization,
                trace,
                clock: Arc::new(SystemClock),
                timeout: options.timeout,
                reading: Reading {
                    keep_json: options.keep_json,
                    max_depth: options.max_json_depth,
                    max_records: options.max_page_records,
                    skip_broken: options.skip_broken,
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
    ///
    /// One that was found for another host (git's, the Azure CLI's) is refused, here as in [`Client::new`].
    pub fn set_credential(&self, credential: Credential) -> Result<()> {
        credential.refuse_stranger(&self.state.organization)?;
        let identity = Identity::new(credential, &self.state.organization);
        identity.gate.inherit(&self.identity().gate);
        // The one before is dropped when nobody holds the lock any more.
        let _before = std::mem::replace(
            &mut *self
                .state
                .identity
                .write()
                .unwrap_or_else(PoisonError::into_inner),
            identity,
        );
        Ok(())
    }

    /// Whether the credential should be replaced before the next call: it is a bearer token that expires within five
    /// minutes. With a failure, whether that is one that another credential may repair: the service did not accept
    /// this one. A credential that renews itself never asks for it. For bindings to the token providers of other
    /// languages; in Rust there is [`Credential::from_fn`].
    pub fn wants_credential(&self, failure: Option<&Error>) -> bool {
        let credential = self.identity().credential;
        match failure {
            Some(error) => !credential.is_renewed() && error.refuses_token(),
            None => credential.is_due(),
        }
    }

    /// How often, how long or how much of something there has been since the client was made.
    pub fn count(&self, counter: Counter) -> u64 {
        self.state.pipeline.count(counter)
    }

    fn identity(&self) -> Identity {
        self.state
            .identity
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Whom this client talks to.
    pub fn organization(&self) -> &Organization {
        &self.state.organization
    }

    /// The builds of its projects.
    pub fn builds(&self) -> Builds<'_> {
        Builds::new(self)
    }

    /// The definitions (pipelines) of its projects.
    pub fn definitions(&self) -> Definitions<'_> {
        Definitions::new(self)
    }

    /// Its projects.
    pub fn projects(&self) -> Projects<'_> {
        Projects::new(self)
    }

    /// What one call travels with, from now until its deadline.
    pub(crate) fn begin(&self) -> Call {
        self.call_with(self.cancel.as_ref())
    }

    /// Does this as one call: nothing that it fails with holds a secret.
    pub(crate) fn in_call<T>(&self, work: impl FnOnce(&Call) -> Result<T>) -> Result<T> {
        self.in_call_with(self.cancel.as_ref(), work)
    }

    /// As [`Client::in_call`], with a token of the call's own.
    pub(crate) fn in_call_with<T>(
        &self,
        cancel: Option<&Cancel>,
        work: impl FnOnce(&Call) -> Result<T>,
    ) -> Result<T> {
        let call = self.call_with(cancel);
        call.discreet(work(&call))
    }

    /// As [`Client::begin`], with a token of the call's own.
    pub(crate) fn call_with(&self, cancel: Option<&Cancel>) -> Call {
        let state = &self.state;
        let Identity { credential, gate } = self.identity();
        Call {
            interrupt: Interrupt::new(cancel, state.clock.clone(), state.timeout),
            credential,
            gate,
            trace: state.trace.clone(),
        }
    }

    pub(crate) fn pipeline(&self) -> &Pipeline {
        &self.state.pipeline
    }

    /// GETs what has been prepared, whole: `url` says where it is under an api-version.
    pub(crate) fn gather(
        &self,
        prepared: &Prepared,
        call: &Call,
        url: impl Fn(&str) -> String,
    ) -> Result<Gathered> {
        self.negotiate(prepared, |version| self.state.pipeline.get(url(version), call))
    }

    /// What `send` gives for what has been prepared, under the api-version that the service knows.
    pub(crate) fn negotiate<T>(&self, prepared: &Prepared, send: impl FnMut(&str) -> Result<T>) -> Result<T> {
        let own = prepared.api_version.as_deref();
        self.state.versions.negotiate(prepared.operation, own, send)
    }

    /// What has been learnt of the service's versions.
    pub(crate) fn versions(&self) -> &Versions {
        &self.state.versions
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
