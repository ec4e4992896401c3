//! The command line.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use crate::faults;
use crate::flavour::Flavour;

const HELP: &str = "azdo-sandbox: an offline Azure DevOps to develop and test against

Usage: azdo-sandbox [OPTION]...

When ready it prints one line of JSON: organization_url, project, pat, expired_pat, unscoped_pat, ca_file,
client_cert_file, client_key_file; authority, tenant, client_id and client_secret of an application that Microsoft
Entra's stand-in has tokens for; and organizations, of a replay. It serves on 127.0.0.1 until SIGTERM, SIGINT, or until
its standard input ends (/dev/null as standard input is ignored).

Options:
  --builds N        builds of the first project [default: 250]
  --projects N      projects of the organization [default: 3]
  --seed N          makes another world; the same seed always makes the same [default: 1]
  --port P          the port to listen on; 0 picks a free one [default: 0]
  --tls             https, with a certificate authority of its own
  --token-life S    how many seconds access tokens of Microsoft Entra are good [default: 3599]
  --client-cert     https, for clients alone that show the certificate that lies in client_cert_file
  --flavour NAME    services, server-2022, server-2019 or tfs-2017: api-versions, paths and names of that
                    [default: services]
  --pace S          how many seconds a build takes that is queued; it waits a tenth of that [default: 30]
  --clock manual    builds run by a clock that POST /_sandbox/clock?advance=SECONDS moves
  --page-limit N    no page of a list is longer than this
  --project-less    also list the builds of all projects at _apis/build/builds
  --replay DIR      answer with the recorded exchanges of a folder instead; credentials are not checked
  --fault SPEC      misbehave; may be given more than once
  --help            print this

Builds, definitions and all that is of them can be changed as at the service, and are what they were at the next start.

GET /_sandbox/requests tells, in JSON, how many requests there were, in all and by method, and how often each SPEC has
struck.

A SPEC is NAME[%CHANCE][@PART[#K]]: CHANCE is how many of a hundred requests it strikes, PART is a part of the request
target (default: every request), K says which of the matching requests, from 1 (default: all). Names:
";

/// What the command line asks for.
#[derive(Debug)]
pub struct Arguments {
    pub builds: usize,
    pub projects: usize,
    pub seed: u64,
    pub port: u16,
    pub tls: bool,
    pub token_life: Duration,
    pub client_cert: bool,
    pub flavour: Flavour,
    pub pace: i64,
    pub manual_clock: bool,
    pub page_limit: usize,
    pub project_less: bool,
    pub replay: Option<PathBuf>,
    pub faults: Vec<String>,
    pub help: bool,
}

impl Arguments {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
        let mut arguments = Arguments {
            builds: 250,
            projects: 3,
            seed: 1,
            port: 0,
            tls: false,
            token_life: Duration::from_secs(3599),
            client_cert: false,
            flavour: Flavour::Services,
            pace: 30,
            manual_clock: false,
            page_limit: usize::MAX,
            project_less: false,
            replay: None,
            faults: Vec::new(),
            help: false,
        };
        while let Some(word) = words.next() {
            let (name, attached) = match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
                _ => (word.as_str(), None),
            };
            match (name, &attached) {
                ("--tls", None) => arguments.tls = true,
                ("--client-cert", None) => (arguments.tls, arguments.client_cert) = (true, true),
                ("--project-less", None) => arguments.project_less = true,
                ("--help", None) => arguments.help = true,
                (
                    "--builds" | "--projects" | "--seed" | "--port" | "--token-life" | "--page-limit"
                    | "--flavour" | "--pace" | "--clock" | "--replay" | "--fault",
                    _,
                ) => {
                    let value = attached
                        .or_else(|| words.next())
                        .ok_or_else(|| format!("{name} needs a value"))?;
                    arguments.set(name, value)?;
                }
                _ => return Err(format!("unknown argument '{word}'")),
            }
        }
        Ok(arguments)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        match name {
            "--builds" => self.builds = number(name, &value)?,
            "--projects" => self.projects = at_least_one(name, number(name, &value)?)?,
            "--seed" => self.seed = number(name, &value)?,
            "--port" => self.port = number(name, &value)?,
            "--token-life" => self.token_life = Duration::from_secs(number(name, &value)?),
            "--page-limit" => self.page_limit = at_least_one(name, number(name, &value)?)?,
            "--flavour" => {
                self.flavour = value
                    .parse()
                    .map_err(|()| format!("--flavour: there is no '{value}'"))?;
            }
            "--pace" => self.pace = at_least_one(name, number(name, &value)?)? as i64,
            "--clock" if value == "manual" => self.manual_clock = true,
            "--clock" => return Err(format!("--clock is manual, not '{value}'")),
            "--replay" => self.replay = Some(PathBuf::from(value)),
            _ => self.faults.push(value),
        }
        Ok(())
    }

    pub fn help() -> String {
        format!("{HELP}{}", faults::HELP)
    }
}

fn number<N: FromStr>(name: &str, value: &str) -> Result<N, String> {
    value
        .parse()
        .map_err(|_| format!("'{value}' is not a number that {name} takes"))
}

fn at_least_one(name: &str, number: usize) -> Result<usize, String> {
    if number == 0 {
        Err(format!("{name} takes no 0"))
    } else {
        Ok(number)
    }
}
