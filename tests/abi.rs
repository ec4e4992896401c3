//! What programs were compiled against stays: docs/abi.txt holds every function, constant and field of azdo.h with
//! the version that brought it, and nothing of it may go or change.

mod support;

use std::process::Command;

use support::{root, run, scratch};

/// The header without comments, preprocessor lines and what only decorates, one space between words.
fn code() -> String {
    let text = std::fs::read_to_string(root().join("include/azdo.h")).unwrap();
    let uncommented: String = text
        .split("/*")
        .map(|part| part.split_once("*/").map_or(part, |(_, code)| code))
        .collect();
    let lines = uncommented
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    let words: Vec<&str> = lines
        .flat_map(str::split_whitespace)
        .filter(|word| !["AZDO_API", "struct"].contains(word))
        .collect();
    words
        .join(" ")
        .replace("extern \"C\" {", "")
        .replace("(struct ", "(")
}

/// Name and fields of each record.
fn records(code: &str) -> Vec<(String, Vec<String>)> {
    let mut records = Vec::new();
    for (start, _) in code.match_indices("typedef azdo_") {
        let Some((head, rest)) = code[start..].split_once('{') else {
            continue;
        };
        let name = head.trim_start_matches("typedef").trim();
        let Some((fields, _)) = rest.split_once('}').filter(|_| !name.contains(';')) else {
            continue;
        };
        let field = |declaration: &str| {
            let name = declaration.rsplit([' ', '*']).next()?.to_owned();
            (!name.is_empty()).then_some(name)
        };
        records.push((
            name.to_owned(),
            fields.split(';').map(str::trim).filter_map(field).collect(),
        ));
    }
    records
}

/// Place and size of every field, as the C compiler has them.
fn layout(records: &[(String, Vec<String>)]) -> Vec<String> {
    let folder = scratch("abi");
    let mut source = "#include <azdo.h>\n#include <stdio.h>\nint main(void) {\n".to_owned();
    for (record, fields) in records {
        for field in fields {
            source.push_str(&format!(
                "printf(\"{record}.{field} at %zu, %zu bytes\\n\", offsetof({record}, {field}), sizeof((({record} *)0)->{field}));\n"
            ));
        }
    }
    source.push_str("return 0; }\n");
    let (file, program) = (folder.join("layout.c"), folder.join("layout"));
    std::fs::write(&file, source).unwrap();
    run(Command::new("cc")
        .args(["-std=c11", "-I"])
        .arg(root().join("include"))
        .arg(&file)
        .arg("-o")
        .arg(&program));
    run(&mut Command::new(program))
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Constants that are macros, the version's own apart.
fn macros() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("include/azdo.h")).unwrap();
    let defined = text.lines().filter_map(|line| line.strip_prefix("#define "));
    let constants = defined.filter(|line| {
        let (name, value) = line.split_once(' ').unwrap_or_default();
        name.starts_with("AZDO_")
            && !name.starts_with("AZDO_VERSION_")
            && !name.contains('(')
            && !value.starts_with('_')
    });
    constants
        .filter(|line| !line.ends_with('\\'))
        .map(str::to_owned)
        .collect()
}

/// Everything that a compiled program relies on.
fn surface() -> Vec<String> {
    let code = code();
    let mut surface: Vec<String> = code
        .split([';', '}'])
        .map(str::trim)
        .filter(|statement| {
            statement.contains("azdo_") && statement.ends_with(')') && statement.contains('(')
        })
        .map(str::to_owned)
        .collect();
    let is_constant = |part: &&str| {
        let (name, value) = part.split_once(" = ").unwrap_or_default();
        name.starts_with("AZDO_") && value.parse::<i64>().is_ok()
    };
    surface.extend(
        code.split(['{', ',', '}'])
            .map(str::trim)
            .filter(is_constant)
            .map(str::to_owned),
    );
    surface.extend(layout(&records(&code)));
    surface.extend(macros());
    surface.sort();
    surface
}

#[test]
fn nothing_goes_and_what_comes_is_written_down() {
    let surface = surface();
    assert!(surface.len() > 100, "the header was not understood: {surface:#?}");
    let file = root().join("docs/abi.txt");
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let known: Vec<(&str, &str)> = known.lines().filter_map(|line| line.split_once("  ")).collect();
    let gone: Vec<&str> = known
        .iter()
        .filter(|(_, line)| !surface.iter().any(|there| there == line))
        .map(|(_, line)| *line)
        .collect();
    assert!(
        gone.is_empty(),
        "programs rely on these, which are gone or changed: {gone:#?}"
    );
    let new: Vec<String> = surface
        .iter()
        .filter(|there| !known.iter().any(|(_, line)| line == there))
        .map(|line| format!("{}  {line}", env!("CARGO_PKG_VERSION")))
        .collect();
    assert!(
        new.is_empty(),
        "add to docs/abi.txt what is new:\n{}",
        new.join("\n")
    );
}
