//! Real proxies and a real gateway between a program and the service.

mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Command;

use support::servers::start;
use support::{Sandbox, answer_of, has};

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

    let url = format!("http://sandbox.test:{}/fabrikam", sandbox.port());
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
    let url = format!("https://sandbox.test:{}/fabrikam", tls.port());
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

/// A client of the sandbox with a proxy of its own: TLS, and certificates on both sides, with somebody in between.
#[test]
fn through_tinyproxy() {
    if has("tinyproxy").is_none() {
        return;
    }
    let tinyproxy = start("tinyproxy", "tinyproxy", &["-d", "-c"], |port, folder| {
        format!(
            "Port {port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 10\nBasicAuth me s3cret\nLogFile \"{folder}/log\"\n\
             LogLevel Connect\n"
        )
    });
    let sandbox = Sandbox::start(&["--client-cert", "--builds", "3", "--projects", "1"]);
    let option = |name: &str, value: &str| format!("{name}={value}");
    let files =
        ["ca_file", "client_cert_file", "client_key_file"].map(|file| option(file, sandbox.text(file)));
    let asked = |proxy: &str, variables: &[(&str, &str)]| {
        let proxy = option("proxy", proxy);
        let mut more = vec![("pat", sandbox.pat()), ("option", proxy.as_str())];
        more.extend(files.iter().map(|file| ("option", file.as_str())));
        listed(sandbox.url(), variables, &more)
    };
    let url = |user: &str| format!("http://{user}127.0.0.1:{}", tinyproxy.port);
    // The environment, which says otherwise, is not asked.
    let through = asked(
        &url("me:s%33cret@"),
        &[("no_proxy", "*"), ("https_proxy", "http://127.0.0.1:9")],
    );
    assert!(
        through.contains("\nid 1003\n") && !through.contains("error"),
        "{through}"
    );
    let log = std::fs::read_to_string(tinyproxy.folder.join("log")).unwrap();
    assert!(
        log.contains(&format!("CONNECT localhost:{}", sandbox.port())),
        "{log}"
    );

    for user in ["", "me:wr%40ng@", "you:s%33cret@"] {
        let refused = asked(&url(user), &[]);
        for word in ["proxy_refused", "of the client option proxy"] {
            assert!(refused.contains(word), "{user}: no {word:?} in {refused}");
        }
        for secret in ["wr@ng", "wr%40ng", "s3cret", "s%33cret"] {
            assert!(!refused.contains(secret), "{refused}");
        }
    }
    // Nor is it where the option says that there is none.
    let direct = asked("", &[("https_proxy", "http://127.0.0.1:9")]);
    assert!(direct.contains("\nid 1003\n"), "{direct}");
}

/// A proxy that is itself spoken to in TLS, before a server that is and one that is not.
#[test]
fn through_squid_in_tls() {
    if has("squid").is_none() || has("openssl").is_none() {
        return;
    }
    let squid = start("squid", "squid-tls", &["-N", "-f"], |port, folder| {
        support::run(
            Command::new("openssl")
                .args([
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                ])
                .args([
                    "-days",
                    "2",
                    "-subj",
                    "/CN=proxy",
                    "-addext",
                    "basicConstraints=critical,CA:FALSE",
                ])
                .args(["-addext", "subjectAltName=DNS:localhost"])
                .args([
                    "-keyout",
                    &format!("{folder}/key.pem"),
                    "-out",
                    &format!("{folder}/proxy.pem"),
                ]),
        );
        format!(
            "https_port 127.0.0.1:{port} tls-cert={folder}/proxy.pem tls-key={folder}/key.pem\npid_filename none\n\
             cache_log {folder}/cache.log\naccess_log none\ncache deny all\nvisible_hostname proxy.test\n\
             netdb_filename none\nshutdown_lifetime 0 seconds\nhttp_access allow all\n"
        )
    });
    let proxy = format!("proxy=https://localhost:{}", squid.port);
    for arguments in [
        &["--builds", "3", "--projects", "1"][..],
        &["--builds", "3", "--projects", "1", "--tls"],
    ] {
        let sandbox = Sandbox::start(arguments);
        let authorities = squid.folder.join("authorities.pem");
        let theirs = match sandbox.text("ca_file") {
            "" => String::new(),
            file => std::fs::read_to_string(file).unwrap(),
        };
        let own = std::fs::read_to_string(squid.folder.join("proxy.pem")).unwrap();
        std::fs::write(&authorities, own + &theirs).unwrap();
        let ca_file = format!("ca_file={}", authorities.display());
        let trusting = [("pat", sandbox.pat()), ("option", &*proxy), ("option", &*ca_file)];
        let through = listed(sandbox.url(), &[], &trusting);
        assert!(through.contains("\nid 1003\n"), "{through}");
        let stranger = listed(sandbox.url(), &[], &trusting[..2]);
        assert!(
            stranger.contains("error_cause certificate_unknown\n"),
            "{stranger}"
        );
    }
}

/// What a request to this host is answered, or why it is not, in a process with these variables.
fn requested(host: &str, variables: &[(&str, &str)]) -> String {
    let url = format!("http://{host}/collection");
    let call = [
        ("call", "request"),
        ("url", &*url),
        ("pat", "a-token"),
        ("option", "allow_http=1"),
        ("option", "connect_timeout_ms=5000"),
        ("method", "GET"),
        ("path", "_apis/x"),
    ];
    answer_of(&call, variables)
}

/// This machine as others see it; none where it has no such address.
fn outside(any: &str, elsewhere: &str) -> Option<std::net::IpAddr> {
    let socket = std::net::UdpSocket::bind((any, 0)).ok()?;
    // Nothing is sent.
    socket.connect((elsewhere, 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    TcpListener::bind((address, 0)).ok().map(|_| address)
}

#[test]
fn networks_that_need_no_proxy() {
    let mut tried = 0;
    for (address, network, other) in [
        (outside("0.0.0.0", "192.0.2.1"), 8, "203.0.113.0/24"),
        (outside("::", "2001:db8::1"), 16, "2001:db8::/32"),
    ] {
        let Some(address) = address else { continue };
        tried += 1;
        let listener = TcpListener::bind((address, 0)).unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let direct = [
            "*".to_owned(),
            address.to_string(),
            format!("{address}/{network}"),
            format!("a.test {other},{address}/{network}"),
            host.clone(),
        ];
        let count = direct.len();
        let served = std::thread::spawn(move || {
            (0..count).for_each(|_| {
                support::answer_once(&listener, "{}");
            });
        });
        for no_proxy in direct {
            let variables = [("http_proxy", "http://127.0.0.1:9"), ("NO_PROXY", &*no_proxy)];
            let answer = requested(&host, &variables);
            assert!(answer.contains("http_status 200\n"), "{no_proxy}: {answer}");
        }
        served.join().unwrap();
        let other_port = match address.is_ipv4() {
            true => format!("{address}:9"),
            false => format!("[{address}]:9"),
        };
        for no_proxy in ["", other, &other_port] {
            let variables = [("http_proxy", "http://127.0.0.1:9"), ("NO_PROXY", no_proxy)];
            let answer = requested(&host, &variables);
            assert!(
                answer.contains("the proxy 127.0.0.1:9 of http_proxy"),
                "{no_proxy}: {answer}"
            );
        }
    }
    if tried == 0 {
        support::skip::<()>("this machine has no address but its own");
    }
}

#[test]
fn variables_that_cannot_be_used_are_errors() {
    for (variables, words) in [
        (
            vec![("http_proxy", "http://me:planted-secret@proxy.test:many")],
            ["http_proxy", "port"],
        ),
        (
            vec![("ALL_PROXY", "socks5://me:planted-secret@proxy.test:1080")],
            ["ALL_PROXY", "only http proxies"],
        ),
        (
            vec![
                ("http_proxy", "http://proxy.test"),
                ("NO_PROXY", "a.test,10.0.0.0/33"),
            ],
            ["NO_PROXY", "10.0.0.0/33"],
        ),
        (
            vec![("http_proxy", "http://proxy.test"), ("no_proxy", "10.*.7")],
            ["no_proxy", "10.*.7"],
        ),
    ] {
        let answer = requested("sandbox.test", &variables);
        assert!(answer.contains("error_cause proxy_refused\n"), "{answer}");
        for word in words {
            assert!(answer.contains(word), "{variables:?}: no {word:?} in {answer}");
        }
        assert!(!answer.contains("planted-secret"), "{answer}");
    }
    // Whom it does not concern it does not disturb.
    let here = requested("127.0.0.1:9", &[("ALL_PROXY", "socks5://proxy.test:1080")]);
    assert!(here.contains("error_cause connection_refused\n"), "{here}");
    let there = [("https_proxy", "http://proxy.test:many")];
    let plain = requested("nobody.invalid", &there);
    assert!(plain.contains("error_cause host_not_found\n"), "{plain}");
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
            let upstream = sandbox.port();
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

#[test]
fn a_proxy_is_named_by_whatever_it_breaks() {
    let garbage = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = garbage.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in garbage.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"220 mail.test ESMTP\r\n");
            // What is unread when a connection is closed resets it.
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
        }
    });
    let at_garbage = format!("http://127.0.0.1:{port}");
    for (proxy, cause, words) in [
        (
            "http://proxy.invalid:3128",
            "proxy_unreachable",
            "the proxy proxy.invalid:3128 of http_proxy",
        ),
        (
            at_garbage.as_str(),
            "broken_answer",
            "through the proxy 127.0.0.1",
        ),
    ] {
        let variables = [("http_proxy", proxy)];
        let told = listed(
            "http://elsewhere.test/fabrikam",
            &variables,
            &[("option", "max_retries=0"), ("pat", "a-token")],
        );
        assert!(told.contains(&format!("error_cause {cause}\n")), "{told}");
        assert!(told.contains(words), "{told}");
    }
}
