//! What the bindings have of each operation is generated from the table, committed, and fresh.

mod cpp;
mod csharp;
mod python;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use azdo::operation::{Kind, OPERATIONS, Operation, Paging};
use support::root;

/// The widest line of what is generated.
const WIDTH: usize = 120;

/// One parameter of an operation, of its route or of its query.
#[derive(Clone, Copy)]
struct Given {
    name: &'static str,
    kind: Kind,
    required: bool,
}

impl Given {
    /// As languages can spell it: `$top` without its dollar sign.
    fn identifier(&self) -> &'static str {
        self.name.trim_start_matches('$')
    }

    /// Whether it is the project, which the client's URL may name in its place.
    fn is_project(&self) -> bool {
        self.name == "project" && self.kind == Kind::Text
    }
}

/// Those of the route first.
fn parameters(operation: &Operation) -> Vec<Given> {
    let path = operation.path().map(|parameter| Given {
        name: parameter.name,
        kind: parameter.kind,
        required: !parameter.optional,
    });
    let query = operation.query.iter().map(|parameter| Given {
        name: parameter.name,
        kind: parameter.kind,
        required: parameter.required,
    });
    path.chain(query).collect()
}

/// Whether its elements can be walked.
fn is_list(operation: &Operation) -> bool {
    operation.paging != Paging::None && operation.body.is_none() && operation.method.as_str() == "GET"
}

/// Whether its list comes in pages.
fn is_paged(operation: &Operation) -> bool {
    is_list(operation) && operation.paging != Paging::Whole
}

/// The words of "Builds - Get Build Log", or of "buildId", in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() || letter.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_ascii_alphanumeric(), words.last_mut()) {
            word.push(letter.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `builds_get_build_log`.
fn snake(name: &str) -> String {
    words(name).join("_")
}

/// `BuildsGetBuildLog`.
fn pascal(name: &str) -> String {
    let capital = |word: &String| word[..1].to_uppercase() + &word[1..];
    words(name).iter().map(capital).collect()
}

/// The sets of words that parameters may have, each under a name: that of its parameter, after that of the operation's
/// group where several sets would have it.
fn word_sets() -> Vec<(&'static [&'static str], String)> {
    let mut sets: Vec<(&[&str], &str, &str)> = Vec::new();
    for operation in OPERATIONS {
        for parameter in operation.query {
            let Kind::Word(words) = parameter.kind else {
                continue;
            };
            if !sets.iter().any(|(known, ..)| *known == words) {
                sets.push((words, operation.name, parameter.name));
            }
        }
    }
    let named = |(words, operation, parameter): &(&'static [&'static str], &str, &str)| {
        let alone = sets.iter().filter(|(.., other)| other == parameter).count() == 1;
        let group = if alone {
            ""
        } else {
            operation.split(" - ").next().unwrap()
        };
        (*words, pascal(&format!("{group} {parameter}")))
    };
    sets.iter().map(named).collect()
}

/// A sentence or more on an operation: its request, and what else its parameters do not tell.
fn described(operation: &Operation) -> String {
    let mut text = format!("{} {}.", operation.method.as_str(), operation.route);
    if let Some(model) = operation.body {
        text.push_str(&format!(" Body: {model}."));
    }
    match operation.answers {
        [] => text.push_str(" Answers nothing."),
        ["application/json"] => {}
        all => text.push_str(&format!(" Answers {}.", all.join(", "))),
    }
    text
}

/// Words in lines that are indented, each after the first on a new line where it would not fit.
fn filled(words: impl IntoIterator<Item = String>, indent: usize) -> String {
    let mut text = " ".repeat(indent);
    let mut column = indent;
    for word in words {
        if column > indent && column + 1 + word.len() > WIDTH - 1 {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            column = indent;
        } else if column > indent {
            text.push(' ');
            column += 1;
        }
        text.push_str(&word);
        column += word.len();
    }
    text
}

fn fresh(path: &str, generated: &str) {
    for line in generated.lines() {
        assert!(line.chars().count() <= WIDTH, "{path}: too wide: {line}");
    }
    let file = root().join(path);
    if std::env::var_os("AZDO_REFRESH").is_some() {
        std::fs::write(&file, generated).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == generated,
        "{path} is not what the table says: `make operations` writes it anew"
    );
}

#[test]
fn pythons_is_fresh() {
    fresh("bindings/python/azdo/_operations.pyi", &python::generated());
}

#[test]
fn cpps_is_fresh() {
    fresh("bindings/cpp/azdo_operations.hpp", &cpp::generated());
}

#[test]
fn csharps_is_fresh() {
    fresh("bindings/dotnet/Azdo/Operations.cs", &csharp::generated());
}

/// What is spelled otherwise must still be told apart.
#[test]
fn names_stay_apart() {
    let names: BTreeSet<_> = OPERATIONS.iter().map(|operation| snake(operation.name)).collect();
    assert_eq!(names.len(), OPERATIONS.len());
    for operation in OPERATIONS {
        let all = parameters(operation);
        // Of Python's functions, of C++'s class and of C#'s.
        let own = [
            "accept",
            "api_version",
            "body",
            "cancel",
            "force",
            "operation",
            "page_size",
            "self",
            "set",
            "set_body",
            "timeout",
        ];
        let mut names: BTreeSet<_> = all.iter().map(|given| snake(given.name)).collect();
        assert_eq!(names.len(), all.len(), "{}", operation.name);
        assert!(!own.iter().any(|own| names.remove(*own)), "{}", operation.name);
    }
}
