//! What is in order between this machine and the builds, what is not, and what to do.

use std::env::var;
use std::process::ExitCode;

use azdo::{Credential, Options, Verdict};

fn main() -> azdo::Result<ExitCode> {
    let url = var("AZDO_ORGANIZATION_URL").unwrap_or_default();
    let pat = var("AZDO_PAT").unwrap_or_default();
    let mut options = Options::default();
    options.ca_file = var("AZDO_CA_FILE").ok().map(Into::into);

    let findings = azdo::diagnose(&url, Credential::pat(&pat)?, options, None)?;
    for finding in findings.records() {
        let word = match finding.verdict() {
            Verdict::Ok => "ok",
            Verdict::Problem => "PROBLEM",
            _ => "cannot tell",
        };
        println!("{:<12} {word:<12} {}", finding.check(), finding.text());
        if !finding.hint().is_empty() {
            println!("{:26}{}", "", finding.hint());
        }
    }
    Ok(if findings.all_in_order() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
