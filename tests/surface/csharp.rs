//! A static method for each operation: editors complete its name and its arguments.

use azdo::operation::{Kind, OPERATIONS, Operation};

use super::{Given, described, filled, is_list, is_paged, parameters, pascal};

const BEGIN: &str = r#"// Generated from src/operation/table.rs: `make operations` writes it anew.
using System;
using System.Collections.Generic;

namespace Azdo
{
    /// <summary>Every operation of the REST reference with its parameters, for <see cref="AzdoClient.Call"/> and, where
    /// it reads a list, <see cref="AzdoClient.Items"/>. A project that is null is that of the client's URL; any other
    /// null sets nothing.</summary>
    public static class Operations
    {
"#;

const END: &str = "    }\n}\n";

pub fn generated() -> String {
    let methods: Vec<String> = OPERATIONS.iter().map(method).collect();
    format!("{BEGIN}{}{END}", methods.join("\n"))
}

fn method(operation: &Operation) -> String {
    let all = parameters(operation);
    let is_needed = |given: &&Given| given.required;
    let mut needed: Vec<String> = Vec::new();
    needed.extend(all.iter().filter(is_needed).map(|given| {
        let maybe = if given.is_project() { "?" } else { "" };
        format!("{}{maybe} {}", kind(given), given.identifier())
    }));
    needed.extend(operation.body.map(|_| "string body".to_owned()));
    let others = all.iter().filter(|given| !given.required);
    needed.extend(others.map(|given| format!("{}? {} = null", kind(given), given.identifier())));
    let mut values: Vec<String> = all.iter().map(value).collect();
    if is_paged(operation) {
        needed.push("long? pageSize = null".to_owned());
        values.push("(\"page_size\", pageSize)".to_owned());
    }
    let mut end = String::new();
    if operation.answers.len() > 1 {
        needed.push("string? accept = null".to_owned());
        end.push_str(" Accept = accept,");
    }
    if operation.body.is_some() {
        end.push_str(" Body = body,");
    }
    let end = match end.trim_end_matches(',') {
        "" => String::new(),
        some => format!(" {{{some} }}"),
    };
    let class = if is_list(operation) {
        "ListOperation"
    } else {
        "Operation"
    };
    let said = format!(
        "<summary>\"{}\": {}</summary>",
        operation.name,
        described(operation)
    );
    let said: String = filled(said.split(' ').map(str::to_owned), 12)
        .lines()
        .map(|line| format!("        /// {}\n", line.trim_start()))
        .collect();
    let name = pascal(operation.name);
    let made = format!("new {class}({})", parts(operation.name, &values).join(" "));
    let head = format!("        public static {class} {name}({})", needed.join(", "));
    let head = if head.len() + 3 <= 120 {
        head
    } else {
        let needed = filled(needed.iter().map(|one| format!("{one},")), 12);
        let needed = needed.trim_end_matches(',');
        let last = needed.lines().last().unwrap_or_default();
        // Where the arrow has no room.
        let end = if last.len() + 4 > 120 { "\n        )" } else { ")" };
        format!("        public static {class} {name}(\n{needed}{end}")
    };
    let one_line = format!("            {made}{end};");
    let body = if one_line.len() <= 120 {
        one_line
    } else {
        let parts = filled(parts(operation.name, &values), 16);
        let end = match end.as_str() {
            "" => String::new(),
            some => format!("\n           {some}"),
        };
        format!("            new {class}(\n{parts}){end};")
    };
    format!("{said}{head} =>\n{body}\n")
}

/// The arguments of the operation's constructor.
fn parts(name: &str, values: &[String]) -> Vec<String> {
    let mut parts = vec![format!("{name:?}")];
    parts.extend(values.iter().cloned());
    let last = parts.len() - 1;
    for part in &mut parts[..last] {
        part.push(',');
    }
    parts
}

fn kind(given: &Given) -> &'static str {
    match given.kind {
        Kind::Text | Kind::Word(_) => "string",
        Kind::Integer => "long",
        Kind::Boolean => "bool",
        Kind::DateTime => "DateTimeOffset",
        Kind::Uuid => "Guid",
        Kind::Integers => "IEnumerable<long>",
        Kind::Texts => "IEnumerable<string>",
        other => panic!("{other:?}"),
    }
}

fn value(given: &Given) -> String {
    format!("({:?}, {})", given.name, given.identifier())
}
