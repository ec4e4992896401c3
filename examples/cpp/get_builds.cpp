// The 2016 page's sample: GET the builds, insist on success, print the body; on failure, say why.
#include <azdo.hpp>
#include <cstdlib>
#include <iostream>

int main() try {
    // Without a project, all builds that the token sees; the page's user name may be left out.
    std::cout << azdo::get_builds(std::getenv("AZDO_ORGANIZATION_URL"), std::getenv("AZDO_PAT"),
                                  std::getenv("AZDO_PROJECT"))
              << '\n';
} catch (const azdo::error &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
