// A program that has no exceptions.
#include "support.hpp"

#include <azdo_operations.hpp>

#ifdef __cpp_exceptions
#error "this is to be compiled with -fno-exceptions"
#endif

namespace {

template <class T, class = void> constexpr bool throws = false;
template <class T> constexpr bool throws<T, decltype(void(std::declval<T>().value()))> = true;
static_assert(!throws<azdo::result<azdo::client>>, "value() would throw");
static_assert(!std::is_default_constructible_v<azdo::cancel> && !std::is_constructible_v<azdo::client, const char *>);

} // namespace

int main() {
    const support::sandbox service({"--builds", "45", "--projects", "2"});
    const auto who = azdo::credential::try_pat(service.pat);
    if (!CHECK(who)) return 1;
    const auto client = azdo::client::try_make(service.url, *who);
    if (!CHECK(client)) return 1;

    auto builds = client->builds().try_list(service.project, {{"page_size", 20}});
    if (!CHECK(builds)) return 1;
    std::vector<std::int64_t> ids;
    auto build = builds->try_next();
    for (; build && *build; build = builds->try_next()) ids.push_back((*build)->id());
    CHECK(build && ids.size() == 45);

    auto pages = client->builds().try_list(service.project, {{"page_size", 20}});
    auto by_page = (*std::move(pages)).by_page();
    std::size_t records = 0;
    auto page = by_page.try_next();
    for (; page && *page; page = by_page.try_next())
        for (const azdo::build &one : **page) records += one.id() == ids[records];
    CHECK(page && records == 45);

    const auto one = client->builds().try_get(service.project, ids[0]);
    CHECK(one && one->id() == ids[0]);
    const auto none = client->builds().try_get(service.project, 999999);
    CHECK(!none && none.error().status() == azdo::status::not_found && none.error().http_status() == 404);
    const auto token = azdo::cancel::try_make();
    CHECK(token);
    token->signal();
    const auto cancelled = client->builds().try_get_json(service.project, *token);
    CHECK(!cancelled && cancelled.error().status() == azdo::status::cancelled);
    auto response = client->try_request("GET", "_apis/projects");
    CHECK(response && response->try_body()->size() > 2);
    auto called = client->try_call(azdo::operations::builds_get().project(service.project).build_id(ids[0]));
    CHECK(called && called->status() == 200 && called->try_body()->size() > 2);
    const auto misnamed = client->try_call("Builds - Lst");
    CHECK(!misnamed && misnamed.error().status() == azdo::status::invalid_argument);
    auto items = client->try_items(azdo::operations::builds_list().project(service.project).page_size(20));
    if (!CHECK(items)) return 1;
    std::size_t elements = 0;
    auto element = items->try_next();
    for (; element && *element; element = items->try_next()) elements++;
    CHECK(element && elements == 45);
    CHECK(client->try_set_credential(*who));
    int asked = 0;
    const auto provided = azdo::client::try_make(service.url, [&]() -> azdo::result<azdo::credential> {
        if (++asked == 1) return azdo::error(azdo::status::io, "no token today");
        return azdo::credential::try_bearer(service.pat);
    });
    const auto tokenless = provided->builds().try_get_json(service.project);
    CHECK(!tokenless && tokenless.error().message() == "no token today" && !tokenless.error().origin());
    CHECK(provided->builds().try_get_json(service.project) && asked == 2);
    CHECK(azdo::try_get_builds(service.url, service.pat, service.project));
    CHECK(*azdo::try_basic_auth_header("x") == std::string_view("Basic Ong="));

    const support::server written(R"({"id":7,"value":["a"],"records":[{"id":"r"}]})");
    const auto local = azdo::client::try_make(written.url, *who);
    if (!CHECK(local)) return 1;
    CHECK(local->builds().try_queue("p", {{"definition", 1}})->id() == 7);
    CHECK((*local->builds().try_timeline("p", 7))[0].id() == "r");
    CHECK((*local->builds().try_add_tags("p", 7, {"a"}))[0].name() == "a");
    CHECK(local->builds().try_erase("p", 7) && local->builds().try_retry_stage("p", 7, "s"));
    CHECK(local->definitions().try_set_queue_status("p", 7, azdo::queue_status::enabled)->id() == 7);
    const auto unchanged = local->builds().try_update("p", 7, {});
    CHECK(!unchanged && unchanged.error().status() == azdo::status::invalid_argument);
    const auto refused = local->builds().try_erase("p", 7, std::chrono::seconds(0));
    CHECK(!refused && refused.error().status() == azdo::status::timeout);
    const bool failed = support::failures != 0;
    std::printf("%d passed, %d failed\n", !failed, failed);
    return failed;
}
