//! The header is what the source says, compiles wherever C and C++ do, and promises what the library exports.

mod support;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use support::{has, library, root, run, scratch};

fn header() -> String {
    std::fs::read_to_string(root().join("include/azdo.h")).unwrap()
}

/// The functions that the header declares.
fn declared() -> BTreeSet<String> {
    let text = header();
    let code: String = text
        .split("/*")
        .map(|part| part.split_once("*/").map_or(part, |(_, code)| code))
        .collect();
    let mut names = BTreeSet::new();
    for (place, _) in code.match_indices('(') {
        let name: String = code[..place]
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        let name: String = name.chars().rev().collect();
        if name.starts_with("azdo_") {
            names.insert(name);
        }
    }
    names
}

#[test]
fn the_committed_header_is_fresh() {
    assert!(
        header() == include_str!(concat!(env!("OUT_DIR"), "/azdo.h")),
        "include/azdo.h is not what the source says: `make header` writes it anew"
    );
}

#[test]
fn it_compiles_alone_and_twice_in_every_dialect() {
    let folder = scratch("header");
    let source = "#include <azdo.h>\n#include <azdo.h>\nint has(const azdo_build *b); int has(const azdo_build *b) \
                  { return AZDO_HAS(b, json) && azdo_version_number() == AZDO_VERSION_NUMBER; }\n";
    let (c, cpp) = (folder.join("one.c"), folder.join("one.cpp"));
    std::fs::write(&c, source).unwrap();
    std::fs::write(&cpp, source).unwrap();
    let compilers: [(&str, &PathBuf, &[&str]); 4] = [
        ("gcc", &c, &["c99", "c11", "c17", "c2x"]),
        ("clang", &c, &["c99", "c11", "c17", "c2x"]),
        ("g++", &cpp, &["c++11", "c++14", "c++17", "c++20"]),
        ("clang++", &cpp, &["c++11", "c++14", "c++17", "c++20"]),
    ];
    for (compiler, file, dialects) in compilers {
        if has(compiler).is_none() {
            continue;
        }
        for dialect in dialects {
            run(Command::new(compiler)
                .arg(format!("-std={dialect}"))
                .args([
                    "-Wall",
                    "-Wextra",
                    "-Wpedantic",
                    "-Wconversion",
                    "-Werror",
                    "-fsyntax-only",
                ])
                .arg("-I")
                .arg(root().join("include"))
                .arg(file));
        }
    }
}

#[test]
fn the_library_exports_what_the_header_declares() {
    if has("nm").is_none() {
        return;
    }
    let symbols = run(Command::new("nm")
        .args(["-D", "--defined-only", "--format=posix"])
        .arg(library()));
    let exported: BTreeSet<String> = symbols
        .lines()
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(exported, declared());
}

#[test]
fn the_library_is_small_and_needs_little() {
    if has("readelf").is_none() {
        return;
    }
    let size = std::fs::metadata(library()).unwrap().len();
    assert!(size <= 2_500_000, "{size} bytes");
    let dynamic = run(Command::new("readelf").args(["-d", "-W"]).arg(library()));
    let named = |tag: &str| -> Vec<String> {
        dynamic
            .lines()
            .filter(|line| line.contains(tag))
            .filter_map(|line| Some(line.split_once('[')?.1.trim_end_matches(']').to_owned()))
            .collect()
    };
    for needed in named("(NEEDED)") {
        let allowed = ["libc.so", "libgcc_s.so", "ld-linux"];
        assert!(allowed.iter().any(|name| needed.starts_with(name)), "{needed}");
    }
    assert_eq!(named("(SONAME)"), ["libazdo.so.0"]);
    assert!(dynamic.contains("NODELETE"), "{dynamic}");
}
