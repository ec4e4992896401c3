// Every build with this result (all, if none is named), however many pages that takes: list_builds [result]
#include <azdo.hpp>
#include <cstdlib>
#include <iomanip>
#include <iostream>

int main(int count, char **arguments) try {
    const azdo::client client{std::getenv("AZDO_ORGANIZATION_URL"),
                              azdo::credential::pat(std::getenv("AZDO_PAT")),
                              {{"ca_file", std::getenv("AZDO_CA_FILE")}}};
    const char *const result = count > 1 ? arguments[1] : nullptr;
    long listed = 0;
    for (const azdo::build &build : client.builds().list(std::getenv("AZDO_PROJECT"), {{"resultFilter", result}})) {
        const std::string_view how = build.result().name().empty() ? build.status().name() : build.result().name();
        std::cout << build.id() << "  " << std::left << std::setw(14) << build.number() << "  " << std::setw(20) << how
                  << "  " << build.definition_name() << "  " << build.source_branch() << '\n';
        listed++;
    }
    std::cout << listed << " builds\n";
} catch (const azdo::error &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
