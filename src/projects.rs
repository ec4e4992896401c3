//! Projects.

use crate::client::Client;
use crate::error::Result;
use crate::model::project::Project;
use crate::operation::Operation;
use crate::page::Pages;
use crate::params::Params;

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

    /// Every project that the credential can see, over all pages: "Projects - List" with the reference's own
    /// parameters.
    pub fn list(&self, params: &Params) -> Result<Pages<Project>> {
        Pages::new(self.client, LIST, params)
    }
}
