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

#if __cplusplus < 201703L && (!defined(_MSVC_LANG) || _MSVC_LANG < 201703L)
#error "azdo.hpp needs C++17 or later: -std=c++17, or /std:c++17"
#endif

#include <azdo.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>
#if __has_include(<version>)
#include <version>
#endif
#ifdef __cpp_lib_jthread
#include <stop_token>
#endif

#if AZDO_VERSION_MAJOR != 0 || AZDO_VERSION_NUMBER < 100
#error "azdo.hpp needs azdo.h 0.1.0 or a later 0.x: install both from one release, or mend the include path"
#endif

#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define AZDO_EXCEPTIONS
#endif

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

/// A moment as records have it: nanoseconds since 1970-01-01T00:00:00Z.
using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>;

namespace detail {

inline void release(azdo_builds *raw) noexcept { azdo_builds_free(raw); }
inline void release(azdo_build_page *raw) noexcept { azdo_build_page_free(raw); }
inline void release(azdo_cancel *raw) noexcept { azdo_cancel_free(raw); }
inline void release(azdo_client *raw) noexcept { azdo_client_free(raw); }
inline void release(azdo_credential *raw) noexcept { azdo_credential_free(raw); }
inline void release(azdo_error *raw) noexcept { azdo_error_free(raw); }
inline void release(azdo_findings *raw) noexcept { azdo_findings_free(raw); }
inline void release(azdo_items *raw) noexcept { azdo_items_free(raw); }
inline void release(azdo_params *raw) noexcept { azdo_params_free(raw); }
inline void release(azdo_projects *raw) noexcept { azdo_projects_free(raw); }
inline void release(azdo_project_page *raw) noexcept { azdo_project_page_free(raw); }
inline void release(azdo_reference *raw) noexcept { azdo_reference_free(raw); }
inline void release(azdo_response *raw) noexcept { azdo_response_free(raw); }
inline void release(azdo_string *raw) noexcept { azdo_string_free(raw); }

struct releaser {
    template <class Raw> void operator()(Raw *raw) const noexcept { release(raw); }
};

inline auto records(const azdo_build_page *page, std::size_t *n) noexcept { return azdo_build_page_records(page, n); }
inline auto records(const azdo_project_page *page, std::size_t *n) noexcept {
    return azdo_project_page_records(page, n);
}

inline const char *token(const azdo_build_page *page) noexcept { return azdo_build_page_token(page); }
inline const char *token(const azdo_project_page *page) noexcept { return azdo_project_page_token(page); }

inline auto next_page(azdo_builds *from, const azdo_cancel *until, azdo_build_page **page, azdo_error **why) noexcept {
    return azdo_builds_next_page(from, until, page, why);
}
inline auto next_page(azdo_projects *from, const azdo_cancel *until, azdo_project_page **page,
                      azdo_error **why) noexcept {
    return azdo_projects_next_page(from, until, page, why);
}

/// Longer than 30 years.
constexpr std::int64_t forever = INT64_MAX;

template <class Rep, class Period> std::int64_t milliseconds(std::chrono::duration<Rep, Period> span) noexcept {
    const double count = std::ceil(std::chrono::duration<double, std::milli>(span).count());
    return !(count > 0) ? 0 : count >= 1e12 ? forever : static_cast<std::int64_t>(count);
}

template <class Duration>
std::int64_t nanoseconds(std::chrono::time_point<std::chrono::system_clock, Duration> moment) noexcept {
    const auto since = moment.time_since_epoch();
    const double count = std::chrono::duration<double, std::nano>(since).count();
    if (count >= 0x1p63) return AZDO_TIME_MAX;
    if (count <= -0x1p63) return -AZDO_TIME_MAX;
    return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

/// As the service takes times, which knows no smaller part than 100 ns.
inline std::string spelled(std::int64_t nanoseconds) {
    constexpr std::int64_t day = 86400000000000;
    std::int64_t days = nanoseconds / day, rest = nanoseconds % day;
    if (rest < 0) {
        rest += day;
        days--;
    }
    const auto leap = [](int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); };
    const auto length = [&](int year, int month) {
        return month == 2 ? 28 + leap(year) : 30 + (month % 2 == (month < 8 ? 1 : 0));
    };
    int year = 1970, month = 1;
    while (days < 0) days += 365 + leap(--year);
    while (days >= 365 + leap(year)) days -= 365 + leap(year++);
    while (days >= length(year, month)) days -= length(year, month++);
    const std::int64_t seconds = rest / 1000000000;
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%07dZ", year, month, static_cast<int>(days) + 1,
                  static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60),
                  static_cast<int>(rest % 1000000000 / 100));
    return text;
}

} // namespace detail

/// Text for the library, UTF-8: a `const char *`, of which nullptr is "none", or anything that a std::string_view can
/// be made of, which is copied and wiped with this object. A NUL inside is refused by the library.
class argument {
  public:
    /// Borrows; nullptr is "none".
    argument(const char *text) noexcept : text_(text) {}

    /// Copies: a string_view may end anywhere.
    template <class Text, class = std::enable_if_t<std::is_convertible_v<const Text &, std::string_view> &&
                                                   !std::is_convertible_v<const Text &, const char *>>>
    argument(const Text &text) : copy_(static_cast<std::string_view>(text)), text_(copy_.c_str()) {
        // 0xFF is in no UTF-8: what C would cut off at a NUL is refused there, by name and place.
        std::replace(copy_.begin(), copy_.end(), '\0', '\xff');
    }

    argument(const argument &) = delete;
    argument &operator=(const argument &) = delete;
    ~argument() {
        for (volatile char &byte : copy_) byte = 0;
    }

    /// As C takes it.
    const char *get() const noexcept { return text_; }

  private:
    std::string copy_;
    const char *text_;
};

/// The value of a parameter or an option: text, a number, a truth or a moment, as the REST reference spells them;
/// nullptr where the name is not to be set at all.
class value : public argument {
  public:
    using argument::argument;
    /// A whole number in decimal; true or false.
    template <class Number, std::enable_if_t<std::is_integral_v<Number> && !std::is_same_v<Number, char>, int> = 0>
    value(Number number) : argument(spelled(number)) {}
    /// A moment in UTC, to 100 ns.
    template <class Duration>
    value(std::chrono::time_point<std::chrono::system_clock, Duration> moment)
        : argument(detail::spelled(detail::nanoseconds(moment))) {}

  private:
    template <class Number> static std::string spelled(Number number) {
        if constexpr (std::is_same_v<Number, bool>) return number ? "true" : "false";
        else return std::to_string(number);
    }
};

/// Values that the REST reference has with commas between them: `{1, 2}`, a container, or one alone.
template <class One> class several : public value {
    template <class From> static constexpr bool is_one = std::is_convertible_v<const From &, One>;

  public:
    several(std::initializer_list<One> all) : value(joined(all)) {}
    template <class Range, class = decltype(std::begin(std::declval<const Range &>())),
              std::enable_if_t<!is_one<Range>, int> = 0>
    several(const Range &all) : value(joined(all)) {}
    template <class Single, std::enable_if_t<is_one<Single>, int> = 0>
    several(const Single &one) : value(static_cast<One>(one)) {}

  private:
    template <class Range> static std::string joined(const Range &all) {
        std::string text;
        for (const One one : all) {
            if (!text.empty()) text += ',';
            if constexpr (std::is_integral_v<One>) text += std::to_string(one);
            else text += one;
        }
        return text;
    }
};
using numbers = several<std::int64_t>;   ///< Whole numbers.
using texts = several<std::string_view>; ///< Texts, or words.

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
    /// Whether the same call may succeed later without anybody changing anything.
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

/// Ends calls from outside: give it to any number of them, and signal() it from any thread.
class cancel : public handle<azdo_cancel> {
  public:
    using handle::handle;
#ifdef AZDO_EXCEPTIONS
    /// Not signalled, without a deadline. status::io where the process has no descriptors left.
    cancel() : cancel(try_make().value()) {}
#endif
    static result<cancel> try_make() noexcept { return detail::make<cancel>(azdo_cancel_new); }

    /// Ends every call that has this token, now and until reset(). A signal handler may call it too.
    void signal() const noexcept { azdo_cancel_signal(get()); }
    /// Calls that begin from now on end within so long from now.
    template <class Rep, class Period> void after(std::chrono::duration<Rep, Period> span) const noexcept {
        azdo_cancel_after_ms(get(), detail::milliseconds(span));
    }
    /// Makes it as new. No call may be using it.
    void reset() const noexcept { azdo_cancel_reset(get()); }
};

/// How long a call may wait, made of what the caller has: nothing, a cancel token, a duration, a moment of any clock,
/// a std::stop_token, or that with one of the two before. A list takes it for each page: a duration anew for each, a
/// moment for all.
class waiting {
  public:
    /// As long as the client's own timeouts allow.
    waiting() noexcept = default;
    /// The token must live as long as the call, or the list.
    waiting(const cancel &token) : borrowed_(token.get()) {
        if (!borrowed_)
            own_ = std::make_unique<own>(error(status::invalid_argument, "the cancel token has been moved from"));
    }
    waiting(const cancel &&) = delete;
    /// status::timeout after so long.
    template <class Rep, class Period>
    waiting(std::chrono::duration<Rep, Period> span)
        : own_(std::make_unique<own>()), timeout_(detail::milliseconds(span)) {}
    /// status::timeout from this moment on.
    template <class Clock, class Duration>
    waiting(std::chrono::time_point<Clock, Duration> deadline) : own_(std::make_unique<own>()) {
        // As floating point: the difference of two far moments would overflow.
        using real = std::chrono::duration<double, std::milli>;
        const auto left =
            detail::milliseconds(real(deadline.time_since_epoch()) - real(Clock::now().time_since_epoch()));
        if (left != detail::forever) deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(left);
    }
#ifdef __cpp_lib_jthread
    /// status::cancelled when a stop is requested.
    waiting(std::stop_token stop) : own_(std::make_unique<stopping>(std::move(stop))) {}
    /// The same, and one of the two above.
    template <class Limit> waiting(std::stop_token stop, Limit limit) : waiting(limit) {
        static_assert(!std::is_same_v<Limit, cancel> && !std::is_same_v<Limit, std::stop_token>,
                      "one of them is enough");
        own_ = std::make_unique<stopping>(std::move(stop));
    }
#endif

    /// The token for a call that begins now.
    const azdo_cancel *get() const noexcept {
        if (!own_ || fault()) return borrowed_;
        auto left = timeout_;
        if (deadline_ != deadline_.max())
            left = std::min(left, detail::milliseconds(deadline_ - std::chrono::steady_clock::now()));
        if (left != detail::forever) azdo_cancel_after_ms(own_->token->get(), left);
        return own_->token->get();
    }
    /// Why there can be no token, if so.
    const error *fault() const noexcept { return own_ && !own_->token ? &own_->token.error() : nullptr; }

  private:
    // Behind a pointer, so that units of a program that differ in the language's version agree on the layout.
    struct own {
        own() noexcept : token(cancel::try_make()) {}
        explicit own(error why) noexcept : token(std::move(why)) {}
        result<cancel> token;
        virtual ~own() = default;
    };
#ifdef __cpp_lib_jthread
    struct signaller {
        const azdo_cancel *token;
        void operator()() const noexcept { azdo_cancel_signal(token); }
    };
    struct stopping final : own {
        explicit stopping(std::stop_token stop)
            : callback(std::move(stop), signaller{token ? token->get() : nullptr}) {}
        std::stop_callback<signaller> callback;
    };
#endif

    const azdo_cancel *borrowed_ = nullptr;
    std::unique_ptr<own> own_;
    std::int64_t timeout_ = detail::forever;
    std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
};

/// A name and a value; see `params`.
struct entry {
    argument name;
    azdo::value value;
};

/// Named values, written `{{"resultFilter", "failed"}, {"$top", 50}}`: parameters by the REST reference's names, the
/// options of a client, or the headers of a request. Names are checked by the call that uses them.
class params : public handle<azdo_params> {
  public:
    using handle::handle;
    params(std::initializer_list<entry> entries = {}) : handle(azdo_params_new()) {
        for (const entry &one : entries) set(one.name, one.value);
    }
    /// The last one set for a name counts; nullptr sets nothing.
    params &set(const argument &name, const azdo::value &value) noexcept {
        if (!get()) *this = params();
        // A fault is kept by the library and told by the call that uses the values.
        if (value.get()) azdo_params_set(get(), name.get(), value.get());
        return *this;
    }
};

/// An operation of the REST reference with what it is given: "Report - Get", in any case. docs/operations.md lists them
/// with the reference's own parameters; azdo_operations.hpp has a class for each, with a function for every parameter.
class operation {
  public:
    explicit operation(std::string_view name) : name_(name) {}

    /// A parameter by its own name; the last one set for a name counts, nullptr sets nothing.
    operation &set(const argument &name, const azdo::value &value) noexcept {
        if (name.get() && value.get()) values_.emplace_back(name.get(), value.get());
        return *this;
    }
    /// One that this version does not know, or whose value it would refuse: it is sent as it is.
    operation &force(const argument &name, const azdo::value &value) noexcept {
        if (!name.get() || !value.get()) return *this;
        if (!forced_.empty()) forced_ += ',';
        forced_ += name.get();
        return set(name, value).set("force", forced_);
    }
    /// Another than the newest released api-version that the service has.
    operation &api_version(const argument &version) noexcept { return set("api-version", version.get()); }
    /// What it takes, JSON.
    operation &set_body(std::string_view json) noexcept { return body_ = json, *this; }

    // By names that no parameter has.
    const std::string &operation_name() const noexcept { return name_; }
    const std::optional<std::string> &operation_body() const noexcept { return body_; }
    params operation_values() const noexcept {
        params all;
        for (const auto &[name, value] : values_) all.set(name, value);
        return all;
    }

  private:
    std::string name_, forced_;
    std::vector<std::pair<std::string, std::string>> values_;
    std::optional<std::string> body_;
};

/// One that reads a list.
class list_operation : public operation {
  public:
    using operation::operation;
};

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
        if (auto failure = detail::attempt(azdo_credential_renew, *this, limit)) return *std::move(failure);
        return std::monostate();
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

/// How far a build has come.
enum class build_status : std::int32_t {
    unknown = AZDO_BUILD_STATUS_UNKNOWN,         ///< A word that this version does not know.
    none = AZDO_BUILD_STATUS_NONE,               ///< No status.
    in_progress = AZDO_BUILD_STATUS_IN_PROGRESS, ///< Running.
    completed = AZDO_BUILD_STATUS_COMPLETED,     ///< Finished; the result says how.
    cancelling = AZDO_BUILD_STATUS_CANCELLING,   ///< Being cancelled.
    postponed = AZDO_BUILD_STATUS_POSTPONED,     ///< Put off.
    not_started = AZDO_BUILD_STATUS_NOT_STARTED, ///< In the queue.
};

/// How a build ended.
enum class build_result : std::int32_t {
    unknown = AZDO_BUILD_RESULT_UNKNOWN,                         ///< A word that this version does not know.
    none = AZDO_BUILD_RESULT_NONE,                               ///< No result yet.
    succeeded = AZDO_BUILD_RESULT_SUCCEEDED,                     ///< Everything went well.
    partially_succeeded = AZDO_BUILD_RESULT_PARTIALLY_SUCCEEDED, ///< Something that may fail did.
    failed = AZDO_BUILD_RESULT_FAILED,                           ///< Something that may not fail did.
    canceled = AZDO_BUILD_RESULT_CANCELED,                       ///< Cancelled before it was done.
};

// The last constants that this version knows.
constexpr build_status last(build_status) noexcept { return build_status::not_started; }
constexpr build_result last(build_result) noexcept { return build_result::canceled; }

/// A word of the service's: a constant where this version knows it, `unknown` where it does not, and in any case the
/// word as sent. It compares, switches and prints as one expects. Its text lives as long as its record's page.
template <class Enum> class word {
  public:
    /// `number` may be one of a later library.
    constexpr word(std::int32_t number, std::string_view name) noexcept
        : known_(number <= static_cast<std::int32_t>(last(Enum())) ? static_cast<Enum>(number) : Enum::unknown),
          name_(name) {}
    constexpr operator Enum() const noexcept { return known_; }
    /// As the service spells it; "" where it said nothing.
    constexpr std::string_view name() const noexcept { return name_; }
    constexpr operator std::string_view() const noexcept { return name_; }
    /// Whatever the case of the words: the service's varies.
    friend bool operator==(word a, word b) noexcept {
        return a.known_ == b.known_ && (a.known_ != Enum::unknown || a == b.name_);
    }
    friend bool operator!=(word a, word b) noexcept { return !(a == b); }
    friend bool operator==(word a, std::string_view b) noexcept {
        const auto lower = [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter; };
        return std::equal(a.name_.begin(), a.name_.end(), b.begin(), b.end(),
                          [&](char one, char other) { return lower(one) == lower(other); });
    }
    friend bool operator!=(word a, std::string_view b) noexcept { return !(a == b); }
    /// "none" where the service said nothing.
    friend std::ostream &operator<<(std::ostream &out, word it) { return out << (it.name_.empty() ? "none" : it.name_); }

  private:
    Enum known_;
    std::string_view name_;
};

template <class Record> class list;

/// One object of the service's, in a page that it keeps alive: cheap to copy, good for as long as one likes. Absent
/// text is "", an absent number 0, an absent time std::nullopt (AZDO_TIME_NONE in nanoseconds).
template <class Raw, class RawPage, class RawList> class record {
  public:
    using raw_type = Raw;
    using raw_page = RawPage;
    using raw_list = RawList;

    record(std::shared_ptr<const RawPage> page, const Raw *raw) noexcept : page_(std::move(page)), raw_(raw) {}
    // Copied where it could be moved, so that none is without its page.
    record(const record &) noexcept = default;
    record &operator=(const record &) noexcept = default;
    /// As azdo.h has it, with each field's meaning.
    const Raw *get() const noexcept { return raw_; }
    /// The object as the service sent it, without a NUL at its end; "" if the client's option keep_json is 0.
    std::string_view json() const noexcept { return text(raw_->json); }

  protected:
    static std::string_view text(const azdo_str &field) noexcept { return {field.data, field.len}; }
    static std::optional<time_point> moment(std::int64_t field) noexcept {
        if (field == AZDO_TIME_NONE) return std::nullopt;
        return time_point(std::chrono::nanoseconds(field));
    }

  private:
    std::shared_ptr<const RawPage> page_;
    const Raw *raw_;
};

/// A build ("Build" in the REST reference).
class build : public record<azdo_build, azdo_build_page, azdo_builds> {
  public:
    using record::record;
    /// Its number in the organization.
    std::int64_t id() const noexcept { return get()->id; }
    /// Its name, such as "20261124.3" (`buildNumber`).
    std::string_view number() const noexcept { return text(get()->build_number); }
    /// How far it has come, and how it ended.
    word<build_status> status() const noexcept {
        return {get()->status, text(get()->status_name)};
    }
    word<build_result> result() const noexcept {
        return {get()->result, text(get()->result_name)};
    }
    /// Whether it is kept whatever the retention policy says, kept by a release, or deleted.
    bool keep_forever() const noexcept { return (get()->flags & AZDO_BUILD_KEEP_FOREVER) != 0; }
    bool retained_by_release() const noexcept { return (get()->flags & AZDO_BUILD_RETAINED_BY_RELEASE) != 0; }
    bool deleted() const noexcept { return (get()->flags & AZDO_BUILD_DELETED) != 0; }
    /// When it was queued, when it started, when it finished, and when it last changed.
    std::optional<time_point> queue_time() const noexcept { return moment(queue_time_ns()); }
    std::optional<time_point> start_time() const noexcept { return moment(start_time_ns()); }
    std::optional<time_point> finish_time() const noexcept { return moment(finish_time_ns()); }
    std::optional<time_point> last_changed_time() const noexcept { return moment(last_changed_time_ns()); }
    std::int64_t queue_time_ns() const noexcept { return get()->queue_time_ns; }
    std::int64_t start_time_ns() const noexcept { return get()->start_time_ns; }
    std::int64_t finish_time_ns() const noexcept { return get()->finish_time_ns; }
    std::int64_t last_changed_time_ns() const noexcept { return get()->last_changed_time_ns; }
    /// Why it was queued: "manual", "individualCI", …; and its priority there, "normal", ….
    std::string_view reason() const noexcept { return text(get()->reason); }
    std::string_view priority() const noexcept { return text(get()->priority); }
    /// The agent queue, by number and by name, and that queue's agent pool.
    std::int64_t queue_id() const noexcept { return get()->queue_id; }
    std::string_view queue_name() const noexcept { return text(get()->queue_name); }
    std::int64_t pool_id() const noexcept { return get()->pool_id; }
    std::string_view pool_name() const noexcept { return text(get()->pool_name); }
    /// Its definition (pipeline), by number and by name.
    std::int64_t definition_id() const noexcept { return get()->definition_id; }
    std::string_view definition_name() const noexcept { return text(get()->definition_name); }
    /// Its project, by GUID and by name.
    std::string_view project_id() const noexcept { return text(get()->project_id); }
    std::string_view project_name() const noexcept { return text(get()->project_name); }
    /// What was built: "refs/heads/main", …, and the commit.
    std::string_view source_branch() const noexcept { return text(get()->source_branch); }
    std::string_view source_version() const noexcept { return text(get()->source_version); }
    /// The repository's id, and its type: "TfsGit", "GitHub", …; the service's case varies.
    std::string_view repository_id() const noexcept { return text(get()->repository_id); }
    std::string_view repository_type() const noexcept { return text(get()->repository_type); }
    /// Whom it is for, who asked for it, and who last changed it (which may be a service): each by GUID, by display
    /// name and by sign-in name.
    std::string_view requested_for_id() const noexcept { return text(get()->requested_for_id); }
    std::string_view requested_for_name() const noexcept { return text(get()->requested_for_name); }
    std::string_view requested_for_unique_name() const noexcept { return text(get()->requested_for_unique_name); }
    std::string_view requested_by_id() const noexcept { return text(get()->requested_by_id); }
    std::string_view requested_by_name() const noexcept { return text(get()->requested_by_name); }
    std::string_view requested_by_unique_name() const noexcept { return text(get()->requested_by_unique_name); }
    std::string_view last_changed_by_id() const noexcept { return text(get()->last_changed_by_id); }
    std::string_view last_changed_by_name() const noexcept { return text(get()->last_changed_by_name); }
    std::string_view last_changed_by_unique_name() const noexcept { return text(get()->last_changed_by_unique_name); }
    /// "vstfs:///Build/Build/…"; the URL of the API; and that of the page a browser shows.
    std::string_view uri() const noexcept { return text(get()->uri); }
    std::string_view url() const noexcept { return text(get()->url); }
    std::string_view web_url() const noexcept { return text(get()->web_url); }
};

/// A project ("TeamProjectReference" in the REST reference).
class project : public record<azdo_project, azdo_project_page, azdo_projects> {
  public:
    using record::record;
    /// Its GUID, and its name.
    std::string_view id() const noexcept { return text(get()->id); }
    std::string_view name() const noexcept { return text(get()->name); }
    /// What its administrators say of it.
    std::string_view description() const noexcept { return text(get()->description); }
    /// "wellFormed", "new", "deleting", …; and "private", "public", "organization", …
    std::string_view state() const noexcept { return text(get()->state); }
    std::string_view visibility() const noexcept { return text(get()->visibility); }
    /// Of the API.
    std::string_view url() const noexcept { return text(get()->url); }
    /// How often it has been changed, and when last.
    std::int64_t revision() const noexcept { return get()->revision; }
    std::optional<time_point> last_update_time() const noexcept { return moment(last_update_time_ns()); }
    std::int64_t last_update_time_ns() const noexcept { return get()->last_update_time_ns; }
};

/// Some records, immutable, as one answer of the service held them. Its copies and its records share it.
template <class Record> class page {
  public:
    using raw_type = typename Record::raw_page;
    using value_type = Record;

    /// Walks the page any number of times, and must not outlive it. Each step makes a record.
    class iterator {
      public:
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using value_type = Record;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Record;

        iterator() noexcept = default;
        iterator(const page *over, std::size_t at) noexcept : over_(over), at_(at) {}
        Record operator*() const noexcept { return (*over_)[at_]; }
        iterator &operator++() noexcept { return ++at_, *this; }
        iterator operator++(int) noexcept { return iterator(over_, at_++); }
        friend bool operator==(const iterator &a, const iterator &b) noexcept { return a.at_ == b.at_; }
        friend bool operator!=(const iterator &a, const iterator &b) noexcept { return !(a == b); }

      private:
        const page *over_ = nullptr;
        std::size_t at_ = 0;
    };

    /// Takes over what the C library gave.
    explicit page(raw_type *owned) : shared_(owned, detail::releaser()) {}
    /// For the functions of azdo.h; still owned here.
    const raw_type *get() const noexcept { return shared_.get(); }
    /// What to give as "continuationToken" to go on after this page; "" at the end.
    std::string_view token() const noexcept { return detail::token(get()); }

    std::size_t size() const noexcept {
        std::size_t count = 0;
        detail::records(get(), &count);
        return count;
    }
    bool empty() const noexcept { return size() == 0; }
    /// `index` must be below size().
    Record operator[](std::size_t index) const noexcept {
        return Record(shared_, detail::records(get(), nullptr)[index]);
    }
    iterator begin() const noexcept { return iterator(this, 0); }
    iterator end() const noexcept { return iterator(this, size()); }

  private:
    std::shared_ptr<const raw_type> shared_;
};

namespace detail {

/// What list and pages have in common. `Range` has a step() that puts the next value into current_, or nothing there
/// at the end, and says why it could not.
template <class Range, class Value> class stepwise {
  public:
    using value_type = Value;

    /// The next one, or std::nullopt after the last. A failure leaves all as it was: the next call tries again.
    result<std::optional<Value>> try_next() noexcept {
        if (auto failure = static_cast<Range *>(this)->step()) return *std::move(failure);
        return current_;
    }

#ifdef AZDO_EXCEPTIONS
    /// `*` is good until the next step: copy what is to live longer. A step may wait, and throw.
    class iterator {
      public:
        using iterator_concept = std::input_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using value_type = Value;
        using difference_type = std::ptrdiff_t;
        using pointer = const Value *;
        using reference = const Value &;

        struct before {
            Value value;
            const Value &operator*() const noexcept { return value; }
        };

        iterator() noexcept = default;
        explicit iterator(stepwise *over) noexcept : over_(over) {}
        reference operator*() const noexcept { return *over_->current_; }
        pointer operator->() const noexcept { return &*over_->current_; }
        iterator &operator++() {
            if (auto failure = static_cast<Range *>(over_)->step()) raise(*failure);
            if (!over_->current_) over_ = nullptr;
            return *this;
        }
        before operator++(int) {
            before it{**this};
            ++*this;
            return it;
        }
        friend bool operator==(const iterator &a, const iterator &b) noexcept { return a.over_ == b.over_; }
        friend bool operator!=(const iterator &a, const iterator &b) noexcept { return !(a == b); }

      private:
        stepwise *over_ = nullptr; // null at the end
    };

    /// Steps to the next one: a loop that was left goes on where it was, and so does one that a failure ended.
    iterator begin() {
        iterator first(this);
        return ++first;
    }
    iterator end() noexcept { return iterator(); }
#endif

  protected:
    std::optional<Value> current_;
};

} // namespace detail

/// All records that match by page, each fetched when it is stepped to: an input range.
template <class Record> class pages : public detail::stepwise<pages<Record>, page<Record>> {
  public:
    /// Takes over a list of azdo.h's.
    pages(handle<typename Record::raw_list> owned, waiting limit,
          handle<detail::connection> through = handle<detail::connection>(nullptr)) noexcept
        : list_(std::move(owned)), limit_(std::move(limit)), through_(std::move(through)) {}

  private:
    template <class, class> friend class detail::stepwise;
    std::optional<error> step() noexcept {
        this->current_.reset();
        typename Record::raw_page *raw = nullptr;
        auto failure = detail::ask(
            through_.get(), [](auto... actual) { return detail::next_page(actual...); }, list_, limit_, &raw);
        if (raw) this->current_.emplace(raw);
        return failure;
    }

    handle<typename Record::raw_list> list_;
    waiting limit_;
    handle<detail::connection> through_; // none without a token provider
};

/// All records that match, over all pages, each page fetched when it is needed: an input range.
template <class Record> class list : public detail::stepwise<list<Record>, Record> {
  public:
    /// Takes over a list of azdo.h's.
    list(handle<typename Record::raw_list> owned, waiting limit,
         handle<detail::connection> through = handle<detail::connection>(nullptr)) noexcept
        : pages_(std::move(owned), std::move(limit), std::move(through)) {}

    /// The same by page, beginning after the last page that was fetched. It takes this list over.
    pages<Record> by_page() && noexcept { return std::move(pages_); }

  private:
    template <class, class> friend class detail::stepwise;
    std::optional<error> step() noexcept {
        if (page_ && ++index_ < page_->size()) {
            this->current_.emplace((*page_)[index_]);
            return std::nullopt;
        }
        this->current_.reset();
        page_.reset();
        auto fetched = pages_.try_next();
        if (!fetched) return fetched.error();
        if (*fetched) {
            page_.emplace(**fetched);
            index_ = 0;
            this->current_.emplace((*page_)[0]);
        }
        return std::nullopt;
    }

    pages<Record> pages_;
    std::optional<page<Record>> page_;
    std::size_t index_ = 0;
};

namespace detail {

template <class Record, class Function>
result<list<Record>> make_list(Function function, connection *through, const params &query, waiting limit) noexcept {
    auto made = make<handle<typename Record::raw_list>>(function, client_of(through), query);
    if (!made) return made.error();
    auto kept = through->provider() ? share(through) : handle<connection>(nullptr);
    return list<Record>(*std::move(made), std::move(limit), std::move(kept));
}

} // namespace detail

/// The builds of an organization's projects. It is good as long as its client; any thread may use it.
class builds {
  public:
    explicit builds(detail::connection *through) noexcept : through_(through) {}

    /// Every build that matches: "Builds - List", with the REST reference's own parameters. `$top` is how many in
    /// all, `page_size` how many at once. Without a project, that of the client's URL.
    result<azdo::list<build>> try_list(const argument &project = nullptr, params query = {},
                                       waiting limit = {}) const noexcept {
        query.set("project", project.get());
        return detail::make_list<build>(azdo_builds_list, through_, query, std::move(limit));
    }
    /// One build: "Builds - Get". Without a project, that of the client's URL.
    result<build> try_get(const argument &project, std::int64_t id, const waiting &limit = {}) const noexcept {
        const auto made = detail::ask_for<page<build>>(through_, azdo_build_get, project, id, limit);
        if (!made) return made.error();
        return (*made)[0];
    }
    /// The service's first page of builds as the JSON it sent. Without a project: as azdo::get_builds.
    result<string> try_get_json(const argument &project = nullptr, const waiting &limit = {}) const noexcept {
        return detail::ask_for<string>(through_, azdo_builds_get_json, project, limit);
    }

#ifdef AZDO_EXCEPTIONS
    azdo::list<build> list(const argument &project = nullptr, params query = {}, waiting limit = {}) const {
        return try_list(project, std::move(query), std::move(limit)).value();
    }
    build get(const argument &project, std::int64_t id, const waiting &limit = {}) const {
        return try_get(project, id, limit).value();
    }
    string get_json(const argument &project = nullptr, const waiting &limit = {}) const {
        return try_get_json(project, limit).value();
    }
#endif

  private:
    detail::connection *through_;
};

/// The projects of an organization. It is good as long as its client; any thread may use it.
class projects {
  public:
    explicit projects(detail::connection *through) noexcept : through_(through) {}

    /// Every project that the credential can see: "Projects - List", with the REST reference's own parameters.
    result<azdo::list<project>> try_list(params query = {}, waiting limit = {}) const noexcept {
        return detail::make_list<project>(azdo_projects_list, through_, query, std::move(limit));
    }
#ifdef AZDO_EXCEPTIONS
    azdo::list<project> list(params query = {}, waiting limit = {}) const {
        return try_list(std::move(query), std::move(limit)).value();
    }
#endif

  private:
    detail::connection *through_;
};

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

/// The elements of an operation's list, each as its JSON, over all pages, which are fetched as they are needed: an input
/// range. One thread at a time may use it.
class items : public detail::stepwise<items, std::string> {
  public:
    /// Takes over a list of azdo.h's.
    items(handle<azdo_items> owned, waiting limit,
          handle<detail::connection> through = handle<detail::connection>(nullptr)) noexcept
        : list_(std::move(owned)), limit_(std::move(limit)), through_(std::move(through)) {}

  private:
    template <class, class> friend class detail::stepwise;
    std::optional<error> step() noexcept {
        current_.reset();
        azdo_str json{nullptr, 0};
        auto failure = detail::ask(through_.get(), azdo_items_next, list_, limit_, &json);
        // An element is never empty.
        if (!failure && json.len) current_.emplace(json.data, json.len);
        return failure;
    }

    handle<azdo_items> list_;
    waiting limit_;
    handle<detail::connection> through_; // none without a token provider
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
        if (auto failure = detail::attempt(azdo_client_set_credential, *this, who)) return *std::move(failure);
        return std::monostate();
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
        auto made = detail::make<handle<azdo_items>>(azdo_items_list, *this, name, given);
        if (!made) return made.error();
        auto kept = shared_.get()->provider() ? share(shared_.get()) : handle<detail::connection>(nullptr);
        return azdo::items(*std::move(made), std::move(limit), std::move(kept));
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
    response request(const argument &method, const argument &url_or_path, const params &headers = {},
                     std::string_view body = {}, const waiting &limit = {}) const {
        return try_request(method, url_or_path, headers, body, limit).value();
    }
#endif

    /// The builds of its projects.
    azdo::builds builds() const noexcept { return azdo::builds(shared_.get()); }
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
