//! Text that may be the URL of something: what is read of it stays the same when it is written and read again.

#![no_main]

use azdo::{Organization, Reference};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(organization) = Organization::parse(text) {
        let url = organization.url();
        let again = Organization::parse(&url).unwrap_or_else(|error| panic!("{url:?}: {error}"));
        assert_eq!(again.url(), url);
        assert_eq!(again.name(), organization.name());
        assert_eq!(again.is_services(), organization.is_services());
    }
    if let Ok(reference) = Reference::parse(text) {
        let ids = |reference: &Reference| {
            (
                reference.definition_id(),
                reference.build_id(),
                reference.project().map(str::to_lowercase),
            )
        };
        if let Some(url) = reference.web_url() {
            let again = Reference::parse(&url).unwrap_or_else(|error| panic!("{url:?}: {error}"));
            assert_eq!(again.kind(), reference.kind(), "{url:?}");
            assert_eq!(ids(&again), ids(&reference), "{url:?}");
        }
        if let Some(url) = reference.api_url() {
            assert!(url.bytes().all(|byte| byte.is_ascii_graphic()), "{url:?}");
        }
    }
});
