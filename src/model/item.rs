//! The elements of any list, each as its JSON.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Record;
use super::scan::{Scan, Scanner};
use super::spelled::Text;
use super::text::{Arena, Str};

/// An element of a list of any operation: an object mostly, and text for tags.
#[derive(Debug)]
pub struct Item {
    json: Str,
    identity: u64,
}

impl Item {
    /// As the service sent it, whatever the client's option `keep_json` says.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }

    pub(crate) fn shared_json(&self) -> Str {
        self.json.share()
    }

    fn of(json: &str, id: Option<&str>, shown: Str, arena: &mut Arena) -> Item {
        let mut hasher = DefaultHasher::new();
        match id {
            Some(id) => ("id", id).hash(&mut hasher),
            None => json.hash(&mut hasher),
        }
        Item {
            json: if shown.as_str().is_empty() {
                arena.keep(json)
            } else {
                shown
            },
            identity: hasher.finish(),
        }
    }
}

#[derive(Deserialize)]
struct Wire<'json> {
    #[serde(borrow)]
    id: &'json RawValue,
}

impl Record for Item {
    const NAME: &'static str = "item";

    /// Of its `id`, or of all of it where it has none.
    type Identity = u64;

    fn read(json: &str, shown: Str, arena: &mut Arena) -> Result<Item, String> {
        let wire = serde_json::from_str::<Wire>(json).ok();
        let id = wire.as_ref().map(|wire| wire.id.get().trim_matches('"'));
        Ok(Item::of(json, id, shown, arena))
    }

    fn scan(scanner: &mut Scanner, keep_json: bool, arena: &mut Arena) -> Scan<Item> {
        let (id, json) = scanner.span(|scanner| {
            let mut id = Text::default();
            scanner.object_or_skip(|scanner, name| {
                match name {
                    "id" => id = scanner.text()?,
                    _ => scanner.skip()?,
                }
                Ok(())
            })?;
            Ok(id)
        })?;
        let shown = if keep_json {
            Str::slice_of(json)
        } else {
            Str::EMPTY
        };
        let id = (!id.is_none()).then(|| id.decoded());
        Ok(Item::of(json, id.as_deref(), shown, arena))
    }

    fn identity(&self) -> u64 {
        self.identity
    }
}
