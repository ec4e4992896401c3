//! Every build with this result (all, if none is named), however many pages that takes: list_builds [result]

use std::env::{args, var};

use azdo::{Client, Credential, Options};

fn main() -> azdo::Result<()> {
    let url = var("AZDO_ORGANIZATION_URL").unwrap_or_default();
    let pat = var("AZDO_PAT").unwrap_or_default();
    let mut options = Options::default();
    options.ca_file = var("AZDO_CA_FILE").ok().map(Into::into);
    let client = Client::with_options(&url, Credential::pat(&pat)?, options)?;

    let mut builds = client.builds().list(var("AZDO_PROJECT").ok().as_deref());
    if let Some(result) = args().nth(1) {
        builds = builds.set("resultFilter", result);
    }
    let mut listed = 0;
    for build in builds {
        let build = build?;
        let how = if build.result_name().is_empty() {
            build.status_name()
        } else {
            build.result_name()
        };
        let (id, number, definition) = (build.id(), build.build_number(), build.definition_name());
        println!(
            "{id}  {number:<14}  {how:<20}  {definition}  {}",
            build.source_branch()
        );
        listed += 1;
    }
    println!("{listed} builds");
    Ok(())
}
