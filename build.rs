//! Writes the C header into OUT_DIR and tells the linker what the shared library is called.

use std::env;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=cbindgen.toml");
    // src/os: the systems that it has a native part for. The others get std alone, which is tested here too.
    println!("cargo::rerun-if-env-changed=AZDO_PORTABLE");
    let system = env::var("CARGO_CFG_TARGET_OS").expect("cargo sets the target");
    let native = ["linux", "macos", "ios", "freebsd"].contains(&system.as_str());
    if !native || env::var_os("AZDO_PORTABLE").is_some() {
        println!("cargo::rustc-cfg=azdo_portable");
    }

    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("azdo.h"), header()).expect("OUT_DIR can be written to");

    let major = env::var("CARGO_PKG_VERSION_MAJOR").expect("cargo sets the version");
    if system == "linux" {
        // Programs look for this name at run time. Unloading would pull the code from under thread-local
        // destructors: the library stays.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libazdo.so.{major}");
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}

fn header() -> String {
    let mut config = cbindgen::Config::from_file("cbindgen.toml").expect("cbindgen.toml is sound");
    config.header = Some(PROLOGUE.trim().to_owned());
    config.after_includes = Some(definitions());
    let bindings = cbindgen::Builder::new()
        .with_crate(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
        .with_config(config)
        .generate()
        .expect("src/ffi can be read");
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).expect("the source is UTF-8");
    // The statuses are spoken of too often for their long names; cbindgen has no rule for one enum alone.
    text.replace("AZDO_STATUS_", "AZDO_")
}

fn definitions() -> String {
    let version = |part| env::var(format!("CARGO_PKG_VERSION_{part}")).expect("cargo sets the version");
    let (major, minor, patch) = (version("MAJOR"), version("MINOR"), version("PATCH"));
    format!(
        "
/* The version of this header; azdo_version_number() is that of the library. */
#define AZDO_VERSION_MAJOR {major}
#define AZDO_VERSION_MINOR {minor}
#define AZDO_VERSION_PATCH {patch}
#define AZDO_VERSION_NUMBER (10000 * AZDO_VERSION_MAJOR + 100 * AZDO_VERSION_MINOR + AZDO_VERSION_PATCH)
{DEFINITIONS}"
    )
}

const PROLOGUE: &str = r#"
/*
 * azdo: Azure DevOps builds from C.
 *
 * Generated from the library's source; `make header` writes it anew.
 *
 * What holds for every function, and is not said again:
 *
 *   Results     A function that can fail returns an azdo_status. Its outputs come last and are NULL or 0 unless
 *               the status is AZDO_OK. `error` may be NULL; else *error is NULL, or what is known of the failure,
 *               which the caller frees. What outputs and *error held before is overwritten, not freed. Handles
 *               that a call gives out belong to the caller; borrowed pointers live as long as the object they came
 *               from. Nothing of ours goes to free(3).
 *   Text        in is NUL-terminated UTF-8, and so is text out where nothing else is said.
 *   Waiting     Whatever can wait takes an azdo_cancel, which may be NULL, and keeps none. It returns
 *               AZDO_CANCELLED or AZDO_TIMEOUT as soon as the token is signalled or its deadline passes. Where an
 *               answer asked to be left alone for a while (Retry-After, up to 15 minutes; X-RateLimit-*, up to 30 s),
 *               the next calls of all clients of this process that ask the same host with the same credential wait that
 *               long first, or return AZDO_THROTTLED at once if their time does not allow it.
 *   Callbacks   There is one, for interpreters (azdo_thread_watch), on the thread and inside of the call that it is for.
 *   Threads     Clients, credentials, cancel tokens, pages, references, strings and errors may be used by any
 *               number of threads at once; everything else by one at a time. No handle may be freed while another
 *               thread is inside of a function that was given it. A parent may be freed before its children. A
 *               thread that calls into the library needs at least 128 KiB of stack.
 *   fork        A child may go on with a client, and makes connections of its own. Lists in the middle of a step,
 *               responses and cancel tokens stay with the parent. Where it was forked in the middle of a thread's name
 *               lookup, libc may have left it locks that nobody opens: its own lookups then end with their timeouts.
 *   NULL        Every _free takes NULL, and so does every function that reads an error, a page, a reference or a
 *               string. A NULL where something is needed is AZDO_INVALID_ARGUMENT.
 *
 * The library starts no thread that outlives its call, but for one that asks for a list's next page, which ends with the
 * list, and what nothing can interrupt: a name lookup, and the reading of the platform's trust store. It sets no signal handler, prints nothing, and keeps its
 * secrets out of every text it makes.
 */
"#;

const DEFINITIONS: &str = r#"
/* A time that the service did not give, and the last one that can be told. */
#define AZDO_TIME_NONE INT64_MIN
#define AZDO_TIME_MAX INT64_MAX

/* Whether the library that runs knows this field of this record: for programs newer than it. */
#define AZDO_HAS(record, field) \
    ((record)->struct_size >= (size_t)((const char *)(&(record)->field + 1) - (const char *)(record)))

#ifndef AZDO_API
#if defined(_WIN32) && defined(AZDO_DLLIMPORT)
#define AZDO_API __declspec(dllimport)
#else
#define AZDO_API
#endif
#endif
"#;
