// Every call that can fail panics once, one after another: panics URL PROJECT PAT. Each comes back as an exception, and
// the next call knows nothing of it. Linked with the library that has a failpoint.
#include <azdo.hpp>

#include <cstdint>
#include <cstdio>
#include <string>

extern "C" std::uint32_t azdo_panic_in(std::uint32_t calls);

static int all_of_it(const std::string &url, const std::string &project, const std::string &pat) {
    int count = 0;
    azdo::basic_auth_header(pat);
    azdo::reference::parse(url);
    azdo::get_builds(url, pat, project);
    const azdo::client client{url, azdo::credential::pat(pat)};
    client.set_credential(azdo::credential::pat(pat));
    std::int64_t id = 0;
    for (const azdo::build &build : client.builds().list(project, {{"page_size", 2}, {"$top", 4}})) {
        id = build.id();
        count++;
    }
    client.builds().get(project, id);
    client.request("GET", "_apis/projects").body();
    return count;
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    for (std::uint32_t panics = 0;; panics++) {
        azdo_panic_in(panics + 1);
        try {
            const int builds = all_of_it(arguments[1], arguments[2], arguments[3]);
            const bool over = azdo_panic_in(0) != 0;
            std::printf(over ? "%u panics, then %d builds\n" : "panic after %u was lost (%d)\n", panics, builds);
            return over && panics > 15 && builds == 4 ? 0 : 1;
        } catch (const azdo::error &error) {
            const std::string message(error.message());
            if (error.status() == azdo::status::internal && message.find("panic: on purpose at src/ffi/") == 0) continue;
            std::printf("not what the panic said: %s\n", message.c_str());
            return 1;
        }
    }
}
