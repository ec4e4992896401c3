// The page's header from a personal access token, for other tools: basic_auth_header | curl -H @- URL
#include <azdo.hpp>
#include <cstdlib>
#include <iostream>

int main() try {
    const azdo::string header = azdo::basic_auth_header(std::getenv("AZDO_PAT"));
    std::cout << "Authorization: " << header << '\n';
} catch (const azdo::error &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
