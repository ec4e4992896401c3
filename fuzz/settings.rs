//! What a client is told by its surroundings: files of certificates and keys, options, and NO_PROXY. The first byte says
//! which.

#![no_main]

use std::path::PathBuf;
use std::sync::OnceLock;

use azdo::{Client, Credential, Error, Options, Params};
use libfuzzer_sys::fuzz_target;

/// Servers that nobody has, outside of this machine.
const ELSEWHERE: [&str; 2] = ["http://203.0.113.7:8080/c", "http://[2001:db8::7]/c"];

fn file() -> &'static PathBuf {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| std::env::temp_dir().join(format!("azdo-fuzz-{}.pem", std::process::id())))
}

fn set(options: &[(&str, &str)]) -> Result<Options, Error> {
    Options::from_params(&options.iter().copied().collect::<Params>())
}

fn check(error: &Error) {
    assert_ne!(error.status(), azdo::Status::Internal, "{error:?}");
    assert!(!error.message().is_empty());
}

fn client(url: &str, options: Options) -> Result<Client, Error> {
    Client::with_options(url, Credential::pat("a-token")?, options)
}

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let result = match first & 3 {
        0 => {
            std::fs::write(file(), rest).expect("it can be written");
            let file = file().to_str().expect("it is text");
            set(&[("ca_file", file)]).and_then(|options| client("http://127.0.0.1:9/c", options).map(|_| ()))
        }
        1 => {
            std::fs::write(file(), rest).expect("it can be written");
            let file = file().to_str().expect("it is text");
            set(&[("client_cert_file", file)])
                .and_then(|options| client("http://127.0.0.1:9/c", options).map(|_| ()))
        }
        2 => {
            let text = String::from_utf8_lossy(rest);
            let lines = text.lines().filter_map(|line| line.split_once('='));
            // Of any file at all, some have no end.
            let options: Vec<_> = lines.filter(|(name, _)| !name.contains("file")).collect();
            set(&options).and_then(|options| client("http://127.0.0.1:9/c", options).map(|_| ()))
        }
        _ => {
            let Ok(text) = std::str::from_utf8(rest) else {
                return;
            };
            if text.contains('\0') {
                return;
            }
            // SAFETY: this is the program's only thread; addresses are looked up by none.
            unsafe {
                std::env::set_var("http_proxy", "http://127.0.0.1:9");
                std::env::set_var("no_proxy", text);
            }
            let options = [
                ("allow_http", "1"),
                ("connect_timeout_ms", "1"),
                ("max_retries", "0"),
            ];
            ELSEWHERE.iter().try_for_each(|url| {
                let client = client(url, set(&options)?)?;
                client.request("GET", "_apis/x").send().map(|_| ())
            })
        }
    };
    if let Err(error) = result {
        check(&error);
    }
});
