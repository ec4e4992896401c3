//! The server of `make bench`: https://dev.azure.com/fabrikam as far as the contestants see of it.
//!
//! Bodies are rendered before the first request and written from memory, without compression, over http and https.
//! It prints one line of JSON when it is ready and ends with its standard input.

mod answer;
mod world;

use std::error::Error;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use answer::Service;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// No contestant sends a longer head.
const LONGEST_HEAD: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [builds, log_bytes, ca_file] = arguments.as_slice() else {
        return Err("usage: bench-server BUILDS LOG_BYTES CA_FILE (which it writes)".into());
    };
    let service = Arc::new(Service::new(builds.parse()?, log_bytes.parse()?));
    let tls = Arc::new(tls(ca_file)?);
    let plain = TcpListener::bind("127.0.0.1:0")?;
    let secure = TcpListener::bind("127.0.0.1:0")?;
    println!(
        "{{\"http\": {}, \"https\": {}}}",
        plain.local_addr()?.port(),
        secure.local_addr()?.port()
    );
    {
        let service = service.clone();
        thread::spawn(move || accept(&plain, move |socket| serve(socket, &service)));
    }
    thread::spawn(move || {
        accept(&secure, move |socket| {
            let session = ServerConnection::new(tls.clone()).map_err(io::Error::other)?;
            serve(StreamOwned::new(session, socket), &service)
        });
    });
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

/// A thread for each connection. One that breaks off is its client's business.
fn accept(listener: &TcpListener, serve: impl Fn(TcpStream) -> io::Result<()> + Send + Sync + 'static) {
    let serve = Arc::new(serve);
    for socket in listener.incoming().flatten() {
        let serve = serve.clone();
        thread::spawn(move || socket.set_nodelay(true).and_then(|()| serve(socket)));
    }
}

/// Answers one request after another until the client leaves.
fn serve(mut stream: impl Read + Write, service: &Service) -> io::Result<()> {
    let mut head = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        while let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") {
            let request = String::from_utf8_lossy(&head[..end]).into_owned();
            head.drain(..end + 4);
            service.answer(&request, &mut stream)?;
            stream.flush()?;
        }
        let count = stream.read(&mut buffer)?;
        if count == 0 || head.len() > LONGEST_HEAD {
            return Ok(());
        }
        head.extend_from_slice(&buffer[..count]);
    }
}

/// A certificate for 127.0.0.1, and beside it the authority that clients are to trust.
fn tls(ca_file: &str) -> Result<ServerConfig, Box<dyn Error>> {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "azdo bench CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
    let mut params = CertificateParams::new(["127.0.0.1".to_owned()])?;
    params.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, &authority)?;
    fs::write(ca_file, authority.pem())?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
