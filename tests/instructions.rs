//! How many instructions the library that ships spends on a build: unlike time, the same on a busy machine.

mod support;

use std::path::Path;
use std::process::Command;

use support::{Sandbox, has, library, root, run, scratch};

/// For a build that is listed, whole pages of 1000, and for one that is asked for alone on a kept connection. What
/// makes them fewer writes the new count down, so that it is not lost again unseen.
const LISTED: u64 = 38_400;
const ASKED_FOR: u64 = 137_600;

/// More than another compiler or another libc makes of it.
const HEADROOM: f64 = 1.5;

#[test]
fn a_build_costs_what_it_did() {
    if has("valgrind").is_none() {
        return;
    }
    let sandbox = Sandbox::start(&["--builds", "2000"]);
    let client = sandbox.client();
    let latest = sandbox.builds(&client, &[("$top", "1")]).into_iter().next();
    let build = latest.unwrap().unwrap().id().to_string();
    let folder = scratch("instructions");
    let program = compiled(&folder);
    let count = |work: &str, builds: u64| {
        let file = folder.join(format!("{work}-{builds}"));
        run(Command::new("valgrind")
            .args(["--quiet", "--tool=callgrind"])
            .arg(format!("--callgrind-out-file={}", file.display()))
            .arg(&program)
            .args([work, &builds.to_string()])
            .env("AZDO_ORGANIZATION_URL", sandbox.url())
            .env("AZDO_PROJECT", sandbox.project())
            .env("AZDO_PAT", sandbox.pat())
            .env("BUILD", &build));
        total(&std::fs::read_to_string(file).unwrap())
    };
    // The difference leaves out what a process does once.
    let listed = (count("list", 2000) - count("list", 1000)) / 1000;
    let asked_for = (count("get", 200) - count("get", 100)) / 100;
    compare("listed", listed, LISTED);
    compare("asked for", asked_for, ASKED_FOR);
}

fn compiled(folder: &Path) -> std::path::PathBuf {
    let program = folder.join("instructions");
    let libraries = library().parent().unwrap().to_owned();
    run(Command::new("cc")
        .args([
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Werror",
            "-O2",
            "-I",
        ])
        .arg(root().join("include"))
        .arg(root().join("tests/instructions.c"))
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(&libraries)
        .arg("-lazdo")
        .arg(format!("-Wl,-rpath,{}", libraries.display())));
    program
}

/// The instructions of the whole program, from what callgrind writes.
fn total(profile: &str) -> u64 {
    let line = profile
        .lines()
        .find_map(|line| line.strip_prefix("summary:").or(line.strip_prefix("totals:")));
    line.expect("callgrind sums up").trim().parse().unwrap()
}

fn compare(what: &str, measured: u64, recorded: u64) {
    println!("a build {what}: {measured} instructions, {recorded} recorded");
    let ratio = measured as f64 / recorded as f64;
    assert!(
        ratio < HEADROOM,
        "a build {what} takes {measured} instructions, {ratio:.2} times the {recorded} of before"
    );
    assert!(
        ratio > 1.0 / HEADROOM,
        "a build {what} takes {measured} instructions alone: record that in place of {recorded}"
    );
}
