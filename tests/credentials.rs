//! Whose token goes where.

mod support;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use azdo::{Cause, Client, Credential, Options};
use support::{Sandbox, answer_of, run, scratch};

/// What a list of the project's builds gives in a process with these variables and no token of its own.
fn listed(url: &str, project: &str, variables: &[(&str, &str)]) -> String {
    let param = format!("project={project}");
    let mut all = vec![("HTTPS_PROXY", "http://127.0.0.1:9")];
    all.extend(variables);
    answer_of(&[("call", "builds_list"), ("url", url), ("param", &param)], &all)
}

#[test]
fn the_environments_token_goes_to_the_cloud_and_to_the_pipelines_own_server() {
    let sandbox = Sandbox::start(&["--builds", "3", "--projects", "1"]);
    let (url, pat) = (sandbox.url(), sandbox.pat());
    let own = ("SYSTEM_COLLECTIONURI", url);
    for (variables, expected) in [
        (vec![own, ("SYSTEM_ACCESSTOKEN", pat)], "\nid 1003\n"),
        (
            vec![own, ("AZDO_PAT", pat), ("SYSTEM_ACCESSTOKEN", "wrong")],
            "\nid 1003\n",
        ),
        (
            vec![own, ("AZDO_PAT", ""), ("AZURE_DEVOPS_EXT_PAT", pat)],
            "\nid 1003\n",
        ),
        (vec![own, ("AZDO_PAT", "wrong")], "error_cause token_refused\n"),
        (vec![own, ("AZDO_PAT", "wr\x01ng")], "error_message AZDO_PAT: "),
        (vec![own], "error_cause credential_missing\n"),
        (vec![("AZDO_PAT", pat)], "error_cause credential_missing\n"),
        (
            vec![
                ("SYSTEM_COLLECTIONURI", "http://127.0.0.1:9/c"),
                ("SYSTEM_ACCESSTOKEN", pat),
            ],
            "error_cause credential_missing\n",
        ),
    ] {
        let answer = listed(url, sandbox.project(), &variables);
        assert!(answer.contains(expected), "{variables:?}: {answer}");
        assert!(!answer.contains(pat));
    }
    // Of the cloud, with a token: no farther than the proxy that is not there.
    for (url, expected) in [
        ("https://dev.azure.com/fabrikam", "error_status NETWORK\n"),
        ("https://fabrikam.visualstudio.com", "error_status NETWORK\n"),
        (
            "https://dev.azure.com.example.org/fabrikam",
            "error_cause credential_missing\n",
        ),
        (
            "https://evil.org/dev.azure.com",
            "error_cause credential_missing\n",
        ),
    ] {
        let answer = listed(url, "p", &[("AZDO_PAT", pat)]);
        assert!(answer.contains(expected), "{url}: {answer}");
    }
}

#[test]
fn a_live_clients_credential_can_be_replaced() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let client = sandbox.client_with("wrong-token", &[]);
    let first = || {
        client
            .builds()
            .get(sandbox.project(), 1001)
            .map(|build| build.id())
    };
    assert_eq!(first().unwrap_err().cause(), Cause::TokenRefused);
    client
        .set_credential(Credential::pat(sandbox.pat()).unwrap())
        .unwrap();
    assert_eq!(first().unwrap(), 1001);
    let now = SystemTime::now();
    client
        .set_credential(Credential::bearer(sandbox.pat(), now + Duration::from_secs(600)).unwrap())
        .unwrap();
    assert_eq!(first().unwrap(), 1001);
    client
        .set_credential(Credential::bearer(sandbox.pat(), now - Duration::from_secs(1)).unwrap())
        .unwrap();
    let expired = first().unwrap_err();
    assert_eq!((expired.cause(), expired.http_status()), (Cause::TokenExpired, 0));
}

#[test]
fn a_closures_tokens_are_replaced_once_when_refused() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    for (tokens, asked, cause) in [
        (["wrong", sandbox.pat(), "unused"], 2, None),
        (["wrong", "wrong too", "unused"], 2, Some(Cause::TokenRefused)),
        (["wrong", "wrong", "unused"], 2, Some(Cause::TokenRefused)),
        (
            [sandbox.text("unscoped_pat"), "unused", "unused"],
            1,
            Some(Cause::ScopeMissing),
        ),
        ([sandbox.text("expired_pat"), sandbox.pat(), "unused"], 2, None),
    ] {
        let count = Arc::new(AtomicUsize::new(0));
        let credential = Credential::from_fn({
            let (count, tokens) = (count.clone(), tokens.map(str::to_owned));
            move || Credential::pat(&tokens[count.fetch_add(1, Ordering::SeqCst)])
        });
        let client = Client::new(sandbox.url(), credential).unwrap();
        let first = client.builds().get(sandbox.project(), 1001);
        assert_eq!(first.as_ref().err().map(azdo::Error::cause), cause, "{tokens:?}");
        if cause.is_none() {
            client.builds().get(sandbox.project(), 1002).unwrap();
        }
        assert_eq!(count.load(Ordering::SeqCst), asked, "{tokens:?}");
        assert!(!client.wants_credential(first.as_ref().err()), "it renews itself");
    }
    let failing = Credential::from_fn(|| Err::<Credential, _>("the vault is sealed"));
    let client = Client::new(sandbox.url(), failing).unwrap();
    let error = client.builds().get(sandbox.project(), 1001).unwrap_err();
    assert_eq!(error.cause(), Cause::CredentialUnavailable);
    assert!(error.message().contains("the vault is sealed"), "{error}");
}

#[test]
fn a_client_says_when_it_wants_another_token() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let client = sandbox.client();
    assert!(!client.wants_credential(None));
    for (seconds, wanted) in [(240, true), (360, false)] {
        let end = SystemTime::now() + Duration::from_secs(seconds);
        client
            .set_credential(Credential::bearer(sandbox.pat(), end).unwrap())
            .unwrap();
        assert_eq!(client.wants_credential(None), wanted, "{seconds} s");
    }
    let missing = client.builds().get("no-such-project", 1).unwrap_err();
    assert!(!client.wants_credential(Some(&missing)));
    client
        .set_credential(Credential::bearer("wrong", None).unwrap())
        .unwrap();
    let refused = client.builds().get(sandbox.project(), 1001).unwrap_err();
    assert!(client.wants_credential(Some(&refused)));
}

#[test]
fn an_application_has_tokens_of_its_own() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let application = |client_secret| azdo::Application {
        tenant: sandbox.text("tenant"),
        client_id: sandbox.text("client_id"),
        client_secret,
        authority: sandbox.text("authority"),
    };
    let secret = sandbox.text("client_secret");
    let credential = Credential::from_client_secret(&application(secret), &Options::default(), None).unwrap();
    let client = Client::new(sandbox.url(), credential).unwrap();
    client.builds().get(sandbox.project(), 1001).unwrap();
    let wrong = application("not-the-secret-of-anybody");
    let error = Credential::from_client_secret(&wrong, &Options::default(), None).unwrap_err();
    assert_eq!(
        (error.cause(), error.message_code()),
        (Cause::EntraRefused, "AADSTS7000215")
    );
    assert!(!format!("{error} {wrong:?}").contains("not-the-secret"));
    // What stands in place of Microsoft Entra, and is not it.
    let elsewhere = azdo::Application {
        tenant: "no/such?tenant",
        authority: "http://127.0.0.1:9",
        ..application(secret)
    };
    let error = Credential::from_client_secret(&elsewhere, &Options::default(), None).unwrap_err();
    assert_eq!(error.cause(), Cause::ConnectionRefused);
}

#[test]
fn a_redirect_to_another_host_is_followed_without_the_token() {
    let elsewhere = Sandbox::start(&["--tls"]);
    let target = format!("{}/_apis/projects", elsewhere.url());
    let sandbox = Sandbox::start(&["--tls", "--fault", &format!("redirect-foreign={target}")]);
    let authorities = scratch("authorities").join("ca.pem");
    let both = [&sandbox, &elsewhere].map(|one| std::fs::read_to_string(one.text("ca_file")).unwrap());
    std::fs::write(&authorities, both.concat()).unwrap();
    let mut options = Options::default();
    options.ca_file = Some(authorities);
    // The other host knows the same token, so that it would let it in.
    assert_eq!(sandbox.pat(), elsewhere.pat());
    let client =
        Client::with_options(sandbox.url(), Credential::pat(sandbox.pat()).unwrap(), options).unwrap();
    let error = client.request("GET", "_apis/projects").send().unwrap_err();
    // Which it has refused to nobody: whoever has given the token must not be told that it is no good.
    assert_eq!(
        (error.cause(), error.http_status()),
        (Cause::BrokenAnswer, 401),
        "{error}"
    );
    assert!(error.message().contains(&target), "{error}");
    assert!(!client.wants_credential(Some(&error)));
}

#[test]
fn the_header_alone_is_what_a_client_sends() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    if support::has("curl").is_none() {
        return;
    }
    let header = Credential::pat(sandbox.pat()).unwrap();
    let header = format!("Authorization: {}", *header.header().unwrap());
    let url = format!("{}/_apis/projects", sandbox.url());
    let projects =
        run(Command::new("curl").args(["--silent", "--fail", "--noproxy", "*", "-H", &header, &url]));
    assert!(projects.contains(sandbox.project()));
}
