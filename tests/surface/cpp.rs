//! A builder for each operation. A parameter that several have is written once, as a class that each of them derives
//! from: so that the header stays small.

use azdo::operation::{Kind, OPERATIONS, Operation};

use super::{Given, WIDTH, described, filled, is_list, is_paged, parameters, snake, word_sets};

const BEGIN: &str = r#"/*
 * Every operation of the REST reference as a class, whose functions set its parameters. Generated from
 * src/operation/table.rs: `make operations` writes it anew.
 *
 *     client.call(azdo::operations::report_get().project("Fabrikam-Fiber").build_id(42)).body()
 *     for (const std::string &json : client.items(azdo::operations::definitions_list().project("Fabrikam-Fiber"))) …
 *
 * A project that is not set is that of the client's URL. What an operation lacks, and a value that it cannot have, is
 * named by the error of the call.
 */

#ifndef AZDO_OPERATIONS_HPP
#define AZDO_OPERATIONS_HPP

#include <azdo.hpp>

namespace azdo {
namespace operations {

// What an operation may be given, each once, with its name in the reference.
namespace with {

template <class Self, class Parameter> Self &set(Parameter *to, const char *name, const value &one) noexcept {
    Self &self = *static_cast<Self *>(to);
    self.set(name, one);
    return self;
}

"#;

const MIDDLE: &str = r#"
} // namespace with

/// An operation that takes these.
template <class Self, class Kind, template <class> class... Given> struct takes : Kind, Given<Self>... {
    using Kind::Kind;
};

"#;

const END: &str = r#"
} // namespace operations
} // namespace azdo

#endif // AZDO_OPERATIONS_HPP
"#;

pub fn generated() -> String {
    let mut text = BEGIN.to_owned();
    let mut known: Vec<(String, String)> = Vec::new();
    for operation in OPERATIONS {
        for given in parameters(operation) {
            let name = class(&given);
            if !known.iter().any(|(known, _)| *known == name) {
                known.push((name, parameter(&given)));
            }
        }
    }
    known.sort();
    text.extend(known.into_iter().map(|(_, text)| text));
    text.push_str(PAGE_SIZE);
    text.push_str(ACCEPT);
    text.push_str(BODY);
    text.push_str(MIDDLE);
    text.push_str("// clang-format off\n");
    text.extend(OPERATIONS.iter().map(builder));
    text.push_str("// clang-format on\n");
    text.push_str(END);
    text
}

const PAGE_SIZE: &str = "template <class Self> struct page_size_ {
    /// How many elements each request asks for.
    Self &page_size(std::int64_t one) noexcept { return set<Self>(this, \"page_size\", one); }
};
";
const ACCEPT: &str = "template <class Self> struct accept_ {
    /// Another of the media types that it answers.
    Self &accept(const value &one) noexcept { return set<Self>(this, \"accept\", one); }
};
";
const BODY: &str = "template <class Self> struct body_ {
    /// What it takes, JSON.
    Self &body(std::string_view json) noexcept {
        Self &self = *static_cast<Self *>(this);
        self.set_body(json);
        return self;
    }
};
";

/// The class that has this parameter: one for each kind, where a name has several.
fn class(given: &Given) -> String {
    let name = snake(given.name);
    let kinds = OPERATIONS
        .iter()
        .flat_map(parameters)
        .filter(|other| other.name == given.name);
    let mut kinds: Vec<Kind> = kinds.map(|other| other.kind).collect();
    kinds.dedup();
    let more = match given.kind {
        _ if kinds.iter().all(|kind| *kind == given.kind) => "",
        Kind::Word(words) => {
            let mut sets = word_sets().into_iter();
            return format!("{}_", snake(&sets.find(|(known, _)| *known == words).unwrap().1));
        }
        Kind::Integer => "_number",
        Kind::Uuid => "_uuid",
        Kind::Texts => "_texts",
        _ => "",
    };
    format!("{name}{more}_")
}

fn parameter(given: &Given) -> String {
    // What the type does not tell.
    let (taken, said) = match given.kind {
        Kind::Text => ("const value &", String::new()),
        Kind::Integer => ("std::int64_t ", String::new()),
        Kind::Boolean => ("bool ", String::new()),
        Kind::DateTime => ("const value &", "A moment, or a day as text.".to_owned()),
        Kind::Uuid => ("const value &", "A UUID.".to_owned()),
        Kind::Integers => ("const numbers &", String::new()),
        Kind::Texts => ("const texts &", String::new()),
        Kind::Word(words) => ("const texts &", format!("Some of {}.", words.join(", "))),
        other => panic!("{other:?}"),
    };
    let said = comment(&said).replace("///", "    ///");
    let (class, name) = (class(given), snake(given.name));
    let body = format!("return set<Self>(this, \"{}\", one);", given.name);
    let head = format!("    Self &{name}({taken}one) noexcept {{");
    let setter = match format!("{head} {body} }}") {
        line if line.len() <= WIDTH => line,
        _ => format!("{head}\n        {body}\n    }}"),
    };
    format!("template <class Self> struct {class} {{\n{said}{setter}\n}};\n")
}

fn builder(operation: &Operation) -> String {
    let name = snake(operation.name);
    let mut bases: Vec<String> = parameters(operation).iter().map(class).collect();
    bases.extend(is_paged(operation).then(|| "page_size_".to_owned()));
    bases.extend((operation.answers.len() > 1).then(|| "accept_".to_owned()));
    bases.extend(operation.body.is_some().then(|| "body_".to_owned()));
    let kind = if is_list(operation) {
        "list_operation"
    } else {
        "operation"
    };
    let bases = bases.iter().map(|base| format!("with::{base},"));
    let mut all: Vec<String> = vec![format!("takes<{name},"), format!("{kind},")];
    all.extend(bases);
    let last = all.len() - 1;
    all[last] = all[last].replace(',', "> {");
    let inner = match format!("{name}() : takes({:?}) {{}}", operation.name) {
        line if line.len() + 4 <= WIDTH => line,
        _ => format!("{name}()\n        : takes({:?}) {{}}", operation.name),
    };
    let said = comment(&described(operation));
    let one_line = format!("struct {name} : {} {inner} }};", all.join(" "));
    if one_line.len() <= WIDTH && !inner.contains('\n') {
        return format!("{said}{one_line}\n");
    }
    let head = [format!("struct {name}"), ":".to_owned()];
    let lines = filled(head.into_iter().chain(all), 4);
    format!("{said}{}\n    {inner}\n}};\n", lines.trim_start())
}

fn comment(text: &str) -> String {
    let lines = filled(text.split(' ').map(str::to_owned), 4);
    let lines = lines.lines().map(str::trim_start).filter(|line| !line.is_empty());
    lines.map(|line| format!("/// {line}\n")).collect()
}
