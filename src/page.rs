//! Continuation tokens become one unbroken sequence.

use std::collections::HashSet;
use std::fmt::Display;
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::ahead::Ahead;
use crate::cancel::Cancel;
use crate::client::Client;
use crate::error::{Cause, Error, Result};
use crate::model::{Held, Page, Record};
use crate::operation::{Operation, Paging};
use crate::params::{Ask, Params, Prepared};
use crate::pipeline::Call;
use crate::transport::HeaderMap;

/// How many pages without a single new record are taken for the service's delay and not for its being lost.
const MAX_BARREN_PAGES: usize = 100;

const CONTINUATION_HEADER: &str = "x-ms-continuationtoken";

/// A list that has been described and not yet asked for: an iterator of records, or by [`pages`](List::pages).
///
/// Parameters have the REST reference's own names and are checked when the list is asked for.
///
/// ```no_run
/// # fn list(client: &azdo::Client) -> azdo::Result<()> {
/// let mut pages = client
///     .builds()
///     .list("Fabrikam-Fiber")
///     .set("minTime", "2026-11-16")
///     .page_size(200)
///     .pages()?;
/// while let Some(page) = pages.next_page()? {
///     println!("{} builds; the next list may begin at {:?}", page.records().len(), page.token());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct List<R: Record> {
    client: Client,
    operation: &'static Operation,
    params: Params,
    record: PhantomData<fn() -> R>,
}

impl<R: Record> List<R> {
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> List<R> {
        List {
            client: client.clone(),
            operation,
            params: Params::new(),
            record: PhantomData,
        }
    }

    /// Sets a parameter by its name in the reference; the last one set for a name counts.
    pub fn set(mut self, name: &str, value: impl ToString) -> List<R> {
        self.params.set(name, value);
        self
    }

    /// Sets every one of these.
    pub fn params(mut self, params: &Params) -> List<R> {
        self.params.extend(params);
        self
    }

    /// Those of this project, where there is one.
    pub(crate) fn of_project(self, project: Option<&str>) -> List<R> {
        self.params(&Params::of_project(project))
    }

    /// How many records are wanted in all (`$top`).
    pub fn top(self, count: u64) -> List<R> {
        self.set("$top", count)
    }

    /// How many records each request asks for: 1000 unless set, 5000 at most.
    pub fn page_size(self, count: u64) -> List<R> {
        self.set("page_size", count)
    }

    /// The pages, once the parameters are found sound. Nothing is sent yet.
    pub fn pages(self) -> Result<Pages<R>> {
        Pages::new(self.client, self.operation, &self.params)
    }
}

impl<R: Record> IntoIterator for List<R> {
    type Item = Result<Held<R>>;
    type IntoIter = Records<R>;

    /// Parameters that are not sound are the first item.
    fn into_iter(self) -> Records<R> {
        match self.pages() {
            Ok(pages) => pages.into_iter(),
            Err(error) => Records {
                source: Source::Fault(error),
                page: None,
                index: 0,
            },
        }
    }
}

/// All records that match, page by page. An error does not end it: the next step tries the same page again.
///
/// Where answers take long to begin, one page is asked for ahead, while the one before it is read: on a connection and a
/// thread of its own, which end soon after these pages are dropped.
#[derive(Debug)]
pub struct Pages<R: Record> {
    client: Client,
    prepared: Prepared,
    /// How many records are still wanted; no end if none.
    wanted: Option<u64>,
    next: Next,
    /// The same page, where it has been asked for already.
    ahead: Option<Ahead>,
    accepted: u64,
    /// Tokens already followed, by which a service that goes in circles gives itself away.
    followed: HashSet<String>,
    /// The very first record, which comes again when the service starts over.
    first: Option<R::Identity>,
    /// Those of the page before.
    before: HashSet<R::Identity>,
}

#[derive(Debug, Clone)]
enum Next {
    /// The page that this token leads to; the first without one.
    Page(Option<String>),
    End,
}

impl<R: Record> Pages<R> {
    fn new(client: Client, operation: &'static Operation, params: &Params) -> Result<Pages<R>> {
        let prepared = Prepared::new(operation, client.organization(), params, Ask::List);
        let prepared = client.begin().discreet(prepared)?;
        let nothing_wanted = prepared.top == Some(0);
        let start = Next::Page(prepared.token.clone());
        Ok(Pages {
            client,
            wanted: prepared.top,
            next: if nothing_wanted { Next::End } else { start },
            ahead: None,
            accepted: 0,
            followed: prepared.token.iter().cloned().collect(),
            prepared,
            first: None,
            before: HashSet::new(),
        })
    }

    /// The next page that holds anything; none at the end.
    pub fn next_page(&mut self) -> Result<Option<Arc<Page<R>>>> {
        let call = self.client.begin();
        call.discreet(self.step(&call))
    }

    /// As [`Pages::next_page`], with a token for this step alone in place of the client's.
    pub fn next_page_with(&mut self, cancel: Option<&Cancel>) -> Result<Option<Arc<Page<R>>>> {
        let call = self.client.call_with(cancel);
        call.discreet(self.step(&call))
    }

    pub(crate) fn step(&mut self, call: &Call) -> Result<Option<Arc<Page<R>>>> {
        for _ in 0..MAX_BARREN_PAGES {
            let Next::Page(token) = self.next.clone() else {
                return Ok(None);
            };
            if self.accepted >= self.client.max_pages() {
                return Err(too_many(self.client.max_pages()));
            }
            let size = self.wanted.map_or(self.prepared.page_size, |wanted| {
                wanted.min(self.prepared.page_size)
            });
            // What has been asked for ahead stays for a step that may use it.
            call.interrupt.check()?;
            let ahead = self.ahead.take();
            let mut ahead = ahead.filter(|ahead| ahead.serves(token.as_deref(), call));
            let mut next = None;
            let gathered = self.client.negotiate(&self.prepared, |version| {
                let url = self.prepared.page_url(version, size, token.as_deref());
                let mut begun = |headers: &HeaderMap, latency| {
                    next = self.look_ahead(headers, latency, version, size, call, next.take());
                };
                let pipeline = self.client.pipeline();
                pipeline.get_from(url, call, ahead.take(), &mut begun)
            })?;
            let mut following = self.following(&gathered.headers, &gathered.place)?.to_owned();
            let mut page = Page::read_list(
                gathered.body,
                self.client.reading(),
                following.clone(),
                &gathered.place,
            )
            .map_err(|error| error.with_http_status(gathered.status))?;
            // A page may be shorter than was asked for, and only an empty one is surely the last.
            if self.prepared.operation.paging == Paging::Skip && !page.records().is_empty() {
                let skipped = token.and_then(|token| token.parse::<usize>().ok()).unwrap_or(0);
                following = skipped.saturating_add(page.records().len()).to_string();
                page.continue_at(&following);
            }
            self.accept(&mut page, following, &gathered.place)?;
            self.ahead = next;
            if !page.records().is_empty() {
                return Ok(Some(Arc::new(page)));
            }
        }
        Err(Error::new(
            Cause::LimitExceeded,
            format!("{MAX_BARREN_PAGES} pages in a row held nothing new"),
        )
        .with_hint("No option allows more. Narrow the list, with minTime and maxTime say."))
    }

    /// The token of the page after the one with these headers; empty at the end.
    fn following<'headers>(
        &self,
        headers: &'headers HeaderMap,
        place: &dyn Display,
    ) -> Result<&'headers str> {
        match headers.get(CONTINUATION_HEADER) {
            Some(token) if self.prepared.operation.paging == Paging::ContinuationToken => {
                token.to_str().map_err(|_| {
                    let message = format!("the continuation token is not readable text ({place})");
                    Error::new(Cause::BrokenAnswer, message)
                })
            }
            _ => Ok(""),
        }
    }

    /// Asks for the page after the one with these headers, of `size` records at most, where latency makes that worth
    /// while and nothing speaks against it by now. `before` is what an earlier try asked for.
    fn look_ahead(
        &self,
        headers: &HeaderMap,
        latency: Duration,
        version: &str,
        size: u64,
        call: &Call,
        before: Option<Ahead>,
    ) -> Option<Ahead> {
        let token = self.following(headers, &"").ok()?;
        let wanted = self.wanted.map_or(self.prepared.page_size, |wanted| {
            wanted.saturating_sub(size).min(self.prepared.page_size)
        });
        if token.is_empty()
            || wanted == 0
            || self.followed.contains(token)
            || self.accepted + 1 >= self.client.max_pages()
            || !Ahead::is_worth_while(latency)
            || !call.gate.is_open(&call.interrupt)
        {
            return None;
        }
        let before = before.filter(|before| before.token() == token);
        before.or_else(|| {
            let url = self.prepared.page_url(version, wanted, Some(token));
            Ahead::ask(&self.client, url, token)
        })
    }

    /// Takes a page into the sequence, or finds that it does not continue it.
    fn accept(&mut self, page: &mut Page<R>, following: String, place: &dyn Display) -> Result<()> {
        if !following.is_empty() && !self.followed.insert(following.clone()) {
            return Err(lost("gave a continuation token that it had given before", place));
        }
        let identities: HashSet<R::Identity> = page.records().iter().map(R::identity).collect();
        if self.starts_over(&identities) {
            self.followed.remove(&following);
            return Err(lost(
                "began again with its first page: it did not honour the continuation token",
                place,
            ));
        }
        // A token is a time; where several records share it, the service may send some of them twice.
        page.retain(|record| !self.before.contains(&record.identity()));
        if let Some(wanted) = &mut self.wanted {
            page.truncate(usize::try_from(*wanted).unwrap_or(usize::MAX));
            *wanted -= page.records().len() as u64;
        }
        self.accepted += 1;
        let done = following.is_empty() || self.wanted == Some(0);
        self.next = if done {
            Next::End
        } else {
            Next::Page(Some(following))
        };
        if self.first.is_none() {
            self.first = page.records().first().map(R::identity);
        }
        if !identities.is_empty() {
            self.before = identities;
        }
        Ok(())
    }

    /// Whether these are the first page again. A page may begin with the last records of the one before; the very
    /// first record is such a one only where it was alone.
    fn starts_over(&self, identities: &HashSet<R::Identity>) -> bool {
        let Some(first) = &self.first else { return false };
        let goes_on = identities.iter().any(|identity| !self.before.contains(identity));
        let overlaps = self.before.len() == 1 && self.before.contains(first) && goes_on;
        identities.contains(first) && !overlaps
    }
}

fn too_many(pages: u64) -> Error {
    Error::new(
        Cause::LimitExceeded,
        format!("the list is longer than {pages} pages"),
    )
    .with_hint(
        "Ask for larger pages (page_size), go on with the last page's token as continuationToken, or raise the client \
         option max_pages.",
    )
}

fn lost(what: &str, place: &dyn Display) -> Error {
    Error::new(Cause::PagingLoop, format!("the service {what} ({place})"))
}

impl<R: Record> IntoIterator for Pages<R> {
    type Item = Result<Held<R>>;
    type IntoIter = Records<R>;

    fn into_iter(self) -> Records<R> {
        Records {
            source: Source::Pages(Box::new(self)),
            page: None,
            index: 0,
        }
    }
}

/// The records of all pages, each of which keeps its page alive. An error ends it, so that no loop that passes
/// over errors runs forever; [`Pages::next_page`] is for those who want to try again.
#[derive(Debug)]
pub struct Records<R: Record> {
    source: Source<R>,
    page: Option<Arc<Page<R>>>,
    index: usize,
}

#[derive(Debug)]
enum Source<R: Record> {
    Pages(Box<Pages<R>>),
    Fault(Error),
    End,
}

impl<R: Record> Iterator for Records<R> {
    type Item = Result<Held<R>>;

    fn next(&mut self) -> Option<Result<Held<R>>> {
        loop {
            if let Some(held) = self.page.clone().and_then(|page| Held::new(page, self.index)) {
                self.index += 1;
                return Some(Ok(held));
            }
            let step = match std::mem::replace(&mut self.source, Source::End) {
                Source::Pages(mut pages) => pages.next_page().map(|page| (page, Source::Pages(pages))),
                Source::Fault(error) => Err(error),
                Source::End => return None,
            };
            match step {
                Ok((Some(page), rest)) => (self.page, self.index, self.source) = (Some(page), 0, rest),
                Ok((None, _)) => self.page = None,
                Err(error) => {
                    self.page = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<R: Record> FusedIterator for Records<R> {}
