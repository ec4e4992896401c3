//! What the documents show is what there is.

mod support;

use std::collections::BTreeSet;

use support::root;

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn the_readme_shows_the_very_examples() {
    let readme = read("README.md");
    for example in [
        "c/get_builds.c",
        "c/list_builds.c",
        "python/get_builds.py",
        "python/list_builds.py",
    ] {
        let source = read(&format!("examples/{example}"));
        assert!(
            readme.contains(&format!("\n{source}```")),
            "README.md does not show examples/{example} as it is"
        );
    }
}

#[test]
fn every_cause_is_listed() {
    let source = read("src/error.rs");
    let known: BTreeSet<&str> = source
        .split("=> (")
        .skip(1)
        .filter_map(|row| row.split('"').nth(1))
        .collect();
    let document = read("docs/errors.md");
    let listed: BTreeSet<&str> = document
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert!(known.len() > 30);
    assert_eq!(known, listed);
}

#[test]
fn every_variable_that_is_read_is_documented() {
    let readme = read("README.md");
    for file in [
        "src/credential.rs",
        "src/transport/proxy.rs",
        "bindings/python/azdo/_library.py",
    ] {
        for word in read(file).split('"') {
            let is_variable = ["AZDO_", "AZURE_", "SYSTEM_"]
                .iter()
                .any(|start| word.starts_with(start))
                || word.to_ascii_uppercase().ends_with("_PROXY");
            if is_variable
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            {
                assert!(readme.contains(&format!("`{word}`")), "{word} of {file}");
            }
        }
    }
}
