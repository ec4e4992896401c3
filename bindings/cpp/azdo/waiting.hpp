// A part of azdo.hpp: how long a call may take, and what ends it.
#ifndef AZDO_WAITING_HPP
#define AZDO_WAITING_HPP

#include "error.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace azdo {

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

} // namespace azdo

#endif // AZDO_WAITING_HPP
