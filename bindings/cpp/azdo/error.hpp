// A part of azdo.hpp: failures, results, and how the functions of azdo.h are called.
#ifndef AZDO_ERROR_HPP
#define AZDO_ERROR_HPP

#include "abi.hpp"
#include "text.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace azdo {

class waiting;

/// How a program should react to a failure: the numbers of azdo_status. A later library may have others.
enum class status : std::int32_t {
    invalid_argument = AZDO_INVALID_ARGUMENT, ///< The call is wrong: fix the program.
    invalid_state = AZDO_INVALID_STATE,       ///< The object, or the installed library, cannot do this.
    unauthenticated = AZDO_UNAUTHENTICATED,   ///< The service does not know you: get a new token.
    forbidden = AZDO_FORBIDDEN,               ///< It knows you and says no: get a permission or a scope.
    not_found = AZDO_NOT_FOUND,               ///< There is no such thing, or it is not visible to you.
    conflict = AZDO_CONFLICT,                 ///< The thing changed, or is in a state that forbids this.
    rejected = AZDO_REJECTED,                 ///< Understood and refused.
    throttled = AZDO_THROTTLED,               ///< Too much, too fast: retry_after() says when to come back.
    unavailable = AZDO_UNAVAILABLE,           ///< The service is not there now: try again later.
    timeout = AZDO_TIMEOUT,                   ///< A deadline passed.
    cancelled = AZDO_CANCELLED,               ///< A cancel token was signalled.
    network = AZDO_NETWORK,                   ///< Name lookup, connection, reset, proxy.
    tls = AZDO_TLS,                           ///< No trustworthy TLS connection.
    protocol = AZDO_PROTOCOL,                 ///< The answer is not what such a service answers.
    limit = AZDO_LIMIT,                       ///< One of the library's bounds was hit; the message names it.
    io = AZDO_IO,                             ///< A local file or process.
    internal = AZDO_INTERNAL,                 ///< A bug of the library's own, caught.
};

/// Its name as azdo.h has it, "NOT_FOUND"; static.
inline std::string_view name(status of) noexcept { return azdo_status_name(static_cast<std::int32_t>(of)); }

/// The version of the library that runs, "0.1.0"; static.
inline std::string_view version() noexcept { return azdo_version(); }

/// One object of the C library's.
template <class Raw> class handle {
  public:
    using raw_type = Raw;

    /// Takes over what the C library gave.
    explicit handle(Raw *owned) noexcept : owned_(owned) {}
    /// For the functions of azdo.h; still owned here.
    Raw *get() const noexcept { return owned_.get(); }

  private:
    std::unique_ptr<Raw, detail::releaser> owned_;
};

/// What is known of a failure. Copies share it; no text of it holds a secret.
class error : public std::exception {
  public:
    /// Takes over what a function of azdo.h gave; `owned` may be NULL.
    error(azdo_status how, azdo_error *owned)
        : status_(static_cast<azdo::status>(how)), raw_(owned),
          text_(std::shared_ptr<azdo_error>(owned, detail::releaser()),
                owned ? azdo_error_text(owned) : azdo_status_name(how)) {}
    // Copied where it could be moved, so that none is without its text.
    error(const error &) noexcept = default;
    error &operator=(const error &) noexcept = default;
    /// A failure that the library does not know of.
    error(azdo::status how, std::string text) : status_(how), text_(kept(std::move(text))) {}
    /// A failure whose origin is what a function of the program's own threw.
    error(const error &failure, std::exception_ptr origin) noexcept : error(failure) { origin_ = std::move(origin); }
    /// For the functions of azdo.h; NULL where the library does not know of it.
    const azdo_error *get() const noexcept { return raw_; }

    /// Message and hint, as one prints them.
    const char *what() const noexcept override { return text_.get(); }
    /// How to react.
    azdo::status status() const noexcept { return status_; }
    /// What happened as a stable word, "token_expired"; docs/errors.md lists them.
    std::string_view cause() const noexcept { return azdo_error_cause(raw_); }
    /// What happened, in the service's own words where it has any.
    std::string_view message() const noexcept { return raw_ ? azdo_error_message(raw_) : what(); }
    /// What a person does next; "" where nothing honest can be said.
    std::string_view hint() const noexcept { return azdo_error_hint(raw_); }
    /// The HTTP status of the answer; 0 where there was none.
    int http_status() const noexcept { return azdo_error_http_status(raw_); }
    /// The service's type key, or else its TF or VS code; "" if it gave none.
    std::string_view service_code() const noexcept { return azdo_error_service_code(raw_); }
    /// The first of these alone, "ProjectDoesNotExistException"; "" if there is none.
    std::string_view type_key() const noexcept { return azdo_error_type_key(raw_); }
    /// The code that the service's message begins with, "TF400813", or Microsoft Entra's, "AADSTS7000215"; or "".
    std::string_view message_code() const noexcept { return azdo_error_message_code(raw_); }
    /// What Microsoft's support asks for; "" if the service gave none.
    std::string_view activity_id() const noexcept { return azdo_error_activity_id(raw_); }
    /// What else it may ask for, each "" if the answer has none: X-VSS-E2EID, X-TFS-Session and X-MSEdge-Ref.
    std::string_view e2e_id() const noexcept { return azdo_error_e2e_id(raw_); }
    std::string_view session_id() const noexcept { return azdo_error_session_id(raw_); }
    std::string_view edge_ref() const noexcept { return azdo_error_edge_ref(raw_); }
    /// How long the service wants to be left alone, if it says.
    std::optional<std::chrono::milliseconds> retry_after() const noexcept {
        const std::int64_t wait = azdo_error_retry_after_ms(raw_);
        if (wait < 0) return std::nullopt;
        return std::chrono::milliseconds(wait);
    }
    /// Whether the same call may succeed later without anybody changing anything, and does not do twice what may have been
    /// done.
    bool is_retriable() const noexcept { return azdo_error_is_retriable(raw_) != 0; }
    /// What a token provider threw, if that is the failure; what throws this error throws that instead.
    const std::exception_ptr &origin() const noexcept { return origin_; }

  private:
    static std::shared_ptr<const char> kept(std::string text) {
        const auto keeper = std::make_shared<const std::string>(std::move(text));
        return std::shared_ptr<const char>(keeper, keeper->c_str());
    }

    azdo::status status_;
    const azdo_error *raw_ = nullptr;
    std::shared_ptr<const char> text_; // owns *raw_ too
    std::exception_ptr origin_;
};

#ifdef AZDO_EXCEPTIONS
/// What is thrown for these statuses, so that programs can catch them apart; for all others, an azdo::error.
template <status Which> class failed final : public error {
  public:
    explicit failed(const error &failure) noexcept : error(failure) {}
};
using invalid_argument = failed<status::invalid_argument>; ///< The call is wrong: fix the program.
using unauthenticated = failed<status::unauthenticated>;   ///< The service does not know you: get a new token.
using forbidden = failed<status::forbidden>;               ///< It knows you and says no.
using not_found = failed<status::not_found>;               ///< There is no such thing, or it is not visible.
using conflict = failed<status::conflict>;                 ///< The thing changed, or is in a state that forbids this.
using throttled = failed<status::throttled>;               ///< Too much, too fast.
using timeout = failed<status::timeout>;                   ///< A deadline passed.
using cancelled = failed<status::cancelled>;               ///< A cancel token was signalled.

namespace detail {
[[noreturn]] inline void raise(const error &failure) {
    if (failure.origin()) std::rethrow_exception(failure.origin());
    switch (failure.status()) {
    case status::invalid_argument: throw invalid_argument(failure);
    case status::unauthenticated: throw unauthenticated(failure);
    case status::forbidden: throw forbidden(failure);
    case status::not_found: throw not_found(failure);
    case status::conflict: throw conflict(failure);
    case status::throttled: throw throttled(failure);
    case status::timeout: throw timeout(failure);
    case status::cancelled: throw cancelled(failure);
    default: throw failure;
    }
}
} // namespace detail
#endif

/// A value or the error that is there instead, in the manner of std::expected. `*`, `->` and error() are for the one
/// that is there, and end the program where it is not; value() throws the error.
template <class T = std::monostate> class [[nodiscard]] result {
  public:
    result(T made) noexcept : state_(std::in_place_index<0>, std::move(made)) {}
    result(azdo::error failure) noexcept : state_(std::in_place_index<1>, std::move(failure)) {}

    bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }
    T &operator*() & noexcept { return std::get<0>(state_); }
    const T &operator*() const & noexcept { return std::get<0>(state_); }
    T &&operator*() && noexcept { return std::get<0>(std::move(state_)); }
    T *operator->() noexcept { return &std::get<0>(state_); }
    const T *operator->() const noexcept { return &std::get<0>(state_); }
    const azdo::error &error() const noexcept { return std::get<1>(state_); }

#ifdef AZDO_EXCEPTIONS
    T &value() & { return insist(), **this; }
    const T &value() const & { return insist(), **this; }
    T &&value() && { return insist(), *std::move(*this); }
#endif

  private:
#ifdef AZDO_EXCEPTIONS
    void insist() const {
        if (!has_value()) detail::raise(error());
    }
#endif
    std::variant<T, azdo::error> state_;
};

namespace detail {

/// Why the library that runs cannot serve this header, if so.
inline std::optional<error> unusable_library() noexcept {
    constexpr std::uint32_t header = AZDO_VERSION_NUMBER;
    const std::uint32_t library = azdo_version_number();
    if (library / 10000 == AZDO_VERSION_MAJOR && library >= header) return std::nullopt;
    const std::string major = std::to_string(AZDO_VERSION_MAJOR);
    const std::string own = major + '.' + std::to_string(AZDO_VERSION_MINOR) + '.' + std::to_string(AZDO_VERSION_PATCH);
    return error(status::invalid_state, "this program was built for azdo " + own +
                                            " and found the library of version " + azdo_version() + "\nInstall azdo " +
                                            own + " or a later " + major + ".x, or set the library path to it.");
}

template <class Actual> auto raw(const Actual &actual) noexcept {
    if constexpr (std::is_scalar_v<Actual>) return actual;
    else return actual.get();
}

/// Why these cannot be given to a function, if so.
template <class... Actual> const error *fault_of(const Actual &...actual) noexcept {
    const error *fault = nullptr;
    const auto look = [&](const auto &one) {
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, waiting>) fault = one.fault();
    };
    (look(actual), ...);
    return fault;
}

/// Calls a function of azdo.h. Every one that can fail is called here.
template <class Function, class... Actual>
std::optional<error> attempt(Function function, const Actual &...actual) noexcept {
    if (auto failure = unusable_library()) return failure;
    if (const error *const fault = fault_of(actual...)) return *fault;
    azdo_error *why = nullptr;
    const azdo_status how = function(raw(actual)..., &why);
    if (how == AZDO_OK || how == AZDO_DONE) return std::nullopt;
    return error(how, why);
}

/// The result of a call that makes nothing.
inline result<> outcome(std::optional<error> failure) noexcept {
    if (failure) return *std::move(failure);
    return std::monostate();
}

/// The handle that such a function makes.
template <class Made, class Function, class... Actual>
result<Made> make(Function function, const Actual &...actual) noexcept {
    typename Made::raw_type *made = nullptr;
    if (auto failure = attempt(function, actual..., &made)) return *std::move(failure);
    return Made(made);
}

} // namespace detail

/// Text or bytes from the library. It is wiped where azdo.h says so.
class string : public handle<azdo_string> {
  public:
    using handle::handle;
    /// NUL-terminated.
    const char *data() const noexcept { return azdo_string_data(get(), nullptr); }
    /// Bytes, without that NUL.
    std::size_t size() const noexcept { return view().size(); }
    /// The whole text.
    std::string_view view() const noexcept {
        std::size_t size = 0;
        const char *const data = azdo_string_data(get(), &size);
        return std::string_view(data, size);
    }
    operator std::string() const { return std::string(view()); }
    operator std::string_view() const & noexcept { return view(); }
    operator std::string_view() const && = delete; // it would dangle
    friend bool operator==(const string &text, std::string_view other) noexcept { return text.view() == other; }
    friend bool operator!=(const string &text, std::string_view other) noexcept { return !(text == other); }
    friend std::ostream &operator<<(std::ostream &out, const string &text) { return out << text.view(); }
};

} // namespace azdo

#endif // AZDO_ERROR_HPP
