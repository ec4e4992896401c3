//! The examples as users run them: alike in every language, clean under valgrind, and without a secret in their output.

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

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

/// An example that there is in both.
fn in_c_and_python(name: &str) -> [(&'static str, Command); 2] {
    [("C", Command::new(compiled(name))), ("Python", python(name))]
}

/// Moves the clock of a sandbox whose clock is moved by hand.
fn advance(sandbox: &Sandbox, seconds: u32) {
    let origin = sandbox.url().rsplit_once('/').unwrap().0;
    let url = format!("{origin}/_sandbox/clock?advance={seconds}");
    sandbox.client().request("POST", &url).send().unwrap();
}

#[test]
fn the_logs_of_a_running_build_are_followed_to_their_end() {
    let sandbox = Sandbox::start(&["--builds", "5", "--clock", "manual"]);
    let client = sandbox.client();
    for (language, mut command) in in_c_and_python("follow_log") {
        let build = client
            .builds()
            .queue(sandbox.project())
            .definition("1")
            .send()
            .unwrap();
        // It runs, and its first log is not whole.
        advance(&sandbox, 4);
        let mut process = place(&mut command, &sandbox, sandbox.project(), sandbox.pat())
            .arg(build.id().to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut shown = vec![lines.next().unwrap().unwrap()];
        advance(&sandbox, 3600);
        shown.extend(lines.map(Result::unwrap));
        assert!(process.wait().unwrap().success(), "{language}");

        let mut followed: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut log = String::new();
        let mut continued = 0;
        for line in shown {
            if let Some(heading) = line.strip_prefix("== log ") {
                let (id, from) = heading.split_once(" from line ").unwrap();
                id.clone_into(&mut log);
                let known = followed.entry(log.clone()).or_default().len();
                assert_eq!(from, (known + 1).to_string(), "{language}: {line}");
                continued += usize::from(known > 0);
            } else {
                followed
                    .get_mut(&log)
                    .unwrap()
                    .push(line.trim_end_matches('\r').to_owned());
            }
        }
        assert!(continued > 0, "{language}: it was not running");
        let logs = client.builds().logs(sandbox.project(), build.id()).unwrap();
        assert_eq!(logs.records().len(), followed.len(), "{language}");
        for log in logs.records() {
            let call = client
                .call("Builds - Get Build Log")
                .set("project", sandbox.project());
            let body = call
                .set("buildId", build.id())
                .set("logId", log.id())
                .send()
                .unwrap()
                .body()
                .unwrap();
            let whole: Vec<_> = std::str::from_utf8(&body).unwrap().lines().collect();
            assert_eq!(
                whole,
                followed[&log.id().to_string()],
                "{language}: log {}",
                log.id()
            );
        }
    }
}

#[test]
fn artifacts_are_downloaded_whole() {
    let sandbox = Sandbox::start(&["--builds", "25"]);
    let client = sandbox.client();
    let listed = sandbox.builds(&client, &[("resultFilter", "succeeded")]);
    let id = listed.into_iter().next().unwrap().unwrap().id();
    let artifacts = client.builds().artifacts(sandbox.project(), id).unwrap();
    assert_eq!(artifacts.records().len(), 2);
    let compiled = compiled("download_artifact");
    for language in ["C", "Python"] {
        let download = |name: &str| {
            let mut command = match language {
                "C" => Command::new(&compiled),
                _ => python("download_artifact"),
            };
            place(&mut command, &sandbox, sandbox.project(), sandbox.pat()).args([&id.to_string(), name]);
            command.output().unwrap()
        };
        for artifact in artifacts.records() {
            let output = download(artifact.name());
            assert!(output.status.success(), "{language}: {}", artifact.name());
            assert!(
                output.stdout.starts_with(b"PK"),
                "{language}: {}",
                artifact.name()
            );
            assert_eq!(Some(output.stdout.len() as u64), artifact.size(), "{language}");
        }
        let output = download("drup");
        assert_eq!(output.status.code(), Some(1), "{language}");
        assert_eq!(
            text(&output),
            (String::new(), "the build has no artifact drup\n".to_owned()),
            "{language}"
        );
    }
}

#[test]
fn a_queued_build_is_waited_for_and_shown() {
    let sandbox = Sandbox::start(&["--builds", "5", "--pace", "1"]);
    let client = sandbox.client();
    for (language, mut command) in in_c_and_python("queue_build") {
        let output = place(&mut command, &sandbox, sandbox.project(), sandbox.pat())
            .arg("1")
            .output()
            .unwrap();
        let (out, error) = text(&output);
        let id = out.split(' ').next().unwrap().parse().expect(&error);
        let build = client.builds().get(sandbox.project(), id).unwrap();
        let result = build.result_name();
        assert_eq!(
            (output.status.success(), error.as_str(), out.lines().last()),
            (result == "succeeded", "", Some(result)),
            "{language}: {out}"
        );
        let timeline = client.builds().timeline(sandbox.project(), id).unwrap();
        let mut tasks: Vec<_> = timeline
            .records()
            .iter()
            .filter(|record| record.type_name() == "Task")
            .collect();
        assert!(tasks.len() > 3);
        tasks.sort_by_key(|task| task.start_time());
        let mut lines = out.lines().skip(1);
        for task in tasks {
            // Python has the text of logs between them.
            let how = format!("{:<20}  ", task.result_name());
            let is_shown =
                |line: &str| line.starts_with(&how) && line.ends_with(&format!("  {}", task.name()));
            assert!(lines.any(is_shown), "{language}: {} in {out}", task.name());
            for issue in task.issues() {
                let complaint = format!("  {}: {}", issue.kind_name(), issue.message());
                assert_eq!(lines.next(), Some(complaint.as_str()), "{language}: {out}");
            }
        }
    }
}

#[test]
fn the_c_programs_are_clean_under_valgrind() {
    if has("valgrind").is_none() {
        return;
    }
    let sandbox = Sandbox::start(&["--builds", "25", "--pace", "1"]);
    for (name, pat) in [
        ("get_builds", sandbox.pat()),
        ("list_builds", sandbox.pat()),
        ("list_builds", SECRET),
        ("basic_auth_header", SECRET),
        ("call_operation", sandbox.pat()),
        ("diagnose", sandbox.pat()),
        ("diagnose", SECRET),
        ("follow_log", sandbox.pat()),
        ("queue_build", sandbox.pat()),
        ("download_artifact", sandbox.pat()),
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
        match name {
            "follow_log" => command.arg("1001"),
            "download_artifact" => command.args(["1001", "drop"]),
            "queue_build" => command.arg("1"),
            _ => &mut command,
        };
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
