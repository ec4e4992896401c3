//! All that the organization holds, and that requests change.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::ask::Ask;
use crate::definitions::Definitions;
use crate::errors;
use crate::flavour::Flavour;
use crate::http::Answer;
use crate::runs::Runs;
use crate::template::ORIGIN;
use crate::ticks::Ticks;
use crate::world::World;

pub struct Store {
    pub world: World,
    pub definitions: Definitions,
    pub runs: Runs,
    /// Whatever else can be set, by what it is of and what it is called: settings, properties, leases, folders, …
    pub documents: BTreeMap<(String, String), Value>,
    pub flavour: Flavour,
    next_number: u32,
}

impl Store {
    pub fn new(world: World, flavour: Flavour, pace: i64) -> Store {
        Store {
            definitions: Definitions::of(&world, flavour),
            runs: Runs::new(pace),
            documents: BTreeMap::new(),
            world,
            flavour,
            next_number: 1,
        }
    }

    /// The project that the path names.
    pub fn project(&self, ask: &Ask) -> Result<usize, Answer<'static>> {
        let segment = ask.path("project");
        self.world
            .project(segment)
            .ok_or_else(|| errors::no_such_project(segment))
    }

    /// Project and place of the build that the path names.
    pub fn build(&self, ask: &Ask) -> Result<(usize, u32), Answer<'static>> {
        let project = self.project(ask)?;
        let id = ask.path("buildId");
        let index = self.world.index(project, ask.number("buildId"));
        index
            .map(|index| (project, index))
            .ok_or_else(|| errors::no_such_build(id))
    }

    /// The JSON of a project, as builds and definitions hold it.
    pub fn project_json(&self, project: usize) -> Value {
        self.world.projects[project].template.value()
    }

    /// The URL of a project, for links.
    pub fn home(&self, project: usize) -> String {
        home(self.flavour, &self.world.projects[project].id)
    }

    /// Who asks.
    pub fn me(&self) -> Value {
        self.world.people[0].clone()
    }

    /// A number that nothing else has.
    pub fn number(&mut self) -> u32 {
        self.next_number += 1;
        self.next_number - 1
    }

    pub fn document(&self, of: &str, name: &str) -> Option<&Value> {
        self.documents.get(&(of.to_owned(), name.to_owned()))
    }

    pub fn keep(&mut self, of: &str, name: &str, value: Value) {
        self.documents.insert((of.to_owned(), name.to_owned()), value);
    }

    pub fn forget(&mut self, of: &str, name: &str) -> Option<Value> {
        self.documents.remove(&(of.to_owned(), name.to_owned()))
    }

    /// Name and value of all that there is of this.
    pub fn documents_of<'a>(&'a self, of: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let from = (of.to_owned(), String::new());
        let all = self
            .documents
            .range(from..)
            .take_while(move |((known, _), _)| known == of);
        all.map(|((_, name), value)| (name.as_str(), value))
    }
}

pub fn home(flavour: Flavour, project: &str) -> String {
    format!("{ORIGIN}{}/{project}", flavour.home())
}

/// As answers say when something was.
pub fn date(moment: Ticks) -> Value {
    json!(moment.with_digits(3).in_answers())
}
