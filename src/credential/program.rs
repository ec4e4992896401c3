//! Another program that is asked for a token: bounded in time and in what it may say, and apart from the host.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result, printable};
use crate::os::{self, Inbox, Pipe};

/// No token is longer, with all that is said around it; and so much fits into a pipe that nobody reads.
const MOST: usize = 32 * 1024;

/// How soon a call that has ended leaves its program alone.
const SLICE: Duration = Duration::from_millis(5);

/// How long what a program has left behind may still write where it did.
const GRACE: Duration = Duration::from_millis(200);

/// A program of the user's, by the name it has in PATH.
pub(super) struct Program<'a> {
    pub(super) name: &'static str,
    pub(super) arguments: Vec<&'a str>,
    pub(super) environment: &'a [(&'static str, &'static str)],
    pub(super) input: &'a [u8],
    pub(super) limit: Duration,
    /// Whether it may ask the person at the terminal, and so shares the host's.
    pub(super) prompts: bool,
}

/// What a program has said.
pub(super) struct Output {
    pub(super) text: Zeroizing<Vec<u8>>,
    /// Why it has failed, as it may be shown: its own words on standard error, or else how it ended.
    pub(super) complaint: String,
    /// Unknown where the host lets nobody ask how its children ended (SIGCHLD ignored): then what it has written tells.
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

/// The first bytes of a stream, in memory that never moves; the rest is read and let go.
struct Gathered {
    inbox: Option<Inbox>,
    bytes: Zeroizing<Vec<u8>>,
    filled: usize,
}

impl Gathered {
    fn new(stream: Option<impl Pipe>) -> std::io::Result<Gathered> {
        Ok(Gathered {
            inbox: stream.map(Inbox::new).transpose()?,
            bytes: Zeroizing::new(vec![0; MOST]),
            filled: 0,
        })
    }

    /// Takes what is there; whether the stream has ended.
    fn has_ended(&mut self) -> bool {
        while let Some(inbox) = &mut self.inbox {
            let mut rest = Zeroizing::new([0; 1024]);
            let room = match &mut self.bytes[self.filled..] {
                [] => &mut rest[..],
                room => room,
            };
            match inbox.read(room) {
                Ok(None) => return false,
                Ok(Some(count @ 1..)) => self.filled = (self.filled + count).min(MOST),
                Ok(Some(0)) | Err(_) => self.inbox = None,
            }
        }
        true
    }

    fn into_bytes(mut self) -> Zeroizing<Vec<u8>> {
        self.bytes.truncate(self.filled);
        self.bytes
    }
}

impl Program<'_> {
    pub(super) fn run(self, interrupt: &Interrupt) -> Result<Output> {
        interrupt.check()?;
        let until = Instant::now().checked_add(self.limit);
        let failed_to_start = |error: std::io::Error| {
            let cause = match os::is_out_of_descriptors(&error) {
                true => Cause::OutOfDescriptors,
                false => Cause::ProgramFailed,
            };
            Error::new(cause, format!("{} cannot be started: {error}", self.name))
        };
        let mut running = Running(self.start().map_err(failed_to_start)?);
        let mut said = Gathered::new(running.0.stdout.take()).map_err(failed_to_start)?;
        let mut complained = Gathered::new(running.0.stderr.take()).map_err(failed_to_start)?;
        if let Some(mut stdin) = running.0.stdin.take() {
            // It fits into the pipe. A program that does not read it has its reasons, and gives them.
            let _ = os::write_without_signal(&mut stdin, self.input);
        }
        let mut ended = None;
        loop {
            let all_said = said.has_ended() & complained.has_ended();
            let (at, failed) = match ended {
                Some(known) => known,
                None => match running.0.try_wait() {
                    Ok(Some(status)) => (Instant::now(), (!status.success()).then(|| status.to_string())),
                    // Another has taken its status, or will.
                    Err(_) => (Instant::now(), None),
                    Ok(None) => {
                        self.check(until, interrupt)?;
                        interrupt.pause(if all_said { SLICE / 5 } else { SLICE / 2 });
                        continue;
                    }
                },
            };
            if all_said || at.elapsed() >= GRACE {
                let words = complaint(&complained.into_bytes());
                return Ok(Output {
                    text: said.into_bytes(),
                    complaint: match &failed {
                        Some(how) if words.is_empty() => format!("it ended with {how} and does not say why"),
                        _ => words,
                    },
                    failed: failed.is_some(),
                });
            }
            ended = Some((at, failed));
            self.check(until, interrupt)?;
            interrupt.pause(SLICE / 5);
        }
    }

    fn check(&self, until: Option<Instant>, interrupt: &Interrupt) -> Result<()> {
        interrupt.check()?;
        if until.is_some_and(|until| Instant::now() >= until) {
            let message = format!(
                "{} did not answer within {} ms",
                self.name,
                self.limit.as_millis()
            );
            return Err(Error::new(Cause::Timeout, message)
                .with_hint("The option timeout_ms says how long it may take."));
        }
        Ok(())
    }

    fn start(&self) -> std::io::Result<Child> {
        let mut command = Command::new(found(self.name)?);
        command
            .args(&self.arguments)
            .envs(self.environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(folder) = os::NEUTRAL_FOLDER {
            // Programs take settings, and code, from the folder that they are started in.
            command.current_dir(folder);
        }
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
            input: b"a line\n",
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
            // What nobody has waited for yet has no command line any more; being killed takes its moment.
            let line = || std::fs::read(format!("/proc/{}/cmdline", grandchild.trim())).unwrap_or_default();
            let until = Instant::now() + Duration::from_secs(5);
            while !line().is_empty() {
                assert!(Instant::now() < until, "{}", String::from_utf8_lossy(&line()));
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }

    #[test]
    fn who_waits_for_one_looks_after_himself() {
        let (reading, mut writing) = std::os::unix::net::UnixStream::pair().unwrap();
        std::io::Write::write_all(&mut writing, b"1").unwrap();
        os::set_post(Some(os::Post {
            descriptor: std::os::fd::AsRawFd::as_raw_fd(&reading),
            go_on: Box::new(|| false),
        }));
        let error = shell("exec sleep 600").run(&call()).err().unwrap();
        os::set_post(None);
        assert_eq!(error.cause(), Cause::Cancelled);
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
