//! A request in the terms of the operation that it calls.

use azdo::operation::Operation;
use serde_json::Value;

use crate::errors;
use crate::http::{Answer, Request};
use crate::template::render;
use crate::ticks::Ticks;

pub struct Ask<'a> {
    pub request: &'a Request,
    pub operation: &'static Operation,
    pub origin: &'a str,
    pub now: Ticks,
    /// Name and value of each path parameter.
    path: Vec<(&'static str, &'a str)>,
}

/// What an operation answers, or why it does not.
pub type Outcome = Result<Answer<'static>, Answer<'static>>;

impl<'a> Ask<'a> {
    pub fn new(
        request: &'a Request,
        (operation, values): (&'static Operation, Vec<&'a str>),
        origin: &'a str,
        now: Ticks,
    ) -> Ask<'a> {
        let names = operation.path().map(|parameter| parameter.name);
        Ask {
            request,
            operation,
            origin,
            now,
            path: names.zip(values).collect(),
        }
    }

    /// A path parameter; "" where it was left out.
    pub fn path(&self, name: &str) -> &'a str {
        let found = self.path.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    }

    pub fn number(&self, name: &str) -> u32 {
        self.path(name).parse().unwrap_or_default()
    }

    /// A parameter of the query.
    pub fn query(&self, name: &str) -> Option<&'a str> {
        self.request.parameter(name)
    }

    pub fn query_number(&self, name: &str) -> Option<usize> {
        self.query(name)?.parse().ok()
    }

    /// The parameter, of which there has to be one.
    pub fn needed(&self, name: &str) -> Result<&'a str, Answer<'static>> {
        self.query(name).ok_or_else(|| errors::missing(name))
    }

    pub fn asks_for(&self, media_type: &str) -> bool {
        self.request
            .header("Accept")
            .is_some_and(|accept| accept.to_ascii_lowercase().contains(media_type))
    }

    /// What was sent, of this JSON type at least.
    pub fn body(&self, is_right: fn(&Value) -> bool) -> Result<Value, Answer<'static>> {
        let sent = self.request.header("Content-Type").unwrap_or_default();
        if !sent.to_ascii_lowercase().contains("json") {
            return Err(errors::media_type(sent));
        }
        serde_json::from_slice(&self.request.body)
            .ok()
            .filter(is_right)
            .ok_or_else(|| errors::no_body(self.operation.body.unwrap_or_default()))
    }

    /// A value, in whose texts the origin has its mark.
    pub fn json(&self, value: &Value) -> Answer<'static> {
        Answer::empty(200).with_body(render(value, self.origin))
    }

    pub fn list(&self, values: &[Value]) -> Answer<'static> {
        self.json(&serde_json::json!({ "count": values.len(), "value": values }))
    }

    /// As a page of a list whose token is the index of what comes next.
    pub fn page(&self, values: &[Value], usual: usize) -> Answer<'static> {
        let from = self
            .query_number("continuationToken")
            .or(self.query_number("$skip"));
        let from = from.unwrap_or(0).min(values.len());
        let top = self.query_number("$top").unwrap_or(usual);
        let to = from.saturating_add(top).min(values.len());
        let answer = self.list(&values[from..to]);
        if to < values.len() && to > from {
            answer.header("x-ms-continuationtoken", to)
        } else {
            answer
        }
    }
}
