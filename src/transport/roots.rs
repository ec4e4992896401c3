//! Whom TLS trusts: the platform's store, and what the caller adds to it.

use std::sync::{Arc, Mutex};

use ureq::tls::Certificate;

use crate::error::{Cause, Error, Result};

/// The platform's certificates are read once per process: no other start-up cost is as large.
static PLATFORM: Mutex<Option<Arc<Vec<Certificate<'static>>>>> = Mutex::new(None);

pub(super) fn trusted(extra: &[Certificate<'static>]) -> Result<Arc<Vec<Certificate<'static>>>> {
    let platform = platform();
    if platform.is_empty() && extra.is_empty() {
        return Err(Error::new(Cause::CertificateUnknown, "this machine has no trust store: no authority can be trusted").with_hint(
            "Install the package ca-certificates, set SSL_CERT_FILE, or name a PEM file in the client option ca_file.",
        ));
    }
    if extra.is_empty() {
        return Ok(platform);
    }
    Ok(Arc::new(platform.iter().chain(extra).cloned().collect()))
}

fn platform() -> Arc<Vec<Certificate<'static>>> {
    let mut slot = PLATFORM.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(certificates) = &*slot {
        return certificates.clone();
    }
    let loaded = rustls_native_certs::load_native_certs().certs;
    let certificates = Arc::new(
        loaded
            .iter()
            .map(|der| Certificate::from_der(der).to_owned())
            .collect::<Vec<_>>(),
    );
    // An empty store is not kept: the package may be installed, or the variable set, a moment later.
    if !certificates.is_empty() {
        *slot = Some(certificates.clone());
    }
    certificates
}
