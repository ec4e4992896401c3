//! JSON that is built once and names whatever origin a request came to.

use serde_json::Value;

/// Stands for the origin in text that becomes a [`Template`]; no JSON holds it unescaped.
pub const ORIGIN: char = '\u{1}';

/// The same in JSON.
const ESCAPED: &str = "\\u0001";

/// A value in whose texts [`ORIGIN`] stands for this origin.
pub fn render(value: &Value, origin: &str) -> Vec<u8> {
    value.to_string().replace(ESCAPED, origin).into_bytes()
}

/// A text with gaps for the origin. Writing one costs little more than copying it.
pub struct Template {
    text: Box<str>,
    /// Where in `text` the gaps are.
    gaps: Box<[usize]>,
}

impl Template {
    pub fn new(marked: &str) -> Template {
        let mut text = String::with_capacity(marked.len());
        let mut gaps = Vec::new();
        for (index, piece) in marked.split(ORIGIN).enumerate() {
            if index > 0 {
                gaps.push(text.len());
            }
            text.push_str(piece);
        }
        Template {
            text: text.into(),
            gaps: gaps.into(),
        }
    }

    /// Of a value in whose texts [`ORIGIN`] stands for the origin.
    pub fn of(value: &Value) -> Template {
        Template::new(&value.to_string().replace(ESCAPED, &ORIGIN.to_string()))
    }

    /// The value that it was made of.
    pub fn value(&self) -> Value {
        let mut json = Vec::new();
        self.write(ESCAPED, &mut json);
        serde_json::from_slice(&json).unwrap_or_default()
    }

    /// How many bytes [`Template::write`] writes.
    pub fn length(&self, origin: &str) -> usize {
        self.text.len() + self.gaps.len() * origin.len()
    }

    pub fn write(&self, origin: &str, out: &mut Vec<u8>) {
        let text = self.text.as_bytes();
        let mut written = 0;
        for &gap in &self.gaps {
            out.extend_from_slice(&text[written..gap]);
            out.extend_from_slice(origin.as_bytes());
            written = gap;
        }
        out.extend_from_slice(&text[written..]);
    }
}

/// The `{"count":N,"value":[...]}` that every list of the service is.
pub fn list<'a>(items: impl ExactSizeIterator<Item = &'a Template> + Clone, origin: &str) -> Vec<u8> {
    let count = items.len();
    let head = format!("{{\"count\":{count},\"value\":[");
    let length: usize = items.clone().map(|item| item.length(origin) + 1).sum();
    let mut body = Vec::with_capacity(head.len() + length + 2);
    body.extend_from_slice(head.as_bytes());
    for (index, item) in items.enumerate() {
        if index > 0 {
            body.push(b',');
        }
        item.write(origin, &mut body);
    }
    body.extend_from_slice(b"]}");
    body
}
