//! Servers of every year: what they refuse is learnt once, and they are asked as they want to be.

mod support;

use azdo::{Cause, Client, Counter};
use support::echo::{Answer, Echo, Request};

const LIST: &str = r#"{"id":7,"count":1,"value":[{"id":7}]}"#;

/// A Server that knows no newer version than `ceiling`, and says so.
fn server(ceiling: &'static str) -> Echo {
    let number = |version: &str| -> Vec<u32> {
        let number = version.split('-').next().unwrap();
        number.split('.').map(|part| part.parse().unwrap()).collect()
    };
    Echo::start(move |request| match request.value("api-version") {
        None => Answer::json(
            400,
            r#"{"message":"No api-version","typeKey":"VssVersionNotSpecifiedException"}"#,
        ),
        Some(asked) if number(asked) > number(ceiling) => {
            let asked = asked.split('-').next().unwrap();
            let message = format!(
                "The requested REST API version of {asked} is out of range for this server. The latest REST API \
                 version this server supports is {ceiling}."
            );
            let body = serde_json::json!({"message": message, "typeKey": "VssVersionOutOfRangeException"});
            Answer::json(400, body)
        }
        Some(_) => Answer::json(200, LIST),
    })
}

fn versions(asked: &[Request]) -> Vec<&str> {
    asked
        .iter()
        .map(|request| request.value("api-version").unwrap_or(""))
        .collect()
}

#[test]
fn a_server_says_once_how_new_it_is() {
    let echo = server("7.0");
    let client = echo.client();
    let queue = |client: &Client| {
        let call = client
            .call("Builds - Queue")
            .set("project", "p")
            .body(r#"{"definition":{"id":1}}"#);
        call.send().unwrap().body().unwrap()
    };
    // A POST too: what was refused has done nothing.
    queue(&client);
    queue(&client);
    client.builds().list("p").into_iter().next().unwrap().unwrap();
    client.builds().get("p", 7).unwrap();
    client
        .items("Folders - List")
        .unwrap()
        .set("project", "p")
        .pages()
        .unwrap()
        .next_page()
        .unwrap();
    client.projects().list().pages().unwrap().next_page().unwrap();
    let asked = echo.asked();
    assert_eq!(
        versions(&asked),
        ["7.1", "7.0", "7.0", "7.0", "7.0", "7.0-preview", "7.0"]
    );
    assert_eq!(asked[0].body, asked[1].body);
    // It is a refusal, and no failure that may pass.
    assert_eq!(client.count(Counter::Retries), 0);
    // Another client has its own Server.
    queue(&echo.client());
    assert_eq!(versions(&echo.asked()), ["7.1", "7.0"]);
}

#[test]
fn a_version_of_ones_own_is_sent_as_it_is() {
    let echo = server("7.0");
    let client = echo.client();
    let call = |version: &str| {
        let call = client.call("Builds - Get").set("project", "p").set("buildId", 7);
        call.set("api-version", version).send()
    };
    assert_eq!(
        call("7.2-preview.8").unwrap_err().cause(),
        Cause::ApiVersionTooNew
    );
    call("6.0").unwrap();
    client
        .builds()
        .list("p")
        .set("api-version", "5.1")
        .pages()
        .unwrap()
        .next_page()
        .unwrap();
    assert_eq!(versions(&echo.asked()), ["7.2-preview.8", "6.0", "5.1"]);
}

/// Parameters have the names of today, and are sent under those of then.
#[test]
fn the_servers_of_2017_and_2018() {
    for (ceiling, names) in [
        ("3.2", ["minFinishTime", "maxFinishTime", "top"]),
        ("4.0", ["minFinishTime", "maxFinishTime", "$top"]),
        ("4.1", ["minTime", "maxTime", "$top"]),
        ("7.0", ["minTime", "maxTime", "$top"]),
    ] {
        let echo = server(ceiling);
        let client = echo.client();
        let list = client
            .builds()
            .list("p")
            .set("minTime", "2017-01-01")
            .set("maxTime", "2018-01-01")
            .top(9);
        list.pages().unwrap().next_page().unwrap();
        let call = client
            .call("Builds - List")
            .set("project", "p")
            .set("minTime", "2017-01-01");
        call.set("maxTime", "2018-01-01").set("$top", 9).send().unwrap();
        let asked = echo.asked();
        assert_eq!(versions(&asked), ["7.1", ceiling, ceiling]);
        for asked in &asked[1..] {
            assert_eq!(asked.value(names[0]), Some("2017-01-01"), "{ceiling}");
            assert_eq!(asked.value(names[1]), Some("2018-01-01"), "{ceiling}");
            assert_eq!(asked.value(names[2]), Some("9"), "{ceiling}");
            assert_eq!(asked.query.len(), 5, "{ceiling}: {asked:?}");
        }
        // A folder's path was part of the route once.
        let folder = client
            .call("Folders - Delete")
            .set("project", "p")
            .set("path", "\\a b");
        folder.send().unwrap();
        let asked = echo.asked();
        let expected = match ceiling {
            "7.0" => ("p/_apis/build/folders", Some("\\a b")),
            _ => ("p/_apis/build/folders/%5Ca%20b", None),
        };
        assert_eq!(
            (asked[0].path.as_str(), asked[0].value("path")),
            expected,
            "{ceiling}"
        );
    }
}

/// It has no words for a version that it does not know.
#[test]
fn the_server_of_2019() {
    let echo = Echo::start(|request| match request.value("api-version") {
        Some("5.0" | "5.0-preview") if request.path.contains("build") => Answer::json(200, LIST),
        _ => Answer {
            status: 404,
            headers: Vec::new(),
            body: String::new(),
        },
    });
    let client = echo.client();
    // Whatever is not there is not there in any version, and says nothing of the Server.
    let error = client.projects().list().pages().unwrap().next_page().unwrap_err();
    assert_eq!(error.cause(), Cause::RouteUnknown, "{error}");
    assert_eq!(versions(&echo.asked()), ["7.1", "5.0"]);
    client.builds().get("p", 7).unwrap();
    client.builds().get("p", 7).unwrap();
    client.call("Folders - List").set("project", "p").send().unwrap();
    assert_eq!(versions(&echo.asked()), ["7.1", "5.0", "5.0", "5.0-preview"]);
}

#[test]
fn a_resource_that_was_not_released_yet() {
    let echo = Echo::start(|request| match request.value("api-version") {
        Some("7.1-preview") => Answer::json(200, LIST),
        _ => Answer::json(
            400,
            r#"{"message":"The requested version \"7.1\" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: \"7.1-preview\"","typeKey":"VssInvalidPreviewVersionException"}"#,
        ),
    });
    let client = echo.client();
    for _ in 0..2 {
        client
            .call("Yaml - Get")
            .set("project", "p")
            .set("definitionId", 7)
            .send()
            .unwrap();
    }
    assert_eq!(versions(&echo.asked()), ["7.1", "7.1-preview", "7.1-preview"]);
}

#[test]
fn whoever_refuses_everything_is_not_asked_forever() {
    let echo = Echo::start(|request| {
        let asked = request.value("api-version").unwrap();
        let message = format!("{asked} is out of range for this server. The latest is {asked}.");
        let body = serde_json::json!({"message": message, "typeKey": "VssVersionOutOfRangeException"});
        Answer::json(400, body)
    });
    let error = echo.client().builds().get("p", 7).unwrap_err();
    assert_eq!(error.cause(), Cause::ApiVersionTooNew);
    assert_eq!(versions(&echo.asked()), ["7.1"]);
}

#[test]
fn a_server_is_asked_for_its_version_on_request() {
    let location = |area: &str, newest: &str| serde_json::json!({ "id": "…", "area": area, "resourceName": "x", "maxVersion": newest });
    let locations = serde_json::json!({ "count": 4, "value": [
        location("Build", "6.1"), location("build", "6.0"), location("build", "odd"), location("git", "7.2"),
    ] });
    let echo = Echo::start(move |request| match request.method.as_str() {
        "OPTIONS" => Answer::json(200, &locations),
        _ => Answer::json(200, LIST),
    });
    let client = echo.client();
    client.learn_version().unwrap();
    client.builds().list("p").into_iter().next().unwrap().unwrap();
    let asked = echo.asked();
    assert_eq!(asked[0].method, "OPTIONS");
    assert_eq!(versions(&asked), ["", "6.1"]);

    let echo = Echo::start(|_| Answer::json(200, r#"{"count":0,"value":[]}"#));
    let refused = echo.client().learn_version().unwrap_err();
    assert_eq!(refused.cause(), Cause::BrokenAnswer);
}
