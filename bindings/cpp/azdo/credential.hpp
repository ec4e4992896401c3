// A part of azdo.hpp: who asks.
#ifndef AZDO_CREDENTIAL_HPP
#define AZDO_CREDENTIAL_HPP

#include "parameters.hpp"
#include "waiting.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace azdo {

/// Who asks. The secret is wiped with the last user, and is in no text.
class credential : public handle<azdo_credential> {
  public:
    using handle::handle;
    /// None: a client takes the environment's.
    credential() noexcept : handle(nullptr) {}

    /// A personal access token; the service ignores the user.
    static result<credential> try_pat(const argument &pat, const argument &user = nullptr) noexcept {
        return detail::make<credential>(azdo_credential_pat, user, pat);
    }
    /// An OAuth (Microsoft Entra) access token, of which it is not known how long it is good.
    static result<credential> try_bearer(const argument &token) noexcept {
        return detail::make<credential>(azdo_credential_bearer, token, AZDO_TIME_NONE);
    }
    /// The same, good until `expires`: from then on calls fail as unauthenticated and nothing is sent.
    template <class Duration>
    static result<credential>
    try_bearer(const argument &token, std::chrono::time_point<std::chrono::system_clock, Duration> expires) noexcept {
        return detail::make<credential>(azdo_credential_bearer, token, detail::nanoseconds(expires));
    }
    /// AZDO_PAT, AZURE_DEVOPS_EXT_PAT or SYSTEM_ACCESSTOKEN, for the URLs that they are meant for.
    static result<credential> try_from_environment(const argument &organization_url) noexcept {
        return detail::make<credential>(azdo_credential_from_environment, organization_url);
    }
    /// What git's credential helper has for the organization (`git credential fill`). It starts processes, here and in
    /// calls of a client that has the credential, and renews itself there, as do the two below. azdo.h has the options
    /// of all: `{{"timeout_ms", 5000}, {"prompt", true}}`.
    static result<credential> try_from_git(const argument &organization_url, const params &options = {},
                                           const waiting &limit = {}) noexcept {
        return detail::make<credential>(azdo_credential_from_git, organization_url, options, limit);
    }
    /// Access tokens of whoever is signed in to the Azure CLI, for Azure DevOps Services. It starts processes, too.
    static result<credential> try_from_azure_cli(const params &options = {}, const waiting &limit = {}) noexcept {
        return detail::make<credential>(azdo_credential_from_azure_cli, options, limit);
    }
    /// Access tokens of an application that Microsoft Entra knows, by its client secret. The options are those of a
    /// client, for the connection to Microsoft Entra, and "authority".
    static result<credential> try_from_client_secret(const argument &tenant, const argument &client_id,
                                                     const argument &client_secret, const params &options = {},
                                                     const waiting &limit = {}) noexcept {
        return detail::make<credential>(azdo_credential_from_client_secret, tenant, client_id, client_secret, options,
                                        limit);
    }
    /// The first that one of these places has: a list of "environment", "git" and "azure_cli" in the order in which
    /// they are asked; nullptr for the environment alone. source() says which place it was.
    static result<credential> try_find(const argument &organization_url, const argument &places = nullptr,
                                       const params &options = {}, const waiting &limit = {}) noexcept {
        return detail::make<credential>(azdo_credential_find, organization_url, places, options, limit);
    }
    /// Fetches a new token where the last one expires soon. Calls of a client do so by themselves: this is for
    /// header().
    result<> try_renew(const waiting &limit = {}) const noexcept {
        return detail::outcome(detail::attempt(azdo_credential_renew, *this, limit));
    }
    /// The value of the `Authorization` header, for a program with an HTTP client of its own; of a credential that
    /// renews itself, with the last token.
    result<string> try_header() const noexcept { return detail::make<string>(azdo_credential_header, *this); }

#ifdef AZDO_EXCEPTIONS
    static credential pat(const argument &pat, const argument &user = nullptr) { return try_pat(pat, user).value(); }
    static credential bearer(const argument &token) { return try_bearer(token).value(); }
    template <class Duration>
    static credential bearer(const argument &token,
                             std::chrono::time_point<std::chrono::system_clock, Duration> expires) {
        return try_bearer(token, expires).value();
    }
    static credential from_environment(const argument &organization_url) {
        return try_from_environment(organization_url).value();
    }
    static credential from_git(const argument &organization_url, const params &options = {},
                               const waiting &limit = {}) {
        return try_from_git(organization_url, options, limit).value();
    }
    static credential from_azure_cli(const params &options = {}, const waiting &limit = {}) {
        return try_from_azure_cli(options, limit).value();
    }
    static credential from_client_secret(const argument &tenant, const argument &client_id,
                                         const argument &client_secret, const params &options = {},
                                         const waiting &limit = {}) {
        return try_from_client_secret(tenant, client_id, client_secret, options, limit).value();
    }
    static credential find(const argument &organization_url, const argument &places = nullptr,
                           const params &options = {}, const waiting &limit = {}) {
        return try_find(organization_url, places, options, limit).value();
    }
    void renew(const waiting &limit = {}) const { try_renew(limit).value(); }
    string header() const { return try_header().value(); }
#endif

    /// Where it came from: "personal access token", "AZDO_PAT", "git credential", …
    std::string_view source() const noexcept { return azdo_credential_source(get()); }
};

/// Where a client gets its credentials from, again and again: anything that can be called, with the limit of the call
/// that needs one or with nothing, and that gives a credential or a result of one, as a rule a bearer token with its
/// expiry. It is called before the client's first call, shortly before the token expires, and once when the service has
/// refused it, whereupon the call is made again: by whichever thread needs the token, perhaps by several at once. It may
/// not use the client itself. What it throws comes out of the call that needed the token, as it is.
class token_provider {
    template <class Call>
    static constexpr bool is_limited = std::is_invocable_r_v<result<credential>, const Call &, const waiting &>;
    template <class Call> static constexpr bool is_plain = std::is_invocable_r_v<result<credential>, const Call &>;

  public:
    template <class Call, class = std::enable_if_t<is_limited<Call> || is_plain<Call>>>
    token_provider(Call provide)
        // Caught here, where it is known whether there are exceptions: another unit of the program may have none.
        : provide_([provide = std::move(provide)](const waiting &limit) noexcept -> result<credential> {
#ifdef AZDO_EXCEPTIONS
              try {
                  return called(provide, limit);
              } catch (const error &failure) {
                  return error(failure, std::current_exception());
              } catch (const std::exception &failure) {
                  return failed(std::string(": ") + failure.what());
              } catch (...) {
                  return failed("");
              }
#else
              return called(provide, limit);
#endif
          }) {
    }

    /// Another credential; what was thrown is the error's origin().
    result<credential> operator()(const waiting &limit = {}) const noexcept { return provide_(limit); }

  private:
    template <class Call> static result<credential> called(const Call &provide, const waiting &limit) {
        if constexpr (is_limited<Call>) return provide(limit);
        else return static_cast<void>(limit), provide();
    }
#ifdef AZDO_EXCEPTIONS
    static error failed(const std::string &why) {
        return error(error(status::unauthenticated, "the token provider failed" + why), std::current_exception());
    }
#endif

    std::function<result<credential>(const waiting &)> provide_;
};

namespace detail {

/// A client and where its credentials come from, for as long as anything makes calls of it.
class connection {
  public:
    explicit connection(azdo_client *owned) noexcept : client_(owned) {}

    const handle<azdo_client> &client() const noexcept { return client_; }
    const std::optional<token_provider> &provider() const noexcept { return provider_; }
    /// Before the first call.
    void provide(token_provider provider) noexcept { provider_.emplace(std::move(provider)); }

    /// Makes a call with a credential that is good, and once more with another where that may help.
    template <class Call> std::optional<error> converse(const waiting &limit, Call call) const noexcept {
        // Nobody waits for another thread's provider, which may wait for what this one holds. While one thread fetches,
        // the others go on with what there is: it is good yet, or the call says at once that it is not.
        if (wants(nullptr) && !renewing_.exchange(true)) {
            auto failure = renew(limit);
            renewing_ = false;
            if (failure) return failure;
        }
        const std::size_t before = renewals_;
        auto failure = call();
        // NULL would be the other question.
        if (!failure || !failure->get() || !wants(failure->get())) return failure;
        // Unless another thread has done so since.
        if (renewals_ == before)
            if (auto other = renew(limit)) return other;
        return call();
    }

    friend handle<connection> share(connection *of) noexcept {
        of->users_++;
        return handle<connection>(of);
    }
    friend void release(connection *of) noexcept {
        if (--of->users_ == 0) delete of;
    }

  private:
    bool wants(const azdo_error *failure) const noexcept {
        return azdo_client_wants_credential(client_.get(), failure) != 0;
    }
    std::optional<error> renew(const waiting &limit) const noexcept {
        const auto provided = (*provider_)(limit);
        if (!provided) return provided.error();
        if (auto failure = attempt(azdo_client_set_credential, client_, *provided)) return failure;
        renewals_++;
        return std::nullopt;
    }

    handle<azdo_client> client_;
    std::optional<token_provider> provider_;
    mutable std::atomic<std::size_t> users_{1}, renewals_{0};
    mutable std::atomic<bool> renewing_{false};
};

inline azdo_client *client_of(const connection *shared) noexcept { return shared ? shared->client().get() : nullptr; }

/// As `attempt`, for what asks the service something on behalf of a client.
template <class Function, class... Actual>
std::optional<error> ask(const connection *through, Function function, const Actual &...actual) noexcept {
    if (!through || !through->provider()) return attempt(function, actual...);
    if (const error *const fault = fault_of(actual...)) return *fault;
    const waiting none;
    const waiting *limit = &none;
    const auto look = [&](const auto &one) {
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, waiting>) limit = &one;
    };
    (look(actual), ...);
    // Made into what C takes before all else, so that everything together has the caller's time.
    return [&](auto... plain) noexcept {
        return through->converse(*limit, [&]() noexcept { return attempt(function, plain...); });
    }(raw(actual)...);
}

/// The handle that such a function makes, the client being its first argument.
template <class Made, class Function, class... Actual>
result<Made> ask_for(const connection *through, Function function, const Actual &...actual) noexcept {
    typename Made::raw_type *made = nullptr;
    if (auto failure = ask(through, function, client_of(through), actual..., &made)) return *std::move(failure);
    return Made(made);
}

} // namespace detail

} // namespace azdo

#endif // AZDO_CREDENTIAL_HPP
