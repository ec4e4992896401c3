// What is in order between this machine and the builds, what is not, and what to do.
#include <azdo.hpp>
#include <cstdlib>
#include <iomanip>
#include <iostream>

int main() try {
    const auto findings = azdo::diagnose(std::getenv("AZDO_ORGANIZATION_URL"),
                                         azdo::credential::pat(std::getenv("AZDO_PAT")),
                                         {{"ca_file", std::getenv("AZDO_CA_FILE")}});
    bool in_order = true;
    for (const azdo::finding &finding : findings) {
        const bool problem = finding.verdict == azdo::verdict::problem;
        const char *const word = problem ? "PROBLEM" : finding.verdict == azdo::verdict::ok ? "ok" : "cannot tell";
        std::cout << std::left << std::setw(12) << finding.check << ' ' << std::setw(12) << word << ' ' << finding.text
                  << '\n';
        if (!finding.hint.empty()) std::cout << std::string(26, ' ') << finding.hint << '\n';
        in_order = in_order && !problem;
    }
    return in_order ? EXIT_SUCCESS : EXIT_FAILURE;
} catch (const azdo::error &error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
}
