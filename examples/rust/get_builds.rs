//! The 2016 page's sample: GET the builds, insist on success, print the body; on failure, say why.

use std::env::var;

fn main() -> azdo::Result<()> {
    let url = var("AZDO_ORGANIZATION_URL").unwrap_or_default();
    let pat = var("AZDO_PAT").unwrap_or_default();
    let project = var("AZDO_PROJECT").ok();

    // Without a project, all builds that the token sees; the page's user name may be empty.
    println!("{}", azdo::get_builds(&url, project.as_deref(), "", &pat, None)?);
    Ok(())
}
