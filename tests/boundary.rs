//! The C ABI with arguments that no program should pass.

mod support;

use std::io::Write;
use std::process::{Command, Stdio};

use support::{Sandbox, library, root};

#[test]
fn wild_arguments_get_a_status() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let mut child = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()))
        .args(["-X", "faulthandler"])
        .arg(root().join("tests/boundary.py"))
        .env("PYTHONPATH", root().join("bindings/python"))
        .env("AZDO_LIBRARY", library())
        // What would go to Microsoft Entra goes nowhere.
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let ready = serde_json::json!({
        "organization_url": sandbox.url(), "project": sandbox.project(), "pat": sandbox.pat(),
    });
    child
        .stdin
        .take()
        .unwrap()
        .write_all(ready.to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let (out, error) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{:?}\n{out}\n{error}", output.status);
    let calls: u32 = out.split(' ').next().unwrap().parse().unwrap();
    assert!(calls > 150, "{out}");
}
