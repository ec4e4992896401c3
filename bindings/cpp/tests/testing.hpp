// What the units of the test program have in common: the tests that there are, and what they expect of errors.
#ifndef TESTING_HPP
#define TESTING_HPP

#include "support.hpp"

#include <azdo.hpp>

#include <optional>
#include <typeinfo>

namespace testing {

constexpr const char *secret = "planted-secret-4f1c77d0";

// What the Makefile builds into.
inline std::string folder;

inline std::vector<std::pair<const char *, void (*)()>> &tests() {
    static std::vector<std::pair<const char *, void (*)()>> all;
    return all;
}

struct test {
    test(const char *name, void (*body)()) { tests().emplace_back(name, body); }
};

#define TEST(name)                                                                                                     \
    void name();                                                                                                       \
    const test test_##name(#name, name);                                                                               \
    void name()

// The error that comes of a call, if it is of just this class and shows no secret.
template <class Kind, class Call> std::optional<azdo::error> thrown(Call call) {
    std::optional<azdo::error> caught;
    try {
        call();
        std::fprintf(stderr, "nothing was thrown\n");
    } catch (const azdo::error &error) {
        for (const std::string_view text : {std::string_view(error.what()), error.message(), error.hint()})
            CHECK(!support::contains(text, secret));
        if (typeid(error) == typeid(Kind)) caught = error;
        else
            std::fprintf(stderr, "thrown instead: %s: %s\n", std::string(azdo::name(error.status())).c_str(),
                         error.what());
    }
    return caught;
}

} // namespace testing

#endif
