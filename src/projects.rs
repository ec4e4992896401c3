//! Projects.

use crate::client::Client;
use crate::model::project::Project;
use crate::operation::Operation;
use crate::page::List;

const LIST: &Operation = Operation::known("Projects - List");

/// The projects of an organization.
#[derive(Debug, Clone, Copy)]
pub struct Projects<'a> {
    client: &'a Client,
}

impl<'a> Projects<'a> {
    pub(crate) fn new(client: &'a Client) -> Projects<'a> {
        Projects { client }
    }

    /// Every project that the credential can see: "Projects - List".
    pub fn list(&self) -> List<Project> {
        List::new(self.client, LIST)
    }
}
