//! The C ABI: `extern "C"` functions and the handles they give out. No behaviour of its own.
//!
//! Every function that could panic runs inside `boundary::guard` or `boundary::quiet`, which catch it. Functions
//! are written out and not made by macros, as cbindgen reads them from the source.

#![allow(non_camel_case_types, reason = "these are C's names")]
#![allow(
    clippy::missing_safety_doc,
    reason = "the header says once, for all functions, what a caller promises"
)]

mod boundary;
mod build;
mod cancel;
mod client;
mod credential;
mod error;
#[cfg(feature = "failpoint")]
mod failpoint;
mod finding;
mod item;
mod list;
mod params;
mod project;
mod reference;
mod response;
mod string;
mod thread;
mod version;

pub use build::*;
pub use cancel::*;
pub use client::*;
pub use credential::*;
pub use error::*;
#[cfg(feature = "failpoint")]
pub use failpoint::*;
pub use finding::*;
pub use item::*;
pub use params::*;
pub use project::*;
pub use reference::*;
pub use response::*;
pub use string::*;
pub use thread::*;
pub use version::*;
