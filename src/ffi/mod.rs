//! The C ABI: `extern "C"` functions and the handles they give out. No behaviour of its own.
//!
//! Every function that could panic runs inside `boundary::guard` or `boundary::quiet`, which catch it. Functions
//! are written out and not made by macros, as cbindgen reads them from the source.

#![allow(non_camel_case_types, reason = "these are C's names")]
#![allow(
    clippy::missing_safety_doc,
    reason = "the header says once, for all functions, what a caller promises"
)]

mod artifact;
mod boundary;
mod build;
mod cancel;
mod change;
mod client;
mod credential;
mod definition;
mod error;
#[cfg(feature = "failpoint")]
mod failpoint;
mod finding;
mod item;
mod list;
mod log;
mod params;
mod project;
mod reference;
mod response;
mod string;
mod tag;
mod thread;
mod timeline;
mod version;
mod work_item;

pub use artifact::*;
pub use build::*;
pub use cancel::*;
pub use change::*;
pub use client::*;
pub use credential::*;
pub use definition::*;
pub use error::*;
#[cfg(feature = "failpoint")]
pub use failpoint::*;
pub use finding::*;
pub use item::*;
pub use log::*;
pub use params::*;
pub use project::*;
pub use reference::*;
pub use response::*;
pub use string::*;
pub use tag::*;
pub use thread::*;
pub use timeline::*;
pub use version::*;
pub use work_item::*;
