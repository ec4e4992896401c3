//! The whole check on demand: from the URL to the rate limit, what is in order, what is not, and what to do.

use std::time::{Duration, SystemTime};

use crate::cancel::Cancel;
use crate::client::Client;
use crate::credential::Credential;
use crate::diagnosis;
use crate::error::{Cause, Error, Result, Status};
use crate::model::finding::{Findings, Verdict};
use crate::operation::Operation;
use crate::options::Options;
use crate::organization::Organization;
use crate::params::{Ask, Params, Prepared};
use crate::pipeline::{Call, Gathered};
use crate::throttle;

/// What is checked on the way to the service, in the order in which it can fail.
const WAY: [&str; 5] = ["proxy", "name", "connection", "tls", "organization"];

/// A clock that differs by less harms nobody.
const CLOCK_TOLERANCE: Duration = Duration::from_secs(300);

/// Tries everything that a list of builds needs, one thing after another, and says of each whether it is in order.
/// With `None` for a credential, the environment's is tried.
///
/// It fails only where the caller ends it or an option is wrong; everything else is a finding. Where the service does
/// not tell, neither does this: [`Verdict::CannotTell`].
pub fn diagnose<'cancel>(
    organization_url: &str,
    credential: impl Into<Option<Credential>>,
    options: Options,
    cancel: impl Into<Option<&'cancel Cancel>>,
) -> Result<Findings> {
    let mut report = Report::default();
    let examined = report.examine(organization_url, credential.into(), options, cancel.into());
    match examined {
        Err(error) if error.cause() == Cause::Cancelled || report.refused => Err(error),
        // What stopped the examination has been written down.
        _ => Ok(Findings::new(&report.findings)),
    }
}

#[derive(Default)]
struct Report {
    /// Check, verdict, text and hint of everything that was looked at.
    findings: Vec<(&'static str, Verdict, String, String)>,
    /// Whether an option is wrong.
    refused: bool,
}

impl Report {
    fn add(&mut self, check: &'static str, verdict: Verdict, text: impl Into<String>) {
        self.findings.push((check, verdict, text.into(), String::new()));
    }

    fn problem(&mut self, check: &'static str, error: Error) -> Error {
        let (text, hint) = (error.message().to_owned(), error.hint().to_owned());
        self.findings.push((check, Verdict::Problem, text, hint));
        error
    }

    fn examine(
        &mut self,
        url: &str,
        credential: Option<Credential>,
        options: Options,
        cancel: Option<&Cancel>,
    ) -> Result<()> {
        let organization = Organization::parse(url).and_then(|organization| {
            if !options.allow_http {
                organization.refuse_plain_http()?;
            }
            Ok(organization)
        });
        let organization = organization.map_err(|error| self.problem("url", error))?;
        let kind = if organization.is_services() {
            "an organization of Azure DevOps Services"
        } else {
            "a collection of an Azure DevOps Server"
        };
        self.add("url", Verdict::Ok, format!("{}: {kind}", organization.url()));
        let credential = match credential {
            Some(credential) => Ok(credential),
            None => Credential::from_environment_for(&organization),
        };
        let credential = credential.map_err(|error| self.problem("token", error))?;
        let client = Client::with_options(url, credential, options);
        self.refused = client.is_err();
        let client = client?.with_cancel(cancel);
        let call = client.begin();
        self.shape(&call)?;
        let who = self.way(&client, &call)?;
        self.identity(&call, &who)?;
        let asked = self.builds(&client, &call)?;
        self.server(&asked);
        self.clock(&who);
        self.rate(&asked);
        Ok(())
    }

    /// What the token looks like; only the service knows what it is worth.
    fn shape(&mut self, call: &Call) -> Result<()> {
        let source = call.credential.source();
        let token = call.credential.token(&call.interrupt);
        match token.map_err(|error| self.problem("token", error))?.oddity() {
            Some(oddity) => {
                let text = format!("{source}: it looks odd");
                self.findings
                    .push(("token shape", Verdict::CannotTell, text, oddity.to_owned()));
            }
            None => self.add(
                "token shape",
                Verdict::Ok,
                format!("{source}: nothing odd about it"),
            ),
        }
        Ok(())
    }

    /// Everything between here and the service, by asking it who the token is.
    fn way(&mut self, client: &Client, call: &Call) -> Result<Gathered> {
        let url = client.organization().url();
        let proxy = match client.proxies().shown_for(url) {
            Ok(Some(proxy)) => format!("through {proxy}"),
            Ok(None) => "none is named for this URL".to_owned(),
            Err(error) => return Err(self.problem("proxy", error)),
        };
        let asked = client
            .pipeline()
            .get(diagnosis::who_url(url), call)
            .and_then(|who| {
                if diagnosis::tells_who(&who.body) {
                    return Ok(who);
                }
                let message = format!("the answer does not say who asks ({})", who.place);
                Err(Error::new(Cause::UnexpectedContent, message))
            });
        let failed_at = asked.as_ref().err().map(|error| match error.cause() {
            Cause::ProxyUnreachable | Cause::ProxyRefused | Cause::ProxyIntercepted => 0,
            Cause::HostNotFound => 1,
            Cause::ConnectionRefused | Cause::ConnectionFailed | Cause::ConnectionReset | Cause::Timeout => 2,
            _ if error.status() == Status::Tls => 3,
            _ if matches!(error.status(), Status::Unauthenticated | Status::Forbidden) => WAY.len(),
            _ => 4,
        });
        let secure = client.organization().is_https();
        for (index, check) in WAY.into_iter().enumerate() {
            let text = match check {
                "proxy" => &*proxy,
                "name" => "the host's name is known",
                "connection" => "the host can be reached",
                "tls" if secure => "the host's certificate can be trusted",
                "tls" => "none: the token goes in clear text",
                _ => "the service answers for it",
            };
            match failed_at {
                Some(at) if index == at => break,
                _ => self.add(check, Verdict::Ok, text),
            }
        }
        match (asked, failed_at) {
            (Err(error), Some(at)) if at < WAY.len() => Err(self.problem(WAY[at], error)),
            (Err(error), _) => Err(self.problem("token", error)),
            (Ok(who), _) => Ok(who),
        }
    }

    fn identity(&mut self, call: &Call, who: &Gathered) -> Result<()> {
        match diagnosis::user(&who.body) {
            Some(name) => {
                self.add("token", Verdict::Ok, "the service accepts it");
                let name = call.credential.redact(&name);
                self.add("identity", Verdict::Ok, format!("the service knows it as {name}"));
                Ok(())
            }
            None => {
                let message = "the service answers it as it answers everybody, without knowing it";
                Err(self.problem("token", Error::new(Cause::Anonymous, message)))
            }
        }
    }

    /// Whether builds can be read: of the URL's project, or else whether there are projects to read them of.
    fn builds(&mut self, client: &Client, call: &Call) -> Result<Gathered> {
        let (check, name) = match client.organization().project() {
            Some(_) => ("builds", "Builds - List"),
            None => ("projects", "Projects - List"),
        };
        let operation = Operation::named(name).ok_or_else(|| Error::new(Cause::Internal, name))?;
        let asked =
            Prepared::new(operation, client.organization(), &Params::new(), Ask::List).and_then(|prepared| {
                client.gather(&prepared, call, |version| prepared.page_url(version, 1, None))
            });
        let asked = asked.map_err(|error| self.problem(check, error))?;
        match client.organization().project() {
            Some(project) => self.add(check, Verdict::Ok, format!("those of {project} can be read")),
            None => {
                self.add(check, Verdict::Ok, "they can be read");
                self.add(
                    "builds",
                    Verdict::CannotTell,
                    "the URL names no project to read builds of; with one at its end this is tried too",
                );
            }
        }
        Ok(asked)
    }

    fn server(&mut self, asked: &Gathered) {
        let content_type = asked
            .headers
            .get("content-type")
            .and_then(|value| value.to_str().ok());
        let version = content_type.and_then(|text| text.split("api-version=").nth(1));
        match version.and_then(|text| text.split(';').next()) {
            Some(version) => self.add(
                "version",
                Verdict::Ok,
                format!("it answered api-version {}", version.trim()),
            ),
            None => self.add(
                "version",
                Verdict::CannotTell,
                "it does not say which api-version it answered",
            ),
        }
    }

    fn clock(&mut self, who: &Gathered) {
        let date = who.headers.get("date").and_then(|value| value.to_str().ok());
        let Some(theirs) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return self.add(
                "clock",
                Verdict::CannotTell,
                "the service does not say what time it is there",
            );
        };
        let ours = SystemTime::now();
        let apart = ours
            .duration_since(theirs)
            .unwrap_or_else(|error| error.duration());
        if apart <= CLOCK_TOLERANCE {
            return self.add("clock", Verdict::Ok, "this machine's agrees with the service's");
        }
        let direction = if ours > theirs { "ahead of" } else { "behind" };
        let apart = match apart.as_secs() / 60 {
            minutes @ ..120 => format!("{minutes} minutes"),
            minutes @ ..2880 => format!("{} hours", minutes / 60),
            minutes => format!("{} days", minutes / 1440),
        };
        let message = format!("this machine's is {apart} {direction} the service's");
        let error = Error::new(Cause::InvalidState, message)
            .with_hint("Set this machine's clock: certificates and tokens are good at certain times only.");
        self.problem("clock", error);
    }

    fn rate(&mut self, asked: &Gathered) {
        let number = |name| throttle::number(&asked.headers, name);
        let asked_for = throttle::retry_after(&asked.headers).map(|wait| wait.as_secs_f64());
        let delay = asked_for.or(number(throttle::DELAY)).unwrap_or(0.0);
        if delay > 0.0 {
            let message = format!("the service slows this user down, by {delay} s now");
            self.problem("rate limit", Error::new(Cause::Throttled, message));
        } else if let (Some(left), Some(limit)) = (number(throttle::REMAINING), number(throttle::LIMIT)) {
            self.add("rate limit", Verdict::Ok, format!("{left} of {limit} are left"));
        } else {
            self.add("rate limit", Verdict::Ok, "the service says nothing of one");
        }
    }
}
