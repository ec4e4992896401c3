// What became of the stages, jobs and tasks of a build, and what they complained of: show_timeline BUILD
#include <algorithm>
#include <azdo.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <vector>

// The parts of each part, in no order.
using parts = std::map<std::string_view, std::vector<azdo::timeline_record>>;

void show(parts &all, std::string_view parent, std::size_t depth) {
    auto &these = all[parent];
    std::sort(these.begin(), these.end(),
              [](const auto &one, const auto &other) { return one.order() < other.order(); });
    for (const azdo::timeline_record &part : these) {
        const std::string_view how = part.result().name().empty() ? part.state().name() : part.result().name();
        std::cout << std::string(2 * depth, ' ') << part.type_name() << ' ' << part.name() << ": " << how << '\n';
        for (const azdo::issue &issue : part.issues())
            std::cout << std::string(2 * depth + 2, ' ') << issue.kind() << ": " << issue.message() << '\n';
        show(all, part.id(), depth + 1);
    }
}

int main(int count, char **arguments) try {
    const azdo::client client{std::getenv("AZDO_ORGANIZATION_URL"),
                              azdo::credential::pat(std::getenv("AZDO_PAT")),
                              {{"ca_file", std::getenv("AZDO_CA_FILE")}}};
    const std::int64_t build = count > 1 ? std::atoll(arguments[1]) : 0;
    const azdo::timeline timeline = client.builds().timeline(std::getenv("AZDO_PROJECT"), build);
    std::set<std::string_view> known;
    for (const azdo::timeline_record &part : timeline) known.insert(part.id());
    parts all;
    // What a part belongs to need not be in the timeline.
    for (const azdo::timeline_record &part : timeline)
        all[known.count(part.parent_id()) ? part.parent_id() : ""].push_back(part);
    show(all, "", 0);
} catch (const azdo::error &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
