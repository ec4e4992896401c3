//! A certificate authority that lives as long as the sandbox, and certificates of its making: the server's, and one
//! for clients.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs, io, process};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// TLS for localhost, and the file that makes clients trust it.
pub struct Tls {
    pub config: Arc<ServerConfig>,
    pub ca_file: PathBuf,
    /// What clients have to show, if they have to show anything: certificate and key.
    pub client_files: Option<[PathBuf; 2]>,
    /// Holds the files.
    _directory: Directory,
}

/// A directory that is removed with everything in it.
struct Directory(PathBuf);

impl Tls {
    pub fn new(asks_for_client: bool) -> Result<Tls, Box<dyn Error>> {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, "azdo-sandbox CA");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;

        let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
        params.distinguished_name.push(DnType::CommonName, NAMES[0]);
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &authority)?;

        let provider = Arc::new(ring::default_provider());
        let clients = if asks_for_client {
            let mut roots = RootCertStore::empty();
            roots.add(authority.der().clone())?;
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build()?
        } else {
            WebPkiClientVerifier::no_client_auth()
        };
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_client_cert_verifier(clients)
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];

        let directory = Directory::new()?;
        let ca_file = directory.0.join("ca.pem");
        fs::write(&ca_file, authority.pem())?;
        let client_files = if asks_for_client {
            let mut params = CertificateParams::default();
            params
                .distinguished_name
                .push(DnType::CommonName, "azdo-sandbox client");
            params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
            let key = KeyPair::generate()?;
            let files = ["client.pem", "client-key.pem"].map(|name| directory.0.join(name));
            fs::write(&files[0], params.signed_by(&key, &authority)?.pem())?;
            fs::write(&files[1], key.serialize_pem())?;
            Some(files)
        } else {
            None
        };
        Ok(Tls {
            config: Arc::new(config),
            ca_file,
            client_files,
            _directory: directory,
        })
    }
}

impl Directory {
    /// A name that an earlier process with this id may have left behind is passed over.
    fn new() -> io::Result<Directory> {
        let parent = env::temp_dir();
        let mut number = 0;
        loop {
            let path = parent.join(format!("azdo-sandbox-{}-{number}", process::id()));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Directory(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(named(&path, error)),
            }
        }
    }
}

fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Nothing is left to do about a directory that cannot be removed.
        let _ = fs::remove_dir_all(&self.0);
    }
}
