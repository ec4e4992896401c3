//! Whom TLS trusts, who the client says it is, and what it speaks.

mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use azdo::{Cause, Client, Credential, Error, Options, Status};
use support::{Sandbox, scratch};

fn client(url: &str, options: Options) -> azdo::Result<Client> {
    Client::with_options(url, Credential::pat("a-token").unwrap(), options)
}

fn refused(certificate: &Path, key: Option<&Path>) -> Error {
    let mut options = Options::default();
    options.client_cert_file = Some(certificate.to_owned());
    options.client_key_file = key.map(Path::to_owned);
    let error = client("https://dev.azure.com/fabrikam", options).unwrap_err();
    assert_eq!(
        (error.cause(), error.status()),
        (Cause::FileUnreadable, Status::Io),
        "{error}"
    );
    assert!(!error.hint().is_empty());
    error
}

#[test]
fn a_certificate_and_a_key_that_cannot_be_used_are_told_apart() {
    let sandbox = Sandbox::start(&["--client-cert"]);
    let stranger = Sandbox::start(&["--client-cert"]);
    let file = |sandbox: &Sandbox, name: &str| PathBuf::from(sandbox.text(name));
    let (certificate, key) = (
        file(&sandbox, "client_cert_file"),
        file(&sandbox, "client_key_file"),
    );
    let folder = scratch("tls-files");
    let written = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let nothing = written("nothing.pem", "no PEM at all\n");
    let broken = written(
        "broken.pem",
        "-----BEGIN CERTIFICATE-----\n\u{e9}\n-----END CERTIFICATE-----\n",
    );
    let encrypted = written(
        "encrypted.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    let old = written(
        "old.pem",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIB\n-----END RSA PRIVATE KEY-----\n",
    );
    let odd = written(
        "odd.pem",
        "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
    );
    let missing = folder.join("missing.pem");

    for (certificate, key, words) in [
        (&missing, None, ["client_cert_file", "cannot be read"]),
        (&nothing, None, ["client_cert_file", "holds no certificate"]),
        (&broken, None, ["client_cert_file", "is not PEM"]),
        (&certificate, None, ["client_cert_file", "holds no private key"]),
        (
            &certificate,
            Some(&missing),
            ["client_key_file", "cannot be read"],
        ),
        (
            &certificate,
            Some(&certificate),
            ["client_key_file", "holds no private key"],
        ),
        (&certificate, Some(&encrypted), ["client_key_file", "encrypted"]),
        (&certificate, Some(&old), ["client_key_file", "encrypted"]),
        (&certificate, Some(&odd), ["client_key_file", "kind"]),
        (
            &certificate,
            Some(&file(&stranger, "client_key_file")),
            [
                "client_key_file",
                "does not belong to the certificate of client_cert_file",
            ],
        ),
    ] {
        let error = refused(certificate, key.map(PathBuf::as_path));
        for word in words {
            assert!(error.message().contains(word), "no {word:?} in {error}");
        }
    }
    assert!(
        refused(&certificate, None).hint().contains("client_key_file"),
        "the way out is named"
    );

    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let both = written("both.pem", &(read(&key) + &read(&certificate)));
    let both = both.to_str().unwrap();
    let client = sandbox.client_with(sandbox.pat(), &[("client_cert_file", both)]);
    client.projects().list().into_iter().next().unwrap().unwrap();
    assert!(!format!("{client:?}").contains("PRIVATE"));

    // The certificate of another authority.
    let theirs = [
        ("client_cert_file", stranger.text("client_cert_file")),
        ("client_key_file", stranger.text("client_key_file")),
    ];
    let error = sandbox
        .client_with(sandbox.pat(), &theirs)
        .builds()
        .get("p", 1)
        .unwrap_err();
    assert_eq!(error.cause(), Cause::TlsFailed, "{error}");
    assert!(error.hint().contains("client_cert_file"));
}

/// What a client says first, and the TLS versions that it offers there.
fn offered(hello: &[u8]) -> Vec<u16> {
    let number = |at: usize, bytes: usize| {
        hello[at..at + bytes]
            .iter()
            .fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    // Record and handshake heads, version, random; then session, suites and compressions with their lengths.
    let mut at = 5 + 4 + 2 + 32;
    at += 1 + number(at, 1);
    at += 2 + number(at, 2);
    at += 1 + number(at, 1);
    let end = at + 2 + number(at, 2);
    at += 2;
    while at < end {
        let (kind, length) = (number(at, 2), number(at + 2, 2));
        if kind == 43 {
            let versions = hello[at + 5..at + 4 + length].chunks(2);
            return versions
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
        }
        at += 4 + length;
    }
    panic!("no versions are offered");
}

#[test]
fn nothing_older_than_tls_1_2_is_spoken() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/c", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut hello = vec![0; 5];
        stream.read_exact(&mut hello).unwrap();
        let length = usize::from(u16::from_be_bytes([hello[3], hello[4]]));
        hello.resize(5 + length, 0);
        stream.read_exact(&mut hello[5..]).unwrap();

        // A ServerHello of TLS 1.1, with a suite that both would know.
        let mut answer = vec![0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
        answer.extend([7; 32]);
        answer.extend([0, 0xc0, 0x13, 0]);
        stream.write_all(&answer).unwrap();
        // The client's last word: an alert, of the kind "protocol version".
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).unwrap();
        (offered(&hello), rest)
    });
    let error = client(&url, Options::default())
        .unwrap()
        .builds()
        .get("p", 1)
        .unwrap_err();
    assert_eq!(error.cause(), Cause::TlsFailed, "{error}");
    let (versions, last) = served.join().unwrap();
    let mut versions = versions;
    versions.sort_unstable();
    assert_eq!(versions, [0x0303, 0x0304]);
    assert_eq!(last[5..], [2, 70], "{last:?}");
}

/// What another library of the process may have chosen for itself: here, a provider that can do nothing.
#[test]
fn the_processs_own_provider_is_left_alone() {
    let mut useless = rustls::crypto::ring::default_provider();
    useless.cipher_suites.clear();
    useless.kx_groups.clear();
    useless.install_default().unwrap();

    let sandbox = Sandbox::start(&["--client-cert", "--builds", "3"]);
    let files = [
        ("client_cert_file", sandbox.text("client_cert_file")),
        ("client_key_file", sandbox.text("client_key_file")),
    ];
    let client = sandbox.client_with(sandbox.pat(), &files);
    assert_eq!(sandbox.builds(&client, &[]).into_iter().flatten().count(), 3);
    let theirs = rustls::crypto::CryptoProvider::get_default().unwrap();
    assert!(
        theirs.cipher_suites.is_empty(),
        "nobody else's was put in its place"
    );
}
