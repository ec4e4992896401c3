// What the tests stand on: checks that are counted, the sandbox as a process, and other programs. No exceptions, so
// that programs without them can use it.
#ifndef SUPPORT_HPP
#define SUPPORT_HPP

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace support {

inline std::atomic<int> failures{0};

inline bool check(bool holds, const char *what, const char *file, int line) {
    if (!holds) {
        failures++;
        std::fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    }
    return holds;
}

#define CHECK(condition) support::check(static_cast<bool>(condition), #condition, __FILE__, __LINE__)

inline std::string variable(const char *name) {
    const char *const value = std::getenv(name);
    return value ? value : "";
}

inline bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

using variables = std::vector<std::pair<std::string, std::string>>;

// A child process whose standard output, and standard error if `errors`, are read from `output`.
struct child {
    pid_t id = 0;
    int input = -1, output = -1;

    child(const std::vector<std::string> &command, bool errors, const variables &environment = {}) {
        int in[2], out[2];
        if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC)) std::abort();
        std::vector<char *> arguments;
        for (const std::string &argument : command) arguments.push_back(const_cast<char *>(argument.c_str()));
        arguments.push_back(nullptr);
        id = fork();
        if (id == 0) {
            dup2(in[0], STDIN_FILENO);
            dup2(out[1], STDOUT_FILENO);
            if (errors) dup2(out[1], STDERR_FILENO);
            for (const auto &[name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
            execv(arguments[0], arguments.data());
            std::perror(arguments[0]);
            _exit(127);
        }
        close(in[0]);
        close(out[1]);
        input = in[1], output = out[0];
    }
    child(const child &) = delete;
    child &operator=(const child &) = delete;
    ~child() {
        if (id) end();
        if (input >= 0) close(input);
        close(output);
    }

    // Reads to the end, or to the end of a line.
    std::string read(bool line) const {
        std::string text;
        for (char buffer[65536];;) {
            const ssize_t count = ::read(output, buffer, line ? 1 : sizeof buffer);
            if (count <= 0 || (line && *buffer == '\n')) return text;
            text.append(buffer, static_cast<std::size_t>(count));
        }
    }

    int wait() {
        int status = 0;
        waitpid(std::exchange(id, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    // As a user would, so that it can clear up.
    void end() {
        kill(id, SIGTERM);
        wait();
    }
};

struct outcome {
    int status;
    std::string text;
};

// Runs a program to its end, with this as its input.
inline outcome run(const std::vector<std::string> &command, const variables &environment, std::string_view input = {}) {
    child program(command, true, environment);
    if (!input.empty() && write(program.input, input.data(), input.size()) < 0) std::abort();
    close(std::exchange(program.input, -1));
    std::string text = program.read(false);
    return {program.wait(), std::move(text)};
}

class sandbox {
  public:
    explicit sandbox(std::vector<std::string> flags = {}) : process_(command(std::move(flags)), false) {
        const std::string ready = process_.read(true);
        const auto field = [&](std::string_view name) {
            const std::string key = '"' + std::string(name) + "\":\"";
            const auto from = ready.find(key);
            if (from == ready.npos) return std::string();
            return ready.substr(from + key.size(), ready.find('"', from + key.size()) - from - key.size());
        };
        url = field("organization_url"), project = field("project"), pat = field("pat"), ca_file = field("ca_file");
        if (url.empty()) {
            std::fprintf(stderr, "AZDO_SANDBOX=%s does not say where it serves\n", variable("AZDO_SANDBOX").c_str());
            std::_Exit(1);
        }
    }

    std::string url, project, pat, ca_file;

  private:
    static std::vector<std::string> command(std::vector<std::string> flags) {
        flags.insert(flags.begin(), variable("AZDO_SANDBOX"));
        return flags;
    }

    child process_;
};

// A server that keeps what it is asked, and answers as the test says.
class server {
  public:
    struct request {
        std::string what; // method, path below the collection, and query but for the version
        std::string body;
    };
    struct answer {
        int status;
        std::string body;
        std::string more = {}; // further headers
    };

    explicit server(std::function<answer(const request &)> answers) : answers_(std::move(answers)) {
        socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof place;
        auto *const address = reinterpret_cast<sockaddr *>(&place);
        if (bind(socket_, address, size) || listen(socket_, 16) || getsockname(socket_, address, &size)) std::abort();
        url = "http://127.0.0.1:" + std::to_string(ntohs(place.sin_port)) + "/c";
        thread_ = std::thread([this] {
            for (int stream; (stream = accept(socket_, nullptr, nullptr)) >= 0; close(stream)) serve(stream);
        });
    }
    explicit server(std::string body)
        : server([body = std::move(body)](const request &) -> answer { return {body.empty() ? 204 : 200, body}; }) {}
    ~server() {
        shutdown(socket_, SHUT_RDWR);
        thread_.join();
        close(socket_);
    }

    // Since it was last asked that.
    std::vector<request> asked() {
        const std::lock_guard<std::mutex> alone(mutex_);
        return std::exchange(requests_, {});
    }

    std::string url;

  private:
    void serve(int stream) {
        std::string text;
        char buffer[4096];
        std::size_t head = text.npos, length = 0;
        while (head == text.npos || text.size() < head + 4 + length) {
            const ssize_t count = read(stream, buffer, sizeof buffer);
            if (count <= 0) return;
            text.append(buffer, static_cast<std::size_t>(count));
            if (head != text.npos || (head = text.find("\r\n\r\n")) == text.npos) continue;
            const std::string_view name = "content-length:";
            const auto same = [](char one, char other) { return (one | 0x20) == (other | 0x20); };
            const auto at = std::search(text.begin(), text.end(), name.begin(), name.end(), same);
            if (at != text.end()) length = std::strtoul(&*at + name.size(), nullptr, 10);
        }
        const auto space = text.find(' ');
        std::string what = text.substr(0, text.find(' ', space + 1));
        what.erase(space + 1, 3); // "/c/"
        const auto version = what.find("api-version="), next = what.find('&', version);
        if (next != what.npos) what.erase(version, next + 1 - version);
        else if (version != what.npos) what.erase(version - 1);
        request asked{std::move(what), text.substr(head + 4)};
        const answer said = answers_(asked);
        {
            const std::lock_guard<std::mutex> alone(mutex_);
            requests_.push_back(std::move(asked));
        }
        std::string whole = "HTTP/1.1 " + std::to_string(said.status) + " \r\nConnection: close\r\n" + said.more;
        if (said.status != 204)
            whole += "Content-Type: application/json\r\nContent-Length: " + std::to_string(said.body.size()) + "\r\n";
        whole += "\r\n" + said.body;
        // A client that has gone is no concern of the test's.
        static_cast<void>(!send(stream, whole.data(), whole.size(), MSG_NOSIGNAL));
    }

    std::function<answer(const request &)> answers_;
    int socket_;
    std::thread thread_;
    std::mutex mutex_;
    std::vector<request> requests_;
};

} // namespace support

#endif
