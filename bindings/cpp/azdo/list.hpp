// A part of azdo.hpp: records by page, lists of them, and lists of JSON.
#ifndef AZDO_LIST_HPP
#define AZDO_LIST_HPP

#include "credential.hpp"
#include "records.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace azdo {

/// Some records, immutable, as one answer of the service held them. Its copies and its records share it.
template <class Record> class page : public sequence<Record> {
  public:
    using raw_type = typename Record::raw_page;

    /// Takes over what the C library gave.
    explicit page(raw_type *owned) : page(std::shared_ptr<const raw_type>(owned, detail::releaser())) {}
    /// For the functions of azdo.h; still owned here.
    const raw_type *get() const noexcept { return this->shared().get(); }
    /// What to give as "continuationToken" to go on after this page; "" at the end. What a list gives has it.
    std::string_view token() const noexcept { return detail::token(get()); }
    /// What could not be read and was passed over, as the client's option skip_broken asks.
    sequence<broken_element<raw_type>> broken() const noexcept {
        std::size_t count = 0;
        const auto first = detail::broken(get(), &count);
        return {this->shared(), first, count};
    }

  private:
    explicit page(std::shared_ptr<const raw_type> shared) noexcept
        : sequence<Record>(shared, detail::records(shared.get(), nullptr), size_of(shared.get())) {}
    static std::size_t size_of(const raw_type *raw) noexcept {
        std::size_t count = 0;
        detail::records(raw, &count);
        return count;
    }
};

/// How far the stages, jobs and tasks of a build have come: the last attempt of each, in no order.
class timeline : public page<timeline_record> {
  public:
    using page::page;
    /// Its GUID; "" where the build has no timeline yet.
    std::string_view id() const noexcept { return azdo_timeline_id(get()); }
    /// The number of its last change: as the parameter `changeId` it asks for what has changed since.
    std::int64_t change_id() const noexcept { return azdo_timeline_change_id(get()); }
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
    using raw_list = typename Record::raw_list;

    /// Takes over a list of azdo.h's.
    list(handle<raw_list> owned, waiting limit,
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

/// The elements of an operation's list, each as its JSON, over all pages, which are fetched as they are needed: an input
/// range. One thread at a time may use it.
class items : public detail::stepwise<items, std::string> {
  public:
    using raw_list = azdo_items;

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

namespace detail {

/// The list that such a function makes, the client being its first argument.
template <class List, class Function, class... Actual>
result<List> make_list(connection *through, waiting limit, Function function, const Actual &...actual) noexcept {
    auto made = make<handle<typename List::raw_list>>(function, client_of(through), actual...);
    if (!made) return made.error();
    auto kept = through->provider() ? share(through) : handle<connection>(nullptr);
    return List(*std::move(made), std::move(limit), std::move(kept));
}

} // namespace detail

} // namespace azdo

#endif // AZDO_LIST_HPP
