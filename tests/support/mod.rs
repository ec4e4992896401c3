//! What the tests stand on: the sandbox as a process, the recordings, and skips that are heard.

#![allow(dead_code, reason = "each test program uses its own part")]

pub mod c;
pub mod echo;
pub mod lookout;
pub mod resolver;
pub mod servers;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use azdo::{Build, Client, Credential, List, Options, Params};
use serde_json::Value;

/// Far more than anything here takes.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub struct Sandbox {
    process: Child,
    ready: Value,
}

impl Sandbox {
    pub fn start(arguments: &[&str]) -> Sandbox {
        let mut process = Command::new(sandbox_binary())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox is built by `cargo build -p azdo-sandbox`");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Sandbox {
            process,
            ready: serde_json::from_str(&line).expect("the sandbox says where it is"),
        }
    }

    pub fn text(&self, member: &str) -> &str {
        self.ready[member].as_str().unwrap()
    }

    pub fn url(&self) -> &str {
        self.text("organization_url")
    }

    pub fn port(&self) -> &str {
        let authority = self.url().split('/').nth(2).unwrap();
        authority.rsplit(':').next().unwrap()
    }

    pub fn project(&self) -> &str {
        self.text("project")
    }

    pub fn pat(&self) -> &str {
        self.text("pat")
    }

    pub fn client(&self) -> Client {
        self.client_with(self.pat(), &[])
    }

    /// Most faults here do not pass: no use in waiting until they have been met five times.
    pub fn client_with(&self, pat: &str, options: &[(&str, &str)]) -> Client {
        let options = [("max_retries", "0")].iter().chain(options);
        let mut options: Params = options.copied().collect();
        let ca_file = self.text("ca_file");
        if !ca_file.is_empty() {
            options.set("ca_file", ca_file);
        }
        let options = Options::from_params(&options).unwrap();
        Client::with_options(self.url(), Credential::pat(pat).unwrap(), options).unwrap()
    }

    /// What it says of the requests that it has had.
    pub fn tally(&self) -> Value {
        let origin = self.url().rsplit_once('/').unwrap().0;
        let mut asked = self
            .client()
            .request("GET", &format!("{origin}/_sandbox/requests"))
            .send()
            .unwrap();
        serde_json::from_slice(&asked.body().unwrap()).unwrap()
    }

    /// The builds of the sandbox's project.
    pub fn builds(&self, client: &Client, values: &[(&str, &str)]) -> List<Build> {
        let params = values.iter().copied().collect();
        client.builds().list(self.project()).params(&params)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It stops, and clears up, when nobody is at its standard input.
        drop(self.process.stdin.take());
        let began = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) {
            if began.elapsed() > PATIENCE {
                // It has ended now, if it had not before.
                let _ = self.process.kill();
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Where cargo puts what it builds: this program lies in its `deps`.
pub fn target_directory() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    program.parent().and_then(Path::parent).unwrap().to_owned()
}

pub fn sandbox_binary() -> PathBuf {
    std::env::var_os("AZDO_SANDBOX").map_or_else(|| target_directory().join("azdo-sandbox"), PathBuf::from)
}

/// The library that ships; `make library` builds it.
pub fn library() -> PathBuf {
    let named = std::env::var_os("AZDO_LIBRARY").map(PathBuf::from);
    let library = named.unwrap_or_else(|| root().join("build/lib/libazdo.so.0"));
    assert!(
        library.exists(),
        "{} is missing: `make library` builds it",
        library.display()
    );
    library
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The recordings of the real service, which are not part of this project.
pub fn recordings() -> Option<PathBuf> {
    let folder = root().join("../shared/api/recordings");
    if folder.is_dir() {
        return Some(folder);
    }
    // They cannot be installed: no machine is at fault.
    eprintln!("SKIPPED: no recordings of the real service beside the project");
    None
}

/// Microsoft's specifications, which are not part of this project either.
pub fn swagger() -> Option<PathBuf> {
    let folder = root().join("../shared/api/swagger");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no specifications of Microsoft's beside the project");
    None
}

/// By another way than the library's: seconds by the calendar of the C library's proleptic days.
pub fn nanoseconds(text: &str) -> i64 {
    if text.is_empty() || text.starts_with("0001-01-01") {
        return i64::MIN;
    }
    let field = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
    let (year, month, day) = (field(0..4), field(5..7), field(8..10));
    let leap = |year: i64| i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let lengths = [31, 28 + leap(year), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days = (1970..year).map(|year| 365 + leap(year)).sum::<i64>()
        + lengths[..month as usize - 1].iter().sum::<i64>()
        + day
        - 1;
    let rest = text[19..].strip_suffix('Z').expect("recorded times are UTC");
    let fraction = format!("{:0<9}", rest.trim_start_matches('.'))
        .parse::<i64>()
        .unwrap();
    let seconds = days * 86_400 + field(11..13) * 3600 + field(14..16) * 60 + field(17..19);
    seconds * 1_000_000_000 + fraction
}

/// Bodies of answers that were published, which are not part of this project either.
pub fn bodies() -> Option<PathBuf> {
    let folder = root().join("../shared/api/bodies");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: no published bodies beside the project");
    None
}

/// Says that a test does not run; where none may be skipped, fails it.
pub fn skip<T>(why: &str) -> Option<T> {
    assert!(
        std::env::var_os("AZDO_REQUIRE_ALL").is_none_or(|value| value != "1"),
        "must not be skipped: {why}"
    );
    eprintln!("SKIPPED: {why}");
    None
}

/// Whether this tool can be run.
pub fn has(tool: &str) -> Option<()> {
    let found = Command::new(tool)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match found {
        Ok(_) => Some(()),
        Err(_) => skip(&format!("{tool} is not installed")),
    }
}

/// A folder of this test's own, empty.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// How many descriptors this process has.
pub fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// How many threads this process has.
pub fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}

/// Runs a command to its end and gives its output; it must succeed.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let (out, error) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{command:?}\n{out}\n{error}");
    out.into_owned()
}

/// Compiles a C program against the header and the library that ships.
pub fn compile_c(source: &Path, program: &Path) {
    compile_c_with(source, program, &[]);
}

/// As `compile_c`, with more to tell the compiler.
pub fn compile_c_with(source: &Path, program: &Path, more: &[&str]) {
    let folder = library().parent().unwrap().to_owned();
    run(Command::new("cc")
        .args([
            "-std=c99",
            "-D_POSIX_C_SOURCE=200809L",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Werror",
            "-g",
        ])
        .args(more)
        .arg("-I")
        .arg(root().join("include"))
        .arg(source)
        .arg("-o")
        .arg(program)
        .arg("-L")
        .arg(&folder)
        .args(["-lazdo", &format!("-Wl,-rpath,{}", folder.display())]));
}

/// A program in C that uses the library that ships.
pub fn compiled(source: &Path) -> PathBuf {
    let name = source.file_stem().unwrap().to_str().unwrap();
    let program = scratch(&format!("compiled-{name}-{:?}", std::thread::current().id())).join(name);
    compile_c(source, &program);
    program
}

/// Runs a program to its end with this as its input.
pub fn fed(command: &mut Command, input: &str) -> Output {
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

/// How long a test goes on that finds more the longer it runs: this long, or as `make soak` says.
pub fn soak_time(usual: Duration) -> Duration {
    std::env::var("AZDO_SOAK_SECONDS").map_or(usual, |seconds| {
        Duration::from_secs(seconds.parse().expect("AZDO_SOAK_SECONDS is a number"))
    })
}

/// Where random tests begin: where a run that failed said that it did, if that is to be seen again.
pub fn seed() -> u64 {
    std::env::var("AZDO_SEED").map_or(1, |seed| seed.parse().expect("AZDO_SEED is a number"))
}

/// The number of this index in the sequence of this seed: SplitMix64, the same everywhere.
pub fn random(seed: u64, index: u64) -> u64 {
    let number = seed
        .wrapping_add(index)
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Waits until `done` holds.
pub fn until(what: &str, done: impl Fn() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What the scenarios' runner of Rust answers to a call, in a process with these variables and no others.
pub fn answer_of(call: &[(&str, &str)], variables: &[(&str, &str)]) -> String {
    use std::io::Write;
    let mut process = Command::new(target_directory().join("examples/scenarios"))
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`cargo build --examples` builds it");
    let lines: String = call
        .iter()
        .map(|(key, value)| format!("{key} {value}\n"))
        .collect();
    let mut input = process.stdin.take().unwrap();
    input.write_all(format!("{lines}\n").as_bytes()).unwrap();
    drop(input);
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Answers one request with this JSON, and gives its head.
pub fn answer_once(listener: &std::net::TcpListener, json: &str) -> String {
    use std::io::{Read, Write};
    let (mut stream, _) = listener.accept().unwrap();
    let mut head = vec![0; 8192];
    let length = stream.read(&mut head).unwrap();
    let count = json.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {count}\r\nConnection: close\r\n\r\n{json}"
    );
    stream.write_all(answer.as_bytes()).unwrap();
    String::from_utf8_lossy(&head[..length]).into_owned()
}
