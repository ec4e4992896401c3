//! Any operation, by its name in the REST reference.

use serde::de::IgnoredAny;

use crate::cancel::Cancel;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::model::item::Item;
use crate::operation::{Method, OPERATIONS, Operation, Paging};
use crate::page::List;
use crate::params::{Ask, Params, Prepared, nearest};
use crate::pipeline::{Call, Expect};
use crate::request::Response;
use crate::transport::{self, HeaderMap, HeaderValue, header};

/// An operation that has been described and not yet called.
///
/// Parameters have the reference's own names and are checked before anything is sent. Beside them there are
///
/// - `api-version`: another than the released one (docs/operations.md has those in preview); it is sent as it is;
/// - `accept`: another of the operation's media types, `application/zip`;
/// - `force`: names, with commas between them, whose values are sent as they are, known or not, as the service grows
///   faster than any table.
#[derive(Debug, Clone)]
pub struct Invocation {
    client: Client,
    operation: String,
    params: Params,
    body: Option<String>,
}

impl Client {
    /// Calls an operation by its name in the REST reference, in any case; docs/operations.md lists them.
    ///
    /// ```no_run
    /// # fn cancel(client: &azdo::Client) -> azdo::Result<()> {
    /// let cancelled = client
    ///     .call("Builds - Update Build")
    ///     .set("project", "Fabrikam-Fiber")
    ///     .set("buildId", 42)
    ///     .body(r#"{"status": "cancelling"}"#)
    ///     .send()?
    ///     .body()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn call(&self, operation: &str) -> Invocation {
        Invocation {
            client: self.clone(),
            operation: operation.to_owned(),
            params: Params::new(),
            body: None,
        }
    }

    /// The elements of an operation that answers a list, each as its own JSON, over all pages where it has some. An
    /// error where there is no such operation, or it is none that only reads a list.
    ///
    /// ```no_run
    /// # fn list(client: &azdo::Client) -> azdo::Result<()> {
    /// for definition in client.items("Definitions - List")?.set("project", "Fabrikam-Fiber") {
    ///     println!("{}", definition?.json());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(&self, operation: &str) -> Result<List<Item>> {
        let operation = self.in_call(|_| named(operation))?;
        if operation.method != Method::Get || operation.paging == Paging::None {
            let error = Error::invalid(format!("{:?} does not read a list", operation.name));
            return Err(error.with_hint("Call it, and read its answer whole."));
        }
        Ok(List::new(self, operation))
    }
}

impl Invocation {
    /// Sets a parameter by its name in the reference; the last one set for a name counts.
    pub fn set(mut self, name: &str, value: impl ToString) -> Invocation {
        self.params.set(name, value);
        self
    }

    /// Sets every one of these.
    pub fn params(mut self, params: &Params) -> Invocation {
        self.params.extend(params);
        self
    }

    /// What to send, JSON.
    pub fn body(mut self, json: impl Into<String>) -> Invocation {
        self.body = Some(json.into());
        self
    }

    /// Sends it: one request, and so the first page of what has some. An answer that is an error is one here too.
    pub fn send(self) -> Result<Response> {
        self.client.in_call(|call| self.send_within(call))
    }

    /// As [`Invocation::send`], with a token for this exchange alone in place of the client's.
    pub fn send_with(self, cancel: Option<&Cancel>) -> Result<Response> {
        self.client.in_call_with(cancel, |call| self.send_within(call))
    }

    fn send_within(&self, call: &Call) -> Result<Response> {
        let operation = named(&self.operation)?;
        let response = self
            .client
            .exchange(operation, &self.params, self.body.as_deref(), call)?;
        Ok(Response::new(self.client.clone(), response))
    }
}

impl Client {
    /// Sends an operation's request, once everything about it is found sound.
    pub(crate) fn exchange(
        &self,
        operation: &'static Operation,
        params: &Params,
        body: Option<&str>,
        call: &Call,
    ) -> Result<transport::Response> {
        let prepared = Prepared::new(operation, self.organization(), params, Ask::Answer)?;
        let body = checked_body(operation, body)?;
        let headers = headers(operation, &prepared)?;
        let send = |version: &str| {
            let request = transport::Request {
                method: method(operation.method),
                url: prepared.url(version),
                headers: headers.clone(),
                body: body.clone(),
                idempotent: operation.idempotent,
            };
            self.pipeline().send(request, Expect::Anything, call)
        };
        self.negotiate(&prepared, send)
    }
}

fn named(name: &str) -> Result<&'static Operation> {
    Operation::named(name).ok_or_else(|| {
        let names = || OPERATIONS.iter().map(|operation| operation.name);
        let area = name.split(" - ").next().unwrap_or_default().trim();
        let of_area = |name: &&str| {
            let start = name.split(" - ").next();
            start.is_some_and(|start| start.eq_ignore_ascii_case(area))
        };
        let near = match nearest(name, names()) {
            Some(near) => format!("Did you mean {near:?}? "),
            None => String::new(),
        };
        let mut known: Vec<&str> = names().filter(of_area).collect();
        let mut what = "There are";
        if known.is_empty() {
            known = names().filter_map(|name| name.split(" - ").next()).collect();
            known.sort_unstable();
            known.dedup();
            what = "There are (docs/operations.md has all of them) those of";
        }
        Error::invalid(format!("there is no operation {name:?}"))
            .with_hint(format!("{near}{what} {}.", known.join(", ")))
    })
}

fn checked_body(operation: &Operation, body: Option<&str>) -> Result<Option<Vec<u8>>> {
    match (operation.body, body) {
        (Some(_), Some(body)) => match serde_json::from_str::<IgnoredAny>(body) {
            Ok(_) => Ok(Some(body.as_bytes().to_vec())),
            Err(error) => Err(Error::invalid(format!("the body is not JSON: {error}"))),
        },
        (Some(model), None) => Err(Error::invalid(format!(
            "the body is missing: {:?} needs one, {model} in the reference",
            operation.name
        ))),
        (None, Some(_)) => Err(Error::invalid(format!("{:?} takes no body", operation.name))),
        (None, None) => Ok(None),
    }
}

fn headers(operation: &Operation, prepared: &Prepared) -> Result<HeaderMap> {
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    let accept = match prepared.accept.as_str() {
        // An error has a body even where an answer has none.
        "" => JSON,
        media_type => HeaderValue::from_str(media_type)
            .map_err(|_| Error::invalid(format!("accept cannot be {media_type:?}")))?,
    };
    let mut headers = HeaderMap::from_iter([(header::ACCEPT, accept)]);
    match operation.body {
        Some("JsonPatchDocument") => {
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json-patch+json"),
            );
        }
        Some(_) => {
            headers.insert(header::CONTENT_TYPE, JSON);
        }
        None => {}
    }
    Ok(headers)
}

fn method(method: Method) -> transport::Method {
    match method {
        Method::Get => transport::Method::GET,
        Method::Post => transport::Method::POST,
        Method::Put => transport::Method::PUT,
        Method::Patch => transport::Method::PATCH,
        Method::Delete => transport::Method::DELETE,
        Method::Options => transport::Method::OPTIONS,
    }
}
