#include "unit.hpp"

long cpp_version_elsewhere() { return __cplusplus; }

azdo::list<azdo::build> list_elsewhere(const azdo::client &client, const azdo::argument &project) {
    return client.builds().list(project, {{"page_size", 4}}, std::chrono::hours(1));
}

long count_elsewhere(azdo::list<azdo::build> builds) {
    long count = 0;
    for (const azdo::build &build : builds) count += build.id() > 0;
    return count;
}

azdo::status failure_elsewhere(const azdo::client &client, const azdo::waiting &until) {
    return client.builds().try_get("p", 1, until).error().status();
}
