//! Whom TLS trusts: the platform's store, and what the caller adds to it.

use std::sync::{Arc, OnceLock};

use ureq::tls::Certificate;

use crate::awaited::Awaited;
use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result};
use crate::os::spawn_quiet;
use crate::process::PerProcess;

/// The platform's certificates are read once per process: no other start-up cost is as large.
static PLATFORM: PerProcess<OnceLock<Certificates>> = PerProcess::new();

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

/// The platform's store, and what was amiss with it. It may lie on a network, or be a pipe: reading it has a thread of
/// its own, which nothing can interrupt, and holds no lock.
fn platform(interrupt: &Interrupt) -> Result<(Certificates, Option<String>)> {
    let slot = PLATFORM.get();
    if let Some(certificates) = slot.get() {
        return Ok((certificates.clone(), None));
    }
    let loaded = Arc::new(Awaited::default());
    let loading = spawn_quiet("azdo-roots", {
        let loaded = loaded.clone();
        move || loaded.put(load())
    });
    let (certificates, fault) = match loading {
        Ok(()) => loaded.wait(|loaded| loaded.clone(), || interrupt.check())?,
        // No thread can be had: better to wait here than not at all.
        Err(_) => load(),
    };
    // An empty store is not kept: the package may be installed, or the variable set, a moment later.
    if certificates.is_empty() {
        return Ok((certificates, fault));
    }
    Ok((slot.get_or_init(|| certificates).clone(), fault))
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
