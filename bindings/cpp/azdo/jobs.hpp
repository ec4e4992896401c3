// A part of azdo.hpp: what is done with builds, definitions and projects.
#ifndef AZDO_JOBS_HPP
#define AZDO_JOBS_HPP

#include "list.hpp"

#include <cstdint>
#include <utility>

namespace azdo {

namespace detail {

/// The record of a page that such a function makes, the client being its first argument.
template <class Record, class Function, class... Actual>
result<Record> ask_for_one(const connection *through, Function function, const Actual &...actual) noexcept {
    const auto made = ask_for<page<Record>>(through, function, actual...);
    if (!made) return made.error();
    return (*made)[0];
}

} // namespace detail

/// The builds of an organization's projects, and what there is of each. Without a project, that of the client's URL;
/// parameters have the REST reference's own names. It is good as long as its client; any thread may use it.
class builds {
  public:
    explicit builds(detail::connection *through) noexcept : through_(through) {}

    /// Every build that matches: "Builds - List". `$top` is how many in all, `page_size` how many at once.
    result<azdo::list<build>> try_list(const argument &project = nullptr, params query = {},
                                       waiting limit = {}) const noexcept {
        query.set("project", project.get());
        return detail::make_list<azdo::list<build>>(through_, std::move(limit), azdo_builds_list, query);
    }
    /// One build: "Builds - Get".
    result<build> try_get(const argument &project, std::int64_t id, const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<build>(through_, azdo_build_get, project, id, limit);
    }
    /// The service's first page of builds as the JSON it sent. Without a project: as azdo::get_builds.
    result<string> try_get_json(const argument &project = nullptr, const waiting &limit = {}) const noexcept {
        return detail::ask_for<string>(through_, azdo_builds_get_json, project, limit);
    }

    /// How far the build's stages, jobs and tasks have come: "Timeline - Get". `timelineId` asks for that of an earlier
    /// attempt, `changeId` for what has changed since.
    result<azdo::timeline> try_timeline(const argument &project, std::int64_t id, const params &query = {},
                                        const waiting &limit = {}) const noexcept {
        return detail::ask_for<azdo::timeline>(through_, azdo_timeline_get, project, id, query, limit);
    }
    /// Its logs, without their lines: "Builds - Get Build Logs".
    result<page<log>> try_logs(const argument &project, std::int64_t id, const params &query = {},
                               const waiting &limit = {}) const noexcept {
        return detail::ask_for<page<log>>(through_, azdo_logs_get, project, id, query, limit);
    }
    /// What it made and kept: "Artifacts - List".
    result<page<artifact>> try_artifacts(const argument &project, std::int64_t id, const params &query = {},
                                         const waiting &limit = {}) const noexcept {
        return detail::ask_for<page<artifact>>(through_, azdo_artifacts_get, project, id, query, limit);
    }
    /// The changes that it is the first to have, 200 or so at most: "Builds - Get Build Changes".
    result<azdo::list<change>> try_changes(const argument &project, std::int64_t id, const params &query = {},
                                           waiting limit = {}) const noexcept {
        return detail::make_list<azdo::list<change>>(through_, std::move(limit), azdo_changes_list, project, id, query);
    }
    /// The work items that its changes name: "Builds - Get Build Work Items Refs". `$top` is how many are wanted.
    result<page<work_item>> try_work_items(const argument &project, std::int64_t id, const params &query = {},
                                           const waiting &limit = {}) const noexcept {
        return detail::ask_for<page<work_item>>(through_, azdo_work_items_get, project, id, query, limit);
    }
    /// Its tags: "Tags - Get Build Tags".
    result<page<tag>> try_tags(const argument &project, std::int64_t id, const params &query = {},
                               const waiting &limit = {}) const noexcept {
        return detail::ask_for<page<tag>>(through_, azdo_tags_get, project, id, query, limit);
    }

    /// Queues a build: "Builds - Queue". The values are `definition` (its id, its name, or its folder and name),
    /// `sourceBranch`, `parameters.NAME`, `templateParameters.NAME`, and others that azdo.h lists. status::rejected
    /// with the cause pipeline_invalid: the service took it, and will not run it.
    result<build> try_queue(const argument &project, const params &values, const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<build>(through_, azdo_build_queue, project, values, limit);
    }
    /// Changes what the values name: "Builds - Update Build". They are `status`, `result`, `keepForever`,
    /// `buildNumber`, `quality` and `priority`, and `retry`, which runs what has failed once more.
    result<build> try_update(const argument &project, std::int64_t id, const params &values,
                             const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<build>(through_, azdo_build_update, project, id, values, limit);
    }
    /// Asks for it to be cancelled: it is then build_status::cancelling, until what runs has stopped.
    result<build> try_cancel(const argument &project, std::int64_t id, const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<build>(through_, azdo_build_cancel, project, id, limit);
    }
    /// Runs a stage once more, by its name in the pipeline's text: what has failed in it, or all of its jobs.
    result<> try_retry_stage(const argument &project, std::int64_t id, const argument &stage, bool all_jobs = false,
                             const waiting &limit = {}) const noexcept {
        return detail::outcome(detail::ask(through_, azdo_build_retry_stage, detail::client_of(through_), project, id,
                                           stage, std::int32_t{all_jobs}, limit));
    }
    /// Deletes it: "Builds - Delete".
    result<> try_erase(const argument &project, std::int64_t id, const waiting &limit = {}) const noexcept {
        return detail::outcome(
            detail::ask(through_, azdo_build_delete, detail::client_of(through_), project, id, limit));
    }
    /// Puts tags on it, or takes them off, one after another; all that it then has.
    result<page<tag>> try_add_tags(const argument &project, std::int64_t id, const arguments &tags,
                                   const waiting &limit = {}) const noexcept {
        return detail::ask_for<page<tag>>(through_, azdo_tags_add, project, id, tags.data(), tags.size(), limit);
    }
    result<page<tag>> try_remove_tags(const argument &project, std::int64_t id, const arguments &tags,
                                      const waiting &limit = {}) const noexcept {
        return detail::ask_for<page<tag>>(through_, azdo_tags_remove, project, id, tags.data(), tags.size(), limit);
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
    azdo::timeline timeline(const argument &project, std::int64_t id, const params &query = {},
                            const waiting &limit = {}) const {
        return try_timeline(project, id, query, limit).value();
    }
    page<log> logs(const argument &project, std::int64_t id, const params &query = {},
                   const waiting &limit = {}) const {
        return try_logs(project, id, query, limit).value();
    }
    page<artifact> artifacts(const argument &project, std::int64_t id, const params &query = {},
                             const waiting &limit = {}) const {
        return try_artifacts(project, id, query, limit).value();
    }
    azdo::list<change> changes(const argument &project, std::int64_t id, const params &query = {},
                               waiting limit = {}) const {
        return try_changes(project, id, query, std::move(limit)).value();
    }
    page<work_item> work_items(const argument &project, std::int64_t id, const params &query = {},
                               const waiting &limit = {}) const {
        return try_work_items(project, id, query, limit).value();
    }
    page<tag> tags(const argument &project, std::int64_t id, const params &query = {},
                   const waiting &limit = {}) const {
        return try_tags(project, id, query, limit).value();
    }
    build queue(const argument &project, const params &values, const waiting &limit = {}) const {
        return try_queue(project, values, limit).value();
    }
    build update(const argument &project, std::int64_t id, const params &values, const waiting &limit = {}) const {
        return try_update(project, id, values, limit).value();
    }
    build cancel(const argument &project, std::int64_t id, const waiting &limit = {}) const {
        return try_cancel(project, id, limit).value();
    }
    void retry_stage(const argument &project, std::int64_t id, const argument &stage, bool all_jobs = false,
                     const waiting &limit = {}) const {
        try_retry_stage(project, id, stage, all_jobs, limit).value();
    }
    void erase(const argument &project, std::int64_t id, const waiting &limit = {}) const {
        try_erase(project, id, limit).value();
    }
    page<tag> add_tags(const argument &project, std::int64_t id, const arguments &tags,
                       const waiting &limit = {}) const {
        return try_add_tags(project, id, tags, limit).value();
    }
    page<tag> remove_tags(const argument &project, std::int64_t id, const arguments &tags,
                          const waiting &limit = {}) const {
        return try_remove_tags(project, id, tags, limit).value();
    }
#endif

  private:
    detail::connection *through_;
};

/// The definitions (pipelines) of an organization's projects. What is said of builds holds for it.
class definitions {
  public:
    explicit definitions(detail::connection *through) noexcept : through_(through) {}

    /// Every definition that matches: "Definitions - List". `name` with `*` for any part of it, `path`,
    /// `includeLatestBuilds`.
    result<azdo::list<definition>> try_list(const argument &project = nullptr, params query = {},
                                            waiting limit = {}) const noexcept {
        query.set("project", project.get());
        return detail::make_list<azdo::list<definition>>(through_, std::move(limit), azdo_definitions_list, query);
    }
    /// One definition, whole: "Definitions - Get". `revision` asks for how it was.
    result<definition> try_get(const argument &project, std::int64_t id, const params &query = {},
                               const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<definition>(through_, azdo_definition_get, project, id, query, limit);
    }
    /// Makes a definition of its JSON: "Definitions - Create".
    result<definition> try_create(const argument &project, const argument &json,
                                  const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<definition>(through_, azdo_definition_create, project, json, limit);
    }
    /// Puts a definition in the place of the one with this id: "Definitions - Update". The JSON is all of it, with the
    /// `revision` that it was read with.
    result<definition> try_update(const argument &project, std::int64_t id, const argument &json,
                                  const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<definition>(through_, azdo_definition_update, project, id, json, limit);
    }
    /// Says whether builds can be queued: enabled, paused or disabled. All else stays as it is.
    result<definition> try_set_queue_status(const argument &project, std::int64_t id, queue_status status,
                                            const waiting &limit = {}) const noexcept {
        return detail::ask_for_one<definition>(through_, azdo_definition_set_queue_status, project, id,
                                               static_cast<std::int32_t>(status), limit);
    }
    /// Deletes it, and its builds: "Definitions - Delete".
    result<> try_erase(const argument &project, std::int64_t id, const waiting &limit = {}) const noexcept {
        return detail::outcome(
            detail::ask(through_, azdo_definition_delete, detail::client_of(through_), project, id, limit));
    }

#ifdef AZDO_EXCEPTIONS
    azdo::list<definition> list(const argument &project = nullptr, params query = {}, waiting limit = {}) const {
        return try_list(project, std::move(query), std::move(limit)).value();
    }
    definition get(const argument &project, std::int64_t id, const params &query = {},
                   const waiting &limit = {}) const {
        return try_get(project, id, query, limit).value();
    }
    definition create(const argument &project, const argument &json, const waiting &limit = {}) const {
        return try_create(project, json, limit).value();
    }
    definition update(const argument &project, std::int64_t id, const argument &json,
                      const waiting &limit = {}) const {
        return try_update(project, id, json, limit).value();
    }
    definition set_queue_status(const argument &project, std::int64_t id, queue_status status,
                                const waiting &limit = {}) const {
        return try_set_queue_status(project, id, status, limit).value();
    }
    void erase(const argument &project, std::int64_t id, const waiting &limit = {}) const {
        try_erase(project, id, limit).value();
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
        return detail::make_list<azdo::list<project>>(through_, std::move(limit), azdo_projects_list, query);
    }
#ifdef AZDO_EXCEPTIONS
    azdo::list<project> list(params query = {}, waiting limit = {}) const {
        return try_list(std::move(query), std::move(limit)).value();
    }
#endif

  private:
    detail::connection *through_;
};

} // namespace azdo

#endif // AZDO_JOBS_HPP
