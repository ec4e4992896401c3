//! Lists over any number of pages, against a service that behaves and one that does not.

mod support;

use azdo::{Cause, Status};
use support::Sandbox;

fn ids(sandbox: &Sandbox, query: &[(&str, &str)]) -> Vec<i64> {
    let list = sandbox.builds(&sandbox.client(), query).into_iter();
    list.map(|build| build.unwrap().id()).collect()
}

#[test]
fn every_build_comes_once_whatever_the_page_size() {
    let sandbox = Sandbox::start(&["--builds", "60", "--projects", "1"]);
    let whole = ids(&sandbox, &[]);
    assert_eq!(whole.len(), 60);
    let mut sorted = whole.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), 60);
    for page_size in ["1", "6", "59", "60", "61"] {
        assert_eq!(
            ids(&sandbox, &[("page_size", page_size)]),
            whole,
            "pages of {page_size}"
        );
    }
}

#[test]
fn top_is_how_many_in_all() {
    let sandbox = Sandbox::start(&["--builds", "30", "--projects", "1"]);
    let whole = ids(&sandbox, &[]);
    for top in [0, 1, 9, 10, 11, 30, 31] {
        let listed = ids(&sandbox, &[("$top", &top.to_string()), ("page_size", "10")]);
        assert_eq!(listed, whole[..top.min(30)], "$top={top}");
    }
}

#[test]
fn a_service_may_give_less_than_was_asked_for() {
    let sandbox = Sandbox::start(&["--builds", "25", "--projects", "1", "--page-limit", "4"]);
    assert_eq!(ids(&sandbox, &[("page_size", "10")]).len(), 25);
    assert_eq!(ids(&sandbox, &[("$top", "11")]).len(), 11);
}

#[test]
fn a_list_goes_on_from_its_token() {
    let sandbox = Sandbox::start(&["--builds", "20", "--projects", "1"]);
    let whole = ids(&sandbox, &[]);
    let mut pages = sandbox
        .builds(&sandbox.client(), &[("page_size", "8")])
        .pages()
        .unwrap();
    let first = pages.next_page().unwrap().unwrap();
    assert_eq!(first.records().len(), 8);
    let rest = ids(
        &sandbox,
        &[("page_size", "8"), ("continuationToken", first.token())],
    );
    assert_eq!(rest, whole[8..]);
}

#[test]
fn pages_that_repeat_are_noticed() {
    for fault in ["repeat-token", "page-one-again"] {
        let sandbox = Sandbox::start(&["--builds", "30", "--projects", "1", "--fault", fault]);
        let mut pages = sandbox
            .builds(&sandbox.client(), &[("page_size", "10")])
            .pages()
            .unwrap();
        let error = loop {
            match pages.next_page() {
                Ok(Some(_)) => {}
                Ok(None) => panic!("{fault}: the list ended as if it were whole"),
                Err(error) => break error,
            }
        };
        assert_eq!(error.cause(), Cause::PagingLoop, "{fault}: {error}");
        assert_eq!(error.status(), Status::Protocol);
    }
}

#[test]
fn builds_of_the_page_before_are_not_told_twice() {
    let sandbox = Sandbox::start(&["--builds", "30", "--projects", "1", "--fault", "overlap"]);
    let mut listed = ids(&sandbox, &[("page_size", "10")]);
    listed.sort_unstable();
    let count = listed.len();
    listed.dedup();
    assert_eq!(listed.len(), count, "a build came twice");
    assert_eq!(count, 30);
}

#[test]
fn an_empty_page_is_not_the_end() {
    let sandbox = Sandbox::start(&["--builds", "30", "--projects", "1", "--fault", "empty-page"]);
    assert_eq!(ids(&sandbox, &[("page_size", "10")]).len(), 30);
}

#[test]
fn an_error_does_not_end_a_list() {
    let sandbox = Sandbox::start(&[
        "--builds",
        "30",
        "--projects",
        "1",
        "--fault",
        "status=503@builds#2",
    ]);
    let mut pages = sandbox
        .builds(&sandbox.client(), &[("page_size", "10")])
        .pages()
        .unwrap();
    let (mut listed, mut failures) = (0, 0);
    loop {
        match pages.next_page() {
            Ok(Some(page)) => listed += page.records().len(),
            Ok(None) => break,
            Err(error) => {
                assert_eq!(error.status(), Status::Unavailable);
                failures += 1;
                assert_eq!(failures, 1, "{error}");
            }
        }
    }
    assert_eq!((listed, failures), (30, 1));
}

#[test]
fn filters_hold_on_every_page() {
    let sandbox = Sandbox::start(&["--builds", "80", "--projects", "1"]);
    let list = sandbox
        .builds(&sandbox.client(), &[("page_size", "3")])
        .result(azdo::BuildResult::Failed);
    let failed: Vec<_> = list.into_iter().map(Result::unwrap).collect();
    assert!(failed.len() > 3);
    assert!(
        failed
            .iter()
            .all(|build| build.result() == azdo::BuildResult::Failed)
    );
    let expected = sandbox
        .builds(&sandbox.client(), &[])
        .into_iter()
        .filter(|build| build.as_ref().unwrap().result() == azdo::BuildResult::Failed);
    assert_eq!(expected.count(), failed.len());
}

#[test]
fn projects_page_as_builds_do() {
    let sandbox = Sandbox::start(&["--builds", "3", "--projects", "23", "--page-limit", "5"]);
    let projects = sandbox.client().projects().list();
    let names: Vec<String> = projects
        .into_iter()
        .map(|project| project.unwrap().name().to_owned())
        .collect();
    assert_eq!(names.len(), 23);
    assert!(names.iter().any(|name| name == sandbox.project()));
}
