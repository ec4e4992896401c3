//! Where a secret lies in the memory of a program that uses the library.

mod support;

use std::process::Command;

use support::{Sandbox, compiled, fed, root};

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
