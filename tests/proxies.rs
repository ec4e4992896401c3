//! Real proxies and a real gateway between a program and the service.

mod support;

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use support::{Sandbox, answer_of, has, scratch, until};

/// A server of somebody else's, until the test ends.
struct Server {
    process: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have died already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Starts a server with a configuration that names its port.
fn start(
    program: &str,
    name: &str,
    arguments: &[&str],
    configuration: impl FnOnce(u16, &str) -> String,
) -> Server {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch(name);
    // Started by root, they go on as somebody else.
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    let port = free_port();
    let file = folder.join("configuration");
    std::fs::write(&file, configuration(port, folder.to_str().unwrap())).unwrap();
    let process = Command::new(program)
        .args(arguments)
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(folder.join("errors")).unwrap())
        .spawn()
        .unwrap();
    let server = Server { process, port };
    until(
        &format!("{program} does not listen: see {}", folder.display()),
        || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok(),
    );
    server
}

/// A list of the sandbox's builds as a program behind a proxy asks for it.
fn listed(url: &str, variables: &[(&str, &str)], more: &[(&str, &str)]) -> String {
    let mut call = vec![
        ("call", "builds_list"),
        ("url", url),
        ("param", "project=Fabrikam-Fiber"),
        ("option", "allow_http=1"),
    ];
    call.extend(more);
    answer_of(&call, variables)
}

fn port_of(sandbox: &Sandbox) -> &str {
    sandbox
        .url()
        .split(':')
        .nth(2)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
}

#[test]
fn through_squid() {
    if has("squid").is_none() {
        return;
    }
    let squid = start("squid", "squid", &["-N", "-f"], |port, folder| {
        std::fs::write(format!("{folder}/hosts"), "127.0.0.1 sandbox.test denied.test\n").unwrap();
        std::fs::write(
            format!("{folder}/check"),
            "#!/bin/sh\nwhile read -r who; do [ \"$who\" = 'me s@cret' ] && echo OK || echo ERR; done\n",
        )
        .unwrap();
        format!(
            "http_port 127.0.0.1:{port}\npid_filename none\ncache_log {folder}/cache.log\naccess_log none\n\
             cache deny all\nhosts_file {folder}/hosts\nvisible_hostname proxy.test\nnetdb_filename none\n\
             shutdown_lifetime 0 seconds\nauth_param basic program /bin/sh {folder}/check\nauth_param basic children 1\n\
             acl known proxy_auth REQUIRED\nacl denied dstdomain denied.test\nacl guarded port 1-1023\n\
             http_access deny denied\nhttp_access deny guarded !known\nhttp_access allow all\n"
        )
    });
    let proxy = format!("http://127.0.0.1:{}", squid.port);
    let sandbox = Sandbox::start(&["--builds", "3", "--projects", "1"]);
    let pat = ("pat", sandbox.pat());

    let url = format!("http://sandbox.test:{}/fabrikam", port_of(&sandbox));
    let through = listed(&url, &[("http_proxy", &proxy)], &[pat]);
    assert!(
        through.contains("\nid 1003\n") && !through.contains("error"),
        "{through}"
    );
    // Without the proxy nobody knows the name; with NO_PROXY it is not asked.
    for variables in [
        vec![],
        vec![("http_proxy", proxy.as_str()), ("no_proxy", ".test")],
    ] {
        let direct = listed(&url, &variables, &[pat]);
        assert!(direct.contains("error_cause host_not_found\n"), "{direct}");
    }

    // The name in the certificate is another.
    let tls = Sandbox::start(&["--builds", "3", "--tls"]);
    let url = format!("https://sandbox.test:{}/fabrikam", port_of(&tls));
    let ca_file = format!("ca_file={}", tls.text("ca_file"));
    let wrong = listed(
        &url,
        &[("HTTPS_PROXY", &proxy)],
        &[("pat", tls.pat()), ("option", &ca_file)],
    );
    assert!(wrong.contains("error_cause certificate_wrong_host\n"), "{wrong}");

    let secret = format!("http://me:s%40cret@127.0.0.1:{}", squid.port);
    for (url, proxy, words) in [
        (
            "http://denied.test:8080/fabrikam",
            &proxy,
            ["proxy_refused", "would not connect (HTTP 403)"],
        ),
        (
            "http://sandbox.test:1009/fabrikam",
            &proxy,
            ["proxy_refused", "user name and a password (HTTP 407)"],
        ),
        // Past the password, and nobody listens there.
        (
            "http://sandbox.test:1009/fabrikam",
            &secret,
            ["proxy_refused", "503"],
        ),
    ] {
        let refused = listed(url, &[("http_proxy", proxy)], &[pat]);
        for word in words
            .into_iter()
            .chain([&*format!("the proxy 127.0.0.1:{} of http_proxy", squid.port)])
        {
            assert!(refused.contains(word), "{url}: no {word:?} in {refused}");
        }
        assert!(
            !refused.contains("cret") && !refused.contains(sandbox.pat()),
            "{refused}"
        );
    }
}

#[test]
fn behind_nginx() {
    if has("nginx").is_none() {
        return;
    }
    let sandbox = Sandbox::start(&["--builds", "3", "--projects", "1"]);
    let nginx = start(
        "nginx",
        "nginx",
        &["-p", "/tmp", "-e", "stderr", "-c"],
        |port, folder| {
            let upstream = port_of(&sandbox);
            let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|name| format!("{name}_temp_path {folder}/{name};\n"))
                .concat();
            format!(
                "daemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}\
             server {{\nlisten 127.0.0.1:{port};\n\
             location / {{ proxy_pass http://127.0.0.1:{upstream}; proxy_set_header Host $http_host; }}\n\
             location /fabrikam/dead {{ proxy_pass http://127.0.0.1:9; }}\n\
             location /fabrikam/denied {{ return 403; }}\n\
             location /fabrikam/slow {{ return 429; }}\n}}\n}}\n"
            )
        },
    );
    let url = format!("http://127.0.0.1:{}/fabrikam", nginx.port);
    let through = listed(&url, &[], &[("pat", sandbox.pat())]);
    assert!(
        through.contains("\nid 1003\n") && !through.contains("error"),
        "{through}"
    );
    for (path, words) in [
        (
            "dead/_apis/x",
            [
                "error_status UNAVAILABLE\n",
                "error_http_status 502\n",
                "an HTML page of nginx/",
            ],
        ),
        (
            "denied/_apis/x",
            [
                "error_status PROTOCOL\n",
                "error_cause unexpected_content\n",
                "an HTML page of nginx/",
            ],
        ),
        (
            "slow/_apis/x",
            [
                "error_status THROTTLED\n",
                "error_cause throttled\n",
                "fewer requests",
            ],
        ),
    ] {
        let call = [
            ("call", "request"),
            ("url", &*url),
            ("pat", sandbox.pat()),
            ("method", "GET"),
            ("path", path),
        ];
        let answer = answer_of(&call, &[]);
        for word in words {
            assert!(answer.contains(word), "{path}: no {word:?} in {answer}");
        }
        assert!(!answer.contains("<html"), "{answer}");
    }
}
