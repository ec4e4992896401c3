//! Azure DevOps builds, made native to C, C++, C#, Python and Rust.
//!
//! # The library
//!
//! A [`Client`] joins an organization's URL, in any form that people have, with a [`Credential`]. From it come
//! the jobs: [`builds`](Client::builds), [`definitions`](Client::definitions) and [`projects`](Client::projects) as typed
//! records over any number of pages, what there is of one build, and [`request`](Client::request) for every other URL. Whatever fails says what happened and what to do
//! next, in an [`Error`]; a [`Cancel`] ends any call from outside. A [`Reference`] is what a pasted URL names.
//!
//! ```no_run
//! # fn main() -> azdo::Result<()> {
//! let client = azdo::Client::new("https://dev.azure.com/fabrikam", None)?; // the token is in AZDO_PAT
//! for build in client.builds().list("Fabrikam-Fiber").result(azdo::BuildResult::Failed).top(50) {
//!     let build = build?;
//!     println!("{} {} {:?}", build.id(), build.build_number(), build.result());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The header alone, for a program with an HTTP client of its own:
//!
//! ```
//! let header = azdo::basic_auth_header("", "a-personal-access-token")?;
//! assert_eq!(*header, "Basic OmEtcGVyc29uYWwtYWNjZXNzLXRva2Vu");
//! # Ok::<(), azdo::Error>(())
//! ```
//!
//! # The house
//!
//! A call travels one way, from [`ffi`] (or this crate's user) through a job ([`builds`](Builds),
//! [`projects`](Projects)), the [`operation`] table and its [`Params`], the pipeline that authorizes, throttles,
//! follows and classifies, to the transport and the wire. An answer comes back as bytes that the diagnosis
//! judges, the [`model`] reads into records, and a page keeps for as long as anybody looks at it.
//! `ffi` never sees HTTP, the transport never sees Azure DevOps, and a binding never decides.

mod ahead;
mod api_version;
mod awaited;
mod body;
mod builds;
mod cancel;
mod client;
mod clock;
mod counters;
mod credential;
mod definitions;
mod details;
mod diagnosis;
mod doctor;
mod error;
pub mod ffi;
mod invocation;
pub mod model;
pub mod operation;
mod options;
mod organization;
mod os;
mod page;
mod params;
mod pipeline;
mod process;
mod projects;
mod queue;
mod reference;
mod request;
mod retry;
mod throttle;
mod trace;
mod transport;
mod url;
mod writes;

pub use builds::{Builds, get_builds};
pub use cancel::Cancel;
pub use client::Client;
pub use counters::Counter;
pub use credential::{Application, Credential, Lookup, basic_auth_header};
pub use definitions::Definitions;
pub use doctor::diagnose;
pub use error::{Cause, Error, Result, Status};
pub use invocation::Invocation;
pub use model::artifact::Artifact;
pub use model::broken::BrokenElement;
pub use model::build::{Build, BuildResult, BuildStatus};
pub use model::change::Change;
pub use model::definition::{Definition, QueueStatus};
pub use model::finding::{Finding, Findings, Verdict};
pub use model::item::Item;
pub use model::log::Log;
pub use model::project::Project;
pub use model::tag::Tag;
pub use model::timeline::{
    Attempt, Issue, IssueKind, Timeline, TimelineRecord, TimelineResult, TimelineState,
};
pub use model::work_item::WorkItem;
pub use model::{Held, Page};
pub use options::Options;
pub use organization::Organization;
pub use page::{List, Pages, Records};
pub use params::Params;
pub use projects::Projects;
pub use queue::Queue;
pub use reference::{Reference, ReferenceKind};
pub use request::{Request, Response};
pub use trace::{Exchange, Trace};
