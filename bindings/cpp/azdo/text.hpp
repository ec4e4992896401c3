// A part of azdo.hpp: what a program gives as text, and values that are spelled.
#ifndef AZDO_TEXT_HPP
#define AZDO_TEXT_HPP

#include "abi.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace azdo {

/// A moment as records have it: nanoseconds since 1970-01-01T00:00:00Z.
using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>;

namespace detail {

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

/// Texts, each on its own: `{"nightly", "kept"}`, a container of them, or one alone. They are copied.
class arguments {
    template <class From> static constexpr bool is_one = std::is_convertible_v<const From &, std::string_view>;

  public:
    arguments(std::initializer_list<std::string_view> all) { take(all); }
    template <class Range, class = decltype(std::begin(std::declval<const Range &>())),
              std::enable_if_t<!is_one<Range>, int> = 0>
    arguments(const Range &all) {
        take(all);
    }
    template <class Single, std::enable_if_t<is_one<Single>, int> = 0>
    arguments(const Single &one) : arguments({static_cast<std::string_view>(one)}) {}

    /// As C takes them.
    const char *const *data() const noexcept { return all_.data(); }
    std::size_t size() const noexcept { return all_.size(); }

  private:
    template <class Range> void take(const Range &all) {
        for (const std::string_view one : all) all_.push_back(kept_.emplace_back(one).get());
    }

    std::list<argument> kept_; // which does not move them
    std::vector<const char *> all_;
};

} // namespace azdo

#endif // AZDO_TEXT_HPP
