//! A host that unloads the library loses nothing by it.

#![cfg(unix)]

mod support;

use std::process::Command;

use support::{Sandbox, compile_c_with, fed, library, root, scratch};

#[test]
fn threads_outlive_the_librarys_unloading() {
    let program = scratch("unload").join("unload");
    // Without the library, which it is to load by itself.
    compile_c_with(
        &root().join("tests/unload.c"),
        &program,
        &["-Wl,--as-needed", "-pthread", "-ldl"],
    );
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let output = fed(
        Command::new(program)
            .arg(library())
            .args([sandbox.url(), sandbox.project()]),
        sandbox.pat(),
    );
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, b"alive\n");
}
