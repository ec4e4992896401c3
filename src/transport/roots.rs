//! Whom TLS trusts: the platform's store, and what the caller adds to it.

use std::sync::{Arc, Mutex, PoisonError};

use ureq::tls::Certificate;

use crate::awaited::Awaited;
use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result};
use crate::os::spawn_quiet;
use crate::process::PerProcess;

/// The platform's certificates are read once per process: no other start-up cost is as large.
static PLATFORM: PerProcess<Mutex<Option<Arc<Store>>>> = PerProcess::new();

/// The certificates, and what was amiss with them.
type Store = Awaited<(Certificates, Option<String>)>;

type Certificates = Arc<Vec<Certificate<'static>>>;

pub(super) fn trusted(extra: &[Certificate<'static>], interrupt: &Interrupt) -> Result<Certificates> {
    let (platform, fault) = platform(interrupt)?;
    if platform.is_empty() && extra.is_empty() {
        let why = fault.map_or(String::new(), |fault| format!(" ({fault})"));
        let message = format!("this machine has no trust store: no authority can be trusted{why}");
        return Err(Error::new(Cause::CertificateUnknown, message).with_hint(
            "Install the package ca-certificates, let SSL_CERT_FILE and SSL_CERT_DIR name what there is, or name a PEM \
             file in the client option ca_file.",
        ));
    }
    if extra.is_empty() {
        return Ok(platform);
    }
    Ok(Arc::new(platform.iter().chain(extra).cloned().collect()))
}

/// The platform's store. It may lie on a network, or be a pipe: reading it has a thread of its own, which nothing can
/// interrupt, and on which all wait who need it.
fn platform(interrupt: &Interrupt) -> Result<(Certificates, Option<String>)> {
    store().wait(|found| found.clone(), || interrupt.heed_again_in())
}

/// The store that is being read or has been; read anew where it was empty: the package may be installed, or the variable
/// set, a moment later.
fn store() -> Arc<Store> {
    let mut platform = PLATFORM.get().lock().unwrap_or_else(PoisonError::into_inner);
    let is_empty =
        |store: &Store| store.peek(|found| found.is_some_and(|(certificates, _)| certificates.is_empty()));
    if let Some(store) = platform.as_ref().filter(|store| !is_empty(store)) {
        return store.clone();
    }
    let store = Arc::new(Store::default());
    let loading = spawn_quiet("azdo-roots", {
        let store = store.clone();
        move || store.put(load())
    });
    if loading.is_err() {
        // No thread can be had: better to wait here than not at all.
        store.put(load());
    }
    *platform = Some(store.clone());
    store
}

fn load() -> (Certificates, Option<String>) {
    let loaded = rustls_native_certs::load_native_certs();
    let certificates = loaded.certs.iter();
    let certificates = certificates.map(|der| Certificate::from_der(der).to_owned());
    let variable = ["SSL_CERT_FILE", "SSL_CERT_DIR"]
        .into_iter()
        .find(|variable| std::env::var_os(variable).is_some());
    let fault = loaded.errors.first().map(|error| match variable {
        Some(variable) => format!("{variable} is set: {error}"),
        None => error.to_string(),
    });
    (Arc::new(certificates.collect()), fault)
}
