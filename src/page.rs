//! Continuation tokens become one unbroken sequence.

use std::collections::HashSet;
use std::sync::Arc;

use crate::cancel::Cancel;
use crate::client::Client;
use crate::error::{Cause, Error, Result};
use crate::model::{Held, Page, Record};
use crate::operation::Operation;
use crate::params::{Params, Prepared};

/// How many pages without a single new record are taken for the service's delay and not for its being lost.
const MAX_BARREN_PAGES: usize = 100;

const CONTINUATION_HEADER: &str = "x-ms-continuationtoken";

/// All records that match, over all pages. An error does not end it: the next step tries the same page again.
#[derive(Debug)]
pub struct Pages<R: Record> {
    client: Client,
    prepared: Prepared,
    /// How many records are still wanted; no end if none.
    wanted: Option<u64>,
    next: Next,
    /// Tokens already followed, by which a service that goes in circles gives itself away.
    followed: HashSet<String>,
    first: HashSet<R::Identity>,
    before: HashSet<R::Identity>,
}

#[derive(Debug, Clone)]
enum Next {
    /// The page that this token leads to; the first without one.
    Page(Option<String>),
    End,
}

impl<R: Record> Pages<R> {
    pub(crate) fn new(client: &Client, operation: &'static Operation, params: &Params) -> Result<Pages<R>> {
        let prepared = Prepared::new(operation, client.organization(), params)?;
        let nothing_wanted = prepared.top == Some(0);
        let start = Next::Page(prepared.token.clone());
        Ok(Pages {
            client: client.clone(),
            wanted: prepared.top,
            next: if nothing_wanted { Next::End } else { start },
            followed: prepared.token.iter().cloned().collect(),
            prepared,
            first: HashSet::new(),
            before: HashSet::new(),
        })
    }

    /// The next page that holds anything; none at the end.
    pub fn next_page(&mut self, cancel: Option<&Cancel>) -> Result<Option<Arc<Page<R>>>> {
        let call = self.client.call(cancel);
        for _ in 0..MAX_BARREN_PAGES {
            let Next::Page(token) = self.next.clone() else {
                return Ok(None);
            };
            let size = self.wanted.map_or(self.prepared.page_size, |wanted| {
                wanted.min(self.prepared.page_size)
            });
            let gathered = self
                .client
                .get(self.prepared.page_url(size, token.as_deref()), &call)?;
            let following = gathered
                .headers
                .get(CONTINUATION_HEADER)
                .and_then(|token| token.to_str().ok());
            let following = following.unwrap_or_default().to_owned();
            let mut page = Page::read_list(
                gathered.body,
                self.client.keeps_json(),
                following.clone(),
                &gathered.place,
            )?;
            self.accept(&mut page, following, &gathered.place)?;
            if !page.records().is_empty() {
                return Ok(Some(Arc::new(page)));
            }
        }
        Err(Error::new(
            Cause::LimitExceeded,
            format!("{MAX_BARREN_PAGES} pages in a row held nothing new"),
        ))
    }

    /// Takes a page into the sequence, or finds that it does not continue it.
    fn accept(&mut self, page: &mut Page<R>, following: String, place: &str) -> Result<()> {
        if !following.is_empty() && !self.followed.insert(following.clone()) {
            return Err(lost("gave a continuation token that it had given before", place));
        }
        let identities: HashSet<R::Identity> = page.records().iter().map(R::identity).collect();
        let starts_over =
            !identities.is_empty() && identities.iter().all(|identity| self.first.contains(identity));
        if starts_over {
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
        let done = following.is_empty() || self.wanted == Some(0);
        self.next = if done {
            Next::End
        } else {
            Next::Page(Some(following))
        };
        if self.first.is_empty() {
            self.first = page.records().iter().map(R::identity).collect();
        }
        if !identities.is_empty() {
            self.before = identities;
        }
        Ok(())
    }

    /// Every record, one after another; each keeps its page alive.
    pub fn records(self) -> Records<R> {
        Records {
            pages: self,
            cancel: None,
            page: None,
            index: 0,
        }
    }
}

fn lost(what: &str, place: &str) -> Error {
    Error::new(Cause::PagingLoop, format!("the service {what} ({place})"))
}

/// The records of all pages as an iterator.
#[derive(Debug)]
pub struct Records<R: Record> {
    pages: Pages<R>,
    cancel: Option<Cancel>,
    page: Option<Arc<Page<R>>>,
    index: usize,
}

impl<R: Record> Records<R> {
    /// Lets this token end the steps to come.
    pub fn with_cancel(mut self, cancel: &Cancel) -> Records<R> {
        self.cancel = Some(cancel.clone());
        self
    }
}

impl<R: Record> Iterator for Records<R> {
    type Item = Result<Held<R>>;

    fn next(&mut self) -> Option<Result<Held<R>>> {
        loop {
            if let Some(held) = self.page.clone().and_then(|page| Held::new(page, self.index)) {
                self.index += 1;
                return Some(Ok(held));
            }
            match self.pages.next_page(self.cancel.as_ref()) {
                Ok(Some(page)) => (self.page, self.index) = (Some(page), 0),
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
