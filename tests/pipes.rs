//! A connection that its server has closed never kills the host.

#![cfg(unix)]

mod support;

use std::io::Read;
use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use support::{compiled, library, root};

/// Hears the beginning of what each client says, and leaves; gives its port.
fn rude_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            // Closed with much of it unread, the connection is reset.
            let _ = stream.unwrap().read(&mut [0; 10]);
        }
    });
    port
}

#[test]
fn a_host_in_c_survives() {
    let port = rude_server();
    let program = compiled(&root().join("tests/pipes.c"));
    let careless = Command::new(&program)
        .args(["carelessly", &port.to_string()])
        .status()
        .unwrap();
    assert_eq!(careless.signal(), Some(libc::SIGPIPE), "{careless:?}");

    for host in ["127.0.0.1", "localhost"] {
        let output = Command::new(&program)
            .args(["with-the-library", &format!("http://{host}:{port}/collection")])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(output.stdout, b"alive\n", "{output:?}");
    }
}

#[test]
fn a_host_in_python_survives() {
    // Python ignores the signal unless it is told otherwise.
    const PROGRAM: &str = "
import signal, sys, azdo
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
with azdo.Client(sys.argv[1], 'a-token') as client:
    for _ in range(20):
        try:
            client.request('POST', '_apis/x', body=b'x' * 16_000_000)
        except azdo.Error as error:
            assert error.status == azdo.Status.NETWORK, error
        else:
            sys.exit('it was answered')
print('alive', signal.getsignal(signal.SIGPIPE).name)
";
    let output = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()))
        .args(["-c", PROGRAM, &format!("http://127.0.0.1:{}/c", rude_server())])
        .env("PYTHONPATH", root().join("bindings/python"))
        .env("AZDO_LIBRARY", library())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, b"alive SIG_DFL\n", "{output:?}");
}
