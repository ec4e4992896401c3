//! The examples as users run them: alike in every language, clean under valgrind, and without a secret in their output.

mod support;

use std::path::PathBuf;
use std::process::{Command, Output};

use support::{Sandbox, has, library, recordings, root, run, skip, target_directory};

const SECRET: &str = "planted-secret-4f1c77d0";

fn compiled(name: &str) -> PathBuf {
    support::compiled(&root().join(format!("examples/c/{name}.c")))
}

fn python(name: &str) -> Command {
    let mut command = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    command
        .arg(root().join(format!("examples/python/{name}.py")))
        .env("PYTHONPATH", root().join("bindings/python"))
        .env("AZDO_LIBRARY", library());
    command
}

/// An example in every language that can be had. Those of compiled bindings are built by make.
fn in_every_language(name: &str) -> Vec<(&'static str, Command)> {
    let mut programs = vec![("C", Command::new(compiled(name))), ("Python", python(name))];
    for (language, path) in [
        ("Rust", target_directory().join("examples").join(name)),
        ("C++", root().join("build/cpp/examples").join(name)),
        ("C#", root().join("build/dotnet/examples").join(name)),
    ] {
        if path.exists() {
            programs.push((language, Command::new(path)));
        } else {
            skip::<()>(&format!("{} is not built", path.display()));
        }
    }
    programs
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
fn all_languages_say_the_same() {
    let sandbox = Sandbox::start(&["--builds", "1200", "--project-less"]);
    for (name, arguments, project) in [
        ("get_builds", &[][..], sandbox.project()),
        ("get_builds", &[], ""),
        ("list_builds", &[], sandbox.project()),
        ("list_builds", &["failed"], sandbox.project()),
        ("basic_auth_header", &[], ""),
        ("diagnose", &[], ""),
        ("call_operation", &["Projects - List", "$top=3"], ""),
        (
            "call_operation",
            &[
                "builds - get",
                &format!("project={}", sandbox.project()),
                "buildId=1001",
            ],
            "",
        ),
    ] {
        let mut first: Option<(&str, String)> = None;
        for (language, mut command) in in_every_language(name) {
            place(&mut command, &sandbox, project, sandbox.pat()).args(arguments);
            if project.is_empty() {
                command.env_remove("AZDO_PROJECT");
            }
            let output = run(&mut command);
            assert!(!output.contains(sandbox.pat()), "{name} in {language}");
            match &first {
                None => first = Some((language, output)),
                Some((other, expected)) => assert_eq!(*expected, output, "{name} in {other} and {language}"),
            }
        }
        let (_, output) = first.unwrap();
        assert!(output.lines().count() > 0);
        if name == "list_builds" && arguments.is_empty() {
            assert!(output.ends_with("\n1200 builds\n"), "{output}");
        }
    }
}

#[test]
fn failures_are_readable_and_keep_the_secret() {
    let sandbox = Sandbox::start(&["--builds", "5"]);
    for name in ["get_builds", "list_builds"] {
        for (language, mut command) in in_every_language(name) {
            let output = place(&mut command, &sandbox, sandbox.project(), SECRET)
                .output()
                .unwrap();
            let (out, error) = text(&output);
            let shown = format!("{name} in {language}: {out}{error}");
            assert_eq!(output.status.code(), Some(1), "{shown}");
            assert!(
                out.is_empty() && error.contains("did not accept the token"),
                "{shown}"
            );
            assert!(
                error.contains("Personal access tokens") && !error.contains(SECRET),
                "{shown}"
            );
            assert!(error.lines().count() <= 3, "{shown}");
        }
    }
}

#[test]
fn what_cannot_be_called_is_said_in_every_language() {
    let sandbox = Sandbox::start(&["--builds", "5"]);
    for (language, mut command) in in_every_language("call_operation") {
        let output = place(&mut command, &sandbox, "", sandbox.pat())
            .args(["Builds - Gte", "buildId=1001"])
            .output()
            .unwrap();
        let (out, error) = text(&output);
        assert_eq!((output.status.code(), out.as_str()), (Some(1), ""), "{language}");
        assert!(
            error.contains("Did you mean \"Builds - Get\"?"),
            "{language}: {error}"
        );
    }
}

#[test]
fn python_calls_operations_by_name() {
    let sandbox = Sandbox::start(&["--builds", "300"]);
    let mut command = python("everything");
    let output = run(place(&mut command, &sandbox, sandbox.project(), sandbox.pat()));
    let lines: Vec<&str> = output.lines().collect();
    let [latest, failed] = lines[..] else {
        panic!("{output}")
    };
    assert!(latest.starts_with("the latest build: 1"), "{output}");
    assert!(
        failed.starts_with("definitions whose builds failed: ") && failed.contains(", "),
        "{output}"
    );
}

#[test]
fn what_is_not_in_order_is_said_in_every_language() {
    let sandbox = Sandbox::start(&["--builds", "5"]);
    let mut first = None;
    for (language, mut command) in in_every_language("diagnose") {
        let output = place(&mut command, &sandbox, "", "\"odd-secret\"")
            .output()
            .unwrap();
        let (out, error) = text(&output);
        assert_eq!(
            (output.status.code(), error.as_str()),
            (Some(1), ""),
            "{language}: {out}"
        );
        assert!(
            out.contains("token        PROBLEM") && !out.contains("odd-secret"),
            "{language}: {out}"
        );
        // No request is the first of its sandbox twice.
        let out = out.split("activity id").next().unwrap().to_owned();
        assert_eq!(*first.get_or_insert_with(|| out.clone()), out, "{language}");
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
        ("call_operation", sandbox.pat()),
        ("diagnose", sandbox.pat()),
        ("diagnose", SECRET),
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
fn a_recorded_timeline_is_shown_alike() {
    let Some(folder) = recordings() else { return };
    let sandbox = Sandbox::start(&["--replay", folder.to_str().unwrap()]);
    let url = format!("{}/DefaultCollection", sandbox.url().rsplit_once('/').unwrap().0);
    for built in ["build/cpp", "build/dotnet"] {
        let path = root().join(built).join("examples/show_timeline");
        if !path.exists() {
            skip::<()>(&format!("{} is not built", path.display()));
            continue;
        }
        let mut command = Command::new(path);
        place(&mut command, &sandbox, "Fabrikam-Fiber-Git", "any").env("AZDO_ORGANIZATION_URL", &url);
        assert_eq!(
            run(command.arg("391")),
            "Job Build: succeeded\n  \
             Task Get sources: succeeded\n  \
             Task Build solution **\\*.sln: succeeded\n    \
             warning: The MSBuild version parameter has been deprecated. Ignoring value: latest\n  \
             Task Publish Artifact: drop: succeeded\n",
            "{built}"
        );
    }
}

#[test]
fn all_languages_list_the_same_recorded_builds() {
    let Some(folder) = recordings() else { return };
    let sandbox = Sandbox::start(&["--replay", folder.to_str().unwrap()]);
    let origin = sandbox.url().rsplit_once('/').unwrap().0;
    for name in ["list_builds", "get_builds"] {
        for organization in ["AzureDevOpsCliTest", "fabrikam-a"] {
            let url = format!("{origin}/{organization}");
            let outputs = in_every_language(name)
                .into_iter()
                .map(|(language, mut command)| {
                    place(&mut command, &sandbox, "buildtests", "any").env("AZDO_ORGANIZATION_URL", &url);
                    (language, run(&mut command))
                });
            let outputs: Vec<_> = outputs.collect();
            for (language, output) in &outputs {
                assert_eq!(*output, outputs[0].1, "{name} of {organization} in {language}");
            }
            assert!(outputs[0].1.contains("refs/heads/"), "{}", outputs[0].1);
        }
    }
}
