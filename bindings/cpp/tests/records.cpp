// What programs touch daily, read and written: against a server that says what it was asked, and what was recorded of
// the service.
#include "testing.hpp"

#include <algorithm>
#include <sys/stat.h>
#if defined(__cpp_lib_ranges)
#include <ranges>
#endif

namespace {

using namespace std::string_literals;
using support::contains;
using support::server;
using testing::folder;
using testing::test;
using testing::thrown;
using strings = std::vector<std::string>;

template <class View>
constexpr bool is_view = std::is_nothrow_copy_constructible_v<View> && std::is_nothrow_copy_assignable_v<View>;
static_assert(is_view<azdo::definition> && is_view<azdo::timeline_record> && is_view<azdo::issue>);
static_assert(is_view<azdo::tag> && is_view<azdo::timeline> && is_view<azdo::page<azdo::log>>);
static_assert(is_view<azdo::sequence<azdo::issue>>);
static_assert(noexcept(std::declval<azdo::builds>().try_queue("p", std::declval<const azdo::params &>())));
static_assert(noexcept(std::declval<azdo::definitions>().try_erase("p", 1)));
#if defined(__cpp_lib_ranges)
static_assert(std::ranges::forward_range<const azdo::timeline>);
static_assert(std::ranges::sized_range<const azdo::sequence<azdo::attempt>>);
static_assert(std::ranges::input_range<azdo::list<azdo::definition>>);
#endif

azdo::client connect(const server &service, azdo::params options = {}) {
    return azdo::client{service.url, azdo::credential::pat("x"), options.set("max_retries", 0)};
}

strings asked(server &service) {
    strings all;
    for (const server::request &one : service.asked()) all.push_back(one.what);
    return all;
}

template <class Range> strings names(Range &&range) {
    strings all;
    for (const auto &one : range) all.emplace_back(one.name());
    return all;
}

// 2026-11-24T21:56:0Nz.
constexpr std::int64_t moment(std::int64_t n) { return (1795557360 + n) * 1000000000; }

TEST(a_definition_says_what_its_json_says) {
    const auto json = R"({"id":12,"revision":3,"name":"Nightly","path":"\\a","type":"build","quality":"draft",)"
                      R"("queueStatus":"paused","description":"d","createdDate":"2026-11-24T21:56:01Z",)"
                      R"("project":{"id":"pi","name":"pn"},"queue":{"id":5,"name":"qn","pool":{"id":6,"name":"pool"}},)"
                      R"("repository":{"id":"ri","name":"rn","type":"GitHub","defaultBranch":"refs/heads/main"},)"
                      R"("process":{"yamlFilename":"a.yml"},"authoredBy":{"displayName":"J","uniqueName":"j@x"},)"
                      R"("latestBuild":{"id":9,"buildNumber":"9.1","status":"inProgress","result":"failed"},)"
                      R"("latestCompletedBuild":{"id":8,"buildNumber":"8.1","result":"canceled"},)"
                      R"("uri":"vstfs:1","url":"u","_links":{"web":{"href":"w"}}})"s;
    server service(json);
    const auto one = connect(service).definitions().get("p", 12, {{"revision", 3}, {"includeLatestBuilds", true}});
    CHECK(asked(service) == strings{"GET p/_apis/build/definitions/12?revision=3&includeLatestBuilds=true"});
    CHECK(one.id() == 12 && one.revision() == 3 && one.name() == "Nightly" && one.path() == "\\a");
    CHECK(one.type_name() == "build" && one.quality() == "draft" && one.draft() && one.description() == "d");
    CHECK(one.queue_status() == azdo::queue_status::paused && one.queue_status() == "paused");
    CHECK(one.created_time_ns() == moment(1) && one.created_time()->time_since_epoch().count() == moment(1));
    CHECK(one.project_id() == "pi" && one.project_name() == "pn" && one.queue_id() == 5 && one.queue_name() == "qn");
    CHECK(one.pool_id() == 6 && one.pool_name() == "pool" && one.yaml_file() == "a.yml");
    CHECK(one.repository_id() == "ri" && one.repository_name() == "rn" && one.repository_type() == "GitHub");
    CHECK(one.default_branch() == "refs/heads/main" && one.authored_by_name() == "J");
    CHECK(one.authored_by_unique_name() == "j@x" && one.latest_build_id() == 9 && one.latest_build_number() == "9.1");
    CHECK(one.latest_build_status() == azdo::build_status::in_progress);
    CHECK(one.latest_build_result() == azdo::build_result::failed && one.latest_completed_build_id() == 8);
    CHECK(one.latest_completed_build_number() == "8.1");
    CHECK(one.latest_completed_build_result() == azdo::build_result::canceled);
    CHECK(one.uri() == "vstfs:1" && one.url() == "u" && one.web_url() == "w" && one.json() == json);
}

TEST(a_timeline_says_what_its_json_says) {
    const auto record =
        R"({"id":"i","parentId":"pa","type":"Job","name":"n","refName":"rn","identifier":"a.b","order":2,"attempt":3,)"
        R"("state":"completed","result":"succeededWithIssues","resultCode":"rc","percentComplete":70,)"
        R"("currentOperation":"co","startTime":"2026-11-24T21:56:01Z","finishTime":"2026-11-24T21:56:02Z",)"
        R"("lastModified":"2026-11-24T21:56:03Z","errorCount":4,"warningCount":5,"log":{"id":6,"url":"lu"},)"
        R"("workerName":"w","queueId":7,"task":{"id":"ti","name":"tn","version":"tv"},"details":{"id":"di"},)"
        R"("changeId":8,"url":"u","issues":[{"type":"warning","category":"Code","message":"m"},)"
        R"({"type":"hint","message":"gr\u00f6\u00dfe"}],)"
        R"("previousAttempts":[{"attempt":1,"timelineId":"t1","recordId":"r1"},)"
        R"({"attempt":2,"timelineId":"t2","recordId":"r2"}]})"s;
    server service(R"({"id":"t","changeId":19,"records":[)" + record + R"(,{"id":"j","state":"dreaming"}]})");
    std::optional<azdo::timeline_record> kept;
    std::optional<azdo::issue> complaint;
    {
        const auto timeline = connect(service).builds().timeline("p", 7, {{"changeId", 4}});
        CHECK(asked(service) == strings{"GET p/_apis/build/builds/7/timeline?changeId=4"});
        CHECK(timeline.id() == "t" && timeline.change_id() == 19 && timeline.size() == 2 && timeline.broken().empty());
        CHECK(timeline[1].state() == azdo::timeline_state::unknown && timeline[1].state().name() == "dreaming");
        CHECK(timeline[1].result() == azdo::timeline_result::none && timeline[1].issues().empty());
        CHECK(timeline[1].previous_attempts().empty() && !timeline[1].start_time() && timeline[1].log_id() == 0);
        kept = *timeline.begin();
        const auto issues = kept->issues();
        if (CHECK(issues.size() == 2)) complaint = issues[1];
    }
    const azdo::timeline_record &one = *kept;
    CHECK(one.id() == "i" && one.parent_id() == "pa" && one.type_name() == "Job" && one.name() == "n");
    CHECK(one.ref_name() == "rn" && one.identifier() == "a.b" && one.order() == 2 && one.attempt() == 3);
    CHECK(one.state() == azdo::timeline_state::completed);
    CHECK(one.result() == azdo::timeline_result::succeeded_with_issues && one.result_code() == "rc");
    CHECK(one.percent_complete() == 70 && one.current_operation() == "co" && one.start_time_ns() == moment(1));
    CHECK(one.finish_time_ns() == moment(2) && one.last_modified_time_ns() == moment(3));
    CHECK(*one.finish_time() - *one.start_time() == std::chrono::seconds(1) && one.last_modified_time());
    CHECK(one.error_count() == 4 && one.warning_count() == 5 && one.log_id() == 6 && one.log_url() == "lu");
    CHECK(one.worker_name() == "w" && one.queue_id() == 7 && one.task_id() == "ti" && one.task_name() == "tn");
    CHECK(one.task_version() == "tv" && one.details_id() == "di" && one.change_id() == 8 && one.url() == "u");
    CHECK(one.json() == record && one.issues()[0].kind() == azdo::issue_kind::warning);
    CHECK(one.issues()[0].category() == "Code" && one.issues()[0].message() == "m");
    CHECK(complaint->kind() == azdo::issue_kind::unknown && complaint->kind() == "hint");
    CHECK(complaint->message() == "gr\xc3\xb6\xc3\x9f" "e" && complaint->category().empty());
    strings attempts;
    for (const azdo::attempt &attempt : one.previous_attempts())
        attempts.push_back(std::to_string(attempt.number()) + std::string(attempt.timeline_id()) +
                           std::string(attempt.record_id()));
    CHECK(attempts == strings({"1t1r1", "2t2r2"}));
}

TEST(what_else_there_is_of_a_build) {
    server logs(R"({"value":[{"id":1,"lineCount":60,"createdOn":"2026-11-24T21:56:01Z",)"
                R"("lastChangedOn":"2026-11-24T21:56:02Z","type":"Container","url":"u"},{"id":2}]})");
    const auto some = connect(logs).builds().logs("p", 7);
    CHECK(asked(logs) == strings{"GET p/_apis/build/builds/7/logs"} && some.size() == 2 && some[1].id() == 2);
    CHECK(some[0].line_count() == 60 && some[0].created_time_ns() == moment(1) && some[0].type_name() == "Container");
    CHECK(some[0].last_changed_time_ns() == moment(2) && some[0].last_changed_time() > some[0].created_time());
    CHECK(some[0].url() == "u" && some[1].json() == R"({"id":2})" && !some[1].created_time());

    server artifacts(R"({"value":[{"id":3,"name":"drop","source":"s","resource":{"type":"PipelineArtifact","data":"d",)"
                     R"("properties":{"artifactsize":"123"},"downloadUrl":"du","url":"u"}},{"id":4,"name":"log"}]})");
    const auto made = connect(artifacts).builds().artifacts("p", 7);
    CHECK(asked(artifacts) == strings{"GET p/_apis/build/builds/7/artifacts"} && made.size() == 2);
    CHECK(made[0].id() == 3 && made[0].name() == "drop" && made[0].source() == "s" && made[0].size() == 123);
    CHECK(made[0].type_name() == "PipelineArtifact" && made[0].data() == "d" && made[0].download_url() == "du");
    CHECK(made[0].url() == "u" && contains(made[0].json(), "\"drop\"") && !made[1].size());

    server changes(R"({"value":[{"id":"c1","type":"TfsGit","timestamp":"2026-11-24T21:56:01Z","message":"m",)"
                   R"("messageTruncated":true,"author":{"id":"ai","displayName":"an","uniqueName":"au"},)"
                   R"("pusher":"pu","location":"l","displayUri":"du"}]})");
    auto list = connect(changes).builds().changes("p", 7, {{"$top", 9}});
    const azdo::change change = *list.begin();
    CHECK(asked(changes) == strings{"GET p/_apis/build/builds/7/changes?$top=9"} && change.id() == "c1");
    CHECK(change.type_name() == "TfsGit" && change.time_ns() == moment(1) && change.time() && change.message() == "m");
    CHECK(change.message_truncated() && change.author_id() == "ai" && change.author_name() == "an");
    CHECK(change.author_unique_name() == "au" && change.pusher() == "pu" && change.location() == "l");
    CHECK(change.display_url() == "du" && contains(change.json(), "\"c1\"") && list.begin() == list.end());

    server items(R"({"value":[{"id":"7","url":"u"}]})");
    const auto named = connect(items).builds().work_items("p", 7, {{"$top", 9}});
    CHECK(asked(items) == strings{"GET p/_apis/build/builds/7/workitems?$top=9"} && named.size() == 1);
    CHECK(named[0].id() == 7 && named[0].url() == "u" && named[0].json() == R"({"id":"7","url":"u"})");

    server tags(R"({"value":["a","b, c"]})");
    CHECK(names(connect(tags).builds().tags("p", 7)) == strings({"a", "b, c"}));
    CHECK(asked(tags) == strings{"GET p/_apis/build/builds/7/tags"});
}

TEST(definitions_are_walked_over_all_pages) {
    server service([](const server::request &request) -> server::answer {
        if (contains(request.what, "continuationToken=2")) return {200, R"({"value":[{"id":3,"name":"c"}]})"};
        return {200, R"({"value":[{"id":1,"name":"a"},{"id":2,"name":"b"}]})", "x-ms-continuationtoken: 2\r\n"};
    });
    const azdo::client client = connect(service);
    const auto definitions = client.definitions();
    CHECK(names(definitions.list("p", {{"name", "*"}, {"page_size", 2}})) == strings({"a", "b", "c"}));
    strings tokens;
    for (const auto &page : definitions.list("p", {{"page_size", 2}}).by_page()) tokens.emplace_back(page.token());
    CHECK(tokens == strings({"2", ""}));
    const strings sent = asked(service);
    CHECK(sent.size() == 4 && contains(sent[0], "GET p/_apis/build/definitions?") && contains(sent[0], "$top=2"));
    CHECK(contains(sent[1], "name=") && contains(sent[1], "continuationToken=2"));
    CHECK(thrown<azdo::invalid_argument>([&] { definitions.list("p", {{"nam", "x"}}); }));
}

TEST(what_is_broken_fails_its_list_or_is_passed_over) {
    const server service(R"({"value":[{"id":1},{"name":"a"},7,{"id":2}]})");
    const auto refused = thrown<azdo::error>([&] { connect(service).builds().logs("p", 7); });
    CHECK(refused && contains(refused->message(), "element 1 of the answer is not a log: it has no id"));
    auto broken = [&] {
        const auto logs = connect(service, {{"skip_broken", true}}).builds().logs("p", 7);
        CHECK(logs.size() == 2 && logs[1].id() == 2);
        return logs.broken();
    }();
    if (!CHECK(broken.size() == 2)) return;
    CHECK(broken[0].index() == 1 && broken[0].reason() == "it has no id");
    CHECK(broken[1].index() == 2 && broken[1].reason() == "it is no object");
}

TEST(builds_are_queued) {
    server service(R"({"id":7,"status":"notStarted","validationResults":[]})");
    const azdo::client client = connect(service);
    const auto builds = client.builds();
    const azdo::build build = builds.queue("p", {{"definition", 12},
                                                 {"sourceBranch", "refs/heads/gr\xc3\xb6\xc3\x9f" "e"},
                                                 {"demands", "docker, Agent.OS -equals Linux"},
                                                 {"parameters.Configuration", "Re\"lease"},
                                                 {"templateParameters.a", true},
                                                 {"ignoreWarnings", true}});
    CHECK(build.id() == 7 && build.status() == azdo::build_status::not_started);
    auto sent = service.asked();
    if (!CHECK(sent.size() == 1)) return;
    CHECK(sent[0].what == "POST p/_apis/build/builds?ignoreWarnings=true");
    for (const char *const part :
         {R"("definition":{"id":12})", "\"sourceBranch\":\"refs/heads/gr\xc3\xb6\xc3\x9f" "e\"",
          R"("demands":["docker","Agent.OS -equals Linux"])", R"("parameters":"{\"Configuration\":\"Re\\\"lease\"}")",
          R"("templateParameters":{"a":"true"})"})
        if (!CHECK(contains(sent[0].body, part))) std::fprintf(stderr, "%s\n%s\n", part, sent[0].body.c_str());

    const auto refused = thrown<azdo::invalid_argument>([&] { builds.queue("p", {{"sourceBranch", "main"}}); });
    CHECK(refused && contains(refused->message(), "definition is missing") && service.asked().empty());
    const server invalid(R"({"id":7,"validationResults":[{"result":"error","message":"no pool"}]})");
    const auto not_run = thrown<azdo::error>([&] { connect(invalid).builds().queue("p", {{"definition", 1}}); });
    CHECK(not_run && not_run->status() == azdo::status::rejected && not_run->cause() == "pipeline_invalid");
    CHECK(not_run && contains(not_run->what(), "no pool"));
}

TEST(builds_are_changed) {
    server service([](const server::request &request) -> server::answer {
        if (contains(request.what, "/stages/") || contains(request.what, "DELETE")) return {204, ""};
        if (contains(request.what, "/tags")) return {200, R"({"value":["a","b, c"]})"};
        return {200, R"({"id":7,"status":"cancelling"})"};
    });
    const azdo::client client = connect(service);
    const auto builds = client.builds();
    CHECK(builds.update("p", 7, {{"keepForever", true}}).id() == 7);
    CHECK(builds.cancel("p", 7).status() == azdo::build_status::cancelling);
    builds.retry_stage("p", 7, "Deploy it");
    builds.retry_stage("p", 7, "Deploy it", true);
    builds.erase("p", 7);
    CHECK(names(builds.add_tags("p", 7, {"a", "b, c"})) == strings({"a", "b, c"}));
    CHECK(names(builds.add_tags("p", 7, "a")) == strings({"a", "b, c"}));
    CHECK(builds.add_tags("p", 7, strings{"a", "d"}).size() == 2);
    strings sent;
    for (const server::request &one : service.asked()) sent.push_back(one.what + ' ' + one.body);
    CHECK(sent == strings({
                      R"(PATCH p/_apis/build/builds/7 {"keepForever":true})",
                      R"(PATCH p/_apis/build/builds/7 {"status":"cancelling"})",
                      R"(PATCH p/_apis/build/builds/7/stages/Deploy%20it {"state":"retry","forceRetryAllJobs":false})",
                      R"(PATCH p/_apis/build/builds/7/stages/Deploy%20it {"state":"retry","forceRetryAllJobs":true})",
                      R"(DELETE p/_apis/build/builds/7 )",
                      R"(POST p/_apis/build/builds/7/tags ["a","b, c"])",
                      R"(PUT p/_apis/build/builds/7/tags/a )",
                      R"(POST p/_apis/build/builds/7/tags ["a","d"])",
                  }));
    CHECK(thrown<azdo::invalid_argument>([&] { builds.update("p", 7, {{"status", nullptr}}); }));
    const auto none = thrown<azdo::invalid_argument>([&] { builds.add_tags("p", 7, strings{}); });
    CHECK(none && contains(none->message(), "there are no tags"));
    CHECK(thrown<azdo::invalid_argument>([&] { builds.add_tags("p", 7, {"a", "b\0c"s}); }) && service.asked().empty());
}

TEST(a_server_is_asked_for_its_version) {
    server service(R"({"value":[{"area":"Build","maxVersion":"6.0"}]})");
    const azdo::client client = connect(service);
    client.learn_version();
    CHECK(client.try_learn_version());
    for (const server::request &one : service.asked()) CHECK(one.what == "OPTIONS _apis");
    const server silent("[]");
    const auto refused = thrown<azdo::error>([&] { connect(silent).learn_version(); });
    CHECK(refused && refused->cause() == "broken_answer");
}

TEST(tags_are_taken_off_one_after_another) {
    server service(R"({"value":["c"]})");
    CHECK(names(connect(service).builds().remove_tags("p", 7, {"a", "b"})) == strings{"c"});
    CHECK(asked(service) ==
          strings({"DELETE p/_apis/build/builds/7/tags/a", "DELETE p/_apis/build/builds/7/tags/b"}));
}

TEST(definitions_are_written) {
    server service([](const server::request &request) -> server::answer {
        if (contains(request.what, "DELETE")) return {204, ""};
        const bool written = contains(request.what, "PUT");
        return {200, written ? R"({"id":12,"revision":4,"queueStatus":"disabled"})"
                             : R"({"id":12,"revision":3,"queueStatus":"enabled","x":1.50})"};
    });
    const azdo::client client = connect(service);
    const auto definitions = client.definitions();
    CHECK(definitions.create("p", R"({"name":"n"})").id() == 12);
    CHECK(definitions.update("p", 12, R"({"id":12})"s).revision() == 4);
    const auto disabled = definitions.set_queue_status("p", 12, azdo::queue_status::disabled);
    CHECK(disabled.queue_status() == azdo::queue_status::disabled);
    definitions.erase("p", 12);
    auto sent = service.asked();
    if (!CHECK(sent.size() == 5)) return;
    CHECK(sent[0].what == "POST p/_apis/build/definitions" && sent[0].body == R"({"name":"n"})");
    CHECK(sent[1].what == "PUT p/_apis/build/definitions/12" && sent[1].body == R"({"id":12})");
    CHECK(sent[2].what == "GET p/_apis/build/definitions/12" && sent[3].what == sent[1].what);
    CHECK(contains(sent[3].body, R"("queueStatus":"disabled")") && contains(sent[3].body, "1.50"));
    CHECK(sent[4].what == "DELETE p/_apis/build/definitions/12");
    const auto refused =
        thrown<azdo::invalid_argument>([&] { definitions.set_queue_status("p", 12, azdo::queue_status::none); });
    CHECK(refused && contains(refused->message(), "enabled, paused or disabled"));
    CHECK(thrown<azdo::invalid_argument>([&] { definitions.create("p", "{"); }));
    CHECK(thrown<azdo::timeout>([&] { definitions.erase("p", 12, std::chrono::seconds(0)); }));
    CHECK(service.asked().empty());
}

// A provider's token that has been refused is replaced, and what had no effect is sent once more.
TEST(what_is_refused_is_written_with_another_token) {
    int tokens = 0;
    server service([&](const server::request &) -> server::answer {
        if (tokens == 1) return {401, "{}"};
        return {200, R"({"id":7})"};
    });
    const azdo::client client{service.url, [&] { return azdo::credential::bearer("t" + std::to_string(++tokens)); }};
    CHECK(client.builds().queue("p", {{"definition", 1}}).id() == 7 && tokens == 2);
    const strings sent = asked(service);
    CHECK(std::count(sent.begin(), sent.end(), "POST p/_apis/build/builds") == 2);
}

TEST(what_was_recorded) {
    const std::string recordings = folder + "/../../../shared/api/recordings";
    struct stat found {};
    if (stat(recordings.c_str(), &found))
        return static_cast<void>(std::fprintf(stderr, "SKIPPED: no recordings of the service beside the project\n"));
    const support::sandbox service({"--replay", recordings});
    const std::string origin = service.url.substr(0, service.url.rfind('/') + 1);
    const auto at = [&](const std::string &organization) {
        return azdo::client{origin + organization, azdo::credential::pat("x")};
    };
    const auto timeline = at("DefaultCollection").builds().timeline("Fabrikam-Fiber-Git", 391);
    CHECK(timeline.size() == 4 && !timeline.id().empty());
    for (const azdo::timeline_record &record : timeline) {
        CHECK(record.state() == azdo::timeline_state::completed && record.result() != azdo::timeline_result::unknown);
        CHECK(record.start_time() <= record.finish_time() && contains(record.json(), record.id()));
    }
    const azdo::client client = at("fabrikam-a");
    CHECK(client.builds().tags("buildtests", 637).size() == 3);
    const azdo::build queued = client.builds().queue("buildtests", {{"definition", 20}});
    CHECK(queued.definition_id() == 20 && queued.status() == azdo::build_status::not_started);
    const azdo::definition one = client.definitions().get("pipelinesTest000001", 28);
    CHECK(one.id() == 28 && one.queue_status() == azdo::queue_status::enabled && !one.yaml_file().empty());
    auto list = at("devops-cli-test-org").definitions().list("buildtests", {{"name", "BuildTests Definition1"}});
    CHECK(list.begin()->name() == "BuildTests Definition1" && list.begin() == list.end());
}

} // namespace
