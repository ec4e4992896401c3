//! The memory of a program that uses the library: where a secret lies, and how much stack a call takes.

mod support;

use std::process::Command;

use support::{Sandbox, compile_c_with, compiled, fed, root, scratch};

/// Copies after everything has been freed. They may become fewer and never more.
const LEFT_BEHIND: &str = "plain 0, base64 0";

#[test]
fn a_token_lies_where_it_must_and_nowhere_else() {
    let program = compiled(&root().join("tests/memory.c"));
    for tls in [&[][..], &["--tls"]] {
        let sandbox = Sandbox::start(&[&["--builds", "3"], tls].concat());
        let output = fed(
            Command::new(&program).args([sandbox.url(), sandbox.project(), sandbox.text("ca_file")]),
            sandbox.pat(),
        );
        assert!(output.status.success());
        let said = String::from_utf8(output.stdout).unwrap();
        // The program's own, and the header that the credential is made for.
        let expected = format!(
            "read: plain 1, base64 0\nclient: plain 1, base64 1\nrequests: plain 1, base64 1\nfreed: {LEFT_BEHIND}\n"
        );
        assert_eq!(said, expected, "{tls:?}");
    }
}

#[test]
fn calls_need_no_more_stack_than_the_header_says() {
    let program = scratch("stack").join("stack");
    compile_c_with(&root().join("tests/stack.c"), &program, &["-pthread"]);
    let header = std::fs::read_to_string(root().join("include/azdo.h")).unwrap();
    let (before, _) = header.split_once(" KiB of stack").unwrap();
    let allowed = before.rsplit(' ').next().unwrap();
    for tls in [&[][..], &["--tls"]] {
        let sandbox = Sandbox::start(&[&["--builds", "60"], tls].concat());
        let output = fed(
            Command::new(&program).args([sandbox.url(), sandbox.project(), sandbox.text("ca_file"), allowed]),
            sandbox.pat(),
        );
        assert!(output.status.success(), "{tls:?}: {output:?}");
        assert_eq!(output.stdout, b"60 builds\n", "{tls:?}");
    }
}
