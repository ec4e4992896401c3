//! What a server may answer, through a socket as it would come: HTTP, error bodies and their headers, pages of builds,
//! dates, times to wait. The first byte says what is asked for and whether the rest is the whole answer, or headers and,
//! after an empty line, a body that is framed as it should be.

#![no_main]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use azdo::{Build, Client, Credential, Error, Options, Page, Params, Project};
use libfuzzer_sys::fuzz_target;

const SECRET: &str = "planted-secret-4f1c77d0";

static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static USERS: AtomicU64 = AtomicU64::new(0);

/// Where the server is that gives the answer, again and again.
fn url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        // SAFETY: this is the program's only thread.
        unsafe {
            // Where a redirect leads elsewhere, it leads nowhere.
            std::env::set_var("http_proxy", "http://127.0.0.1:9");
            std::env::set_var("https_proxy", "http://127.0.0.1:9");
        }
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        let url = format!("http://{}/c", listener.local_addr().expect("it has an address"));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that has had enough leaves in the middle.
                let _ = serve(stream);
            }
        });
        url
    })
}

fn serve(mut stream: TcpStream) -> std::io::Result<()> {
    let mut heard = Vec::new();
    let mut chunk = [0; 4096];
    while !heard.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut chunk)? {
            0 => return Ok(()),
            count => heard.extend_from_slice(&chunk[..count]),
        }
    }
    let answer = ANSWER.lock().expect("nobody panics with it").clone();
    stream.write_all(&answer)?;
    stream.shutdown(std::net::Shutdown::Write)?;
    // What is unread when a connection is closed resets it.
    while stream.read(&mut chunk)? > 0 {}
    Ok(())
}

/// Status and headers by the line, then the body.
fn framed(bytes: &[u8]) -> Vec<u8> {
    let (head, body) = match bytes.windows(2).position(|pair| pair == b"\n\n") {
        Some(end) => (&bytes[..end], &bytes[end + 2..]),
        None => (bytes, &b""[..]),
    };
    let mut answer = b"HTTP/1.1 ".to_vec();
    for line in head.split(|byte| *byte == b'\n') {
        answer.extend_from_slice(line);
        answer.extend_from_slice(b"\r\n");
    }
    answer.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    answer.extend_from_slice(body);
    answer
}

/// Whether the answer has the secret whole or not at all: parts of it in an error are then none of the server's making.
fn sends_no_part(answer: &[u8]) -> bool {
    let rest = String::from_utf8_lossy(answer)
        .replace(SECRET, "")
        .to_ascii_lowercase();
    let mut parts = SECRET.as_bytes().windows(6);
    !parts.any(|part| rest.as_bytes().windows(part.len()).any(|found| found == part))
}

fn check_error(error: &Error, length: usize) {
    let shown = format!("{error} {error:?}");
    for part in SECRET.as_bytes().windows(length) {
        let part = std::str::from_utf8(part).expect("it is ASCII");
        assert!(!shown.contains(part), "{shown}");
    }
    assert_ne!(error.status(), azdo::Status::Internal, "{shown}");
    assert_eq!(error.status(), error.cause().status());
    assert!(!error.message().is_empty());
    let moves_cursor = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
    assert!(!error.to_string().contains(moves_cursor), "{error:?}");
}

fn check_builds(page: &Page<Build>) {
    for build in page.records() {
        let text = [
            build.build_number(),
            build.status_name(),
            build.project_name(),
            build.source_branch(),
            build.requested_for_name(),
            build.web_url(),
        ];
        // Any text may hold a NUL of its own; one of the page's ends it.
        let block = page.text();
        for text in text.iter().filter(|text| !text.is_empty()) {
            let end = text.as_ptr() as usize - block.as_ptr() as usize + text.len();
            assert_eq!(block.as_bytes()[end], 0, "{text:?}");
        }
        assert!(build.json().is_empty() || build.json().starts_with('{'));
        assert!(page.text().len() < 10_000_000);
    }
}

fn check_projects(page: &Page<Project>) {
    for project in page.records() {
        assert!(page.text().contains(project.name()));
    }
}

fn ask(job: u8, client: &Client) -> Result<(), Error> {
    match job {
        0 => {
            let build = client.builds().get("p", 1)?;
            check_builds(build.page());
        }
        1 => {
            let mut pages = client.builds().list("p").pages()?;
            for _ in 0..3 {
                let Some(page) = pages.next_page()? else { break };
                check_builds(&page);
            }
        }
        2 => {
            let mut pages = client.projects().list().pages()?;
            while let Some(page) = pages.next_page()? {
                check_projects(&page);
            }
        }
        _ => {
            let mut response = client.request("GET", "_apis/x").send()?;
            assert!(response.headers().all(|(name, _)| !name.is_empty()));
            response.body()?;
        }
    }
    Ok(())
}

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let url = url();
    let is_framed = first & 4 == 0;
    let answer = if is_framed { framed(rest) } else { rest.to_vec() };
    // Framed as it likes, an answer may end in the middle of the secret.
    let length = if is_framed && sends_no_part(rest) {
        12
    } else {
        SECRET.len()
    };
    *ANSWER.lock().expect("nobody panics with it") = answer;
    // Short, as whoever is asked to wait for longer is told so at once.
    let options = [
        ("max_retries", "0"),
        ("timeout_ms", "200"),
        ("max_body_bytes", "1000000"),
    ];
    let options = Options::from_params(&options.into_iter().collect::<Params>()).expect("they are sound");
    // Another user each time: what one is asked to wait for, the next is not.
    let user = USERS.fetch_add(1, Ordering::Relaxed).to_string();
    let credential = Credential::basic(&user, SECRET).expect("it is sound");
    let client = Client::with_options(url, credential, options).expect("they are sound");
    if let Err(error) = ask(first & 3, &client) {
        check_error(&error, length);
    }
});
