// Builds with libcurl and simdjson's on-demand parser: the fastest that C++ has from a package.
#include "libcurl.h"
#include <simdjson.h>

#include <atomic>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::parser;

struct bench_job bench;

bench_text text(std::string_view view) { return {view.data(), view.size()}; }

// Fields are asked for in the order the service sends them, which is how the parser likes it; it finds them in any.
int64_t read_build(object build) {
    int64_t id = build["id"];
    std::string_view number = build["buildNumber"], status = build["status"], result = build["result"];
    object definition = build["definition"];
    int64_t definition_id = definition["id"];
    std::string_view definition_name = definition["name"], branch = build["sourceBranch"];
    object person = build["requestedFor"];
    std::string_view person_name = person["displayName"];
    return bench_read(&bench, id, text(number), text(status), text(result), definition_id, text(definition_name),
                      text(branch), text(person_name));
}

// A handle, a parser and a buffer, all used again.
class client {
    CURL *curl = curl_new(&bench);
    parser parser_;
    struct body body = {nullptr, 0, 0, simdjson::SIMDJSON_PADDING};

    simdjson::padded_string_view get(const char *url) {
        curl_get(curl, url, &body);
        return simdjson::padded_string_view(body.data, body.len, body.capacity);
    }

  public:
    client() = default;
    client(const client &) = delete;
    ~client() {
        curl_easy_cleanup(curl);
        std::free(body.data);
    }

    int64_t list(const char *project, const char *top, int pages) {
        int64_t sum = 0;
        std::string token;
        do {
            char url[512];
            page_url(url, sizeof url, &bench, project, top, token.c_str());
            auto page = parser_.iterate(get(url));
            token = next_token(curl);
            for (auto build : page["value"])
                sum += read_build(build.get_object());
        } while (--pages > 0 && !token.empty());
        return sum;
    }

    int64_t get_each() {
        int64_t sum = 0;
        for (long id = bench.first_id; id < bench.first_id + bench.gets; id++) {
            char url[512];
            std::snprintf(url, sizeof url, "%s/%s/_apis/build/builds/%ld?api-version=7.1", bench.url, bench.project, id);
            auto build = parser_.iterate(get(url));
            sum += read_build(build.get_object());
        }
        return sum;
    }

    int64_t log() { return curl_log(curl, &bench); }
};

int64_t harvest() {
    std::atomic<int> next{0};
    std::atomic<int64_t> sum{0};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < BENCH_THREADS; thread++)
        threads.emplace_back([&] {
            client client;
            for (int project; (project = next++) < BENCH_PROJECTS;) {
                char name[32];
                std::snprintf(name, sizeof name, "Fabrikam-%02d", project);
                sum += client.list(name, BENCH_HARVEST_PAGE, 1000);
            }
        });
    for (auto &thread : threads)
        thread.join();
    return sum;
}

} // namespace

int main(int argc, char **argv) {
    const std::string workload = argc > 1 ? argv[1] : "";
    bench = bench_begin();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    client client;
    int64_t sum;
    if (workload == "list")
        sum = client.list(bench.project, BENCH_PAGE, 1000);
    else if (workload == "cold") {
        bench.print = 1;
        sum = client.list(bench.project, "10", 1);
    } else if (workload == "get")
        sum = client.get_each();
    else if (workload == "harvest")
        sum = harvest();
    else if (workload == "log")
        sum = client.log();
    else
        return bench_unknown(workload.c_str());
    return bench_end(&bench, sum);
}
