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
        "cpp/get_builds.cpp",
        "csharp/GetBuilds.cs",
        "python/get_builds.py",
        "rust/get_builds.rs",
        "python/list_builds.py",
        "python/everything.py",
    ] {
        let source = read(&format!("examples/{example}"));
        assert!(
            readme.contains(&format!("\n{source}```")),
            "README.md does not show examples/{example} as it is"
        );
    }
}

#[test]
fn the_readme_shows_parts_of_examples() {
    let readme = read("README.md");
    let (_, section) = readme.split_once("\n## Logs and artifacts\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let blocks: Vec<&str> = section.split("\n```").skip(1).step_by(2).collect();
    let examples = [
        "c/follow_log.c",
        "python/follow_log.py",
        "c/download_artifact.c",
        "python/download_artifact.py",
    ];
    assert_eq!(blocks.len(), examples.len());
    // However far it is indented.
    let bare = |text: &str| {
        text.lines()
            .map(|line| format!("{}\n", line.trim()))
            .collect::<String>()
    };
    for (block, example) in blocks.into_iter().zip(examples) {
        let (_, shown) = block.split_once('\n').unwrap();
        let source = read(&format!("examples/{example}"));
        assert!(
            bare(&source).contains(&format!("\n{}", bare(shown))),
            "README.md does not show a part of examples/{example} as it is"
        );
    }
}

#[test]
fn every_cause_is_listed_as_it_is() {
    // `("word", Status::Name, true, …)` in the source, `| `word` | `AZDO_NAME` | yes | …` in the document.
    let source = read("src/error.rs");
    let known: BTreeSet<String> = source
        .split("=> (")
        .skip(1)
        .filter_map(|row| {
            let mut parts = row.split(',').map(str::trim);
            let word = parts.next()?.trim_matches('"').to_owned();
            let status = parts.next()?.strip_prefix("Status::")?.to_owned();
            let may_pass = if parts.next()? == "true" { "yes" } else { "no" };
            let status: String = status
                .chars()
                .flat_map(|c| {
                    c.is_uppercase()
                        .then_some('_')
                        .into_iter()
                        .chain(c.to_uppercase())
                })
                .collect();
            Some(format!("| `{word}` | `AZDO{status}` | {may_pass} |"))
        })
        .collect();
    let document = read("docs/errors.md");
    let listed: BTreeSet<String> = document
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split_inclusive('|').take(4).collect())
        .collect();
    assert!(known.len() > 30);
    assert_eq!(known, listed);
}

#[test]
fn every_variable_that_is_read_is_documented() {
    let readme = read("README.md");
    for file in [
        "src/credential/environment.rs",
        "src/options.rs",
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
