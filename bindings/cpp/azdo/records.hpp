// A part of azdo.hpp: what the service's objects say.
#ifndef AZDO_RECORDS_HPP
#define AZDO_RECORDS_HPP

#include "text.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>

namespace azdo {

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

/// Whether builds of a definition can be queued.
enum class queue_status : std::int32_t {
    unknown = AZDO_QUEUE_STATUS_UNKNOWN,   ///< A word that this version does not know.
    none = AZDO_QUEUE_STATUS_NONE,         ///< The service does not say.
    enabled = AZDO_QUEUE_STATUS_ENABLED,   ///< They are queued and run.
    paused = AZDO_QUEUE_STATUS_PAUSED,     ///< They are queued and wait.
    disabled = AZDO_QUEUE_STATUS_DISABLED, ///< They are refused.
};

/// How far a part of a build has come.
enum class timeline_state : std::int32_t {
    unknown = AZDO_TIMELINE_STATE_UNKNOWN,         ///< A word that this version does not know.
    none = AZDO_TIMELINE_STATE_NONE,               ///< The service does not say.
    pending = AZDO_TIMELINE_STATE_PENDING,         ///< It has not begun.
    in_progress = AZDO_TIMELINE_STATE_IN_PROGRESS, ///< It is running.
    completed = AZDO_TIMELINE_STATE_COMPLETED,     ///< It is over; the result says how.
};

/// How a part of a build ended: another set than that of builds.
enum class timeline_result : std::int32_t {
    unknown = AZDO_TIMELINE_RESULT_UNKNOWN,                                     ///< A word not known to this version.
    none = AZDO_TIMELINE_RESULT_NONE,                                           ///< No result yet.
    succeeded = AZDO_TIMELINE_RESULT_SUCCEEDED,                                 ///< Everything went well.
    succeeded_with_issues = AZDO_TIMELINE_RESULT_SUCCEEDED_WITH_ISSUES,         ///< Well, with something to look at.
    failed = AZDO_TIMELINE_RESULT_FAILED,                                       ///< It did not go well.
    canceled = AZDO_TIMELINE_RESULT_CANCELED,                                   ///< Cancelled before it was done.
    skipped = AZDO_TIMELINE_RESULT_SKIPPED,                                     ///< Its condition was not met.
    abandoned = AZDO_TIMELINE_RESULT_ABANDONED,                                 ///< The agent was lost.
    manually_queued = AZDO_TIMELINE_RESULT_MANUALLY_QUEUED,                     ///< It waits for somebody to start it.
    dependent_on_manual_queue = AZDO_TIMELINE_RESULT_DEPENDENT_ON_MANUAL_QUEUE, ///< What it depends on waits for that.
};

/// How bad an issue is.
enum class issue_kind : std::int32_t {
    unknown = AZDO_ISSUE_KIND_UNKNOWN, ///< A word that this version does not know.
    none = AZDO_ISSUE_KIND_NONE,       ///< The service does not say.
    error = AZDO_ISSUE_KIND_ERROR,     ///< An error.
    warning = AZDO_ISSUE_KIND_WARNING, ///< A warning.
};

namespace detail {

// The last constants that this version knows.
constexpr build_status last(build_status) noexcept { return build_status::not_started; }
constexpr build_result last(build_result) noexcept { return build_result::canceled; }
constexpr queue_status last(queue_status) noexcept { return queue_status::disabled; }
constexpr timeline_state last(timeline_state) noexcept { return timeline_state::completed; }
constexpr timeline_result last(timeline_result) noexcept { return timeline_result::dependent_on_manual_queue; }
constexpr issue_kind last(issue_kind) noexcept { return issue_kind::warning; }

/// The constant of this number, which may be one of a later library.
template <class Enum> constexpr Enum known(std::int32_t number) noexcept {
    return number <= static_cast<std::int32_t>(last(Enum())) ? static_cast<Enum>(number) : Enum::unknown;
}

} // namespace detail

/// A word of the service's: a constant where this version knows it, `unknown` where it does not, and in any case the
/// word as sent. It compares, switches and prints as one expects. Its text lives as long as its record's page.
template <class Enum> class word {
  public:
    /// `number` may be one of a later library.
    constexpr word(std::int32_t number, std::string_view name) noexcept
        : known_(detail::known<Enum>(number)), name_(name) {}
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
    friend std::ostream &operator<<(std::ostream &out, word it) {
        return out << (it.name_.empty() ? "none" : it.name_);
    }

  private:
    Enum known_;
    std::string_view name_;
};

/// Something in a page, which it keeps alive: cheap to copy, good for as long as one likes. Absent text is "", an
/// absent number 0, an absent time std::nullopt (AZDO_TIME_NONE in nanoseconds).
template <class Raw, class RawPage> class view {
  public:
    using raw_type = Raw;
    using raw_page = RawPage;

    view(std::shared_ptr<const RawPage> page, const Raw *raw) noexcept : page_(std::move(page)), raw_(raw) {}
    // Copied where it could be moved, so that none is without its page.
    view(const view &) noexcept = default;
    view &operator=(const view &) noexcept = default;
    /// As azdo.h has it, with each field's meaning.
    const Raw *get() const noexcept { return raw_; }

  protected:
    const std::shared_ptr<const RawPage> &shared() const noexcept { return page_; }
    static std::string_view text(const azdo_str &field) noexcept { return {field.data, field.len}; }
    static std::optional<time_point> moment(std::int64_t field) noexcept {
        if (field == AZDO_TIME_NONE) return std::nullopt;
        return time_point(std::chrono::nanoseconds(field));
    }

  private:
    std::shared_ptr<const RawPage> page_;
    const Raw *raw_;
};

/// One object of the service's.
template <class Raw, class RawPage, class RawList = void> class record : public view<Raw, RawPage> {
  public:
    using raw_list = RawList;
    using view<Raw, RawPage>::view;
    /// The object as the service sent it, without a NUL at its end; "" if the client's option keep_json is 0.
    std::string_view json() const noexcept { return this->text(this->get()->json); }
};

/// Some views of a page, which it keeps alive, in the service's order: a range that can be walked any number of times.
template <class View> class sequence {
  public:
    using value_type = View;

    /// It must not outlive the sequence. Each step makes a view.
    class iterator {
      public:
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using value_type = View;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = View;

        iterator() noexcept = default;
        iterator(const sequence *over, std::size_t at) noexcept : over_(over), at_(at) {}
        View operator*() const noexcept { return (*over_)[at_]; }
        iterator &operator++() noexcept { return ++at_, *this; }
        iterator operator++(int) noexcept { return iterator(over_, at_++); }
        friend bool operator==(const iterator &a, const iterator &b) noexcept { return a.at_ == b.at_; }
        friend bool operator!=(const iterator &a, const iterator &b) noexcept { return !(a == b); }

      private:
        const sequence *over_ = nullptr;
        std::size_t at_ = 0;
    };

    sequence(std::shared_ptr<const typename View::raw_page> page, const typename View::raw_type *const *first,
             std::size_t size) noexcept
        : page_(std::move(page)), first_(first), size_(size) {}
    sequence(const sequence &) noexcept = default;
    /// The other one is empty then.
    sequence(sequence &&other) noexcept
        : page_(std::move(other.page_)), first_(other.first_), size_(std::exchange(other.size_, 0)) {}
    sequence &operator=(sequence other) noexcept {
        page_.swap(other.page_);
        first_ = other.first_, size_ = other.size_;
        return *this;
    }
    ~sequence() = default;

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    /// `index` must be below size().
    View operator[](std::size_t index) const noexcept { return View(page_, first_[index]); }
    iterator begin() const noexcept { return iterator(this, 0); }
    iterator end() const noexcept { return iterator(this, size_); }

  protected:
    const std::shared_ptr<const typename View::raw_page> &shared() const noexcept { return page_; }

  private:
    std::shared_ptr<const typename View::raw_page> page_;
    const typename View::raw_type *const *first_;
    std::size_t size_;
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

/// A definition ("BuildDefinition" in the REST reference; pipeline): of a list, or whole with all that its JSON has.
class definition : public record<azdo_definition, azdo_definition_page, azdo_definitions> {
  public:
    using record::record;
    /// Its number in the organization.
    std::int64_t id() const noexcept { return get()->id; }
    /// Its name, once in its folder; and the folder: "\", "\Nightly\Windows".
    std::string_view name() const noexcept { return text(get()->name); }
    std::string_view path() const noexcept { return text(get()->path); }
    /// How often it has been changed, and when this revision was made; a change must name the one that it is of.
    std::int64_t revision() const noexcept { return get()->revision; }
    std::optional<time_point> created_time() const noexcept { return moment(created_time_ns()); }
    std::int64_t created_time_ns() const noexcept { return get()->created_time_ns; }
    /// Who made this revision, by display name and by sign-in name.
    std::string_view authored_by_name() const noexcept { return text(get()->authored_by_name); }
    std::string_view authored_by_unique_name() const noexcept { return text(get()->authored_by_unique_name); }
    /// Whether builds can be queued.
    word<azdo::queue_status> queue_status() const noexcept {
        return {get()->queue_status, text(get()->queue_status_name)};
    }
    /// "build", or "xaml"; "definition", or "draft"; and whether it is a draft.
    std::string_view type_name() const noexcept { return text(get()->type_name); }
    std::string_view quality() const noexcept { return text(get()->quality); }
    bool draft() const noexcept { return (get()->flags & AZDO_DEFINITION_DRAFT) != 0; }
    /// What its authors say of it; in lists it is absent, as are the repository and the file.
    std::string_view description() const noexcept { return text(get()->description); }
    /// Its project, by GUID and by name.
    std::string_view project_id() const noexcept { return text(get()->project_id); }
    std::string_view project_name() const noexcept { return text(get()->project_name); }
    /// The agent queue that its builds use unless they say otherwise, and that queue's agent pool.
    std::int64_t queue_id() const noexcept { return get()->queue_id; }
    std::string_view queue_name() const noexcept { return text(get()->queue_name); }
    std::int64_t pool_id() const noexcept { return get()->pool_id; }
    std::string_view pool_name() const noexcept { return text(get()->pool_name); }
    /// The repository, its type ("TfsGit", "GitHub", …; the service's case varies), and the branch that is built unless
    /// the build says otherwise: "refs/heads/main".
    std::string_view repository_id() const noexcept { return text(get()->repository_id); }
    std::string_view repository_name() const noexcept { return text(get()->repository_name); }
    std::string_view repository_type() const noexcept { return text(get()->repository_type); }
    std::string_view default_branch() const noexcept { return text(get()->default_branch); }
    /// The file that the pipeline is written in; absent where it was drawn in a browser.
    std::string_view yaml_file() const noexcept { return text(get()->yaml_file); }
    /// The newest build, and the newest that is completed, where `includeLatestBuilds` asked for them.
    std::int64_t latest_build_id() const noexcept { return get()->latest_build_id; }
    std::string_view latest_build_number() const noexcept { return text(get()->latest_build_number); }
    build_status latest_build_status() const noexcept {
        return detail::known<build_status>(get()->latest_build_status);
    }
    build_result latest_build_result() const noexcept {
        return detail::known<build_result>(get()->latest_build_result);
    }
    std::int64_t latest_completed_build_id() const noexcept { return get()->latest_completed_build_id; }
    std::string_view latest_completed_build_number() const noexcept {
        return text(get()->latest_completed_build_number);
    }
    build_result latest_completed_build_result() const noexcept {
        return detail::known<build_result>(get()->latest_completed_build_result);
    }
    /// "vstfs:///Build/Definition/…"; the URL of the API; and that of the page a browser shows.
    std::string_view uri() const noexcept { return text(get()->uri); }
    std::string_view url() const noexcept { return text(get()->url); }
    std::string_view web_url() const noexcept { return text(get()->web_url); }
};

/// Something that a part of a build complained of ("Issue" in the REST reference).
class issue : public view<azdo_issue, azdo_timeline> {
  public:
    using view::view;
    /// How bad it is.
    word<issue_kind> kind() const noexcept {
        return {get()->kind, text(get()->kind_name)};
    }
    /// "General", "Code", …; and what is complained of.
    std::string_view category() const noexcept { return text(get()->category); }
    std::string_view message() const noexcept { return text(get()->message); }
};

/// An earlier attempt at a part of a build ("TimelineAttempt" in the REST reference).
class attempt : public view<azdo_attempt, azdo_timeline> {
  public:
    using view::view;
    /// Which one it was, from 1.
    std::int64_t number() const noexcept { return get()->attempt; }
    /// The GUID of the timeline that has it, which the parameter `timelineId` asks for, and its own GUID there.
    std::string_view timeline_id() const noexcept { return text(get()->timeline_id); }
    std::string_view record_id() const noexcept { return text(get()->record_id); }
};

/// A part of a build: a stage, job, task, … ("TimelineRecord" in the REST reference), below its parent and in the order
/// of its siblings.
class timeline_record : public record<azdo_timeline_record, azdo_timeline> {
  public:
    using record::record;
    /// Its GUID, the same in every attempt, and that of what it is a part of, "" for a stage; the parent need not be in
    /// the timeline.
    std::string_view id() const noexcept { return text(get()->id); }
    std::string_view parent_id() const noexcept { return text(get()->parent_id); }
    /// "Stage", "Phase", "Job", "Task", "Checkpoint", …; an open set.
    std::string_view type_name() const noexcept { return text(get()->type_name); }
    /// Its name, as a browser shows it and in the pipeline's text, and where it is there: "Build.Linux.__default".
    std::string_view name() const noexcept { return text(get()->name); }
    std::string_view ref_name() const noexcept { return text(get()->ref_name); }
    std::string_view identifier() const noexcept { return text(get()->identifier); }
    /// Its place among its siblings, and which attempt this is, both from 1.
    std::int64_t order() const noexcept { return get()->order; }
    std::int64_t attempt() const noexcept { return get()->attempt; }
    /// How far it has come, how it ended, and more of why, mostly of what was skipped.
    word<timeline_state> state() const noexcept {
        return {get()->state, text(get()->state_name)};
    }
    word<timeline_result> result() const noexcept {
        return {get()->result, text(get()->result_name)};
    }
    std::string_view result_code() const noexcept { return text(get()->result_code); }
    /// How much of it is done, of 100, which says nothing of its result; and what it is at.
    std::int64_t percent_complete() const noexcept { return get()->percent_complete; }
    std::string_view current_operation() const noexcept { return text(get()->current_operation); }
    /// When it started, when it finished, and when it last changed, which the service mostly does not say.
    std::optional<time_point> start_time() const noexcept { return moment(start_time_ns()); }
    std::optional<time_point> finish_time() const noexcept { return moment(finish_time_ns()); }
    std::optional<time_point> last_modified_time() const noexcept { return moment(last_modified_time_ns()); }
    std::int64_t start_time_ns() const noexcept { return get()->start_time_ns; }
    std::int64_t finish_time_ns() const noexcept { return get()->finish_time_ns; }
    std::int64_t last_modified_time_ns() const noexcept { return get()->last_modified_time_ns; }
    /// How many errors and warnings it had: `issues` may hold fewer.
    std::int64_t error_count() const noexcept { return get()->error_count; }
    std::int64_t warning_count() const noexcept { return get()->warning_count; }
    /// What it complained of.
    sequence<issue> issues() const noexcept { return {shared(), get()->issues, get()->issue_count}; }
    /// What was tried before.
    sequence<azdo::attempt> previous_attempts() const noexcept {
        return {shared(), get()->previous_attempts, get()->previous_attempt_count};
    }
    /// Its log, 0 and "" until it has one.
    std::int64_t log_id() const noexcept { return get()->log_id; }
    std::string_view log_url() const noexcept { return text(get()->log_url); }
    /// The agent that it ran on, and the id of that one's queue.
    std::string_view worker_name() const noexcept { return text(get()->worker_name); }
    std::int64_t queue_id() const noexcept { return get()->queue_id; }
    /// The task that it runs: GUID, name and version.
    std::string_view task_id() const noexcept { return text(get()->task_id); }
    std::string_view task_name() const noexcept { return text(get()->task_name); }
    std::string_view task_version() const noexcept { return text(get()->task_version); }
    /// The GUID of a timeline of its own, where it has one.
    std::string_view details_id() const noexcept { return text(get()->details_id); }
    /// Of the timeline's last change that touched it.
    std::int64_t change_id() const noexcept { return get()->change_id; }
    /// Of the API.
    std::string_view url() const noexcept { return text(get()->url); }
};

/// A log of a build ("BuildLog" in the REST reference), without its lines.
class log : public record<azdo_log, azdo_log_page> {
  public:
    using record::record;
    /// Its number within the build.
    std::int64_t id() const noexcept { return get()->id; }
    /// How many lines it has; a running build adds to them.
    std::int64_t line_count() const noexcept { return get()->line_count; }
    /// When it was made, and when it last changed.
    std::optional<time_point> created_time() const noexcept { return moment(created_time_ns()); }
    std::optional<time_point> last_changed_time() const noexcept { return moment(last_changed_time_ns()); }
    std::int64_t created_time_ns() const noexcept { return get()->created_time_ns; }
    std::int64_t last_changed_time_ns() const noexcept { return get()->last_changed_time_ns; }
    /// Where it lies: "Container", …
    std::string_view type_name() const noexcept { return text(get()->type_name); }
    /// Of the API, which has its text there.
    std::string_view url() const noexcept { return text(get()->url); }
};

/// What a build made and kept ("BuildArtifact" in the REST reference).
class artifact : public record<azdo_artifact, azdo_artifact_page> {
  public:
    using record::record;
    /// Its number within the build, and its name.
    std::int64_t id() const noexcept { return get()->id; }
    std::string_view name() const noexcept { return text(get()->name); }
    /// How many bytes it has, where the service says.
    std::optional<std::int64_t> size() const noexcept {
        if (get()->size < 0) return std::nullopt;
        return get()->size;
    }
    /// The GUID that the job which made it has in the timeline; absent before 2019.
    std::string_view source() const noexcept { return text(get()->source); }
    /// How it is stored, "PipelineArtifact", "Container", "FilePath", …; and what finds it there.
    std::string_view type_name() const noexcept { return text(get()->type_name); }
    std::string_view data() const noexcept { return text(get()->data); }
    /// Where it can be had, zipped; and where the API has it.
    std::string_view download_url() const noexcept { return text(get()->download_url); }
    std::string_view url() const noexcept { return text(get()->url); }
};

/// A change that a build has and the one before it had not ("Change" in the REST reference): a commit, or a changeset.
class change : public record<azdo_change, azdo_change_page, azdo_changes> {
  public:
    using record::record;
    /// The commit, or the changeset; and what it is: "TfsGit", "GitHub", "TfsVersionControl", …
    std::string_view id() const noexcept { return text(get()->id); }
    std::string_view type_name() const noexcept { return text(get()->type_name); }
    /// When it was made.
    std::optional<time_point> time() const noexcept { return moment(time_ns()); }
    std::int64_t time_ns() const noexcept { return get()->time_ns; }
    /// What its author says of it, and whether the service cut that.
    std::string_view message() const noexcept { return text(get()->message); }
    bool message_truncated() const noexcept { return (get()->flags & AZDO_CHANGE_MESSAGE_TRUNCATED) != 0; }
    /// Its author: GUID, where the service knows the author, display name and sign-in name.
    std::string_view author_id() const noexcept { return text(get()->author_id); }
    std::string_view author_name() const noexcept { return text(get()->author_name); }
    std::string_view author_unique_name() const noexcept { return text(get()->author_unique_name); }
    /// The GUID of who pushed it.
    std::string_view pusher() const noexcept { return text(get()->pusher); }
    /// The URL of the API, and that of the page a browser shows.
    std::string_view location() const noexcept { return text(get()->location); }
    std::string_view display_url() const noexcept { return text(get()->display_url); }
};

/// A work item that changes of a build name ("ResourceRef" in the REST reference).
class work_item : public record<azdo_work_item, azdo_work_item_page> {
  public:
    using record::record;
    /// Its number in the organization.
    std::int64_t id() const noexcept { return get()->id; }
    /// Of the API.
    std::string_view url() const noexcept { return text(get()->url); }
};

/// A word that somebody has put on a build.
class tag : public view<azdo_tag, azdo_tag_page> {
  public:
    using view::view;
    std::string_view name() const noexcept { return text(get()->name); }
};

/// An element that could not be read and was passed over, as the client's option skip_broken asks.
template <class RawPage> class broken_element : public view<azdo_broken_element, RawPage> {
  public:
    using view<azdo_broken_element, RawPage>::view;
    /// Its place in the service's answer, from 0, and what is wrong with it: "it has no id".
    std::int64_t index() const noexcept { return this->get()->index; }
    std::string_view reason() const noexcept { return this->text(this->get()->reason); }
};

} // namespace azdo

#endif // AZDO_RECORDS_HPP
