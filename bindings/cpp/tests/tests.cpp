// The header as its users meet it, against the sandbox: tests FOLDER, where FOLDER is what the Makefile builds into.
#include "testing.hpp"
#include "unit.hpp"

#include <azdo_operations.hpp>

#include <dirent.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <new>
#include <numeric>
#include <sstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#if defined(__cpp_lib_ranges)
#include <ranges>
#endif

namespace {

using namespace std::chrono_literals;
using support::contains;
using support::run;
using support::sandbox;

using testing::folder;
using testing::secret;
using testing::test;
using testing::tests;
using testing::thrown;
constexpr auto patience = 20s; // far more than anything here takes

// What a handle, an iterator and an error are.
template <class Handle>
constexpr bool is_handle = sizeof(Handle) == sizeof(void *) && !std::is_copy_constructible_v<Handle> &&
                           std::is_nothrow_move_constructible_v<Handle> && std::is_nothrow_move_assignable_v<Handle>;
static_assert(is_handle<azdo::client> && is_handle<azdo::credential> && is_handle<azdo::cancel>);
static_assert(is_handle<azdo::response> && is_handle<azdo::string> && is_handle<azdo::params>);
static_assert(!std::is_copy_constructible_v<azdo::list<azdo::build>>);
static_assert(std::is_nothrow_move_constructible_v<azdo::list<azdo::build>>);
static_assert(std::is_nothrow_copy_constructible_v<azdo::error> && std::is_nothrow_copy_assignable_v<azdo::error>);
static_assert(std::is_nothrow_copy_constructible_v<azdo::not_found> && std::is_base_of_v<std::exception, azdo::error>);
static_assert(std::is_convertible_v<azdo::cancel &, azdo::waiting> &&
              !std::is_convertible_v<azdo::cancel, azdo::waiting>);
static_assert(noexcept(std::declval<azdo::builds>().try_get(std::declval<const azdo::argument &>(), 1)));
using build_iterator = azdo::list<azdo::build>::iterator;
using iterator_facts = std::iterator_traits<build_iterator>;
static_assert(std::is_same_v<iterator_facts::iterator_category, std::input_iterator_tag>);
static_assert(std::is_same_v<iterator_facts::value_type, azdo::build>);
#if defined(__cpp_lib_ranges)
static_assert(std::input_iterator<build_iterator> && std::ranges::input_range<azdo::list<azdo::build>>);
static_assert(std::ranges::input_range<azdo::pages<azdo::project>>);
static_assert(std::ranges::forward_range<const azdo::page<azdo::build>>);
static_assert(std::ranges::sized_range<const azdo::page<azdo::build>>);
#endif

azdo::client connect(const sandbox &service, const azdo::argument &pat = nullptr) {
    const azdo::value ca_file = service.ca_file.empty() ? nullptr : service.ca_file.c_str();
    // Most faults here do not pass: no use in waiting until they have been met five times.
    azdo::params options{{"timeout_ms", 30000}, {"max_retries", 0}};
    return azdo::client{service.url, azdo::credential::pat(pat.get() ? pat.get() : service.pat.c_str()),
                        options.set("ca_file", ca_file)};
}

std::vector<std::int64_t> ids(azdo::list<azdo::build> builds) {
    std::vector<std::int64_t> all;
    for (const azdo::build &build : builds) all.push_back(build.id());
    return all;
}

template <class Call> auto lasted(Call call) {
    const auto began = std::chrono::steady_clock::now();
    call();
    return std::chrono::steady_clock::now() - began;
}

std::string member(std::string_view json, std::string_view name) {
    const std::string key = '"' + std::string(name) + "\":";
    const auto from = json.find(key);
    if (from == json.npos) return {};
    const auto start = from + key.size();
    if (json[start] == '"') return std::string(json.substr(start + 1, json.find('"', start + 1) - start - 1));
    return std::string(json.substr(start, json.find_first_of(",}", start) - start));
}

TEST(header_is_what_rfc_7617_says) {
    CHECK(azdo::basic_auth_header("token") == "Basic OnRva2Vu");
    CHECK(azdo::basic_auth_header("a:b:c", "u") == "Basic dTphOmI6Yw==");
    CHECK(azdo::basic_auth_header(" t\xc3\xb6k\xc3\xa9n\r\n", "j\xc3\xb6rg") == "Basic asO2cmc6dMO2a8Opbg==");
    const std::string copy = azdo::basic_auth_header("token");
    CHECK("Authorization: " + copy == "Authorization: Basic OnRva2Vu");
    CHECK(azdo::basic_auth_header(std::string_view("token, and more").substr(0, 5)).view() == "Basic OnRva2Vu");
    std::ostringstream out;
    const azdo::string header = azdo::basic_auth_header(std::string("x"));
    out << header;
    CHECK(out.str() == "Basic Ong=" && header.size() == 10 && header.data()[10] == 0 &&
          std::string(header) == out.str());
    CHECK(azdo::credential::pat("x").header().view() == header.view());
}

TEST(what_cannot_be_a_token_is_refused_unseen) {
    using namespace std::string_literals;
    const std::string planted = secret;
    for (const std::string &pat : {""s, planted + '\n' + planted, planted + '\0' + planted, planted + "\xff"}) {
        const auto refused = thrown<azdo::invalid_argument>([&] { azdo::basic_auth_header(pat); });
        CHECK(refused && refused->status() == azdo::status::invalid_argument && refused->cause() == "invalid_argument");
    }
    const auto cut = thrown<azdo::invalid_argument>([&] { azdo::basic_auth_header("abc\0def"s); });
    CHECK(cut && contains(cut->what(), "byte 3"));
    CHECK(thrown<azdo::invalid_argument>([] { azdo::basic_auth_header(nullptr); }));
}

TEST(every_build_over_all_pages) {
    const sandbox service({"--builds", "45", "--projects", "1"});
    const auto client = connect(service);
    const auto builds = client.builds();
    const auto whole = ids(builds.list(service.project));
    CHECK(whole.size() == 45);
    for (const int size : {1, 44, 45, 46}) CHECK(ids(builds.list(service.project, {{"page_size", size}})) == whole);
    CHECK(ids(builds.list(service.project, {{"$top", "7"}, {"page_size", 3}})) ==
          std::vector<std::int64_t>(whole.begin(), whole.begin() + 7));

    std::vector<azdo::page<azdo::build>> pages;
    for (const auto &page : builds.list(service.project, {{"page_size", 20}}).by_page()) pages.push_back(page);
    CHECK(pages.size() == 3 && pages[0].size() == 20 && pages[1].size() == 20 && pages[2].size() == 5);
    CHECK(pages[2].token().empty() && !pages[2].empty() && pages[1][3].id() == whole[23]);
    auto rest = builds.list(service.project, {{"page_size", 20}, {"continuationToken", pages[0].token()}});
    CHECK(ids(std::move(rest)) == std::vector<std::int64_t>(whole.begin() + 20, whole.end()));

    // The page that a list is inside of is not given again.
    auto begun = builds.list(service.project, {{"page_size", 20}});
    CHECK(begun.begin()->id() == whole[0]);
    auto others = std::move(begun).by_page();
    const auto second = others.try_next();
    CHECK(second && *second && (**second)[0].id() == whole[20]);
}

TEST(ranges_are_native) {
    const sandbox service({"--builds", "30", "--projects", "1"});
    const auto client = connect(service);
    const auto list = [&] { return client.builds().list(service.project, {{"page_size", 7}}); };
    const auto whole = ids(list());

    auto copied = list();
    const std::vector<azdo::build> all(copied.begin(), copied.end());
    CHECK(all.size() == 30 && all[29].id() == whole[29] && copied.begin() == copied.end());
    auto sought = list();
    const auto found =
        std::find_if(sought.begin(), sought.end(), [&](const azdo::build &b) { return b.id() == whole[9]; });
    CHECK(found != sought.end() && found->id() == whole[9]);
    // A loop that was left goes on where it was.
    CHECK(std::distance(sought.begin(), sought.end()) == 20);
    auto stepped = list();
    auto at = stepped.begin();
    const azdo::build first = *at++;
    CHECK(first.id() == whole[0] && at->id() == whole[1]);
    auto empty = client.builds().list(service.project, {{"$top", 0}});
    CHECK(empty.begin() == empty.end());
    auto page_list = list().by_page();
    const auto page = *page_list.begin();
    CHECK(std::accumulate(page.begin(), page.end(), std::int64_t{0}, [](std::int64_t sum, const azdo::build &b) {
              return sum + b.id();
          }) == std::accumulate(whole.begin(), whole.begin() + 7, std::int64_t{0}));
// Clang before 16 cannot compile the views of libstdc++.
#if defined(__cpp_lib_ranges) && (!defined(__clang__) || __clang_major__ >= 16)
    auto counted = list();
    CHECK(std::ranges::count_if(counted, [](const azdo::build &b) { return b.id() > 0; }) == 30);
    auto piped = list();
    std::vector<std::int64_t> some;
    const auto is_even = [](const azdo::build &b) { return b.id() % 2 == 0; };
    for (const std::int64_t id :
         piped | std::views::filter(is_even) | std::views::transform(&azdo::build::id) | std::views::take(5))
        some.push_back(id);
    std::vector<std::int64_t> expected;
    std::ranges::copy_if(whole, std::back_inserter(expected), [](std::int64_t id) { return id % 2 == 0; });
    expected.resize(5);
    CHECK(some == expected);
    auto paged = list().by_page();
    std::size_t sizes = 0;
    for (const std::size_t size : paged | std::views::transform(&azdo::page<azdo::build>::size)) sizes += size;
    CHECK(sizes == 30);
#endif
}

TEST(records_say_what_the_json_says_and_outlive_everything) {
    std::vector<azdo::build> builds;
    std::string project;
    {
        const sandbox service({"--builds", "40", "--projects", "1"});
        project = service.project;
        auto client = connect(service);
        auto list = client.builds().list(service.project, {{"page_size", 6}});
        client = connect(service);
        auto moved = std::move(list);
        for (const azdo::build &build : moved) builds.push_back(build);
    }
    CHECK(builds.size() == 40);
    std::vector<azdo::build> kept;
    for (azdo::build &build : builds) kept.push_back(std::move(build));
    builds.clear();
    int finished = 0, foreign = 0;
    for (const azdo::build &build : kept) {
        CHECK(contains(build.json(), "\"id\":" + std::to_string(build.id()) + ','));
        // Before it are other objects' results.
        const std::string_view json = build.json().substr(build.json().find("\"buildNumber\":"));
        CHECK(member(json, "buildNumber") == build.number() && member(json, "status") == build.status().name());
        const std::string branch = member(json, "sourceBranch");
        CHECK(branch == build.source_branch() || contains(branch, "\\"));
        CHECK(build.project_name() == project);
        CHECK(member(json, "result") == build.result().name() && build.source_version().size() == 40);
        CHECK(build.definition_name().size() > 5 && build.number().data()[build.number().size()] == 0);
        foreign += contains(build.definition_name(), "\xc3");
        std::tm tm{};
        const std::string text = member(json, "finishTime");
        CHECK(text.empty() != build.finish_time().has_value());
        if (text.empty()) continue;
        strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &tm);
        CHECK(std::chrono::floor<std::chrono::seconds>(*build.finish_time()).time_since_epoch().count() == timegm(&tm));
        CHECK(build.finish_time()->time_since_epoch().count() == build.finish_time_ns());
        CHECK(*build.queue_time() <= *build.start_time() && *build.start_time() <= *build.finish_time());
        finished++;
    }
    CHECK(finished > 0 && foreign > 0);
}

// A sandbox that answers the builds of o/p with this body.
sandbox replaying(const std::string &body) {
    const std::string place = folder + "/replay";
    mkdir(place.c_str(), 0755);
    std::string quoted;
    for (const char letter : body) (letter == '"' ? quoted += '\\' : quoted) += letter;
    std::ofstream(place + "/builds.json")
        << R"({"request":{"method":"GET","uri":"https://dev.azure.com/o/p/_apis/build/builds"},"response":{"status":200,)"
        << R"("reason":"OK","headers":{"content-type":["application/json"]},"body":")" << quoted << "\"}}";
    return sandbox({"--replay", place});
}

TEST(words_and_times_that_nobody_foresaw) {
    const sandbox service = replaying(
        R"({"count":4,"value":[{"id":1,"status":"completed","result":"exploded","queueTime":"2026-11-24T21:56:00.1234567Z"},)"
        R"({"id":2,"status":"dreaming","result":"melted","queueTime":"0001-01-01T00:00:00"},)"
        R"({"id":3,"result":"failed","queueTime":"9999-12-31T23:59:59Z"},{"id":9007199254740993,"keepForever":true}]})");
    const azdo::client client{service.url, azdo::credential::pat("x")};
    auto list = client.builds().list("p");
    const std::vector<azdo::build> builds(list.begin(), list.end());
    if (!CHECK(builds.size() == 4)) return;
    CHECK(builds[0].status() == azdo::build_status::completed && builds[0].result() == azdo::build_result::unknown);
    CHECK(builds[1].result() == azdo::build_result::unknown && builds[0].result() != builds[1].result());
    CHECK(builds[2].result() == azdo::build_result::failed && builds[3].result() == azdo::build_result::none);
    CHECK(builds[3].result().name().empty() && builds[3].id() == 9007199254740993 && builds[3].keep_forever());
    std::ostringstream out;
    out << builds[0].result() << ' ' << builds[1].status() << ' ' << builds[2].result();
    CHECK(out.str() == "exploded dreaming failed");
    bool found = false;
    switch (builds[2].result()) {
    case azdo::build_result::failed: found = true; break;
    default: break;
    }
    CHECK(found);
    CHECK(builds[0].queue_time_ns() % 1000000000 == 123456700 && !builds[1].queue_time());
    CHECK(builds[1].queue_time_ns() == AZDO_TIME_NONE && builds[2].queue_time() == azdo::time_point::max());
}

TEST(filters_have_the_references_names) {
    const sandbox service({"--builds", "60", "--projects", "1"});
    const auto client = connect(service);
    const auto builds = client.builds();
    auto failed = builds.list(service.project, {{"resultFilter", "failed"}, {"statusFilter", nullptr}});
    const std::vector<azdo::build> some(failed.begin(), failed.end());
    CHECK(!some.empty() && std::all_of(some.begin(), some.end(), [](const azdo::build &build) {
        return build.result() == azdo::build_result::failed;
    }));
    // A moment, a word and text that are not NUL-terminated.
    const azdo::build &middle = some[some.size() / 2];
    auto later = builds.list(
        middle.project_name(),
        {{"minTime", *middle.queue_time()}, {"resultFilter", middle.result()}, {"queryOrder", "queueTimeAscending"}});
    CHECK(later.begin()->id() == middle.id());
    auto until =
        builds.list(service.project, {{"maxTime", *middle.queue_time()}, {"resultFilter", std::string("failed")}});
    CHECK(until.begin()->id() == middle.id());
    azdo::params query;
    query.set("resultFilter", "succeeded").set("resultFilter", "failed").set("$top", 2u);
    CHECK(ids(builds.list(service.project, std::move(query))).size() == 2);

    const auto unknown =
        thrown<azdo::invalid_argument>([&] { builds.list(service.project, {{"resultfilter", "failed"}}); });
    CHECK(unknown && contains(unknown->message(), "resultfilter") && contains(unknown->hint(), "resultFilter"));
    CHECK(thrown<azdo::invalid_argument>([&] { builds.list(service.project, {{"$top", true}}); }));
    const auto nul = thrown<azdo::invalid_argument>([&] { builds.list(std::string("a\0b", 3)); });
    CHECK(nul && contains(nul->what(), "project"));
}

TEST(moments_are_spelled) {
    using days = std::chrono::duration<int, std::ratio<86400>>;
    using seconds = std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>;
    const auto spelled = [](auto moment) { return std::string(azdo::value(moment).get()); };
    CHECK(spelled(azdo::time_point()) == "1970-01-01T00:00:00.0000000Z");
    CHECK(spelled(azdo::time_point(-1ns)) == "1969-12-31T23:59:59.9999999Z");
    CHECK(spelled(seconds(951782400s)) == "2000-02-29T00:00:00.0000000Z");
    CHECK(spelled(seconds(4107542399s)) == "2100-02-28T23:59:59.0000000Z");
    CHECK(spelled(azdo::time_point::max()) == "2262-04-11T23:47:16.8547758Z");
    CHECK(spelled(seconds::max()) == spelled(azdo::time_point::max()));
    for (int day = -100000; day < 100000; day += 97) {
        const std::time_t time = day * std::time_t{86400};
        std::tm tm{};
        char text[32];
        gmtime_r(&time, &tm);
        std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.0000000Z", &tm);
        if (!CHECK(spelled(seconds(days(day))) == text)) return;
    }
}

TEST(what_passes_is_tried_again_and_counted) {
    const sandbox service({"--builds", "5", "--fault", "status=503@builds#1"});
    const azdo::client client{service.url, azdo::credential::pat(service.pat)};
    CHECK(ids(client.builds().list(service.project)).size() == 5);
    CHECK(client.count(AZDO_COUNTER_REQUESTS) == 2 && client.count(AZDO_COUNTER_RETRIES) == 1);
    CHECK(client.count(AZDO_COUNTER_WAITED_MS) > 100 && client.count(AZDO_COUNTER_RECEIVED_BYTES) > 1000);
    CHECK(client.count(AZDO_COUNTER_THROTTLED) == 0);
}

TEST(the_other_jobs) {
    const sandbox service({"--builds", "5"});
    const auto client = connect(service);
    const azdo::string body = azdo::get_builds(service.url, service.pat, service.project);
    CHECK(member(body, "count") == "5" && client.builds().get_json(service.project).view() == body.view());
    const std::int64_t id = client.builds().list(service.project).begin()->id();
    CHECK(client.builds().get(service.project, id).id() == id);
    const azdo::client placed{service.url + '/' + service.project, azdo::credential::pat(service.pat)};
    CHECK(placed.builds().get(nullptr, id).id() == id && ids(placed.builds().list()).size() == 5);

    std::vector<std::string> names;
    for (const azdo::project &project : client.projects().list({{"page_size", 2}})) {
        CHECK(project.id().size() == 36 && project.revision() > 0 && project.last_update_time());
        names.emplace_back(project.name());
    }
    CHECK(names.size() == 3 && std::count(names.begin(), names.end(), service.project) == 1);

    auto response = client.request("GET", "_apis/projects", {{"Accept", "application/json"}});
    CHECK(response.status() == 200 && contains(response.header("CONTENT-type"), "application/json"));
    CHECK(response.header("no-such-header").empty());
    std::string streamed;
    char buffer[50];
    while (const std::size_t count = response.read(buffer, sizeof buffer)) streamed.append(buffer, count);
    CHECK(member(streamed, "count") == "3" && response.read(buffer, sizeof buffer) == 0);
    auto again = client.request("GET", service.url + "/_apis/projects");
    const std::size_t start = again.read(buffer, 7);
    CHECK(std::string(buffer, start) + std::string(again.body()) == streamed);
    CHECK(thrown<azdo::error>([&] { client.request("PUT", "_apis/projects", {}, "{}"); }));
    CHECK(azdo::version() == azdo_version());
}

template <class Kind> void becomes(const char *fault, azdo::status status) {
    const sandbox service({"--builds", "30", "--fault", fault});
    const auto client = connect(service);
    const auto error = thrown<Kind>([&] { ids(client.builds().list(service.project)); });
    if (!CHECK(error)) return static_cast<void>(std::fprintf(stderr, "by the fault %s\n", fault));
    CHECK(error->status() == status && !error->cause().empty() && contains(error->what(), error->message()));
    CHECK(contains(error->what(), error->hint()) && !contains(error->what(), service.pat));
    CHECK(error->retry_after().has_value() == (status == azdo::status::throttled));
    if (status == azdo::status::throttled) CHECK(error->retry_after() == 7s && error->is_retriable());
    if (status == azdo::status::forbidden) CHECK(error->http_status() == 403 && !error->is_retriable());
}

// What was asked for, by the client's trace: the last URL, up to its api-version.
std::string asked(const std::string &trace) {
    std::ifstream lines(trace);
    std::string line, last;
    while (std::getline(lines, line)) last = line;
    const auto from = last.find("/_apis/");
    return from == last.npos ? last : last.substr(from, last.find("api-version=", from) - from);
}

TEST(operations_take_what_the_reference_says) {
    namespace operations = azdo::operations;
    static_assert(!std::is_convertible_v<operations::report_get, const azdo::list_operation &>);
    static_assert(std::is_convertible_v<operations::builds_list, const azdo::list_operation &>);
    static_assert(std::is_nothrow_move_constructible_v<azdo::items> && !std::is_copy_constructible_v<azdo::items>);
    const sandbox service({"--builds", "12", "--projects", "1"});
    const std::string trace = folder + "/operations.trace";
    std::remove(trace.c_str());
    const azdo::client client{service.url, azdo::credential::pat(service.pat), {{"trace", trace}, {"max_retries", 0}}};
    const auto list = [&] { return operations::builds_list().project(service.project); };

    auto answer = client.call(operations::builds_list()
                                  .project(service.project)
                                  .build_ids({1001, 1002})
                                  .result_filter({"failed", "succeeded", "partiallySucceeded", "canceled", "none"})
                                  .min_time(azdo::time_point())
                                  .max_time("2100-01-01")
                                  .top(7));
    CHECK(answer.status() == 200 && contains(answer.header("content-type"), "application/json"));
    CHECK(contains(answer.body().view(), "\"value\""));
    CHECK(asked(trace) == "/_apis/build/builds?minTime=1970-01-01T00%3A00%3A00.0000000Z&maxTime=2100-01-01"
                          "&resultFilter=failed%2Csucceeded%2CpartiallySucceeded%2Ccanceled%2Cnone&$top=7"
                          "&queryOrder=queueTimeDescending&buildIds=1001%2C1002&");
    // One alone, a container, and what no version of this header knows.
    const std::vector<std::int64_t> ids{1003, 1004};
    operations::builds_list known;
    known.project(service.project).definitions(1).build_ids(ids).tag_filters("a").force("new Filter", "x");
    known.force("$top", "7").api_version("7.0");
    client.call(known).body();
    CHECK(asked(trace) == "/_apis/build/builds?definitions=1&tagFilters=a&$top=7&queryOrder=queueTimeDescending"
                          "&buildIds=1003%2C1004&new%20Filter=x&");

    std::vector<std::string> found;
    for (const std::string &json : client.items(list().page_size(5).query_order("queueTimeAscending")))
        found.push_back(member(json, "id"));
    CHECK(found.size() == 12 && found[0] == "1001" && found[11] == "1012");
    auto some = client.items("builds - list", {{"project", service.project}, {"$top", 3}});
    CHECK(std::distance(some.begin(), some.end()) == 3 && some.begin() == some.end());

    // It lives on without its client, and a failure does not end it.
    auto left = azdo::client{service.url, azdo::credential::pat(service.pat)}.items(list());
    CHECK(contains(**left.try_next(), "\"id\":1012"));

    const auto refused = [&](const azdo::operation &what, std::string_view word) {
        const auto failure = thrown<azdo::invalid_argument>([&] { client.call(what); });
        CHECK(failure && contains(failure->what(), word));
    };
    refused(azdo::operation("Bulds - List"), "Builds - List");
    refused(operations::report_get().project("p"), "buildId is missing");
    refused(list().result_filter("faild"), "Did you mean failed?");
    refused(operations::builds_queue().project("p"), "body is missing");
    refused(operations::builds_queue().project("p").body("{"), "not JSON");
    CHECK(thrown<azdo::invalid_argument>([&] { client.call(std::string_view("Builds - Get\0x", 14)); }));
    CHECK(thrown<azdo::invalid_argument>([&] { client.items("Report - Get", {{"project", "p"}, {"buildId", 1}}); }));
    CHECK(thrown<azdo::not_found>([&] { client.call(operations::builds_get().project(service.project).build_id(1)); }));
    CHECK(thrown<azdo::timeout>([&] { client.call("Projects - List", {}, nullptr, 0s); }));
}

TEST(a_failure_does_not_end_items) {
    const sandbox service({"--builds", "12", "--projects", "1", "--fault", "status=409@builds#2"});
    const auto client = connect(service);
    auto items = client.items(azdo::operations::builds_list().project(service.project).page_size(10));
    std::size_t count = 0;
    CHECK(thrown<azdo::conflict>([&] {
        for (const std::string &json : items) count += !json.empty();
    }));
    CHECK(count == 10);
    for (const std::string &json : items) count += !json.empty();
    CHECK(count == 12);
}

TEST(failures_are_exceptions_by_status) {
    becomes<azdo::error>("html", azdo::status::protocol);
    becomes<azdo::error>("broken-json", azdo::status::protocol);
    becomes<azdo::error>("cut", azdo::status::network);
    becomes<azdo::error>("reset", azdo::status::network);
    becomes<azdo::conflict>("status=409", azdo::status::conflict);
    becomes<azdo::error>("status=400", azdo::status::rejected);
    becomes<azdo::error>("status=503", azdo::status::unavailable);
    becomes<azdo::unauthenticated>("redirect-signin", azdo::status::unauthenticated);
    becomes<azdo::forbidden>("status=403", azdo::status::forbidden);
    becomes<azdo::throttled>("throttle=7", azdo::status::throttled);
    CHECK(azdo::name(azdo::status::not_found) == "NOT_FOUND");
}

TEST(other_failures) {
    const sandbox service({"--builds", "3", "--tls"});
    const auto client = connect(service);
    CHECK(ids(client.builds().list(service.project)).size() == 3);
    const auto missing = thrown<azdo::not_found>([&] { ids(client.builds().list("no such project")); });
    CHECK(missing && missing->cause() == "project_not_found" && missing->http_status() == 404);
    CHECK(missing && !missing->service_code().empty() && contains(missing->what(), missing->activity_id()));
    const auto get = [&](const azdo::argument &url, const azdo::params &options) {
        const auto failure = thrown<azdo::error>(
            [&] { azdo::client{url, azdo::credential::pat(secret), options}.builds().get_json("p"); });
        return failure ? failure->status() : azdo::status::internal;
    };
    CHECK(get(service.url, {}) == azdo::status::tls);
    CHECK(get("http://127.0.0.1:1/c", {}) == azdo::status::network);
    CHECK(get("https://nobody.invalid/c", {}) == azdo::status::network);
    CHECK(get(service.url, {{"ca_file", folder + "/none.pem"}}) == azdo::status::io);
    const auto limited = azdo::client(service.url, azdo::credential::pat(service.pat),
                                      {{"ca_file", service.ca_file}, {"max_body_bytes", 10}});
    const auto large = thrown<azdo::error>([&] { limited.builds().get_json(service.project); });
    CHECK(large && large->status() == azdo::status::limit);
    const auto proxied = thrown<azdo::error>([&] {
        azdo::client(service.url, azdo::credential::pat(service.pat), {{"proxy", "http://me:planted@127.0.0.1:1"}})
            .builds()
            .get_json("p");
    });
    CHECK(proxied && proxied->cause() == "proxy_unreachable" && !contains(proxied->what(), "planted"));
    const auto incomplete = thrown<azdo::error>([&] {
        azdo::client(service.url, azdo::credential::pat("x"), {{"client_cert_file", service.ca_file}});
    });
    CHECK(incomplete && incomplete->status() == azdo::status::io && contains(incomplete->what(), "client_key_file"));
    const auto option = thrown<azdo::invalid_argument>(
        [&] { azdo::client(service.url, azdo::credential::pat("x"), {{"no_such_option", 1}}); });
    CHECK(option && contains(option->what(), "no_such_option"));
    CHECK(thrown<azdo::invalid_argument>([] { azdo::client("http://example.com/c", azdo::credential::pat("x")); }));
    // Copies share what is known, and are what a copied exception is.
    try {
        client.builds().get(service.project, 77777777);
    } catch (...) {
        const auto current = std::current_exception();
        try {
            std::rethrow_exception(current);
        } catch (const std::exception &error) {
            CHECK(contains(error.what(), "77777777"));
        }
    }
}

TEST(a_list_that_is_moved_in_the_middle_of_a_page) {
    const sandbox service({"--builds", "30", "--projects", "1"});
    const auto client = connect(service, service.pat);
    auto first = client.builds().list(service.project, {{"page_size", 10}});
    std::vector<std::int64_t> seen;
    for (int step = 0; step < 3; step++) seen.push_back((*first.try_next())->id());
    auto second = std::move(first);
    while (const auto build = *second.try_next()) seen.push_back(build->id());
    CHECK(seen.size() == 30 && seen == ids(client.builds().list(service.project)));
    CHECK(first.try_next().error().status() == azdo::status::invalid_argument);

    azdo::build kept = client.builds().get(service.project, seen[0]);
    const azdo::build taken = std::move(kept);
    CHECK(kept.id() == seen[0] && kept.number() == taken.number());
    azdo::cancel token;
    const azdo::cancel other = std::move(token);
    CHECK(thrown<azdo::invalid_argument>([&] { client.builds().get(service.project, seen[0], token); }));
}

TEST(words) {
    using word = azdo::word<azdo::build_result>;
    const word failed{AZDO_BUILD_RESULT_FAILED, "failed"}, shouted{AZDO_BUILD_RESULT_FAILED, "FAILED"};
    CHECK(failed == shouted && failed == azdo::build_result::failed && shouted == azdo::build_result::failed);
    CHECK(failed == "Failed" && failed != "succeeded" && failed != word(AZDO_BUILD_RESULT_CANCELED, "canceled"));
    std::ostringstream out;
    out << failed << ' ' << word{AZDO_BUILD_RESULT_NONE, ""};
    CHECK(out.str() == "failed none");
    const word later{77, "melted"}, other{AZDO_BUILD_RESULT_UNKNOWN, "exploded"};
    CHECK(later == azdo::build_result::unknown && later != other && later == word(0, "Melted"));
}

TEST(references) {
    azdo::reference first = azdo::reference::parse("https://dev.azure.com/fabrikam/My%20Project/_build/results?buildId=42");
    const azdo::reference pasted = std::move(first);
    CHECK(pasted.kind() == azdo::reference_kind::build && pasted.build_id() == 42 && pasted.project() == "My Project");
    CHECK(azdo::reference::parse(pasted.api_url()).build_id() == 42);
    CHECK(first.build_id() == 0 && first.project().empty());
    CHECK(azdo::reference::try_parse("nothing of the kind").error().status() == azdo::status::invalid_argument);
    CHECK(thrown<azdo::invalid_argument>([] { azdo::reference::parse(nullptr); }));
}

TEST(credentials) {
    const sandbox service({"--builds", "3"});
    for (const auto &[pat, http] : {std::pair(secret, 401), std::pair("signin203", 203)}) {
        const auto refused = thrown<azdo::unauthenticated>(
            [&, token = pat] { ids(connect(service, token).builds().list(service.project)); });
        CHECK(refused && refused->http_status() == http && contains(refused->hint(), "token"));
    }
    CHECK(azdo::credential::pat(secret).source() == "personal access token");
    CHECK(thrown<azdo::unauthenticated>([&] { azdo::credential::from_environment(service.url); }));
    setenv("AZDO_PAT", service.pat.c_str(), 1);
    setenv("SYSTEM_COLLECTIONURI", service.url.c_str(), 1);
    CHECK(azdo::credential::from_environment(service.url).source() == "AZDO_PAT");
    CHECK(ids(azdo::client(service.url).builds().list(service.project)).size() == 3);
    unsetenv("AZDO_PAT");
    unsetenv("SYSTEM_COLLECTIONURI");

    const auto client = connect(service, secret);
    CHECK(thrown<azdo::unauthenticated>([&] { client.builds().get_json(service.project); }));
    client.set_credential(azdo::credential::pat(service.pat));
    CHECK(!client.builds().get_json(service.project).view().empty());

    using hours = std::chrono::time_point<std::chrono::system_clock, std::chrono::hours>;
    const auto now = std::chrono::system_clock::now();
    const auto expired = azdo::credential::bearer(secret, now - 1s);
    CHECK(thrown<azdo::unauthenticated>([&] { expired.header(); }));
    CHECK(azdo::credential::bearer("t", now + 1h).header().view() == "Bearer t");
    CHECK(azdo::credential::bearer("t", hours::max()).header().view() == "Bearer t");
    CHECK(azdo::credential::bearer("t").header().view() == "Bearer t");
    CHECK(thrown<azdo::unauthenticated>([&] { azdo::credential::bearer(secret, hours::min()).header(); }));
}

// What a token provider of the test's own throws.
struct out_of_tokens {
    int number;
};

TEST(token_providers) {
    const sandbox service({"--builds", "12", "--projects", "1"});
    const auto json = [&](const azdo::client &client) { return client.builds().get_json(service.project).size(); };
    std::atomic<int> asked{0};
    const auto lasting = [&](std::chrono::minutes span) {
        return [&asked, &service, span] {
            asked++;
            return azdo::credential::bearer(service.pat, std::chrono::system_clock::now() + span);
        };
    };

    // Not before the first call, and once for many, threads among them.
    const azdo::client client{service.url, lasting(60min)};
    CHECK(asked == 0);
    const auto whole = ids(client.builds().list(service.project, {{"page_size", 5}}));
    CHECK(whole.size() == 12 && client.builds().get(service.project, whole[0]).id() == whole[0]);
    CHECK(json(client) > 0 && client.request("GET", "_apis/projects").status() == 200);
    const auto together = [&](const azdo::client &shared) {
        std::atomic<int> right{0};
        std::vector<std::thread> threads;
        for (int index = 0; index < 16; index++)
            threads.emplace_back(
                [&] { right += ids(shared.builds().list(service.project, {{"page_size", 5}})) == whole; });
        for (std::thread &thread : threads) thread.join();
        return right.load();
    };
    CHECK(together(client) == 16 && asked == 1);

    // From five minutes before its end a token is due: another for each call, of which each step to a page is one.
    const azdo::client hasty{service.url, lasting(4min), {{"timeout_ms", 30000}}};
    asked = 0;
    CHECK(json(hasty) > 0 && asked == 1);
    CHECK(json(hasty) > 0 && asked == 2);
    CHECK(ids(hasty.builds().list(service.project, {{"page_size", 5}})) == whole && asked == 6);
    CHECK(together(hasty) == 16);

    // Threads that all need the first one.
    const azdo::client crowded{service.url, lasting(60min)};
    asked = 0;
    CHECK(together(crowded) == 16 && asked >= 1 && asked <= 16);
}

TEST(a_refused_token_is_replaced_once) {
    const sandbox service({"--builds", "12", "--projects", "1", "--fault", "status=401@continuationToken#1"});
    std::vector<std::string> tokens;
    std::size_t asked = 0;
    const auto provider = [&] { return azdo::credential::bearer(tokens[std::min(asked++, tokens.size() - 1)]); };
    const azdo::client client{service.url, provider};

    tokens = {secret, service.pat};
    CHECK(client.builds().get_json(service.project).size() > 0 && asked == 2);
    // The list goes on with another token at the page that was refused, also without its client.
    auto made = azdo::client::try_make(service.url, provider);
    tokens = {service.pat}, asked = 0;
    auto list = made->builds().list(service.project, {{"page_size", 5}});
    made = azdo::error(azdo::status::io, "gone");
    CHECK(ids(std::move(list)).size() == 12 && asked == 2);

    tokens = {secret}, asked = 0;
    const azdo::client wrong{service.url, provider};
    CHECK(thrown<azdo::unauthenticated>([&] { wrong.builds().get_json(service.project); }) && asked == 2);
    CHECK(thrown<azdo::unauthenticated>([&] { wrong.builds().get_json(service.project); }) && asked == 3);
    CHECK(thrown<azdo::not_found>([&] { client.builds().get(service.project, 999999); }) && asked == 3);
}

TEST(what_a_token_provider_throws_comes_out) {
    const sandbox service({"--builds", "12", "--projects", "1"});
    int asked = 0;
    const azdo::client client{service.url, [&] {
                                  if (++asked == 2) throw out_of_tokens{asked};
                                  if (asked == 3) azdo::credential::pat(nullptr);
                                  if (asked == 4) throw std::bad_alloc();
                                  return azdo::credential::bearer(service.pat, std::chrono::system_clock::now() + 1min);
                              }};
    std::vector<std::int64_t> all;
    auto list = client.builds().list(service.project, {{"page_size", 5}});
    const auto go_on = [&] {
        for (const azdo::build &build : list) all.push_back(build.id());
    };
    int caught = 0;
    try {
        go_on();
    } catch (const out_of_tokens &what) {
        caught = what.number;
    }
    CHECK(caught == 2 && all.size() == 5);
    CHECK(thrown<azdo::invalid_argument>(go_on));
    const auto failed = client.builds().try_get_json(service.project);
    CHECK(!failed && failed.error().status() == azdo::status::unauthenticated && failed.error().origin());
    CHECK(contains(failed.error().what(), "the token provider failed: "));
    bool same = false;
    try {
        failed.value();
    } catch (const std::bad_alloc &) {
        same = true;
    }
    go_on();
    CHECK(same && all == ids(client.builds().list(service.project)));
    CHECK(!azdo::result<>(azdo::error(azdo::status::io, "x")).error().origin());

    // One that is told how long the call may wait, and one that gives nothing of use.
    const azdo::client slow{service.url, [](const azdo::waiting &limit) {
                                return azdo::credential::from_git("https://dev.azure.com/x", {}, limit);
                            }};
    azdo::cancel token;
    token.signal();
    CHECK(thrown<azdo::cancelled>([&] { slow.builds().get_json(service.project, token); }));
    const azdo::client useless{service.url, [] { return azdo::credential(); }};
    CHECK(thrown<azdo::invalid_argument>([&] { useless.builds().get_json(service.project); }));
    const azdo::client empty{service.url, std::function<azdo::credential()>()};
    CHECK(!empty.builds().try_get_json(service.project));
}

// A command in front of all others in PATH, for as long as this lives.
class fake_command {
  public:
    fake_command(const std::string &name, const std::string &script)
        : path_(support::variable("PATH")), file_(folder + "/commands/" + name) {
        mkdir((folder + "/commands").c_str(), 0700);
        std::ofstream(file_) << "#!/bin/sh\n" << script << '\n';
        chmod(file_.c_str(), 0700);
        setenv("PATH", (folder + "/commands:" + path_).c_str(), 1);
    }
    fake_command(const fake_command &) = delete;
    fake_command &operator=(const fake_command &) = delete;
    ~fake_command() {
        setenv("PATH", path_.c_str(), 1);
        unlink(file_.c_str());
    }

  private:
    std::string path_, file_;
};

TEST(credentials_of_other_programs) {
    const sandbox service({"--builds", "3", "--projects", "1"});
    const auto works = [&](const azdo::credential &who) {
        return ids(azdo::client(service.url, who).builds().list(service.project)).size() == 3;
    };
    setenv("PAT", service.pat.c_str(), 1);
    setenv("GIT_CONFIG_COUNT", "1", 1);
    setenv("GIT_CONFIG_KEY_0", "credential.helper", 1);
    setenv("GIT_CONFIG_VALUE_0", "!f() { echo username=x; echo password=$PAT; }; f", 1);
    const auto of_git = azdo::credential::from_git(service.url, {{"timeout_ms", 20000}, {"prompt", false}}, patience);
    CHECK(of_git.source() == "git credential" && works(of_git));
    of_git.renew(patience);
    CHECK(azdo::credential::find(service.url, "environment, git").source() == "git credential");
    CHECK(thrown<azdo::unauthenticated>([&] { azdo::credential::find(service.url); }));
    CHECK(thrown<azdo::invalid_argument>([&] { azdo::credential::find(service.url, "the moon"); }));
    CHECK(thrown<azdo::invalid_argument>([&] { azdo::credential::from_git(service.url, {{"nonsense", 1}}); }));

    setenv("GIT_CONFIG_VALUE_0", "!false", 1);
    const auto none = thrown<azdo::unauthenticated>([&] { azdo::credential::from_git(service.url); });
    CHECK(none && none->cause() == "credential_unavailable");
    setenv("GIT_CONFIG_VALUE_0", "!f() { sleep 60; }; f", 1);
    CHECK(lasted([&] { CHECK(thrown<azdo::timeout>([&] { azdo::credential::from_git(service.url, {}, 200ms); })); }) <
          patience);
    for (const char *const name : {"GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"}) unsetenv(name);

    {
        const fake_command az("az", R"(test "$*" = "${*#*--tenant contoso}" || PAT=other
echo "{\"accessToken\": \"$PAT\", \"expires_on\": 4102444800}")");
        const auto of_az = azdo::credential::from_azure_cli({}, patience);
        CHECK(of_az.source() == "Azure CLI" && works(of_az));
        CHECK(azdo::credential::from_azure_cli({{"tenant", "contoso"}}).header() == "Bearer other");
        CHECK(azdo::credential::find("https://dev.azure.com/fabrikam", "azure_cli").source() == "Azure CLI");
    }
    const fake_command az("az", "echo 'Please run az login' >&2; exit 1");
    const auto signed_out = azdo::credential::try_from_azure_cli();
    CHECK(!signed_out && signed_out.error().status() == azdo::status::unauthenticated &&
          signed_out.error().cause() == "credential_unavailable" && contains(signed_out.error().what(), "az login"));
    unsetenv("PAT");

    // Nothing there speaks for Microsoft Entra, but it is asked, and by the right name.
    const auto place = service.url.substr(0, service.url.find('/', 8));
    const auto refused = azdo::credential::try_from_client_secret("contoso", "id", secret, {{"authority", place}}, 20s);
    CHECK(!refused && contains(refused.error().message(), "contoso") && !contains(refused.error().what(), secret));
    CHECK(thrown<azdo::invalid_argument>([] { azdo::credential::from_client_secret("contoso", "id", nullptr); }));
    CHECK(azdo::credential::pat("x").try_renew() && !azdo::credential().try_renew());
    CHECK(thrown<azdo::unauthenticated>([] { azdo::credential::bearer("x", azdo::time_point()).renew(); }));
}

TEST(a_failure_has_every_id) {
    const sandbox service({"--builds", "1", "--projects", "1"});
    const auto missing = connect(service).builds().try_get("no such project", 1);
    if (!CHECK(!missing)) return;
    const azdo::error &failure = missing.error();
    CHECK(failure.type_key() == "ProjectDoesNotExistWithNameException" && failure.service_code() == failure.type_key());
    CHECK(failure.message_code() == "TF200016");
    CHECK(failure.e2e_id().size() == 36 && failure.e2e_id() == failure.activity_id());
    CHECK(failure.session_id().size() == 36 && contains(failure.edge_ref(), "Ref A: "));
    const azdo::error own(azdo::status::io, "x");
    CHECK((std::string() + own.type_key().data() + own.message_code().data() + own.e2e_id().data() +
           own.session_id().data() + own.edge_ref().data())
              .empty());
}

TEST(results_instead_of_exceptions) {
    const sandbox service({"--builds", "5", "--projects", "1"});
    const auto client = azdo::client::try_make(service.url, *azdo::credential::try_pat(service.pat));
    if (!CHECK(client && client.has_value())) return;
    auto builds = client->builds().try_list(service.project, {{"page_size", 2}});
    int count = 0;
    auto build = builds->try_next();
    for (; build && *build; build = builds->try_next()) count++;
    CHECK(build && count == 5);
    const auto refused = client->builds().try_list(service.project, {{"nonsense", 1}});
    CHECK(!refused && refused.error().status() == azdo::status::invalid_argument);
    CHECK(thrown<azdo::invalid_argument>([&] { refused.value(); }));
    CHECK(!azdo::credential::try_pat(nullptr) && !azdo::client::try_make(nullptr, *azdo::credential::try_pat("x")));
}

TEST(waiting_ends_from_outside) {
    const sandbox service({"--builds", "6", "--fault", "stall-headers"});
    const auto client = connect(service);
    const auto ask = [&](const azdo::waiting &until) {
        return [&] { client.builds().get_json(service.project, until); };
    };
    CHECK(lasted([&] { CHECK(thrown<azdo::timeout>(ask(200ms))); }) < patience);
    CHECK(lasted([&] { CHECK(thrown<azdo::timeout>(ask(std::chrono::steady_clock::now() + 200ms))); }) < patience);
    CHECK(lasted([&] { CHECK(thrown<azdo::timeout>(ask(std::chrono::system_clock::now() + 200ms))); }) < patience);
    CHECK(lasted([&] { CHECK(thrown<azdo::timeout>(ask(-5s))); }) < patience);
    CHECK(lasted([&] { CHECK(thrown<azdo::timeout>(ask(std::chrono::system_clock::time_point::min()))); }) < patience);
    CHECK(lasted([&] { CHECK(thrown<azdo::timeout>(ask(0.2s))); }) >= 200ms);

    azdo::cancel token;
    const auto cancelling = [&] {
        std::thread other([&] {
            std::this_thread::sleep_for(100ms);
            token.signal();
        });
        CHECK(thrown<azdo::cancelled>(ask(token)));
        other.join();
    };
    CHECK(lasted(cancelling) < patience);
    CHECK(thrown<azdo::cancelled>(ask(token)));
    token.reset();
    token.after(100ms);
    CHECK(thrown<azdo::timeout>(ask(token)));
    token.after(std::chrono::hours::max());
    CHECK(lasted(cancelling) < patience);

    // Limits that are far away change nothing, and a list has its own for each page, or one for all.
    const sandbox sound({"--builds", "6", "--projects", "1"});
    const auto other = connect(sound);
    for (int kind = 0; kind < 4; kind++) {
        azdo::waiting far = kind == 0   ? azdo::waiting(1h)
                            : kind == 1 ? azdo::waiting(std::chrono::hours::max())
                            : kind == 2 ? azdo::waiting(std::chrono::steady_clock::time_point::max())
                                        : azdo::waiting(std::chrono::system_clock::now() + std::chrono::hours(1));
        CHECK(ids(other.builds().list(sound.project, {{"page_size", 2}}, std::move(far))).size() == 6);
    }
    auto slow = other.builds().list(sound.project, {{"page_size", 3}}, 1s);
    auto short_of_time = other.builds().list(sound.project, {{"page_size", 3}}, std::chrono::steady_clock::now() + 1s);
    CHECK(slow.begin() != slow.end() && short_of_time.begin() != short_of_time.end());
    std::this_thread::sleep_for(1100ms);
    CHECK(std::distance(slow.begin(), slow.end()) == 5);
    CHECK(thrown<azdo::timeout>([&] { ids(std::move(short_of_time)); }));
}

TEST(stop_tokens) {
#ifdef __cpp_lib_jthread
    const sandbox service({"--builds", "6", "--fault", "stall-headers"});
    const auto client = connect(service);
    std::stop_source source;
    const auto stopping = [&] {
        std::jthread other([&] {
            std::this_thread::sleep_for(100ms);
            source.request_stop();
        });
        CHECK(thrown<azdo::cancelled>([&] { client.builds().get_json(service.project, source.get_token()); }));
    };
    CHECK(lasted(stopping) < patience);
    CHECK(thrown<azdo::cancelled>([&] { client.builds().get(service.project, 1, source.get_token()); }));
    CHECK(thrown<azdo::cancelled>([&] { ids(client.builds().list(service.project, {}, source.get_token())); }));
    CHECK(thrown<azdo::cancelled>([&] { client.request("GET", "_apis/projects", {}, {}, source.get_token()); }));
    CHECK(thrown<azdo::cancelled>(
        [&] { azdo::get_builds(service.url, service.pat, service.project, nullptr, {source.get_token(), 1h}); }));
    CHECK(failure_elsewhere(client, source.get_token()) == azdo::status::cancelled);
    const std::stop_source quiet;
    const auto moment = std::chrono::steady_clock::now() + 200ms;
    CHECK(thrown<azdo::timeout>([&] { client.builds().get_json(service.project, {quiet.get_token(), 100ms}); }));
    CHECK(thrown<azdo::timeout>([&] { client.builds().get_json(service.project, {quiet.get_token(), moment}); }));
    // A thread that is stopped ends its loop.
    const sandbox sound({"--builds", "6", "--projects", "1"});
    const auto other = connect(sound);
    std::atomic<int> seen = 0;
    {
        std::jthread worker([&](std::stop_token stop) {
            CHECK(thrown<azdo::cancelled>([&] {
                for (;;)
                    for (const azdo::build &build : other.builds().list(sound.project, {{"page_size", 1}}, stop))
                        seen += build.id() > 0;
            }));
        });
        while (seen < 3) std::this_thread::yield();
    }
    CHECK(seen >= 3);
#endif
}

TEST(a_failure_does_not_end_a_list) {
    const sandbox service({"--builds", "12", "--projects", "1", "--fault", "status=409@continuationToken#1"});
    const auto client = connect(service);
    auto builds = client.builds().list(service.project, {{"page_size", 5}});
    std::vector<std::int64_t> all;
    const auto go_on = [&] {
        for (const azdo::build &build : builds) all.push_back(build.id());
    };
    CHECK(thrown<azdo::conflict>(go_on) && all.size() == 5);
    go_on();
    CHECK(all == ids(client.builds().list(service.project)));
}

TEST(one_client_and_many_threads) {
    const sandbox service({"--builds", "50", "--projects", "1"});
    const auto client = connect(service);
    const auto whole = ids(client.builds().list(service.project));
    auto pages = client.builds().list(service.project).by_page();
    const azdo::page<azdo::build> shared = *pages.begin();
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int index = 0; index < 16; index++)
        threads.emplace_back([&] {
            std::vector<std::int64_t> read;
            for (const azdo::build &build : shared) read.push_back(build.id());
            right += read == whole && ids(client.builds().list(service.project, {{"page_size", 9}}, 1h)) == whole;
        });
    for (std::thread &thread : threads) thread.join();
    CHECK(right == 16);
}

long descriptors() {
    long count = 0;
    DIR *const open = opendir("/proc/self/fd");
    while (readdir(open)) count++;
    closedir(open);
    return count;
}

long resident_pages() {
    long total = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return resident;
}

TEST(clients_come_and_go) {
    const sandbox service({"--builds", "20", "--projects", "1"});
    const auto some = [&](int count) {
        for (int index = 0; index < count; index++) {
            const auto client = connect(service);
            azdo::cancel token;
            if (index % 50) continue;
            CHECK(ids(client.builds().list(service.project, {{"page_size", 7}}, 1h)).size() == 20);
            CHECK(!client.builds().try_get("none", 1, token));
        }
    };
    some(1000);
    const long before = descriptors(), resident = resident_pages();
    some(4000);
    CHECK(descriptors() <= before + 2);
    // 4000 leaks of 500 bytes would be seen.
    CHECK((resident_pages() - resident) * sysconf(_SC_PAGESIZE) < 2000000);
}

TEST(a_call_without_a_descriptor_for_its_token_fails) {
    const sandbox service({"--builds", "1", "--projects", "1"});
    const auto client = connect(service);
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const rlimit none{0, limit.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
    const auto timed = client.builds().try_get_json(service.project, 1h);
    const auto token = azdo::cancel::try_make();
    setrlimit(RLIMIT_NOFILE, &limit);
    CHECK(!timed && timed.error().status() == azdo::status::io && contains(timed.error().what(), "cancel token"));
    CHECK(!token && token.error().status() == azdo::status::io);
    CHECK(client.builds().try_get_json(service.project, 1h));
}

TEST(handles_that_were_moved_from) {
    const sandbox service({"--builds", "2", "--projects", "1"});
    auto client = connect(service);
    auto list = client.builds().list(service.project);
    const auto other = std::move(client);
    const auto taken = std::move(list);
    CHECK(thrown<azdo::invalid_argument>([&] { client.builds().get_json(service.project); }));
    CHECK(thrown<azdo::invalid_argument>([&] { list.begin(); }));
    CHECK(thrown<azdo::invalid_argument>([&] { client.request("GET", "_apis/projects"); }));
    client = connect(service);
    CHECK(ids(client.builds().list(service.project)).size() == 2);
}

TEST(two_units_of_two_versions) {
    const sandbox service({"--builds", "9", "--projects", "1"});
    const auto client = connect(service);
    CHECK(cpp_version_elsewhere() != __cplusplus);
    CHECK(ids(list_elsewhere(client, service.project)).size() == 9);
    CHECK(count_elsewhere(client.builds().list(service.project, {{"page_size", 4}}, 1h)) == 9);
}

TEST(examples_say_what_the_c_ones_say) {
    const sandbox service({"--builds", "1200"});
    const auto both = [&](const std::vector<std::string> &arguments, const support::variables &environment) {
        std::vector<std::string> c = arguments, cpp = arguments;
        c[0] = folder + "/c/" + arguments[0], cpp[0] = folder + "/examples/" + arguments[0];
        const auto expected = run(c, environment), found = run(cpp, environment);
        if (!CHECK(found.text == expected.text && found.status == expected.status))
            std::fprintf(stderr, "%s\n%.2000s\n%.2000s\n", arguments[0].c_str(), expected.text.c_str(),
                         found.text.c_str());
        CHECK(!contains(found.text, service.pat) && !contains(found.text, secret));
        return found;
    };
    const support::variables place = {
        {"AZDO_ORGANIZATION_URL", service.url}, {"AZDO_PROJECT", service.project}, {"AZDO_PAT", service.pat}};
    CHECK(contains(both({"list_builds"}, place).text, "\n1200 builds\n"));
    CHECK(both({"list_builds", "failed"}, place).status == 0);
    CHECK(both({"list_builds", "nonsense"}, place).status == 1);
    CHECK(both({"get_builds"}, place).status == 0);
    CHECK(both({"basic_auth_header"}, place).status == 0);
    CHECK(both({"basic_auth_header"}, {}).status == 1);
    CHECK(both({"get_builds"}, {{"AZDO_ORGANIZATION_URL", service.url}, {"AZDO_PAT", service.pat}}).status == 0);
    CHECK(both({"get_builds"}, {}).status == 1);
    // What names the call differs from one to the next.
    auto wrong = place;
    wrong[2].second = secret;
    for (const char *const name : {"list_builds", "get_builds"}) {
        const auto refused = run({folder + "/examples/" + name}, wrong);
        CHECK(refused.status == 1 && contains(refused.text, "did not accept the token") &&
              !contains(refused.text, secret));
    }
    const sandbox secure({"--builds", "3", "--tls"});
    const support::variables trusted = {{"AZDO_ORGANIZATION_URL", secure.url},
                                        {"AZDO_PROJECT", secure.project},
                                        {"AZDO_PAT", secure.pat},
                                        {"AZDO_CA_FILE", secure.ca_file}};
    CHECK(contains(both({"list_builds"}, trusted).text, "3 builds"));
}

TEST(a_library_that_does_not_fit_is_named) {
    for (const char *const version : {"0.0.9", "1.0.0"}) {
        const support::variables place = {{"LD_LIBRARY_PATH", folder + "/library-" + version}};
        for (const char *const call :
             {"call basic_auth_header\npat x\n\n", "call builds_list\nurl http://127.0.0.1/c\npat x\n\n"}) {
            const auto found = run({folder + "/scenarios"}, place, call);
            CHECK(found.status == 0 && contains(found.text, "error_status INVALID_STATE\n") &&
                  contains(found.text, version));
            CHECK(contains(found.text, "built for azdo 0.1.0") &&
                  contains(found.text, "Install azdo 0.1.0 or a later 0.x"));
        }
    }
    const auto newer = run({folder + "/scenarios"}, {{"LD_LIBRARY_PATH", folder + "/library-0.2.0"}},
                           "call basic_auth_header\npat x\n\n");
    CHECK(newer.status == 0 && !contains(newer.text, "INVALID_STATE"));
}

TEST(a_host_survives_every_panic) {
    const sandbox service({"--builds", "30"});
    const auto ended = run({folder + "/panics", service.url, service.project, service.pat}, {});
    CHECK(ended.status == 0 && contains(ended.text, "panics, then 4 builds"));
}

} // namespace

int main(int count, char **arguments) {
    folder = count > 1 ? arguments[1] : ".";
    for (const char *const name : {"AZDO_PAT", "AZURE_DEVOPS_EXT_PAT", "SYSTEM_ACCESSTOKEN", "SYSTEM_COLLECTIONURI",
                                   "AZDO_ORGANIZATION_URL", "AZDO_PROJECT", "AZDO_CA_FILE"})
        unsetenv(name);
    int passed = 0, failed = 0;
    for (const auto &[name, test] : tests()) {
        const int before = support::failures;
        try {
            test();
        } catch (const std::exception &error) {
            support::failures++;
            std::fprintf(stderr, "thrown: %s\n", error.what());
        }
        if (support::failures == before) passed++;
        else failed++, std::fprintf(stderr, "FAILED: %s\n", name);
    }
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
