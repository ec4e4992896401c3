//! Neither a connection that its server has closed nor a pipe that nobody reads harms the host.

#![cfg(unix)]

mod support;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::fd::{FromRawFd, OwnedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::ptr::null_mut;
use std::time::Duration;

use azdo::{Cause, Options};
use support::{Sandbox, compiled, library, root, run, scratch};

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

/// More lines than a pipe holds.
const MANY: usize = 700;

#[test]
fn nobody_has_to_read_a_trace() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let pipe = scratch("trace").join("pipe");
    run(Command::new("mkfifo").arg(&pipe));
    let pipe_name = pipe.to_str().unwrap();
    let options = Options::from_params(&[("trace", pipe_name)].into_iter().collect());
    let error = options.unwrap_err();
    assert_eq!(error.cause(), Cause::FileUnwritable, "without a reader: {error}");

    let mut reader = File::options()
        .read(true)
        .custom_flags(libc::O_NONBLOCK)
        .open(&pipe)
        .unwrap();
    let client = sandbox.client_with(sandbox.pat(), &[("trace", pipe_name), ("timeout_ms", "10000")]);
    let get = || client.builds().get(sandbox.project(), 1001).unwrap();
    for _ in 0..MANY {
        get();
    }
    let mut told = String::new();
    let _ = reader.read_to_string(&mut told);
    let written = told.lines().filter(|line| line.contains("GET")).count();
    assert!((1..MANY).contains(&written), "{written} lines");
    get();
    told.clear();
    let _ = reader.read_to_string(&mut told);
    let missing = format!(" {} lines are missing here", MANY - written);
    assert!(told.contains(&missing), "{missing}: {told}");
    assert!(told.contains("GET"), "{told}");
}

/// A host that makes many calls while nobody reads its standard error, one more once `read_some` has, and ends.
fn nobody_reads_standard_error(
    sandbox: &Sandbox,
    stderr: Stdio,
    read_some: impl FnOnce(&mut Child),
) -> Child {
    let program = format!(
        "
import sys, azdo
with azdo.Client(sys.argv[1], sys.argv[2], timeout=10) as client:
    for _ in range({MANY}):
        client.builds.get(1001, sys.argv[3])
    print('alive', flush=True)
    sys.stdin.read(1)
    client.builds.get(1001, sys.argv[3])
"
    );
    let mut host = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()))
        .args(["-c", &program, sandbox.url(), sandbox.pat(), sandbox.project()])
        .env("PYTHONPATH", root().join("bindings/python"))
        .env("AZDO_LIBRARY", library())
        .env("AZDO_TRACE", "stderr")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(stderr)
        .spawn()
        .unwrap();
    let stdout = host.stdout.take().unwrap();
    let (said, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let _ = BufReader::new(stdout).read_line(&mut line);
        said.send(line)
    });
    let line = heard.recv_timeout(Duration::from_secs(60));
    if line.as_deref() != Ok("alive\n") {
        host.kill().unwrap();
        panic!("it waits for whoever reads its standard error: {line:?}");
    }
    read_some(&mut host);
    drop(host.stdin.take());
    host
}

#[test]
fn nor_standard_error_where_it_is_a_pipe() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let read_some = |host: &mut Child| {
        host.stderr.as_mut().unwrap().read_exact(&mut [0; 8192]).unwrap();
    };
    let mut host = nobody_reads_standard_error(&sandbox, Stdio::piped(), read_some);
    let mut told = String::new();
    host.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert!(host.wait().unwrap().success(), "{told}");
    assert!(told.contains(" lines are missing here\n"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn nor_where_it_is_a_terminal() {
    let (mut ours, mut its) = (-1, -1);
    // SAFETY: two places for descriptors, and neither a name nor modes.
    let opened = unsafe { libc::openpty(&raw mut ours, &raw mut its, null_mut(), null_mut(), null_mut()) };
    assert_eq!(opened, 0);
    // SAFETY: they are open, and nobody else's.
    let (_ours, its) = unsafe { (OwnedFd::from_raw_fd(ours), OwnedFd::from_raw_fd(its)) };
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let mut host = nobody_reads_standard_error(&sandbox, its.into(), |_| {});
    for _ in 0..600 {
        if let Some(ended) = host.try_wait().unwrap() {
            return assert!(ended.success(), "{ended}");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    host.kill().unwrap();
    panic!("it waits for the terminal at its end");
}
