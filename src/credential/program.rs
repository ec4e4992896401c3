//! Another program that is asked for a token: bounded in time and in what it may say, and apart from the host.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use zeroize::{Zeroize, Zeroizing};

use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result, printable};
use crate::os;

/// No token is longer, with all that is said around it.
const MOST: usize = 64 * 1024;

/// How soon a call that has ended leaves its program alone.
const SLICE: Duration = Duration::from_millis(5);

/// A program of the user's, by the name it has in PATH.
pub(super) struct Program<'a> {
    pub(super) name: &'static str,
    pub(super) arguments: Vec<&'a str>,
    pub(super) environment: &'a [(&'static str, &'static str)],
    pub(super) input: Zeroizing<Vec<u8>>,
    pub(super) limit: Duration,
    /// Whether it may ask the person at the terminal, and so shares the host's.
    pub(super) prompts: bool,
}

/// What a program has said.
pub(super) struct Output {
    pub(super) text: Zeroizing<Vec<u8>>,
    /// On standard error, as it may be shown.
    pub(super) complaint: String,
    /// Unknown where the host lets nobody ask for the end of its children (SIGCHLD ignored): what was said counts.
    pub(super) failed: bool,
}

/// A child that does not outlive its call.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        os::kill_apart(&mut self.0);
        // Killed, it ends at once; where the host has taken its status already, there is nothing to wait for.
        let _ = self.0.wait();
    }
}

impl Program<'_> {
    pub(super) fn run(self, interrupt: &Interrupt) -> Result<Output> {
        interrupt.check()?;
        let (name, limit, until) = (self.name, self.limit, Instant::now().checked_add(self.limit));
        let over = || {
            interrupt.check()?;
            if until.is_some_and(|until| Instant::now() >= until) {
                let message = format!("{name} did not answer within {} ms", limit.as_millis());
                return Err(Error::new(Cause::Timeout, message)
                    .with_hint("The option timeout_ms says how long it may take."));
            }
            Ok(())
        };
        let failed_to_start = |error: std::io::Error| {
            Error::new(Cause::ProgramFailed, format!("{name} cannot be started: {error}"))
        };
        let mut running = Running(self.start().map_err(failed_to_start)?);
        let (stdin, stdout, stderr) = (
            running.0.stdin.take(),
            running.0.stdout.take(),
            running.0.stderr.take(),
        );
        let (said, complained) = (mpsc::sync_channel(1), mpsc::sync_channel(1));
        let input = self.input;
        // Threads without signals: a program that does not read its input must not raise SIGPIPE in the host.
        os::spawn_quiet("azdo-program", move || {
            if let Some(mut stdin) = stdin {
                // One that does not read has its reasons, and gives them.
                let _ = stdin.write_all(&input);
            }
            // The receiver is gone if the call has ended.
            let _ = said.0.send(stdout.map(gathered));
        })
        .map_err(failed_to_start)?;
        os::spawn_quiet("azdo-program", move || {
            let _ = complained.0.send(stderr.map(gathered));
        })
        .map_err(failed_to_start)?;
        let receive = |receiver: &mpsc::Receiver<Option<Zeroizing<Vec<u8>>>>| loop {
            match receiver.recv_timeout(SLICE) {
                Ok(bytes) => return Ok(bytes.unwrap_or_default()),
                Err(RecvTimeoutError::Timeout) => over()?,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Error::new(Cause::ProgramFailed, format!("{name} cannot be read")));
                }
            }
        };
        let text = receive(&said.1)?;
        let complaint = complaint(&receive(&complained.1)?);
        let failed = loop {
            match running.0.try_wait() {
                Ok(Some(status)) => break !status.success(),
                Ok(None) => over()?,
                Err(_) => break false,
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        Ok(Output {
            text,
            complaint,
            failed,
        })
    }

    fn start(&self) -> std::io::Result<Child> {
        let mut command = Command::new(found(self.name)?);
        command
            .args(&self.arguments)
            .envs(self.environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        os::set_apart(&mut command, self.prompts);
        command.spawn()
    }
}

/// Where PATH has the program. Only whole paths count: what lies in the folder that the host happens to be in is not
/// to be trusted with a token.
fn found(name: &str) -> std::io::Result<PathBuf> {
    let path = std::env::var_os("PATH");
    std::env::split_paths(path.as_deref().unwrap_or(OsStr::new("")))
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|program| os::is_program(program))
        .ok_or_else(|| std::io::Error::other("it is not in PATH"))
}

/// The first bytes of a stream, in memory that never moves; the rest is read and let go.
fn gathered(mut stream: impl Read) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(vec![0; MOST]);
    let mut filled = 0;
    let mut rest = [0; 1024];
    loop {
        let room = if filled < MOST {
            &mut bytes[filled..]
        } else {
            &mut rest[..]
        };
        match stream.read(room) {
            Ok(0) => break,
            Ok(count) => filled = (filled + count).min(MOST),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    rest.zeroize();
    bytes.truncate(filled);
    bytes
}

/// The line on standard error that says why.
fn complaint(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_why = |line: &&str| {
        let line = line.to_ascii_lowercase();
        line.starts_with("fatal:") || line.starts_with("error:")
    };
    let line = lines
        .clone()
        .find(is_why)
        .or_else(|| lines.next_back())
        .unwrap_or_default();
    printable(line, 300)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cancel;
    use crate::clock::SystemClock;
    use std::sync::Arc;

    fn shell(script: &str) -> Program<'_> {
        Program {
            name: "sh",
            arguments: vec!["-c", script],
            environment: &[("ASKED", "yes")],
            input: Zeroizing::new(b"a line\n".to_vec()),
            limit: Duration::from_secs(30),
            prompts: false,
        }
    }

    fn call() -> Interrupt {
        Interrupt::new(None, Arc::new(SystemClock), Duration::from_secs(60))
    }

    #[test]
    fn what_it_says_and_how_it_ends() {
        let output = shell("cat; echo $ASKED; echo note >&2; echo 'fatal: no' >&2; echo bye >&2; exit 3")
            .run(&call())
            .unwrap();
        assert_eq!(&output.text[..], b"a line\nyes\n");
        assert_eq!((output.complaint.as_str(), output.failed), ("fatal: no", true));
        // More than it may say, and input that it does not read.
        let output = shell("exec head -c 1000000 /dev/zero").run(&call()).unwrap();
        assert_eq!((output.text.len(), output.failed), (MOST, false));
    }

    #[test]
    fn one_that_hangs_is_ended_with_all_that_it_started() {
        let noted = std::env::temp_dir().join(format!("azdo-program-{}", std::process::id()));
        let script = format!("sleep 600 & echo $! > {}; sleep 600", noted.display());
        let hanging = || shell(&script);
        let mut impatient = hanging();
        impatient.limit = Duration::from_millis(200);
        let error = impatient.run(&call()).err().unwrap();
        assert_eq!(error.message(), "sh did not answer within 200 ms");
        let cancel = Cancel::new().unwrap();
        let other = cancel.clone();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            other.signal();
        });
        let interrupt = Interrupt::new(Some(&cancel), Arc::new(SystemClock), Duration::from_secs(60));
        assert_eq!(hanging().run(&interrupt).err().unwrap().cause(), Cause::Cancelled);
        thread.join().unwrap();
        let grandchild = std::fs::read_to_string(&noted).unwrap();
        std::fs::remove_file(&noted).unwrap();
        if cfg!(target_os = "linux") && !cfg!(azdo_portable) {
            // What nobody has waited for yet has no command line any more.
            let line = std::fs::read(format!("/proc/{}/cmdline", grandchild.trim()));
            assert_eq!(String::from_utf8_lossy(&line.unwrap_or_default()), "");
        }
    }

    #[test]
    fn one_that_is_not_there() {
        let mut missing = shell("");
        missing.name = "azdo-no-such-program";
        let error = missing.run(&call()).err().unwrap();
        assert_eq!(
            error.message(),
            "azdo-no-such-program cannot be started: it is not in PATH"
        );
    }
}
