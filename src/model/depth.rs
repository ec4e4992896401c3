//! How deep JSON is, without reading it: whoever reads it with recursion must not run out of stack.

use memchr::{memchr2, memchr2_iter};

/// Whether objects and lists lie in each other deeper than this. What is no JSON may be answered either way.
pub(super) fn exceeds(json: &str, most: usize) -> bool {
    let bytes = json.as_bytes();
    // What holds so few cannot be so deep, and nearly every record is known by that.
    if memchr2_iter(b'{', b'[', bytes).nth(most).is_none() {
        return false;
    }
    end_within(bytes, 0, most).is_none()
}

/// Where the object or list ends that begins here.
pub(super) fn end(json: &str, at: usize) -> usize {
    end_within(json.as_bytes(), at, usize::MAX).unwrap_or(json.len())
}

/// The same; none where it is deeper than this.
fn end_within(bytes: &[u8], mut at: usize, most: usize) -> Option<usize> {
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                if depth > most {
                    return None;
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => at = end_of_text(bytes, at + 1),
            _ => {}
        }
        at += 1;
    }
    Some(bytes.len())
}

/// Where the quote is that ends a text that begins here.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(length) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += length;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn depth_of(value: &Value) -> usize {
        match value {
            Value::Array(elements) => 1 + elements.iter().map(depth_of).max().unwrap_or(0),
            Value::Object(members) => 1 + members.values().map(depth_of).max().unwrap_or(0),
            _ => 0,
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::from),
            "[\\[\\]{}\"\\\\a]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 40, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::hash_map("[\\[{}\"\\\\]{0,3}", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_is_what_a_reader_finds(value in any_json()) {
            let depth = depth_of(&value);
            let json = value.to_string();
            prop_assert!(!exceeds(&json, depth), "{json}");
            let in_list = format!("[{json},7]");
            prop_assert!(depth == 0 || end(&in_list, 1) == 1 + json.len(), "{json}");
            prop_assert!(depth == 0 || exceeds(&json, depth - 1), "{json}");
        }

        #[test]
        fn no_text_is_too_odd(text in "[\\[\\]{}\"\\\\é]*") {
            exceeds(&text, 3);
            prop_assert!(text.is_char_boundary(end(&text, 0)));
        }
    }
}
