//! What the client's options name: authorities to trust, and the certificate that says who the client is.

use std::path::Path;

use rustls::InconsistentKeys;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use ureq::tls::{Certificate, ClientCert, PemItem, PrivateKey, parse_pem};
use zeroize::Zeroizing;

use crate::error::{Cause, Error, Result};
use crate::os;

/// Bundles of all authorities that there are take a few hundred KiB.
const MOST: u64 = 16 * 1024 * 1024;

/// What a PEM file holds that is of use.
struct Pem {
    certificates: Vec<Certificate<'static>>,
    keys: Vec<PrivateKey<'static>>,
}

/// The certificates of the file of `ca_file`.
pub(crate) fn read_authorities(path: &Path) -> Result<Vec<Certificate<'static>>> {
    const OPTION: &str = "ca_file";
    let certificates = read(OPTION, path)?.certificates;
    if certificates.is_empty() {
        return Err(unusable(OPTION, path, "holds no certificate"));
    }
    Ok(certificates)
}

/// The client's own certificate, with those between it and its authority, and its key, which may lie in the same file.
pub(crate) fn read_identity(certificate_file: &Path, key_file: Option<&Path>) -> Result<ClientCert> {
    const OPTION: &str = "client_cert_file";
    let Pem {
        certificates,
        mut keys,
    } = read(OPTION, certificate_file)?;
    if certificates.is_empty() {
        return Err(unusable(OPTION, certificate_file, "holds no certificate"));
    }
    let (key_option, key_path) = match key_file {
        Some(path) => {
            const OPTION: &str = "client_key_file";
            keys = read(OPTION, path)?.keys;
            (OPTION, path)
        }
        None => (OPTION, certificate_file),
    };
    let Some(key) = keys.into_iter().next() else {
        let error = unusable(key_option, key_path, "holds no private key");
        return Err(match key_file {
            Some(_) => error,
            None => error.with_hint("Name the file of its key in the client option client_key_file."),
        });
    };
    refuse_mismatch(&certificates, &key).map_err(|why| unusable(key_option, key_path, &why))?;
    Ok(ClientCert::new_with_certs(&certificates, key))
}

/// ureq would find out in the middle of a call, and panic.
fn refuse_mismatch(
    certificates: &[Certificate<'static>],
    key: &PrivateKey<'static>,
) -> std::result::Result<(), String> {
    let chain = certificates
        .iter()
        .map(|certificate| CertificateDer::from(certificate.der().to_vec()))
        .collect();
    let key = PrivateKeyDer::try_from(key.der()).map_err(|_| "holds a key of an unknown kind".to_owned())?;
    match CertifiedKey::from_der(chain, key.clone_key(), &super::provider()) {
        Ok(_) => Ok(()),
        Err(rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch)) => {
            Err("holds a key that does not belong to the certificate of client_cert_file".to_owned())
        }
        Err(error) => Err(format!("cannot be used with the certificate: {error}")),
    }
}

fn read(option: &str, path: &Path) -> Result<Pem> {
    let unreadable = |error: std::io::Error| {
        let unreadable = unusable(option, path, &format!("cannot be read: {error}"));
        match os::is_out_of_descriptors(&error) {
            true => unreadable.with_cause(Cause::OutOfDescriptors),
            false => unreadable,
        }
    };
    let found = std::fs::metadata(path).map_err(unreadable)?;
    // A pipe or a device may never end.
    if !found.is_file() {
        return Err(unusable(option, path, "is not a file"));
    }
    if found.len() > MOST {
        return Err(unusable(option, path, &format!("is larger than {MOST} bytes")));
    }
    let bytes = std::fs::read(path).map(Zeroizing::new).map_err(unreadable)?;
    let mut pem = Pem {
        certificates: Vec::new(),
        keys: Vec::new(),
    };
    // The parser passes over what it does not know, and cannot read what older tools write.
    let holds = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    if holds(b"-----BEGIN ENCRYPTED PRIVATE KEY-----") || holds(b"\nProc-Type: 4,ENCRYPTED") {
        return Err(unusable(option, path, "holds a key that is encrypted")
            .with_hint("Decrypt it: openssl pkey -in FILE."));
    }
    for item in parse_pem(&bytes) {
        match item {
            Ok(PemItem::Certificate(certificate)) => pem.certificates.push(certificate),
            Ok(PemItem::PrivateKey(key)) => pem.keys.push(key),
            Ok(_) => {}
            Err(_) => return Err(unusable(option, path, "is not PEM")),
        }
    }
    Ok(pem)
}

fn unusable(option: &str, path: &Path, why: &str) -> Error {
    let hint = match option {
        "client_key_file" => "client_key_file names a PEM file with the private key of client_cert_file.",
        "client_cert_file" => {
            "client_cert_file names a PEM file with the client's certificate, and perhaps its key."
        }
        _ => "ca_file names a PEM file that holds at least one certificate.",
    };
    let message = format!("the file of {option}, {}, {why}", path.display());
    Error::new(Cause::FileUnreadable, message).with_hint(hint)
}
