//! A panic inside of the library is an error of the call that it happened in, and of no other.

mod support;

use std::process::Command;

use support::{Sandbox, compile_c_with, fed, root, scratch};

#[test]
fn a_host_in_c_survives_every_panic() {
    let folder = root().join("build/failpoint");
    assert!(
        folder.join("libazdo.so").exists(),
        "`make failpoint` builds the library for this"
    );
    let program = scratch("panics").join("panics");
    let library = [
        format!("-L{0}", folder.display()),
        format!("-Wl,-rpath,{}", folder.display()),
    ];
    compile_c_with(
        &root().join("tests/panics.c"),
        &program,
        &library.each_ref().map(String::as_str),
    );
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let output = fed(
        Command::new(program).args([sandbox.url(), sandbox.project()]),
        sandbox.pat(),
    );
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "nothing is printed");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "17 panics, then OK\n");
}
