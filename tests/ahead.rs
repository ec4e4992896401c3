//! The next page, asked for while the one before it is read.

mod support;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use azdo::{Cancel, Cause, Client, Counter, Credential, Options, Params, Status};
use support::{PATIENCE, until};

/// Enough to be worth a thread.
const LATENCY: Duration = Duration::from_millis(30);

const PAGES: usize = 4;
const PAGE_SIZE: usize = 2;

/// What the service does to a page, from the first request for it on.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    /// Its head comes late, and the rest at once.
    Serve,
    /// The body waits until the next page has been asked for.
    HoldBody,
    NoHead,
    Unavailable,
    Cut,
    /// Served, with a wish to be left alone.
    Throttle,
}

/// A service of `PAGES` pages.
struct Service {
    url: String,
    state: Arc<Mutex<State>>,
    _alone: MutexGuard<'static, ()>,
}

#[derive(Default)]
struct State {
    /// By page, from 1.
    deeds: BTreeMap<usize, Vec<Deed>>,
    /// Page, `$top` and Authorization of each request, as they came.
    asked: Vec<(usize, String, String)>,
}

impl Service {
    fn start(deeds: &[(usize, &[Deed])]) -> Service {
        // Threads are the process's.
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        until("threads of the test before", || aheads() == 0);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/collection", listener.local_addr().unwrap());
        let deeds = deeds.iter().map(|(page, deeds)| (*page, deeds.to_vec()));
        let state = Arc::new(Mutex::new(State {
            deeds: deeds.collect(),
            ..State::default()
        }));
        std::thread::spawn({
            let state = state.clone();
            move || {
                for stream in listener.incoming() {
                    let state = state.clone();
                    std::thread::spawn(move || serve(stream.unwrap(), &state));
                }
            }
        });
        Service {
            url,
            state,
            _alone: alone,
        }
    }

    fn client(&self, options: &[(&str, &str)]) -> Client {
        let options = Options::from_params(&options.iter().copied().collect()).unwrap();
        Client::with_options(&self.url, Credential::pat("a-token").unwrap(), options).unwrap()
    }

    fn pages(&self, client: &Client, query: &[(&str, &str)]) -> azdo::Pages<azdo::Build> {
        let query: Params = query.iter().copied().collect();
        let list = client.builds().list("p").page_size(PAGE_SIZE as u64);
        list.params(&query).pages().unwrap()
    }

    fn asked(&self) -> Vec<usize> {
        let state = self.state.lock().unwrap();
        state.asked.iter().map(|(page, ..)| *page).collect()
    }

    fn awaits(&self, asked: &[usize]) {
        until(&format!("{asked:?} are not asked for"), || self.asked() == asked);
    }

    /// Long enough for another request to come, if there were one.
    fn stays_at(&self, asked: &[usize]) {
        self.awaits(asked);
        std::thread::sleep(3 * LATENCY);
        assert_eq!(self.asked(), asked);
    }
}

/// How many requests are under way ahead of their readers.
fn aheads() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|name| name.trim_end() == "azdo-ahead").count()
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let mut buffer = [0; 8192];
    loop {
        let count = stream.read(&mut buffer).unwrap_or(0);
        if count == 0 {
            return;
        }
        let request = std::str::from_utf8(&buffer[..count]).unwrap();
        assert!(request.ends_with("\r\n\r\n"), "it came in pieces: {request}");
        let value = |name: &str| {
            let query = request.split([' ', '&', '?']);
            query
                .filter_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
                .next()
        };
        let page = value("continuationToken").map_or(1, |token| token[1..].parse().unwrap());
        let authorization = request.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("authorization").then_some(value)
        });
        let deed = {
            let mut state = state.lock().unwrap();
            let (top, authorization) = (value("$top").unwrap(), authorization.unwrap());
            state.asked.push((page, top.to_owned(), authorization.to_owned()));
            let deeds = state.deeds.entry(page).or_default();
            if deeds.is_empty() {
                Deed::Serve
            } else {
                deeds.remove(0)
            }
        };
        let done = answer(&mut stream, page, deed, || {
            state
                .lock()
                .unwrap()
                .asked
                .iter()
                .any(|(asked, ..)| *asked > page)
        });
        if done.is_err() || matches!(deed, Deed::Cut) {
            return;
        }
    }
}

fn answer(
    stream: &mut TcpStream,
    page: usize,
    deed: Deed,
    next_is_asked: impl Fn() -> bool,
) -> std::io::Result<()> {
    std::thread::sleep(LATENCY);
    let first = page * 10;
    let elements: Vec<_> = (0..PAGE_SIZE)
        .map(|index| format!("{{\"id\":{}}}", first + index))
        .collect();
    let body = format!("{{\"value\":[{}]}}", elements.join(","));
    let token = match page {
        PAGES => String::new(),
        _ => format!("x-ms-continuationtoken: t{}\r\n", page + 1),
    };
    let head = |status: u16, more: &str| {
        let length = body.len();
        format!(
            "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}{token}\r\n"
        )
    };
    match deed {
        Deed::NoHead => {
            std::thread::sleep(PATIENCE);
            return Ok(());
        }
        Deed::Unavailable => return stream.write_all((head(503, "") + &body).as_bytes()),
        Deed::Cut => return stream.write_all((head(200, "") + &body[..10]).as_bytes()),
        Deed::Throttle => return stream.write_all((head(200, "Retry-After: 1\r\n") + &body).as_bytes()),
        Deed::Serve => {}
        Deed::HoldBody => {
            stream.write_all(head(200, "").as_bytes())?;
            let began = Instant::now();
            while !next_is_asked() {
                assert!(began.elapsed() < PATIENCE, "page {page} is read alone");
                std::thread::sleep(Duration::from_millis(1));
            }
            return stream.write_all(body.as_bytes());
        }
    }
    stream.write_all((head(200, "") + &body).as_bytes())
}

fn ids(page: Option<Arc<azdo::Page<azdo::Build>>>) -> Vec<i64> {
    page.iter()
        .flat_map(|page| page.records())
        .map(azdo::Build::id)
        .collect()
}

#[test]
fn a_page_is_read_while_the_next_one_is_on_its_way() {
    let service = Service::start(&[
        (1, &[Deed::HoldBody]),
        (2, &[Deed::HoldBody]),
        (3, &[Deed::HoldBody]),
    ]);
    let client = service.client(&[]);
    let list = service.pages(&client, &[]).into_iter();
    let listed: Vec<_> = list.map(|build| build.unwrap().id()).collect();
    assert_eq!(listed, [10, 11, 20, 21, 30, 31, 40, 41]);
    assert_eq!(service.asked(), [1, 2, 3, 4]);
    assert_eq!(
        (client.count(Counter::Requests), client.count(Counter::Retries)),
        (4, 0)
    );
    until("threads are left over", || aheads() == 0);
}

#[test]
fn only_what_can_be_wanted_is_asked_for() {
    for (top, tops) in [
        ("1", vec!["1"]),
        ("2", vec!["2"]),
        ("3", vec!["2", "1"]),
        ("4", vec!["2", "2"]),
    ] {
        let service = Service::start(&[]);
        let client = service.client(&[]);
        let mut pages = service.pages(&client, &[("$top", top)]);
        let mut count = 0;
        while let Some(page) = pages.next_page().unwrap() {
            count += page.records().len();
        }
        assert_eq!(count.to_string(), top);
        std::thread::sleep(3 * LATENCY);
        let state = service.state.lock().unwrap();
        let asked: Vec<_> = state.asked.iter().map(|(_, top, _)| top.as_str()).collect();
        assert_eq!(asked, tops, "$top={top}");
    }

    let service = Service::start(&[]);
    let client = service.client(&[("max_pages", "1")]);
    let mut pages = service.pages(&client, &[]);
    pages.next_page().unwrap();
    service.stays_at(&[1]);
    assert_eq!(pages.next_page().unwrap_err().cause(), Cause::LimitExceeded);
    drop((pages, service));

    let service = Service::start(&[]);
    let mut pages = service.pages(&service.client(&[]), &[]);
    pages.next_page().unwrap();
    service.stays_at(&[1, 2]);
}

#[test]
fn a_page_that_fails_ahead_is_tried_again_when_it_is_needed() {
    for (deed, cause) in [
        (Deed::Unavailable, Cause::Unavailable),
        (Deed::Cut, Cause::BodyTruncated),
    ] {
        // The step that needs it goes on as if it had sent the request itself.
        let service = Service::start(&[(2, &[deed])]);
        let client = service.client(&[]);
        let mut pages = service.pages(&client, &[]);
        pages.next_page().unwrap();
        service.awaits(&[1, 2]);
        assert_eq!(ids(pages.next_page().unwrap()), [20, 21]);
        assert_eq!(client.count(Counter::Retries), 1);
        drop((pages, service));

        // Where there is nothing to be tried, it tells of the failure, and the next step asks again.
        let service = Service::start(&[(2, &[deed])]);
        let client = service.client(&[("max_retries", "0")]);
        let mut pages = service.pages(&client, &[]);
        assert_eq!(ids(pages.next_page().unwrap()), [10, 11]);
        assert_eq!(pages.next_page().unwrap_err().cause(), cause);
        assert_eq!(ids(pages.next_page().unwrap()), [20, 21]);
        assert_eq!(ids(pages.next_page().unwrap()), [30, 31]);
        assert_eq!(client.count(Counter::Retries), 0);
    }
}

#[test]
fn a_list_that_is_dropped_leaves_nothing() {
    let service = Service::start(&[(2, &[Deed::NoHead])]);
    let client = service.client(&[]);
    let mut pages = service.pages(&client, &[]);
    pages.next_page().unwrap();
    service.awaits(&[1, 2]);
    assert_eq!(aheads(), 1);
    drop(pages);
    until("its thread goes on", || aheads() == 0);
}

#[test]
fn a_step_that_waits_for_its_page_can_be_ended() {
    let service = Service::start(&[(2, &[Deed::NoHead, Deed::NoHead])]);
    let client = service.client(&[]);
    let mut pages = service.pages(&client, &[]);
    pages.next_page().unwrap();
    service.awaits(&[1, 2]);
    let cancel = Cancel::new().unwrap();
    let other = cancel.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(2 * LATENCY);
        other.signal();
        Instant::now()
    });
    let error = pages.next_page_with(Some(&cancel)).unwrap_err();
    assert!(thread.join().unwrap().elapsed() < Duration::from_millis(500));
    assert_eq!(error.status(), Status::Cancelled);
    until("its thread goes on", || aheads() == 0);

    cancel.reset();
    cancel.after(2 * LATENCY);
    let error = pages.next_page_with(Some(&cancel)).unwrap_err();
    assert_eq!(error.status(), Status::Timeout);
    assert_eq!(ids(pages.next_page().unwrap()), [20, 21]);
}

#[test]
fn a_service_that_asks_for_patience_is_not_asked_ahead() {
    let service = Service::start(&[(1, &[Deed::Throttle])]);
    let client = service.client(&[]);
    let mut pages = service.pages(&client, &[]);
    pages.next_page().unwrap();
    service.stays_at(&[1]);
    assert_eq!(ids(pages.next_page().unwrap()), [20, 21]);
    assert!(client.count(Counter::WaitedMs) > 500);
}

#[test]
fn a_page_that_another_user_asked_for_is_asked_for_again() {
    let service = Service::start(&[]);
    let client = service.client(&[]);
    let mut pages = service.pages(&client, &[("$top", "4")]);
    pages.next_page().unwrap();
    service.awaits(&[1, 2]);
    client
        .set_credential(Credential::pat("another").unwrap())
        .unwrap();
    assert_eq!(ids(pages.next_page().unwrap()), [20, 21]);
    let state = service.state.lock().unwrap();
    let users: Vec<_> = state.asked.iter().map(|(_, _, user)| user).collect();
    assert_eq!(users.len(), 3);
    assert!(users[0] == users[1] && users[1] != users[2]);
}

#[cfg(unix)]
#[test]
fn a_forked_child_asks_for_itself() {
    let service = Service::start(&[(2, &[Deed::NoHead])]);
    let client = service.client(&[]);
    let mut pages = service.pages(&client, &[]);
    pages.next_page().unwrap();
    service.awaits(&[1, 2]);
    // SAFETY: the child calls the library, whose promise this is, and leaves without running what is its parent's.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let listed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let page = ids(pages.next_page().unwrap());
            drop(pages);
            page
        }));
        let sound = matches!(listed, Ok(page) if page == [20, 21]);
        // SAFETY: as above.
        unsafe { libc::_exit(if sound { 0 } else { 1 }) };
    }
    let status = Cell::new(-1);
    until("the child waits for what it has not", || {
        // SAFETY: it is this process's child, and the status is a live local.
        unsafe { libc::waitpid(child, status.as_ptr(), libc::WNOHANG) == child }
    });
    assert_eq!(status.get(), 0);
    assert_eq!(aheads(), 1, "the parent's is still under way");
}
