//! `git credential`: the token that git's own helper has for the organization's URL, Git Credential Manager's included.
//! (gitcredentials(7), git-credential(1))

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use zeroize::Zeroizing;

use super::Lookup;
use super::program::{Output, Program};
use super::renewal::TokenSource;
use super::token::{Token, is_jwt};
use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result, printable};
use crate::organization::Organization;
use crate::url::split_origin;

pub(super) const SOURCE: &str = "git credential";

const GIT: &str = if cfg!(windows) { "git.exe" } else { "git" };

/// Nobody is asked anything, in a terminal or a window.
const SILENT: [(&str, &str); 4] = [
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    ("SSH_ASKPASS", ""),
    ("GCM_INTERACTIVE", "never"),
];

pub(super) struct Git {
    /// What git is asked: the URL in its parts.
    question: String,
    prompt: bool,
    timeout: Duration,
    given: Mutex<Given>,
}

/// What git gave last, to be sent back with a verdict on it.
#[derive(Default)]
struct Given {
    answer: Zeroizing<Vec<u8>>,
    is_approved: bool,
}

/// How long git may take to hear a verdict: the user's call waits for it, and has its answer already.
const PATIENCE: Duration = Duration::from_secs(2);

impl Git {
    pub(super) fn new(organization: &Organization, lookup: &Lookup) -> Result<Git> {
        let url = organization.url();
        let (origin, path) = split_origin(url).unwrap_or((url, ""));
        let (protocol, host) = origin
            .split_once("://")
            .ok_or_else(|| Error::invalid("the organization's URL has no scheme"))?;
        // Git forgets the path unless credential.useHttpPath says that it tells accounts apart, as it does for
        // dev.azure.com where Git Credential Manager is at work.
        let path = path.trim_matches('/');
        Ok(Git {
            question: format!("capability[]=authtype\nprotocol={protocol}\nhost={host}\npath={path}\n\n"),
            prompt: lookup.prompt,
            timeout: lookup.timeout,
            given: Mutex::default(),
        })
    }

    fn run(&self, verb: &str, input: &[u8], limit: Duration, interrupt: &Interrupt) -> Result<Output> {
        let interactive = format!("credential.interactive={}", self.prompt);
        let program = Program {
            name: GIT,
            arguments: vec!["-c", &interactive, "credential", verb],
            environment: if self.prompt { &[] } else { &SILENT },
            input,
            limit,
            prompts: self.prompt,
        };
        program.run(interrupt)
    }

    /// Tells git's helper what the service thinks of its token. What git makes of it is git's own affair.
    fn tell(&self, verb: &str, answer: &[u8], interrupt: &Interrupt) {
        if !answer.is_empty() {
            let _ = self.run(verb, answer, self.timeout.min(PATIENCE), interrupt);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Given> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenSource for Git {
    fn fetch(&self, interrupt: &Interrupt) -> Result<Token> {
        let output = self.run("fill", self.question.as_bytes(), self.timeout, interrupt)?;
        let token = match read(&output.text) {
            _ if output.failed => return Err(nothing(&output.complaint)),
            Some(Ok(token)) => token,
            Some(Err(error)) => return Err(nothing(error.message())),
            None if output.complaint.is_empty() => return Err(nothing("its helper gave no password")),
            None => return Err(nothing(&output.complaint)),
        };
        *self.lock() = Given {
            answer: output.text,
            is_approved: false,
        };
        Ok(token)
    }

    fn accepted(&self, interrupt: &Interrupt) {
        let answer = {
            let mut given = self.lock();
            if std::mem::replace(&mut given.is_approved, true) {
                return;
            }
            given.answer.clone()
        };
        self.tell("approve", &answer, interrupt);
    }

    fn refused(&self, interrupt: &Interrupt) {
        let answer = std::mem::take(&mut self.lock().answer);
        self.tell("reject", &answer, interrupt);
    }
}

fn nothing(why: &str) -> Error {
    Error::new(
        Cause::CredentialUnavailable,
        format!("git has no credential for this organization: {why}"),
    )
    .with_hint(
        "Let git store one: clone a repository of the organization with a credential helper configured (Git \
         Credential Manager, say), or pass a personal access token.",
    )
}

/// The token in what git has said; none where there is none.
fn read(text: &[u8]) -> Option<Result<Token>> {
    let text = std::str::from_utf8(text).ok()?;
    let value = |name: &str| {
        let mut lines = text.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
    };
    let expires_at = value("password_expiry_utc")
        .and_then(|seconds| seconds.parse().ok())
        .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
    let ready_made = value("authtype").zip(value("credential"));
    match (ready_made, value("password")) {
        (Some((scheme, token)), _) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(Token::bearer(token, expires_at))
        }
        (Some((scheme, pair)), _) if scheme.eq_ignore_ascii_case("basic") => {
            Some(Token::encoded_basic(pair, expires_at))
        }
        (Some((scheme, _)), None) => Some(Err(Error::invalid(format!(
            "its helper wants the scheme {}, which is not known here",
            printable(scheme, 40)
        )))),
        // Git sends an access token of Microsoft Entra as a password too; as what it is the service takes it anywhere.
        (_, Some(password)) if is_jwt(password) => Some(Token::bearer(password, expires_at)),
        (_, Some(password)) => Some(Token::basic(
            value("username").unwrap_or(""),
            password,
            expires_at,
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_git() {
        let header = |text: &str| {
            let token = read(text.as_bytes())?.unwrap();
            Some(token.header_text().to_owned())
        };
        for (text, expected) in [
            ("username=me\npassword=abc\n", Some("Basic bWU6YWJj")),
            ("password=a=b\n", Some("Basic OmE9Yg==")),
            (
                "username=me\npassword=eyJ0.eyJh.c2ln\n",
                Some("Bearer eyJ0.eyJh.c2ln"),
            ),
            (
                "capability[]=authtype\nauthtype=Bearer\ncredential=t0ken\n",
                Some("Bearer t0ken"),
            ),
            (
                "capability[]=authtype\nauthtype=Basic\ncredential=bWU6YWJj\n",
                Some("Basic bWU6YWJj"),
            ),
            ("protocol=https\nhost=dev.azure.com\n", None),
            ("", None),
        ] {
            assert_eq!(header(text).as_deref(), expected, "{text}");
        }
        let expired = read(b"password=abc\npassword_expiry_utc=1000\n")
            .unwrap()
            .unwrap();
        assert!(expired.refuse_expired().is_err());
    }

    #[test]
    fn what_git_is_asked() {
        for (url, expected) in [
            (
                "https://dev.azure.com/fabrikam/Fiber",
                "protocol=https\nhost=dev.azure.com\npath=fabrikam\n",
            ),
            (
                "https://tfs.example.org:8443/tfs/Collection",
                "host=tfs.example.org:8443\npath=tfs/Collection\n",
            ),
        ] {
            let organization = Organization::parse(url).unwrap();
            let git = Git::new(&organization, &Lookup::default()).unwrap();
            assert!(git.question.contains(expected), "{}", git.question);
        }
    }
}
