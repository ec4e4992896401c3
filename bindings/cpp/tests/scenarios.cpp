// The scenarios' calls in C++: see tests/scenarios/README.md.
#include <azdo.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

// The lines of one call.
class call {
  public:
    void add(std::string key, std::string value) { lines_.emplace_back(std::move(key), std::move(value)); }
    void clear() { lines_.clear(); }

    // The value of this key, or none.
    const char *operator[](std::string_view key) const {
        for (const auto &[name, value] : lines_)
            if (name == key) return value.c_str();
        return nullptr;
    }

    azdo::params pairs(std::string_view key) const {
        azdo::params params;
        for (const auto &[name, pair] : lines_)
            if (const auto equals = pair.find('='); name == key)
                params.set(pair.substr(0, equals), pair.substr(equals + 1));
        return params;
    }

  private:
    std::vector<std::pair<std::string, std::string>> lines_;
};

std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); at++) {
        const char letter = text[at];
        if (letter != '\\' || ++at == text.size()) plain += letter;
        else plain += text[at] == 'n' ? '\n' : text[at] == 'r' ? '\r' : text[at] == 't' ? '\t' : text[at];
    }
    return plain;
}

void say(std::string_view key, std::string_view value) {
    std::cout << key << ' ';
    for (const char letter : value) {
        switch (letter) {
        case '\\': std::cout << "\\\\"; break;
        case '\n': std::cout << "\\n"; break;
        case '\r': std::cout << "\\r"; break;
        case '\t': std::cout << "\\t"; break;
        default: std::cout << letter;
        }
    }
    std::cout << '\n';
}

void say(std::string_view key, std::int64_t value) { std::cout << key << ' ' << value << '\n'; }

void say(const azdo::build &build) {
    say("record", "");
    say("flags", (build.keep_forever() ? AZDO_BUILD_KEEP_FOREVER : 0) |
                     (build.retained_by_release() ? AZDO_BUILD_RETAINED_BY_RELEASE : 0) |
                     (build.deleted() ? AZDO_BUILD_DELETED : 0));
    say("id", build.id());
    say("definition_id", build.definition_id());
    say("status", static_cast<std::int64_t>(azdo::build_status(build.status())));
    say("result", static_cast<std::int64_t>(azdo::build_result(build.result())));
    say("queue_time_ns", build.queue_time_ns());
    say("start_time_ns", build.start_time_ns());
    say("finish_time_ns", build.finish_time_ns());
    say("last_changed_time_ns", build.last_changed_time_ns());
    say("build_number", build.number());
    say("status_name", build.status().name());
    say("result_name", build.result().name());
    say("reason", build.reason());
    say("priority", build.priority());
    say("definition_name", build.definition_name());
    say("project_id", build.project_id());
    say("project_name", build.project_name());
    say("source_branch", build.source_branch());
    say("source_version", build.source_version());
    say("repository_id", build.repository_id());
    say("repository_type", build.repository_type());
    say("requested_for_name", build.requested_for_name());
    say("requested_for_unique_name", build.requested_for_unique_name());
    say("requested_by_name", build.requested_by_name());
    say("queue_name", build.queue_name());
    say("uri", build.uri());
    say("url", build.url());
    say("web_url", build.web_url());
    say("json", build.json());
    say("queue_id", build.queue_id());
    say("pool_id", build.pool_id());
    say("pool_name", build.pool_name());
    say("requested_for_id", build.requested_for_id());
    say("requested_by_id", build.requested_by_id());
    say("requested_by_unique_name", build.requested_by_unique_name());
    say("last_changed_by_id", build.last_changed_by_id());
    say("last_changed_by_name", build.last_changed_by_name());
    say("last_changed_by_unique_name", build.last_changed_by_unique_name());
}

void say(const azdo::project &project) {
    say("record", "");
    say("flags", project.get()->flags);
    say("revision", project.revision());
    say("last_update_time_ns", project.last_update_time_ns());
    say("id", project.id());
    say("name", project.name());
    say("description", project.description());
    say("state", project.state());
    say("visibility", project.visibility());
    say("url", project.url());
    say("json", project.json());
}

void say(const azdo::reference &reference) {
    say("record", "");
    say("kind", static_cast<std::int64_t>(reference.kind()));
    say("organization_url", reference.organization_url());
    say("organization_name", reference.organization_name());
    say("project", reference.project());
    say("repository", reference.repository());
    say("definition_id", reference.definition_id());
    say("build_id", reference.build_id());
    say("log_id", reference.log_id());
    say("artifact_name", reference.artifact_name());
    say("job_id", reference.job_id());
    say("task_id", reference.task_id());
    say("web_url", reference.web_url());
    say("api_url", reference.api_url());
}

void say(const azdo::error &error) {
    say("error_status", azdo::name(error.status()));
    say("error_cause", error.cause());
    say("error_message", error.message());
    say("error_hint", error.hint());
    say("error_text", error.what());
    say("error_http_status", error.http_status());
    say("error_service_code", error.service_code());
    say("error_type_key", error.type_key());
    say("error_message_code", error.message_code());
    say("error_activity_id", error.activity_id());
    say("error_e2e_id", error.e2e_id());
    say("error_session_id", error.session_id());
    say("error_edge_ref", error.edge_ref());
    say("error_retry_after_ms", error.retry_after().value_or(std::chrono::milliseconds(-1)).count());
    say("error_is_retriable", error.is_retriable());
}

azdo::waiting limit(const call &given) {
    if (const char *const text = given["deadline_ms"])
        return std::chrono::steady_clock::now() + std::chrono::milliseconds(std::stoll(text));
    return {};
}

void say(const azdo::finding &finding) {
    say("record", "");
    say("verdict", static_cast<std::int64_t>(finding.verdict));
    say("check", finding.check);
    say("text", finding.text);
    say("hint", finding.hint);
}

azdo::credential credential(const call &given) {
    return given["pat"] ? azdo::credential::pat(given["pat"], given["user"]) : azdo::credential();
}

void say(azdo::response response, const azdo::waiting &until) {
    say("http_status", response.status());
    say("content_type", response.header("Content-Type"));
    say("value", response.body(until).view());
}

void with_client(const call &given, std::string_view name, azdo::waiting until) {
    const azdo::client client(given["url"], credential(given), given.pairs("option"));
    if (name == "builds_get_json") {
        say("value", client.builds().get_json(given["project"], until).view());
    } else if (name == "build_get") {
        say(client.builds().get(given["project"], std::stoll(given["id"]), until));
    } else if (name == "builds_list") {
        for (const azdo::build &build : client.builds().list(nullptr, given.pairs("param"), std::move(until)))
            say(build);
    } else if (name == "builds_pages") {
        for (const auto &page : client.builds().list(nullptr, given.pairs("param"), std::move(until)).by_page()) {
            say("page", static_cast<std::int64_t>(page.size()));
            for (const azdo::build &build : page) say(build);
        }
    } else if (name == "projects_list") {
        for (const azdo::project &project : client.projects().list(given.pairs("param"), std::move(until)))
            say(project);
    } else if (name == "call") {
        say(client.call(given["operation"], given.pairs("param"), given["body"], until), until);
    } else if (name == "items") {
        for (const std::string &json : client.items(given["operation"], given.pairs("param"), std::move(until))) {
            say("record", "");
            say("json", json);
        }
    } else {
        const char *const body = given["body"];
        say(client.request(given["method"], given["path"], given.pairs("header"),
                           body ? std::string_view(body) : std::string_view(), until),
            until);
    }
}

void answer(const call &given) try {
    const std::string_view name = given["call"];
    azdo::waiting until = limit(given);
    if (name == "basic_auth_header") say("value", azdo::basic_auth_header(given["pat"], given["user"]).view());
    else if (name == "get_builds")
        say("value", azdo::get_builds(given["url"], given["pat"], given["project"], given["user"], until).view());
    else if (name == "reference_parse") say(azdo::reference::parse(given["url"]));
    else if (name == "diagnose")
        for (const azdo::finding &finding :
             azdo::diagnose(given["url"], credential(given), given.pairs("option"), until))
            say(finding);
    else with_client(given, name, std::move(until));
} catch (const azdo::error &error) {
    say(error);
}

} // namespace

int main() {
    call given;
    for (std::string line; std::getline(std::cin, line);) {
        if (const auto space = line.find(' '); space != line.npos) {
            given.add(line.substr(0, space), unescaped(std::string_view(line).substr(space + 1)));
            continue;
        }
        answer(given);
        std::cout << std::endl;
        given.clear();
    }
}
