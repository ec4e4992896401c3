/*
 * azdo: Azure DevOps builds for C++17 and later, over azdo.h.
 *
 *     azdo::client client{"https://dev.azure.com/fabrikam", azdo::credential::pat(token)};
 *     for (const azdo::build &build : client.builds().list("Fabrikam-Fiber", {{"resultFilter", "failed"}}))
 *         std::cout << build.id() << ' ' << build.number() << ' ' << build.result() << '\n';
 *
 * What holds for everything here, and is not said again:
 *
 *   Failures    A function throws azdo::error, or has a noexcept twin named try_… that returns azdo::result. Without
 *               exceptions (-fno-exceptions) the twins are what there is. Where memory runs out, the twins end the
 *               program, as the library does.
 *   Handles     are move-only and one pointer wide. One that has been moved from may be destroyed and assigned to;
 *               used, it fails as AZDO_INVALID_ARGUMENT, but a credential is none and params are empty. What was
 *               made from a client lives on without it.
 *   Views       A std::string_view of a record lives as long as a copy of the record or its page; one of an error, a
 *               string or a response as long as that. All but json() end with a NUL.
 *   Threads     Clients, credentials, cancel tokens, pages, records, strings and errors may be used by any number of
 *               threads at once; everything else by one at a time. As with any C++ object, none may be destroyed or
 *               moved while another thread is inside of it.
 *
 * Nothing is decided here: azdo.h says what each job does and how it fails.
 */

#ifndef AZDO_HPP
#define AZDO_HPP

#include "azdo/credential.hpp"
#include "azdo/error.hpp"
#include "azdo/jobs.hpp"
#include "azdo/list.hpp"
#include "azdo/parameters.hpp"
#include "azdo/records.hpp"
#include "azdo/text.hpp"
#include "azdo/waiting.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace azdo {

/// What a URL names; each kind adds to those before it, but a definition is no part of a build.
enum class reference_kind : std::int32_t {
    unknown = AZDO_REFERENCE_KIND_UNKNOWN,           ///< One that this version does not know.
    organization = AZDO_REFERENCE_KIND_ORGANIZATION, ///< An organization, or a collection of a Server.
    project = AZDO_REFERENCE_KIND_PROJECT,           ///< A project.
    repository = AZDO_REFERENCE_KIND_REPOSITORY,     ///< A git repository.
    definition = AZDO_REFERENCE_KIND_DEFINITION,     ///< A definition (pipeline).
    build = AZDO_REFERENCE_KIND_BUILD,               ///< A build, perhaps with a job and a task of it.
    log = AZDO_REFERENCE_KIND_LOG,                   ///< A log of a build.
    artifact = AZDO_REFERENCE_KIND_ARTIFACT,         ///< An artifact of a build.
};

/// What any URL that people paste names. It does not change; nothing is sent. An absent text is "", an absent id 0.
class reference : public handle<azdo_reference> {
  public:
    using handle::handle;
    /// status::invalid_argument for what names nothing that is understood.
    static result<reference> try_parse(const argument &url) noexcept {
        return detail::make<reference>(azdo_reference_parse, url);
    }
#ifdef AZDO_EXCEPTIONS
    static reference parse(const argument &url) { return try_parse(url).value(); }
#endif

    reference_kind kind() const noexcept { return static_cast<reference_kind>(azdo_reference_kind_of(get())); }
    /// Where its API begins, and its name.
    std::string_view organization_url() const noexcept { return azdo_reference_organization_url(get()); }
    std::string_view organization_name() const noexcept { return azdo_reference_organization_name(get()); }
    /// Names, or ids where the URL has those.
    std::string_view project() const noexcept { return azdo_reference_project(get()); }
    std::string_view repository() const noexcept { return azdo_reference_repository(get()); }
    std::int64_t definition_id() const noexcept { return azdo_reference_definition_id(get()); }
    std::int64_t build_id() const noexcept { return azdo_reference_build_id(get()); }
    std::int64_t log_id() const noexcept { return azdo_reference_log_id(get()); }
    std::string_view artifact_name() const noexcept { return azdo_reference_artifact_name(get()); }
    /// Of a build's page that shows a job, or a task of it.
    std::string_view job_id() const noexcept { return azdo_reference_job_id(get()); }
    std::string_view task_id() const noexcept { return azdo_reference_task_id(get()); }
    /// The page that a browser shows, and where the API has it; "" where there is none.
    std::string_view web_url() const noexcept { return azdo_reference_web_url(get()); }
    std::string_view api_url() const noexcept { return azdo_reference_api_url(get()); }
};

/// The answer to a request: its head, and a body that is read as it comes. One thread at a time may use it.
/// Destroying it ends the exchange, if the body has not been read to its end.
class response : public handle<azdo_response> {
  public:
    using handle::handle;
    /// The HTTP status, 200 to 399.
    int status() const noexcept { return azdo_response_status(get()); }
    /// The first value of this header, in any case; "" if there is none.
    std::string_view header(const argument &name) const noexcept { return azdo_response_header(get(), name.get()); }

    /// Up to `capacity` bytes of the body, as soon as there are any; 0 at its end.
    result<std::size_t> try_read(void *buffer, std::size_t capacity, const waiting &limit = {}) noexcept {
        std::size_t count = 0;
        if (auto failure = detail::attempt(azdo_response_read, *this, buffer, capacity, limit, &count))
            return *std::move(failure);
        return count;
    }
    /// All that is left of the body, at most the client's max_body_bytes.
    result<string> try_body(const waiting &limit = {}) noexcept {
        return detail::make<string>(azdo_response_body, *this, limit);
    }

#ifdef AZDO_EXCEPTIONS
    std::size_t read(void *buffer, std::size_t capacity, const waiting &limit = {}) {
        return try_read(buffer, capacity, limit).value();
    }
    string body(const waiting &limit = {}) { return try_body(limit).value(); }
#endif
};

/// A connection to one organization. Any number of threads may use it at once.
class client {
  public:
    using raw_type = azdo_client;

    /// Takes over what the C library gave.
    explicit client(azdo_client *owned) noexcept : shared_(new detail::connection(owned)) {}
    /// For the functions of azdo.h; still owned here.
    azdo_client *get() const noexcept { return detail::client_of(shared_.get()); }

    /// Nothing is sent yet. Without a credential, the environment's. azdo.h has the options, which are those of
    /// azdo_client_new: `{{"timeout_ms", 5000}, {"ca_file", path}}`.
    static result<client> try_make(const argument &organization_url, const credential &who = {},
                                   const params &options = {}) noexcept {
        return detail::make<client>(azdo_client_new, organization_url, who, options);
    }
    /// A client whose credentials a function gives, whenever one is needed.
    static result<client> try_make(const argument &organization_url, token_provider provider,
                                   const params &options = {}) noexcept {
        // One that has expired: the first call asks for another.
        const auto expired = credential::try_bearer("expired", time_point());
        if (!expired) return expired.error();
        auto made = try_make(organization_url, *expired, options);
        if (made) made->shared_.get()->provide(std::move(provider));
        return made;
    }
    /// Calls that begin from now on use this credential. Any thread may call it, also while others use the client.
    result<> try_set_credential(const credential &who) const noexcept {
        return detail::outcome(detail::attempt(azdo_client_set_credential, *this, who));
    }
    /// Asks a Server for the versions of its API, so that no request is refused for a newer one; without that, its first
    /// refusal says as much.
    result<> try_learn_version(const waiting &limit = {}) const noexcept {
        return detail::outcome(detail::ask(shared_.get(), azdo_client_learn_version, *this, limit));
    }
    /// What the client has counted since it was made, over all its calls, lists and responses: AZDO_COUNTER_REQUESTS, …
    std::int64_t count(azdo_counter what) const noexcept { return azdo_client_count(get(), what); }
    /// Sends any request to the organization, as it stands: a URL of its hosts or a path below its own. An answer that
    /// is an error is one here too. A body with a null data() is none.
    result<response> try_request(const argument &method, const argument &url_or_path, const params &headers = {},
                                 std::string_view body = {}, const waiting &limit = {}) const noexcept {
        return detail::ask_for<response>(shared_.get(), azdo_request, method, url_or_path, headers, body.data(),
                                         body.size(), limit);
    }

    /// Calls an operation: one request, and so the first page of what has some. An answer that is an error is one here.
    result<response> try_call(const operation &what, const waiting &limit = {}) const noexcept {
        return what.operation_body()
                   ? try_call(what.operation_name(), what.operation_values(), *what.operation_body(), limit)
                   : try_call(what.operation_name(), what.operation_values(), nullptr, limit);
    }
    /// The same by name: `call("Report - Get", {{"project", "Fabrikam-Fiber"}, {"buildId", 42}})`.
    result<response> try_call(const argument &name, const params &given = {}, const argument &json = nullptr,
                              const waiting &limit = {}) const noexcept {
        return detail::ask_for<response>(shared_.get(), azdo_call, name, given, json, limit);
    }
    /// Every element of an operation that reads a list, over all pages. Where there are pages, `$top` is how many in all,
    /// `page_size` how many at once. The limit is for each page.
    result<azdo::items> try_items(const list_operation &what, waiting limit = {}) const noexcept {
        return try_items(what.operation_name(), what.operation_values(), std::move(limit));
    }
    /// The same by name: `items("Definitions - List", {{"project", "Fabrikam-Fiber"}})`.
    result<azdo::items> try_items(const argument &name, const params &given = {}, waiting limit = {}) const noexcept {
        return detail::make_list<azdo::items>(shared_.get(), std::move(limit), azdo_items_list, name, given);
    }

#ifdef AZDO_EXCEPTIONS
    response call(const operation &what, const waiting &limit = {}) const { return try_call(what, limit).value(); }
    response call(const argument &name, const params &given = {}, const argument &json = nullptr,
                  const waiting &limit = {}) const {
        return try_call(name, given, json, limit).value();
    }
    azdo::items items(const list_operation &what, waiting limit = {}) const {
        return try_items(what, std::move(limit)).value();
    }
    azdo::items items(const argument &name, const params &given = {}, waiting limit = {}) const {
        return try_items(name, given, std::move(limit)).value();
    }
    explicit client(const argument &organization_url, const credential &who = {}, const params &options = {})
        : client(try_make(organization_url, who, options).value()) {}
    explicit client(const argument &organization_url, token_provider provider, const params &options = {})
        : client(try_make(organization_url, std::move(provider), options).value()) {}
    void set_credential(const credential &who) const { try_set_credential(who).value(); }
    void learn_version(const waiting &limit = {}) const { try_learn_version(limit).value(); }
    response request(const argument &method, const argument &url_or_path, const params &headers = {},
                     std::string_view body = {}, const waiting &limit = {}) const {
        return try_request(method, url_or_path, headers, body, limit).value();
    }
#endif

    /// The builds of its projects.
    azdo::builds builds() const noexcept { return azdo::builds(shared_.get()); }
    /// The definitions (pipelines) of its projects.
    azdo::definitions definitions() const noexcept { return azdo::definitions(shared_.get()); }
    /// Its projects.
    azdo::projects projects() const noexcept { return azdo::projects(shared_.get()); }

  private:
    handle<detail::connection> shared_;
};

/// The page's sample in one call: the service's first page of builds as the JSON it sent. Without a project, and where
/// the URL names none: all builds that the token sees.
inline result<string> try_get_builds(const argument &organization_url, const argument &pat,
                                     const argument &project = nullptr, const argument &user = nullptr,
                                     const waiting &limit = {}) noexcept {
    return detail::make<string>(azdo_get_builds, organization_url, project, user, pat, limit);
}

/// The value of an `Authorization` header: "Basic " and the base64 of `user:pat`. Nothing is sent.
inline result<string> try_basic_auth_header(const argument &pat, const argument &user = nullptr) noexcept {
    return detail::make<string>(azdo_basic_auth_header, user, pat);
}

#ifdef AZDO_EXCEPTIONS
inline string get_builds(const argument &organization_url, const argument &pat, const argument &project = nullptr,
                         const argument &user = nullptr, const waiting &limit = {}) {
    return try_get_builds(organization_url, pat, project, user, limit).value();
}
inline string basic_auth_header(const argument &pat, const argument &user = nullptr) {
    return try_basic_auth_header(pat, user).value();
}
#endif

/// Whether something is in order.
enum class verdict : std::int32_t {
    cannot_tell = AZDO_VERDICT_CANNOT_TELL, ///< The service does not tell.
    ok = AZDO_VERDICT_OK,                   ///< It is in order.
    problem = AZDO_VERDICT_PROBLEM,         ///< It is not; the hint says what to do.
};

/// One thing that `diagnose` looked at.
struct finding {
    std::string check;       ///< A stable word for it: "url", "proxy", "token", …; azdo.h lists them.
    azdo::verdict verdict;   ///< Whether it is in order.
    std::string text;        ///< What was found, on one line.
    std::string hint;        ///< What a person does next; "" where nothing is to be done.
};

/// Tries everything that a list of builds needs, one thing after another, and says of each whether it is in order.
/// What is not in order is a finding and no failure. Arguments are those of a client; no credential: the environment's.
inline result<std::vector<finding>> try_diagnose(const argument &organization_url, const credential &who = {},
                                                 const params &options = {}, const waiting &limit = {}) noexcept {
    const auto made = detail::make<handle<azdo_findings>>(azdo_diagnose, organization_url, who, options, limit);
    if (!made) return made.error();
    std::size_t count = 0;
    const azdo_finding *const *const records = azdo_findings_records(made->get(), &count);
    std::vector<finding> found;
    for (std::size_t index = 0; index < count; index++) {
        const azdo_finding &one = *records[index];
        const auto text = [](const azdo_str &field) { return std::string(field.data, field.len); };
        found.push_back({text(one.check), static_cast<verdict>(one.verdict), text(one.text), text(one.hint)});
    }
    return found;
}
#ifdef AZDO_EXCEPTIONS
inline std::vector<finding> diagnose(const argument &organization_url, const credential &who = {},
                                     const params &options = {}, const waiting &limit = {}) {
    return try_diagnose(organization_url, who, options, limit).value();
}
#endif

} // namespace azdo

#undef AZDO_EXCEPTIONS

#endif // AZDO_HPP
