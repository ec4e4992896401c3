//! What any operation of the REST reference answers: call_operation "Builds - Get" project=Fiber buildId=42

use std::env::{args, var};
use std::io::Write;

use azdo::{Client, Credential, Options};

fn main() -> azdo::Result<()> {
    let url = var("AZDO_ORGANIZATION_URL").unwrap_or_default();
    let pat = var("AZDO_PAT").unwrap_or_default();
    let mut options = Options::default();
    options.ca_file = var("AZDO_CA_FILE").ok().map(Into::into);
    let client = Client::with_options(&url, Credential::pat(&pat)?, options)?;

    let mut arguments = args().skip(1);
    let mut call = client.call(&arguments.next().unwrap_or_default());
    for argument in arguments {
        let (name, value) = argument.split_once('=').unwrap_or((&argument, ""));
        call = call.set(name, value);
    }
    let body = call.send()?.body()?;
    std::io::stdout().write_all(&body).expect("somebody reads this");
    Ok(())
}
