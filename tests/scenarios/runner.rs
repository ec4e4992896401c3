//! The scenarios' calls in Rust: see README.md beside this file.

use std::io::{BufRead, Write, stdin, stdout};

use azdo::{Build, Cancel, Client, Credential, Error, Options, Params, Project, Reference, Response, Result};

/// The lines of one call.
struct Call(Vec<(String, String)>);

impl Call {
    fn get(&self, key: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.as_str())
    }

    fn text(&self, key: &str) -> &str {
        self.get(key).unwrap_or("")
    }

    fn pairs(&self, key: &str) -> Params {
        let pairs = self.0.iter().filter(|(known, _)| known == key);
        pairs.filter_map(|(_, pair)| pair.split_once('=')).collect()
    }

    fn cancel(&self) -> Result<Option<Cancel>> {
        let Some(milliseconds) = self.get("deadline_ms") else {
            return Ok(None);
        };
        let cancel = Cancel::new()?;
        cancel.after(std::time::Duration::from_millis(milliseconds.parse().unwrap()));
        Ok(Some(cancel))
    }

    fn credential(&self) -> Result<Option<Credential>> {
        let pat = self.get("pat");
        pat.map(|pat| Credential::basic(self.text("user"), pat))
            .transpose()
    }

    fn client(&self) -> Result<Client> {
        let credential = self.credential()?;
        let options = Options::from_params(&self.pairs("option"))?;
        let client = Client::with_options(self.text("url"), credential, options)?;
        Ok(client.with_cancel(self.cancel()?.as_ref()))
    }
}

#[derive(Default)]
struct Answer(String);

impl Answer {
    fn line(&mut self, key: &str, value: impl ToString) {
        let value = value.to_string().replace('\\', "\\\\");
        let value = value
            .replace('\n', "\\n")
            .replace('\r', "\\r")
            .replace('\t', "\\t");
        self.0.push_str(&format!("{key} {value}\n"));
    }

    fn build(&mut self, build: &Build) {
        let flags = u32::from(build.keep_forever())
            + 2 * u32::from(build.retained_by_release())
            + 4 * u32::from(build.deleted());
        self.line("record", "");
        self.line("flags", flags);
        self.line("id", build.id());
        self.line("definition_id", build.definition_id());
        self.line("status", build.status() as i32);
        self.line("result", build.result() as i32);
        self.line("queue_time_ns", build.queue_time_ns());
        self.line("start_time_ns", build.start_time_ns());
        self.line("finish_time_ns", build.finish_time_ns());
        self.line("last_changed_time_ns", build.last_changed_time_ns());
        self.line("build_number", build.build_number());
        self.line("status_name", build.status_name());
        self.line("result_name", build.result_name());
        self.line("reason", build.reason());
        self.line("priority", build.priority());
        self.line("definition_name", build.definition_name());
        self.line("project_id", build.project_id());
        self.line("project_name", build.project_name());
        self.line("source_branch", build.source_branch());
        self.line("source_version", build.source_version());
        self.line("repository_id", build.repository_id());
        self.line("repository_type", build.repository_type());
        self.line("requested_for_name", build.requested_for_name());
        self.line("requested_for_unique_name", build.requested_for_unique_name());
        self.line("requested_by_name", build.requested_by_name());
        self.line("queue_name", build.queue_name());
        self.line("uri", build.uri());
        self.line("url", build.url());
        self.line("web_url", build.web_url());
        self.line("json", build.json());
        self.line("queue_id", build.queue_id());
        self.line("pool_id", build.pool_id());
        self.line("pool_name", build.pool_name());
        self.line("requested_for_id", build.requested_for_id());
        self.line("requested_by_id", build.requested_by_id());
        self.line("requested_by_unique_name", build.requested_by_unique_name());
        self.line("last_changed_by_id", build.last_changed_by_id());
        self.line("last_changed_by_name", build.last_changed_by_name());
        self.line("last_changed_by_unique_name", build.last_changed_by_unique_name());
    }

    fn project(&mut self, project: &Project) {
        self.line("record", "");
        self.line("flags", 0);
        self.line("revision", project.revision());
        self.line("last_update_time_ns", project.last_update_time_ns());
        self.line("id", project.id());
        self.line("name", project.name());
        self.line("description", project.description());
        self.line("state", project.state());
        self.line("visibility", project.visibility());
        self.line("url", project.url());
        self.line("json", project.json());
    }

    fn reference(&mut self, reference: &Reference) {
        let organization = reference.organization();
        let url = organization.map(|organization| organization.url());
        self.line("record", "");
        self.line("kind", reference.kind() as i32);
        self.line("organization_url", url.unwrap_or_default());
        self.line(
            "organization_name",
            organization.map_or("", |organization| organization.name()),
        );
        self.line("project", reference.project().unwrap_or_default());
        self.line("repository", reference.repository().unwrap_or_default());
        self.line("definition_id", reference.definition_id().unwrap_or_default());
        self.line("build_id", reference.build_id().unwrap_or_default());
        self.line("log_id", reference.log_id().unwrap_or_default());
        self.line("artifact_name", reference.artifact_name().unwrap_or_default());
        self.line("job_id", reference.job_id().unwrap_or_default());
        self.line("task_id", reference.task_id().unwrap_or_default());
        self.line("web_url", reference.web_url().unwrap_or_default());
        self.line("api_url", reference.api_url().unwrap_or_default());
    }

    fn error(&mut self, error: &Error) {
        self.line("error_status", error.status().name());
        self.line("error_cause", error.cause().word());
        self.line("error_message", error.message());
        self.line("error_hint", error.hint());
        self.line("error_text", error);
        self.line("error_http_status", error.http_status());
        self.line("error_service_code", error.service_code());
        self.line("error_type_key", error.type_key());
        self.line("error_message_code", error.message_code());
        self.line("error_activity_id", error.activity_id());
        self.line("error_e2e_id", error.e2e_id());
        self.line("error_session_id", error.session_id());
        self.line("error_edge_ref", error.edge_ref());
        let wait = error.retry_after().map_or(-1, |wait| wait.as_millis() as i64);
        self.line("error_retry_after_ms", wait);
        self.line("error_is_retriable", u8::from(error.is_retriable()));
    }

    fn response(&mut self, mut response: Response) -> Result<()> {
        self.line("http_status", response.status());
        self.line(
            "content_type",
            response.header("Content-Type").unwrap_or_default(),
        );
        self.line("value", String::from_utf8(response.body()?).unwrap());
        Ok(())
    }

    fn run(&mut self, call: &Call) -> Result<()> {
        match call.text("call") {
            "basic_auth_header" => {
                let header = azdo::basic_auth_header(call.text("user"), call.text("pat"))?;
                self.line("value", &*header);
            }
            "get_builds" => {
                let cancel = call.cancel()?;
                let (url, project) = (call.text("url"), call.get("project"));
                let json =
                    azdo::get_builds(url, project, call.text("user"), call.text("pat"), cancel.as_ref())?;
                self.line("value", json);
            }
            "builds_get_json" => {
                let json = call.client()?.builds().get_json(call.get("project"))?;
                self.line("value", json);
            }
            "builds_list" => {
                let client = call.client()?;
                for build in client.builds().list(None).params(&call.pairs("param")) {
                    let build = build?;
                    self.build(&build);
                }
            }
            "builds_pages" => {
                let client = call.client()?;
                let mut pages = client.builds().list(None).params(&call.pairs("param")).pages()?;
                while let Some(page) = pages.next_page()? {
                    self.line("page", page.records().len());
                    page.records().iter().for_each(|build| self.build(build));
                }
            }
            "build_get" => {
                let id = call.text("id").parse().unwrap();
                let build = call.client()?.builds().get(call.get("project"), id)?;
                self.build(&build);
            }
            "diagnose" => {
                let options = Options::from_params(&call.pairs("option"))?;
                let cancel = call.cancel()?;
                let findings =
                    azdo::diagnose(call.text("url"), call.credential()?, options, cancel.as_ref())?;
                for finding in findings.records() {
                    self.line("record", "");
                    self.line("verdict", finding.verdict() as i32);
                    self.line("check", finding.check());
                    self.line("text", finding.text());
                    self.line("hint", finding.hint());
                }
            }
            "projects_list" => {
                let client = call.client()?;
                for project in client.projects().list().params(&call.pairs("param")) {
                    let project = project?;
                    self.project(&project);
                }
            }
            "reference_parse" => self.reference(&Reference::parse(call.text("url"))?),
            "request" => {
                let client = call.client()?;
                let mut request = client.request(call.text("method"), call.text("path"));
                request = request.headers(&call.pairs("header"));
                if let Some(body) = call.get("body") {
                    request = request.body(body);
                }
                self.response(request.send()?)?;
            }
            "call" => {
                let client = call.client()?;
                let mut operation = client.call(call.text("operation")).params(&call.pairs("param"));
                if let Some(body) = call.get("body") {
                    operation = operation.body(body);
                }
                self.response(operation.send()?)?;
            }
            "items" => {
                let items = call.client()?.items(call.text("operation"))?;
                for item in items.params(&call.pairs("param")) {
                    let item = item?;
                    self.line("record", "");
                    self.line("json", item.json());
                }
            }
            other => panic!("no such call: {other}"),
        }
        Ok(())
    }
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                _ => '\\',
            },
            letter => letter,
        });
    }
    text
}

fn main() {
    let mut lines = Vec::new();
    for line in stdin().lock().lines() {
        let line = line.unwrap();
        if let Some((key, value)) = line.split_once(' ') {
            lines.push((key.to_owned(), unescaped(value)));
            continue;
        }
        let call = Call(std::mem::take(&mut lines));
        let mut answer = Answer::default();
        if let Err(error) = answer.run(&call) {
            answer.error(&error);
        }
        println!("{}", answer.0);
        stdout().flush().unwrap();
    }
}
