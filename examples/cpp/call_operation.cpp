// What any operation of the REST reference answers: call_operation "Builds - Get" project=Fiber buildId=42
#include <azdo.hpp>
#include <cstdlib>
#include <iostream>

int main(int count, char **arguments) try {
    const azdo::client client{std::getenv("AZDO_ORGANIZATION_URL"),
                              azdo::credential::pat(std::getenv("AZDO_PAT")),
                              {{"ca_file", std::getenv("AZDO_CA_FILE")}}};
    azdo::params given;
    for (int index = 2; index < count; index++) {
        const std::string_view one = arguments[index];
        const auto equals = one.find('=');
        given.set(one.substr(0, equals), equals == one.npos ? "" : one.substr(equals + 1));
    }
    std::cout << client.call(count > 1 ? arguments[1] : "", given).body();
} catch (const azdo::error &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
