//! The examples as users run them: C and Python alike, clean under valgrind, and without a secret in their output.

mod support;

use std::path::PathBuf;
use std::process::{Command, Output};

use support::{Sandbox, has, library, recordings, root, run, scratch};

const SECRET: &str = "planted-secret-4f1c77d0";

fn compiled(name: &str) -> PathBuf {
    let program = scratch(&format!("example-{name}-{:?}", std::thread::current().id())).join(name);
    let folder = library().parent().unwrap().to_owned();
    run(Command::new("cc")
        .args([
            "-std=c99",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Werror",
            "-g",
            "-I",
        ])
        .arg(root().join("include"))
        .arg(root().join(format!("examples/c/{name}.c")))
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(&folder)
        .arg("-lazdo")
        .arg(format!("-Wl,-rpath,{}", folder.display())));
    program
}

fn python(name: &str) -> Command {
    let mut command = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    command
        .arg(root().join(format!("examples/python/{name}.py")))
        .env("PYTHONPATH", root().join("bindings/python"))
        .env("AZDO_LIBRARY", library());
    command
}

/// With the sandbox's place and this token.
fn place<'command>(
    command: &'command mut Command,
    sandbox: &Sandbox,
    project: &str,
    pat: &str,
) -> &'command mut Command {
    command
        .env("AZDO_ORGANIZATION_URL", sandbox.url())
        .env("AZDO_PROJECT", project)
        .env("AZDO_PAT", pat)
}

fn text(output: &Output) -> (String, String) {
    (
        String::from_utf8(output.stdout.clone()).unwrap(),
        String::from_utf8(output.stderr.clone()).unwrap(),
    )
}

#[test]
fn c_and_python_say_the_same() {
    let sandbox = Sandbox::start(&["--builds", "1200"]);
    for (name, argument) in [
        ("get_builds", None),
        ("list_builds", None),
        ("list_builds", Some("failed")),
    ] {
        let mut c = Command::new(compiled(name));
        let c = run(place(
            c.args(argument),
            &sandbox,
            sandbox.project(),
            sandbox.pat(),
        ));
        let mut interpreted = python(name);
        let interpreted = run(place(
            interpreted.args(argument),
            &sandbox,
            sandbox.project(),
            sandbox.pat(),
        ));
        assert_eq!(c, interpreted, "{name}");
        assert!(c.lines().count() > 0 && !c.contains(sandbox.pat()));
        if name == "list_builds" && argument.is_none() {
            assert!(c.ends_with("\n1200 builds\n"), "{c}");
        }
    }
}

#[test]
fn failures_are_readable_and_keep_the_secret() {
    let sandbox = Sandbox::start(&["--builds", "5"]);
    for mut command in [
        Command::new(compiled("get_builds")),
        python("get_builds"),
        Command::new(compiled("list_builds")),
        python("list_builds"),
    ] {
        let output = place(&mut command, &sandbox, sandbox.project(), SECRET)
            .output()
            .unwrap();
        let (out, error) = text(&output);
        assert_eq!(output.status.code(), Some(1), "{out}{error}");
        assert!(
            out.is_empty() && error.contains("did not accept the token"),
            "{out}{error}"
        );
        assert!(
            error.contains("Personal access tokens") && !error.contains(SECRET),
            "{error}"
        );
        assert!(!error.contains("Traceback"), "{error}");
    }
}

#[test]
fn the_c_programs_are_clean_under_valgrind() {
    if has("valgrind").is_none() {
        return;
    }
    let sandbox = Sandbox::start(&["--builds", "25"]);
    for (name, pat) in [
        ("get_builds", sandbox.pat()),
        ("list_builds", sandbox.pat()),
        ("list_builds", SECRET),
        ("basic_auth_header", SECRET),
    ] {
        let mut command = Command::new("valgrind");
        command
            .args([
                "--quiet",
                "--leak-check=full",
                "--show-leak-kinds=definite,indirect,possible",
            ])
            .args([
                "--errors-for-leak-kinds=definite,indirect,possible",
                "--error-exitcode=99",
            ])
            .arg(compiled(name));
        let output = place(&mut command, &sandbox, sandbox.project(), pat)
            .output()
            .unwrap();
        assert_ne!(output.status.code(), Some(99), "{name}: {}", text(&output).1);
        assert!(output.status.code().is_some(), "{name} died");
    }
}

#[test]
fn the_header_is_what_curl_sends() {
    if has("curl").is_none() {
        return;
    }
    for (user, pat) in [("", "a-token"), ("jörg", "tökén"), ("user", "with:colons:")] {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let heard = std::thread::spawn(move || {
            use std::io::{BufRead, BufReader, Write};
            let (mut stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let sent = lines
                .by_ref()
                .map(Result::unwrap)
                .find_map(|line| line.strip_prefix("Authorization: ").map(str::to_owned));
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
            sent.unwrap()
        });
        run(Command::new("curl").args(["--silent", "--noproxy", "*", "-u", &format!("{user}:{pat}"), &url]));
        assert_eq!(
            *azdo::basic_auth_header(user, pat).unwrap(),
            heard.join().unwrap()
        );
    }
}

#[test]
fn c_and_python_list_the_same_recorded_builds() {
    let Some(folder) = recordings() else { return };
    let sandbox = Sandbox::start(&["--replay", folder.to_str().unwrap()]);
    for (name, places) in [("list_builds", 2), ("get_builds", 2)] {
        let mut compared = 0;
        for (organization, project) in [("AzureDevOpsCliTest", "buildtests"), ("fabrikam-e", "buildtests")] {
            let url = format!("{}/{organization}", sandbox.url().rsplit_once('/').unwrap().0);
            let outputs = [Command::new(compiled(name)), python(name)].map(|mut command| {
                let output = place(&mut command, &sandbox, project, "any")
                    .env("AZDO_ORGANIZATION_URL", &url)
                    .output();
                let output = output.unwrap();
                (output.status.code(), text(&output))
            });
            assert_eq!(outputs[0], outputs[1], "{name} of {organization}/{project}");
            compared += i32::from(outputs[0].0 == Some(0));
        }
        assert!(compared > 0 && compared <= places, "{name}: none succeeded");
    }
}
