//! The types of `Client.call` and `Client.items`, an overload for each operation. They are for type checkers and
//! editors alone: at run time the package knows no operation.

use azdo::operation::{Kind, OPERATIONS, Operation};

use super::{Given, WIDTH, filled, is_list, is_paged, parameters, word_sets};

const BEGIN: &str = r#""""Every operation as type checkers and editors see it. Generated from src/operation/table.rs: `make operations` writes
it anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar, overload
from uuid import UUID

from typing_extensions import TypedDict, Unpack

from ._boundary import Cancel, Value
from ._records import Word

# What comes of an operation that answers JSON (or may answer several things), text, bytes, and nothing.
Json = TypeVar("Json", covariant=True)
Text = TypeVar("Text", covariant=True)
Raw = TypeVar("Raw", covariant=True)
Nothing = TypeVar("Nothing", covariant=True)

Body = Mapping[str, Any] | Sequence[Any] | str | bytes
Numbers = int | list[int] | tuple[int, ...] | str
Texts = str | list[str] | tuple[str, ...]
Moment = datetime | str
Uuid = UUID | str

class Options(TypedDict, total=False):
    api_version: str | None
    timeout: float | None
    cancel: Cancel | None

"#;

/// Names whose values no table knows, and operations that stand in no source.
const CALL_END: &str = r#"    @overload
    def __call__(
        self, operation: str, /, *, force: str | Sequence[str], body: Body | None = None, accept: str | None = None,
        api_version: str | None = None, timeout: float | None = None, cancel: Cancel | None = None,
        **parameters: Value | UUID | None,
    ) -> Json: ...
"#;
const ITEMS_END: &str = r#"    @overload
    def __call__(
        self, operation: str, /, *, force: str | Sequence[str], api_version: str | None = None,
        timeout: float | None = None, cancel: Cancel | None = None, **parameters: Value | UUID | None,
    ) -> Json: ...
"#;

pub fn generated() -> String {
    let mut text = BEGIN.to_owned();
    for (words, name) in word_sets() {
        let words = words.iter().map(|word| format!("{word:?},"));
        let words = filled(words, 4);
        let words = words.trim_end_matches(',');
        text.push_str(&format!(
            "{name} = str | Word | list[str] | Literal[\n{words}\n]\n"
        ));
    }
    text.push_str("\nclass Call(Protocol[Json, Text, Raw, Nothing]):\n");
    text.push_str(&overloads(OPERATIONS.iter(), |operation| {
        (called(operation), answer(operation))
    }));
    text.push_str(CALL_END);
    text.push_str("\nclass Items(Protocol[Json]):\n");
    let lists = OPERATIONS.iter().filter(|operation| is_list(operation));
    text.push_str(&overloads(lists, |operation| (listed(operation), "Json")));
    text.push_str(ITEMS_END);
    text
}

type Signature = (Vec<String>, &'static str);

/// One for all operations that are called alike.
fn overloads(
    operations: impl Iterator<Item = &'static Operation>,
    signature: impl Fn(&Operation) -> Signature,
) -> String {
    let mut alike: Vec<(Signature, Vec<&str>)> = Vec::new();
    for operation in operations {
        let signature = signature(operation);
        match alike.iter_mut().find(|(known, _)| *known == signature) {
            Some((_, names)) => names.push(operation.name),
            None => alike.push((signature, vec![operation.name])),
        }
    }
    alike.into_iter().map(overload).collect()
}

fn overload(((parameters, answer), names): (Signature, Vec<&str>)) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("{name:?},")).collect();
    let names = names.join(" ");
    let head = format!("self, operation: Literal[{}], /,", names.trim_end_matches(','));
    let star = (!parameters.is_empty()).then(|| "*,".to_owned());
    let parameters = parameters.into_iter().map(|parameter| format!("{parameter},"));
    let options = ["**options: Unpack[Options],".to_owned()];
    let more: Vec<String> = star.into_iter().chain(parameters).chain(options).collect();
    let one_line = format!("{head} {}", more.join(" "));
    let one_line = format!(
        "    def __call__({}) -> {answer}: ...",
        one_line.trim_end_matches(',')
    );
    if one_line.len() <= WIDTH {
        return format!("    @overload\n{one_line}\n");
    }
    let lines = if head.len() + 8 <= WIDTH {
        filled([head].into_iter().chain(more), 8)
    } else {
        let names = filled(
            names
                .split_inclusive("\", ")
                .map(|name| name.trim_end().to_owned()),
            12,
        );
        let names = names.trim_end_matches(',');
        let more = filled(["/,".to_owned()].into_iter().chain(more), 8);
        format!(
            "        self, operation: Literal[\n{names}\n        ], {}",
            more.trim_start()
        )
    };
    format!("    @overload\n    def __call__(\n{lines}\n    ) -> {answer}: ...\n")
}

fn called(operation: &Operation) -> Vec<String> {
    let mut all: Vec<String> = parameters(operation).iter().map(spelled).collect();
    if operation.body.is_some() {
        all.push("body: Body".to_owned());
    }
    if operation.answers.len() > 1 {
        let words: Vec<_> = operation
            .answers
            .iter()
            .map(|answer| format!("{answer:?}"))
            .collect();
        all.push(format!("accept: Literal[{}] | None = None", words.join(", ")));
    }
    all
}

fn listed(operation: &Operation) -> Vec<String> {
    let mut all: Vec<String> = parameters(operation).iter().map(spelled).collect();
    if is_paged(operation) {
        all.push("page_size: int | None = None".to_owned());
    }
    all
}

fn spelled(given: &Given) -> String {
    let kind = match given.kind {
        Kind::Text => "str".to_owned(),
        Kind::Integer => "int".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::DateTime => "Moment".to_owned(),
        Kind::Uuid => "Uuid".to_owned(),
        Kind::Integers => "Numbers".to_owned(),
        Kind::Texts => "Texts".to_owned(),
        Kind::Word(words) => {
            let mut sets = word_sets().into_iter();
            sets.find(|(known, _)| *known == words).unwrap().1
        }
        other => panic!("{other:?}"),
    };
    let name = given.identifier();
    if given.required && !given.is_project() {
        format!("{name}: {kind}")
    } else {
        format!("{name}: {kind} | None = None")
    }
}

fn answer(operation: &Operation) -> &'static str {
    match operation.answers {
        [] => "Nothing",
        [one] if one.starts_with("text/") => "Text",
        ["application/octet-stream"] => "Raw",
        _ => "Json",
    }
}
