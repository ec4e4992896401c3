//! Builds are queued.

use crate::body;
use crate::builds::Builds;
use crate::cancel::Cancel;
use crate::client::Client;
use crate::error::{Cause, Error, Result};
use crate::model::build::Build;
use crate::model::{Held, quoted};
use crate::operation::{Kind, Operation};
use crate::params::Params;
use crate::pipeline::Call;

const QUEUE: &Operation = Operation::known("Builds - Queue");
const LIST: &Operation = Operation::known("Builds - List");

const PRIORITIES: &[&str] = &["low", "belowNormal", "normal", "aboveNormal", "high"];

/// A build that has been described and not yet queued: "Builds - Queue".
///
/// ```no_run
/// # fn queue(client: &azdo::Client) -> azdo::Result<()> {
/// let build = client
///     .builds()
///     .queue("Fabrikam-Fiber")
///     .definition("Nightly")
///     .branch("refs/heads/main")
///     .parameter("BuildConfiguration", "Release")
///     .send()?;
/// println!("{}", build.web_url());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    params: Params,
}

impl Builds<'_> {
    /// Describes a build to queue. With `None`, the project is that of the client's URL, or the one among the values.
    pub fn queue<'name>(&self, project: impl Into<Option<&'name str>>) -> Queue {
        Queue {
            client: self.client().clone(),
            params: Params::of_project(project.into()),
        }
    }
}

impl Queue {
    /// Sets a value by its name:
    ///
    /// - `definition`: its id, its name, or its folder and name (`\Nightly\Windows`);
    /// - `sourceBranch`, `sourceVersion`, `reason`, `priority`, `demands` (with commas between them), `queue` (its id) and
    ///   `agentSpecification` (its identifier, `ubuntu-latest`), as the reference has them of a build;
    /// - `parameters.NAME`: a variable that the definition lets be set; `templateParameters.NAME`: a parameter of its text;
    /// - the operation's own: `ignoreWarnings`, `sourceBuildId`, `checkInTicket`, `api-version`, `force`.
    pub fn set(mut self, name: &str, value: impl ToString) -> Queue {
        self.params.set(name, value);
        self
    }

    /// Sets every one of these.
    pub fn params(mut self, params: &Params) -> Queue {
        self.params.extend(params);
        self
    }

    /// Of what: a definition's id, its name, or its folder and name.
    pub fn definition(self, definition: impl ToString) -> Queue {
        self.set("definition", definition)
    }

    /// Of which branch, `refs/heads/main`; the definition's own unless set.
    pub fn branch(self, name: &str) -> Queue {
        self.set("sourceBranch", name)
    }

    /// Sets a variable, which the definition must let be set.
    pub fn parameter(self, name: &str, value: impl ToString) -> Queue {
        self.set(&format!("parameters.{name}"), value)
    }

    /// Sets a parameter of the pipeline's text.
    pub fn template_parameter(self, name: &str, value: impl ToString) -> Queue {
        self.set(&format!("templateParameters.{name}"), value)
    }

    /// Queues it; the build as it then is. One that the service takes and will not run is an error:
    /// [`Cause::PipelineInvalid`].
    pub fn send(self) -> Result<Held<Build>> {
        self.client.in_call(|call| self.send_within(call))
    }

    /// As [`Queue::send`], with a token for this call alone in place of the client's.
    pub fn send_with(self, cancel: Option<&Cancel>) -> Result<Held<Build>> {
        self.client.in_call_with(cancel, |call| self.send_within(call))
    }

    fn send_within(&self, call: &Call) -> Result<Held<Build>> {
        let members = [
            ("definition", Kind::Text),
            ("sourceBranch", Kind::Text),
            ("sourceVersion", Kind::Text),
            ("reason", LIST.kind_of("reasonFilter")),
            ("priority", Kind::Word(PRIORITIES)),
            ("demands", Kind::Texts),
            ("queue", Kind::Integer),
            ("agentSpecification", Kind::Text),
        ];
        let groups = ["parameters", "templateParameters"];
        let mut parts = body::divide(QUEUE, &members, &groups, &self.params)?;
        let members = &mut parts.members;
        members.change("queue", |id| format!("{{\"id\":{id}}}"));
        members.change("agentSpecification", |name| format!("{{\"identifier\":{name}}}"));
        // The service wants these as a text that is JSON.
        members.change("parameters", quoted);
        let of_another = ["sourceBuildId", "definitionId"];
        let (entries, of_another) = (self.params.checked()?, |name: &str| of_another.contains(&name));
        match entries.iter().find(|(name, _)| name == "definition") {
            Some((_, definition)) => {
                let id = self.definition_id(definition.trim(), &parts.params, call)?;
                parts.members.put("definition", format!("{{\"id\":{id}}}"));
            }
            None if entries.iter().any(|(name, _)| of_another(name)) => {}
            None => {
                return Err(body::missing(
                    QUEUE,
                    "definition",
                    "Name the definition, or its id.",
                ));
            }
        }
        self.client
            .perform(QUEUE, &parts.params, Some(&parts.members.json()), call)?
            .one(&self.client)
    }

    /// The id of a definition that may be given by its name.
    fn definition_id(&self, definition: &str, params: &Params, call: &Call) -> Result<i64> {
        if let Ok(id) = definition.parse() {
            return Ok(id);
        }
        let (folder, name) = match definition
            .strip_prefix('\\')
            .and_then(|rest| rest.rsplit_once('\\'))
        {
            Some((folder, name)) => (Some(format!("\\{folder}")), name),
            None if definition.starts_with('\\') => (Some("\\".to_owned()), &definition[1..]),
            None => (None, definition),
        };
        let mut list = self.client.definitions().list(None).name(name);
        for of_both in ["project", "api-version"] {
            if let Some((_, value)) = params.checked()?.iter().find(|(known, _)| known == of_both) {
                list = list.set(of_both, value);
            }
        }
        if let Some(folder) = &folder {
            list = list.set("path", folder);
        }
        let mut pages = list.pages()?;
        let mut found = Vec::new();
        while let Some(page) = pages.step(call)? {
            // The service takes `*` for any part of a name.
            let named = page.records().iter().filter(|known| same(known.name(), name));
            found.extend(named.map(|known| (known.id(), format!("{} ({})", known.id(), known.path()))));
        }
        match found.as_slice() {
            [(id, _)] => Ok(*id),
            [] => Err(Error::new(
                Cause::NotFound,
                format!("there is no definition {definition:?}, or it is not visible to this credential"),
            )),
            several => {
                let several: Vec<_> = several.iter().map(|(_, shown)| shown.as_str()).collect();
                let message = format!("several definitions are called {name:?}: {}", several.join(", "));
                Err(Error::invalid(message)
                    .with_hint("Say which by its id, or by its folder and name: \\folder\\name."))
            }
        }
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
