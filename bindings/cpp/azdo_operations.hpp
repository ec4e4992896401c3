/*
 * Every operation of the REST reference as a class, whose functions set its parameters. Generated from
 * src/operation/table.rs: `make operations` writes it anew.
 *
 *     client.call(azdo::operations::report_get().project("Fabrikam-Fiber").build_id(42)).body()
 *     for (const std::string &json : client.items(azdo::operations::definitions_list().project("Fabrikam-Fiber"))) …
 *
 * A project that is not set is that of the client's URL. What an operation lacks, and a value that it cannot have, is
 * named by the error of the call.
 */

#ifndef AZDO_OPERATIONS_HPP
#define AZDO_OPERATIONS_HPP

#include <azdo.hpp>

namespace azdo {
namespace operations {

// What an operation may be given, each once, with its name in the reference.
namespace with {

template <class Self, class Parameter> Self &set(Parameter *to, const char *name, const value &one) noexcept {
    Self &self = *static_cast<Self *>(to);
    self.set(name, one);
    return self;
}

template <class Self> struct artifact_name_ {
    Self &artifact_name(const value &one) noexcept { return set<Self>(this, "artifactName", one); }
};
template <class Self> struct branch_name_ {
    Self &branch_name(const value &one) noexcept { return set<Self>(this, "branchName", one); }
};
template <class Self> struct build_id_ {
    Self &build_id(std::int64_t one) noexcept { return set<Self>(this, "buildId", one); }
};
template <class Self> struct build_ids_ {
    Self &build_ids(const numbers &one) noexcept { return set<Self>(this, "buildIds", one); }
};
template <class Self> struct build_number_ {
    Self &build_number(const value &one) noexcept { return set<Self>(this, "buildNumber", one); }
};
template <class Self> struct builds_query_order_ {
    /// Some of finishTimeAscending, finishTimeDescending, queueTimeDescending, queueTimeAscending, startTimeDescending,
    /// startTimeAscending.
    Self &query_order(const texts &one) noexcept { return set<Self>(this, "queryOrder", one); }
};
template <class Self> struct built_after_ {
    /// A moment, or a day as text.
    Self &built_after(const value &one) noexcept { return set<Self>(this, "builtAfter", one); }
};
template <class Self> struct cancel_paused_builds_ {
    Self &cancel_paused_builds(bool one) noexcept { return set<Self>(this, "cancelPausedBuilds", one); }
};
template <class Self> struct change_id_ {
    Self &change_id(std::int64_t one) noexcept { return set<Self>(this, "changeId", one); }
};
template <class Self> struct check_in_ticket_ {
    Self &check_in_ticket(const value &one) noexcept { return set<Self>(this, "checkInTicket", one); }
};
template <class Self> struct commit_or_branch_ {
    Self &commit_or_branch(const value &one) noexcept { return set<Self>(this, "commitOrBranch", one); }
};
template <class Self> struct configuration_ {
    Self &configuration(const value &one) noexcept { return set<Self>(this, "configuration", one); }
};
template <class Self> struct connect_options_ {
    /// Some of none, includeServices, includeLastUserAccess, includeInheritedDefinitionsOnly,
    /// includeNonInheritedDefinitionsOnly.
    Self &connect_options(const texts &one) noexcept { return set<Self>(this, "connectOptions", one); }
};
template <class Self> struct continuation_token_ {
    Self &continuation_token(const value &one) noexcept { return set<Self>(this, "continuationToken", one); }
};
template <class Self> struct continuation_token_number_ {
    Self &continuation_token(std::int64_t one) noexcept { return set<Self>(this, "continuationToken", one); }
};
template <class Self> struct controller_id_ {
    Self &controller_id(std::int64_t one) noexcept { return set<Self>(this, "controllerId", one); }
};
template <class Self> struct core_attributes_ {
    Self &core_attributes(const value &one) noexcept { return set<Self>(this, "coreAttributes", one); }
};
template <class Self> struct days_to_lookback_ {
    Self &days_to_lookback(std::int64_t one) noexcept { return set<Self>(this, "daysToLookback", one); }
};
template <class Self> struct definition_ {
    Self &definition(const value &one) noexcept { return set<Self>(this, "definition", one); }
};
template <class Self> struct definition_id_ {
    Self &definition_id(std::int64_t one) noexcept { return set<Self>(this, "definitionId", one); }
};
template <class Self> struct definition_ids_ {
    Self &definition_ids(const numbers &one) noexcept { return set<Self>(this, "definitionIds", one); }
};
template <class Self> struct definition_to_clone_id_ {
    Self &definition_to_clone_id(std::int64_t one) noexcept { return set<Self>(this, "definitionToCloneId", one); }
};
template <class Self> struct definition_to_clone_revision_ {
    Self &definition_to_clone_revision(std::int64_t one) noexcept {
        return set<Self>(this, "definitionToCloneRevision", one);
    }
};
template <class Self> struct definitions_ {
    Self &definitions(const numbers &one) noexcept { return set<Self>(this, "definitions", one); }
};
template <class Self> struct definitions_query_order_ {
    /// Some of none, lastModifiedAscending, lastModifiedDescending, definitionNameAscending, definitionNameDescending.
    Self &query_order(const texts &one) noexcept { return set<Self>(this, "queryOrder", one); }
};
template <class Self> struct deleted_ {
    Self &deleted(bool one) noexcept { return set<Self>(this, "deleted", one); }
};
template <class Self> struct deleted_filter_ {
    /// Some of excludeDeleted, includeDeleted, onlyDeleted.
    Self &deleted_filter(const texts &one) noexcept { return set<Self>(this, "deletedFilter", one); }
};
template <class Self> struct details_ {
    Self &details(bool one) noexcept { return set<Self>(this, "details", one); }
};
template <class Self> struct end_line_ {
    Self &end_line(std::int64_t one) noexcept { return set<Self>(this, "endLine", one); }
};
template <class Self> struct expand_identity_ {
    Self &expand_identity(bool one) noexcept { return set<Self>(this, "$expandIdentity", one); }
};
template <class Self> struct file_id_ {
    Self &file_id(const value &one) noexcept { return set<Self>(this, "fileId", one); }
};
template <class Self> struct file_name_ {
    Self &file_name(const value &one) noexcept { return set<Self>(this, "fileName", one); }
};
template <class Self> struct filter_ {
    Self &filter(const texts &one) noexcept { return set<Self>(this, "filter", one); }
};
template <class Self> struct folders_query_order_ {
    /// Some of none, folderAscending, folderDescending.
    Self &query_order(const texts &one) noexcept { return set<Self>(this, "queryOrder", one); }
};
template <class Self> struct force_refresh_ {
    Self &force_refresh(bool one) noexcept { return set<Self>(this, "forceRefresh", one); }
};
template <class Self> struct from_build_id_ {
    Self &from_build_id(std::int64_t one) noexcept { return set<Self>(this, "fromBuildId", one); }
};
template <class Self> struct get_default_team_image_url_ {
    Self &get_default_team_image_url(bool one) noexcept { return set<Self>(this, "getDefaultTeamImageUrl", one); }
};
template <class Self> struct id_ {
    Self &id(const value &one) noexcept { return set<Self>(this, "id", one); }
};
template <class Self> struct ids_ {
    Self &ids(const numbers &one) noexcept { return set<Self>(this, "ids", one); }
};
template <class Self> struct ignore_warnings_ {
    Self &ignore_warnings(bool one) noexcept { return set<Self>(this, "ignoreWarnings", one); }
};
template <class Self> struct include_all_properties_ {
    Self &include_all_properties(bool one) noexcept { return set<Self>(this, "includeAllProperties", one); }
};
template <class Self> struct include_capabilities_ {
    Self &include_capabilities(bool one) noexcept { return set<Self>(this, "includeCapabilities", one); }
};
template <class Self> struct include_history_ {
    Self &include_history(bool one) noexcept { return set<Self>(this, "includeHistory", one); }
};
template <class Self> struct include_latest_builds_ {
    Self &include_latest_builds(bool one) noexcept { return set<Self>(this, "includeLatestBuilds", one); }
};
template <class Self> struct include_source_change_ {
    Self &include_source_change(bool one) noexcept { return set<Self>(this, "includeSourceChange", one); }
};
template <class Self> struct job_name_ {
    Self &job_name(const value &one) noexcept { return set<Self>(this, "jobName", one); }
};
template <class Self> struct keys_ {
    Self &keys(const texts &one) noexcept { return set<Self>(this, "keys", one); }
};
template <class Self> struct label_ {
    Self &label(const value &one) noexcept { return set<Self>(this, "label", one); }
};
template <class Self> struct last_change_id64_ {
    Self &last_change_id64(std::int64_t one) noexcept { return set<Self>(this, "lastChangeId64", one); }
};
template <class Self> struct last_change_id_ {
    Self &last_change_id(std::int64_t one) noexcept { return set<Self>(this, "lastChangeId", one); }
};
template <class Self> struct lease_id_ {
    Self &lease_id(std::int64_t one) noexcept { return set<Self>(this, "leaseId", one); }
};
template <class Self> struct leases_to_fetch_ {
    Self &leases_to_fetch(const texts &one) noexcept { return set<Self>(this, "leasesToFetch", one); }
};
template <class Self> struct log_id_ {
    Self &log_id(std::int64_t one) noexcept { return set<Self>(this, "logId", one); }
};
template <class Self> struct max_builds_per_definition_ {
    Self &max_builds_per_definition(std::int64_t one) noexcept {
        return set<Self>(this, "maxBuildsPerDefinition", one);
    }
};
template <class Self> struct max_time_ {
    /// A moment, or a day as text.
    Self &max_time(const value &one) noexcept { return set<Self>(this, "maxTime", one); }
};
template <class Self> struct member_id_ {
    /// A UUID.
    Self &member_id(const value &one) noexcept { return set<Self>(this, "memberId", one); }
};
template <class Self> struct metric_aggregation_type_ {
    Self &metric_aggregation_type(const value &one) noexcept { return set<Self>(this, "metricAggregationType", one); }
};
template <class Self> struct min_metrics_time_ {
    /// A moment, or a day as text.
    Self &min_metrics_time(const value &one) noexcept { return set<Self>(this, "minMetricsTime", one); }
};
template <class Self> struct min_time_ {
    /// A moment, or a day as text.
    Self &min_time(const value &one) noexcept { return set<Self>(this, "minTime", one); }
};
template <class Self> struct mine_ {
    Self &mine(bool one) noexcept { return set<Self>(this, "$mine", one); }
};
template <class Self> struct name_ {
    Self &name(const value &one) noexcept { return set<Self>(this, "name", one); }
};
template <class Self> struct not_built_after_ {
    /// A moment, or a day as text.
    Self &not_built_after(const value &one) noexcept { return set<Self>(this, "notBuiltAfter", one); }
};
template <class Self> struct owner_id_ {
    Self &owner_id(const value &one) noexcept { return set<Self>(this, "ownerId", one); }
};
template <class Self> struct owner_id_uuid_ {
    /// A UUID.
    Self &owner_id(const value &one) noexcept { return set<Self>(this, "ownerId", one); }
};
template <class Self> struct page_results_ {
    Self &page_results(bool one) noexcept { return set<Self>(this, "pageResults", one); }
};
template <class Self> struct partition_ {
    Self &partition(const value &one) noexcept { return set<Self>(this, "partition", one); }
};
template <class Self> struct path_ {
    Self &path(const value &one) noexcept { return set<Self>(this, "path", one); }
};
template <class Self> struct plan_id_ {
    /// A UUID.
    Self &plan_id(const value &one) noexcept { return set<Self>(this, "planId", one); }
};
template <class Self> struct process_id_ {
    /// A UUID.
    Self &process_id(const value &one) noexcept { return set<Self>(this, "processId", one); }
};
template <class Self> struct process_type_ {
    Self &process_type(std::int64_t one) noexcept { return set<Self>(this, "processType", one); }
};
template <class Self> struct project_ {
    Self &project(const value &one) noexcept { return set<Self>(this, "project", one); }
};
template <class Self> struct project_id_ {
    Self &project_id(const value &one) noexcept { return set<Self>(this, "projectId", one); }
};
template <class Self> struct project_id_uuid_ {
    /// A UUID.
    Self &project_id(const value &one) noexcept { return set<Self>(this, "projectId", one); }
};
template <class Self> struct project_uuid_ {
    /// A UUID.
    Self &project(const value &one) noexcept { return set<Self>(this, "project", one); }
};
template <class Self> struct properties_ {
    Self &properties(const value &one) noexcept { return set<Self>(this, "properties", one); }
};
template <class Self> struct properties_texts_ {
    Self &properties(const texts &one) noexcept { return set<Self>(this, "properties", one); }
};
template <class Self> struct property_filters_ {
    Self &property_filters(const value &one) noexcept { return set<Self>(this, "propertyFilters", one); }
};
template <class Self> struct property_filters_texts_ {
    Self &property_filters(const texts &one) noexcept { return set<Self>(this, "propertyFilters", one); }
};
template <class Self> struct provider_name_ {
    Self &provider_name(const value &one) noexcept { return set<Self>(this, "providerName", one); }
};
template <class Self> struct pull_request_id_ {
    Self &pull_request_id(const value &one) noexcept { return set<Self>(this, "pullRequestId", one); }
};
template <class Self> struct queues_ {
    Self &queues(const numbers &one) noexcept { return set<Self>(this, "queues", one); }
};
template <class Self> struct reason_filter_ {
    /// Some of none, manual, individualCI, batchedCI, schedule, scheduleForced, userCreated, validateShelveset,
    /// checkInShelveset, pullRequest, buildCompletion, resourceTrigger, triggered, all.
    Self &reason_filter(const texts &one) noexcept { return set<Self>(this, "reasonFilter", one); }
};
template <class Self> struct record_id_ {
    /// A UUID.
    Self &record_id(const value &one) noexcept { return set<Self>(this, "recordId", one); }
};
template <class Self> struct repo_id_ {
    Self &repo_id(const value &one) noexcept { return set<Self>(this, "repoId", one); }
};
template <class Self> struct repo_type_ {
    Self &repo_type(const value &one) noexcept { return set<Self>(this, "repoType", one); }
};
template <class Self> struct repository_ {
    Self &repository(const value &one) noexcept { return set<Self>(this, "repository", one); }
};
template <class Self> struct repository_id_ {
    Self &repository_id(const value &one) noexcept { return set<Self>(this, "repositoryId", one); }
};
template <class Self> struct repository_type_ {
    Self &repository_type(const value &one) noexcept { return set<Self>(this, "repositoryType", one); }
};
template <class Self> struct requested_for_ {
    Self &requested_for(const value &one) noexcept { return set<Self>(this, "requestedFor", one); }
};
template <class Self> struct result_filter_ {
    /// Some of none, succeeded, partiallySucceeded, failed, canceled.
    Self &result_filter(const texts &one) noexcept { return set<Self>(this, "resultFilter", one); }
};
template <class Self> struct result_set_ {
    /// Some of all, top.
    Self &result_set(const texts &one) noexcept { return set<Self>(this, "resultSet", one); }
};
template <class Self> struct retry_ {
    Self &retry(bool one) noexcept { return set<Self>(this, "retry", one); }
};
template <class Self> struct revision_ {
    Self &revision(std::int64_t one) noexcept { return set<Self>(this, "revision", one); }
};
template <class Self> struct run_id_ {
    Self &run_id(std::int64_t one) noexcept { return set<Self>(this, "runId", one); }
};
template <class Self> struct secrets_source_definition_id_ {
    Self &secrets_source_definition_id(std::int64_t one) noexcept {
        return set<Self>(this, "secretsSourceDefinitionId", one);
    }
};
template <class Self> struct secrets_source_definition_revision_ {
    Self &secrets_source_definition_revision(std::int64_t one) noexcept {
        return set<Self>(this, "secretsSourceDefinitionRevision", one);
    }
};
template <class Self> struct service_endpoint_id_ {
    /// A UUID.
    Self &service_endpoint_id(const value &one) noexcept { return set<Self>(this, "serviceEndpointId", one); }
};
template <class Self> struct skip_ {
    Self &skip(std::int64_t one) noexcept { return set<Self>(this, "$skip", one); }
};
template <class Self> struct source_build_id_ {
    Self &source_build_id(std::int64_t one) noexcept { return set<Self>(this, "sourceBuildId", one); }
};
template <class Self> struct stage_name_ {
    Self &stage_name(const value &one) noexcept { return set<Self>(this, "stageName", one); }
};
template <class Self> struct stage_ref_name_ {
    Self &stage_ref_name(const value &one) noexcept { return set<Self>(this, "stageRefName", one); }
};
template <class Self> struct start_line_ {
    Self &start_line(std::int64_t one) noexcept { return set<Self>(this, "startLine", one); }
};
template <class Self> struct state_filter_ {
    /// Some of deleting, new, wellFormed, createPending, all, unchanged, deleted.
    Self &state_filter(const texts &one) noexcept { return set<Self>(this, "stateFilter", one); }
};
template <class Self> struct status_filter_ {
    /// Some of none, inProgress, completed, cancelling, postponed, abandoned, notStarted, all.
    Self &status_filter(const texts &one) noexcept { return set<Self>(this, "statusFilter", one); }
};
template <class Self> struct tag_ {
    Self &tag(const value &one) noexcept { return set<Self>(this, "tag", one); }
};
template <class Self> struct tag_filters_ {
    Self &tag_filters(const texts &one) noexcept { return set<Self>(this, "tagFilters", one); }
};
template <class Self> struct task_id_filter_ {
    /// A UUID.
    Self &task_id_filter(const value &one) noexcept { return set<Self>(this, "taskIdFilter", one); }
};
template <class Self> struct team_id_ {
    Self &team_id(const value &one) noexcept { return set<Self>(this, "teamId", one); }
};
template <class Self> struct template_id_ {
    Self &template_id(const value &one) noexcept { return set<Self>(this, "templateId", one); }
};
template <class Self> struct timeline_id_ {
    /// A UUID.
    Self &timeline_id(const value &one) noexcept { return set<Self>(this, "timelineId", one); }
};
template <class Self> struct to_build_id_ {
    Self &to_build_id(std::int64_t one) noexcept { return set<Self>(this, "toBuildId", one); }
};
template <class Self> struct top_ {
    Self &top(std::int64_t one) noexcept { return set<Self>(this, "$top", one); }
};
template <class Self> struct type_ {
    Self &type(const value &one) noexcept { return set<Self>(this, "type", one); }
};
template <class Self> struct user_owner_id_ {
    /// A UUID.
    Self &user_owner_id(const value &one) noexcept { return set<Self>(this, "userOwnerId", one); }
};
template <class Self> struct with_attributes_ {
    Self &with_attributes(bool one) noexcept { return set<Self>(this, "withAttributes", one); }
};
template <class Self> struct yaml_filename_ {
    Self &yaml_filename(const value &one) noexcept { return set<Self>(this, "yamlFilename", one); }
};
template <class Self> struct page_size_ {
    /// How many elements each request asks for.
    Self &page_size(std::int64_t one) noexcept { return set<Self>(this, "page_size", one); }
};
template <class Self> struct accept_ {
    /// Another of the media types that it answers.
    Self &accept(const value &one) noexcept { return set<Self>(this, "accept", one); }
};
template <class Self> struct body_ {
    /// What it takes, JSON.
    Self &body(std::string_view json) noexcept {
        Self &self = *static_cast<Self *>(this);
        self.set_body(json);
        return self;
    }
};

} // namespace with

/// An operation that takes these.
template <class Self, class Kind, template <class> class... Given> struct takes : Kind, Given<Self>... {
    using Kind::Kind;
};

// clang-format off
/// POST {project}/_apis/build/builds/{buildId:int}/artifacts. Body: BuildArtifact.
struct artifacts_create : takes<artifacts_create, operation, with::project_, with::build_id_, with::body_> {
    artifacts_create() : takes("Artifacts - Create") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/artifacts. Answers application/json, application/zip.
struct artifacts_get_artifact : takes<artifacts_get_artifact, operation, with::project_, with::build_id_,
    with::artifact_name_, with::accept_> {
    artifacts_get_artifact() : takes("Artifacts - Get Artifact") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/artifacts. Answers application/octet-stream.
struct artifacts_get_file : takes<artifacts_get_file, operation, with::project_, with::build_id_,
    with::artifact_name_, with::file_id_, with::file_name_> {
    artifacts_get_file() : takes("Artifacts - Get File") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/artifacts.
struct artifacts_list : takes<artifacts_list, list_operation, with::project_, with::build_id_> {
    artifacts_list() : takes("Artifacts - List") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/{timelineId:uuid}/{recordId:uuid}/attachments/{type}/{name}. Answers
/// application/octet-stream.
struct attachments_get : takes<attachments_get, operation, with::project_, with::build_id_, with::timeline_id_,
    with::record_id_, with::type_, with::name_> {
    attachments_get() : takes("Attachments - Get") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/attachments/{type}.
struct attachments_list : takes<attachments_list, list_operation, with::project_, with::build_id_, with::type_> {
    attachments_list() : takes("Attachments - List") {}
};
/// PATCH {project}/_apis/build/authorizedresources. Body: DefinitionResourceReference[].
struct authorizedresources_authorize_project_resources : takes<authorizedresources_authorize_project_resources,
    operation, with::project_, with::body_> {
    authorizedresources_authorize_project_resources() : takes("Authorizedresources - Authorize Project Resources") {}
};
/// GET {project}/_apis/build/authorizedresources.
struct authorizedresources_list : takes<authorizedresources_list, list_operation, with::project_, with::type_,
    with::id_> {
    authorizedresources_list() : takes("Authorizedresources - List") {}
};
/// GET _apis/public/build/definitions/{project:uuid}/{definitionId:int}/badge. Answers image/svg+xml,
/// application/json.
struct badge_get : takes<badge_get, operation, with::project_uuid_, with::definition_id_, with::branch_name_,
    with::accept_> {
    badge_get() : takes("Badge - Get") {}
};
/// GET {project}/_apis/build/repos/{repoType}/badge.
struct badge_get_build_badge_data : takes<badge_get_build_badge_data, operation, with::project_, with::repo_type_,
    with::repo_id_, with::branch_name_> {
    badge_get_build_badge_data() : takes("Badge - Get Build Badge Data") {}
};
/// DELETE {project}/_apis/build/builds/{buildId:int}. Answers nothing.
struct builds_delete : takes<builds_delete, operation, with::project_, with::build_id_> {
    builds_delete() : takes("Builds - Delete") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}.
struct builds_get : takes<builds_get, operation, with::project_, with::build_id_, with::property_filters_> {
    builds_get() : takes("Builds - Get") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/changes.
struct builds_get_build_changes : takes<builds_get_build_changes, list_operation, with::project_, with::build_id_,
    with::continuation_token_, with::top_, with::include_source_change_, with::page_size_> {
    builds_get_build_changes() : takes("Builds - Get Build Changes") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/logs/{logId:int}. Answers text/plain, application/json,
/// application/zip.
struct builds_get_build_log : takes<builds_get_build_log, operation, with::project_, with::build_id_,
    with::log_id_, with::start_line_, with::end_line_, with::accept_> {
    builds_get_build_log() : takes("Builds - Get Build Log") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/logs. Answers application/json, application/zip.
struct builds_get_build_logs : takes<builds_get_build_logs, list_operation, with::project_, with::build_id_,
    with::accept_> {
    builds_get_build_logs() : takes("Builds - Get Build Logs") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/workitems.
struct builds_get_build_work_items_refs : takes<builds_get_build_work_items_refs, list_operation, with::project_,
    with::build_id_, with::top_> {
    builds_get_build_work_items_refs() : takes("Builds - Get Build Work Items Refs") {}
};
/// POST {project}/_apis/build/builds/{buildId:int}/workitems. Body: string[].
struct builds_get_build_work_items_refs_from_commits : takes<builds_get_build_work_items_refs_from_commits,
    operation, with::project_, with::build_id_, with::top_, with::body_> {
    builds_get_build_work_items_refs_from_commits() : takes("Builds - Get Build Work Items Refs From Commits") {}
};
/// GET {project}/_apis/build/changes.
struct builds_get_changes_between_builds : takes<builds_get_changes_between_builds, list_operation, with::project_,
    with::from_build_id_, with::to_build_id_, with::top_> {
    builds_get_changes_between_builds() : takes("Builds - Get Changes Between Builds") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/leases.
struct builds_get_retention_leases_for_build : takes<builds_get_retention_leases_for_build, list_operation,
    with::project_, with::build_id_> {
    builds_get_retention_leases_for_build() : takes("Builds - Get Retention Leases For Build") {}
};
/// GET {project}/_apis/build/workitems.
struct builds_get_work_items_between_builds : takes<builds_get_work_items_between_builds, list_operation,
    with::project_, with::from_build_id_, with::to_build_id_, with::top_> {
    builds_get_work_items_between_builds() : takes("Builds - Get Work Items Between Builds") {}
};
/// GET {project}/_apis/build/builds.
struct builds_list : takes<builds_list, list_operation, with::project_, with::definitions_, with::queues_,
    with::build_number_, with::min_time_, with::max_time_, with::requested_for_, with::reason_filter_,
    with::status_filter_, with::result_filter_, with::tag_filters_, with::properties_texts_, with::top_,
    with::continuation_token_, with::max_builds_per_definition_, with::deleted_filter_, with::builds_query_order_,
    with::branch_name_, with::build_ids_, with::repository_id_, with::repository_type_, with::page_size_> {
    builds_list() : takes("Builds - List") {}
};
/// POST {project}/_apis/build/builds. Body: Build.
struct builds_queue : takes<builds_queue, operation, with::project_, with::ignore_warnings_,
    with::check_in_ticket_, with::source_build_id_, with::definition_id_, with::body_> {
    builds_queue() : takes("Builds - Queue") {}
};
/// PATCH {project}/_apis/build/builds/{buildId:int}. Body: Build.
struct builds_update_build : takes<builds_update_build, operation, with::project_, with::build_id_, with::retry_,
    with::body_> {
    builds_update_build() : takes("Builds - Update Build") {}
};
/// PATCH {project}/_apis/build/builds. Body: Build[].
struct builds_update_builds : takes<builds_update_builds, operation, with::project_, with::body_> {
    builds_update_builds() : takes("Builds - Update Builds") {}
};
/// GET _apis/build/controllers/{controllerId:int}.
struct controllers_get : takes<controllers_get, operation, with::controller_id_> {
    controllers_get() : takes("Controllers - Get") {}
};
/// GET _apis/build/controllers.
struct controllers_list : takes<controllers_list, list_operation, with::name_> {
    controllers_list() : takes("Controllers - List") {}
};
/// POST {project}/_apis/build/definitions. Body: BuildDefinition.
struct definitions_create : takes<definitions_create, operation, with::project_, with::definition_to_clone_id_,
    with::definition_to_clone_revision_, with::body_> {
    definitions_create() : takes("Definitions - Create") {}
};
/// DELETE {project}/_apis/build/definitions/{definitionId:int}. Answers nothing.
struct definitions_delete : takes<definitions_delete, operation, with::project_, with::definition_id_> {
    definitions_delete() : takes("Definitions - Delete") {}
};
/// GET {project}/_apis/build/definitions/{definitionId:int}.
struct definitions_get : takes<definitions_get, operation, with::project_, with::definition_id_, with::revision_,
    with::min_metrics_time_, with::property_filters_texts_, with::include_latest_builds_> {
    definitions_get() : takes("Definitions - Get") {}
};
/// GET {project}/_apis/build/definitions/{definitionId:int}/revisions.
struct definitions_get_definition_revisions : takes<definitions_get_definition_revisions, list_operation,
    with::project_, with::definition_id_> {
    definitions_get_definition_revisions() : takes("Definitions - Get Definition Revisions") {}
};
/// GET {project}/_apis/build/definitions.
struct definitions_list : takes<definitions_list, list_operation, with::project_, with::name_,
    with::repository_id_, with::repository_type_, with::definitions_query_order_, with::top_,
    with::continuation_token_, with::min_metrics_time_, with::definition_ids_, with::path_, with::built_after_,
    with::not_built_after_, with::include_all_properties_, with::include_latest_builds_, with::task_id_filter_,
    with::process_type_, with::yaml_filename_, with::page_size_> {
    definitions_list() : takes("Definitions - List") {}
};
/// PATCH {project}/_apis/build/definitions/{definitionId:int}.
struct definitions_restore_definition : takes<definitions_restore_definition, operation, with::project_,
    with::definition_id_, with::deleted_> {
    definitions_restore_definition() : takes("Definitions - Restore Definition") {}
};
/// PUT {project}/_apis/build/definitions/{definitionId:int}. Body: BuildDefinition.
struct definitions_update : takes<definitions_update, operation, with::project_, with::definition_id_,
    with::secrets_source_definition_id_, with::secrets_source_definition_revision_, with::cancel_paused_builds_,
    with::body_> {
    definitions_update() : takes("Definitions - Update") {}
};
/// PUT {project}/_apis/build/folders. Body: Folder.
struct folders_create : takes<folders_create, operation, with::project_, with::path_, with::body_> {
    folders_create() : takes("Folders - Create") {}
};
/// DELETE {project}/_apis/build/folders. Answers nothing.
struct folders_delete : takes<folders_delete, operation, with::project_, with::path_> {
    folders_delete() : takes("Folders - Delete") {}
};
/// GET {project}/_apis/build/folders/{path?}.
struct folders_list : takes<folders_list, list_operation, with::project_, with::path_,
    with::folders_query_order_> {
    folders_list() : takes("Folders - List") {}
};
/// POST {project}/_apis/build/folders. Body: Folder.
struct folders_update : takes<folders_update, operation, with::project_, with::path_, with::body_> {
    folders_update() : takes("Folders - Update") {}
};
/// GET {project}/_apis/build/generalsettings.
struct general_settings_get : takes<general_settings_get, operation, with::project_> {
    general_settings_get() : takes("General Settings - Get") {}
};
/// PATCH {project}/_apis/build/generalsettings. Body: PipelineGeneralSettings.
struct general_settings_update : takes<general_settings_update, operation, with::project_, with::body_> {
    general_settings_update() : takes("General Settings - Update") {}
};
/// GET _apis/build/retention/history.
struct history_get : takes<history_get, operation, with::days_to_lookback_> {
    history_get() : takes("History - Get") {}
};
/// GET {project}/_apis/build/latest/{definition}.
struct latest_get : takes<latest_get, operation, with::project_, with::definition_, with::branch_name_> {
    latest_get() : takes("Latest - Get") {}
};
/// POST {project}/_apis/build/retention/leases. Body: NewRetentionLease[].
struct leases_add : takes<leases_add, operation, with::project_, with::body_> {
    leases_add() : takes("Leases - Add") {}
};
/// DELETE {project}/_apis/build/retention/leases. Answers nothing.
struct leases_delete : takes<leases_delete, operation, with::project_, with::ids_> {
    leases_delete() : takes("Leases - Delete") {}
};
/// GET {project}/_apis/build/retention/leases/{leaseId:int}.
struct leases_get : takes<leases_get, operation, with::project_, with::lease_id_> {
    leases_get() : takes("Leases - Get") {}
};
/// GET {project}/_apis/build/retention/leases.
struct leases_get_retention_leases_by_minimal_retention_leases :
    takes<leases_get_retention_leases_by_minimal_retention_leases, list_operation, with::project_,
    with::leases_to_fetch_> {
    leases_get_retention_leases_by_minimal_retention_leases()
        : takes("Leases - Get Retention Leases By Minimal Retention Leases") {}
};
/// GET {project}/_apis/build/retention/leases.
struct leases_get_retention_leases_by_owner_id : takes<leases_get_retention_leases_by_owner_id, list_operation,
    with::project_, with::owner_id_, with::definition_id_, with::run_id_> {
    leases_get_retention_leases_by_owner_id() : takes("Leases - Get Retention Leases By Owner Id") {}
};
/// GET {project}/_apis/build/retention/leases.
struct leases_get_retention_leases_by_user_id : takes<leases_get_retention_leases_by_user_id, list_operation,
    with::project_, with::user_owner_id_, with::definition_id_, with::run_id_> {
    leases_get_retention_leases_by_user_id() : takes("Leases - Get Retention Leases By User Id") {}
};
/// PATCH {project}/_apis/build/retention/leases/{leaseId:int}. Body: RetentionLeaseUpdate.
struct leases_update : takes<leases_update, operation, with::project_, with::lease_id_, with::body_> {
    leases_update() : takes("Leases - Update") {}
};
/// GET {project}/_apis/build/definitions/{definitionId:int}/metrics.
struct metrics_get_definition_metrics : takes<metrics_get_definition_metrics, list_operation, with::project_,
    with::definition_id_, with::min_metrics_time_> {
    metrics_get_definition_metrics() : takes("Metrics - Get Definition Metrics") {}
};
/// GET {project}/_apis/build/metrics/{metricAggregationType}.
struct metrics_get_project_metrics : takes<metrics_get_project_metrics, list_operation, with::project_,
    with::metric_aggregation_type_, with::min_metrics_time_> {
    metrics_get_project_metrics() : takes("Metrics - Get Project Metrics") {}
};
/// GET {project}/_apis/build/options.
struct options_list : takes<options_list, list_operation, with::project_> {
    options_list() : takes("Options - List") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/properties.
struct properties_get_build_properties : takes<properties_get_build_properties, operation, with::project_,
    with::build_id_, with::filter_> {
    properties_get_build_properties() : takes("Properties - Get Build Properties") {}
};
/// GET {project}/_apis/build/definitions/{definitionId:int}/properties.
struct properties_get_definition_properties : takes<properties_get_definition_properties, operation,
    with::project_, with::definition_id_, with::filter_> {
    properties_get_definition_properties() : takes("Properties - Get Definition Properties") {}
};
/// PATCH {project}/_apis/build/builds/{buildId:int}/properties. Body: JsonPatchDocument.
struct properties_update_build_properties : takes<properties_update_build_properties, operation, with::project_,
    with::build_id_, with::body_> {
    properties_update_build_properties() : takes("Properties - Update Build Properties") {}
};
/// PATCH {project}/_apis/build/definitions/{definitionId:int}/properties. Body: JsonPatchDocument.
struct properties_update_definition_properties : takes<properties_update_definition_properties, operation,
    with::project_, with::definition_id_, with::body_> {
    properties_update_definition_properties() : takes("Properties - Update Definition Properties") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/report. Answers application/json, text/html.
struct report_get : takes<report_get, operation, with::project_, with::build_id_, with::type_, with::accept_> {
    report_get() : takes("Report - Get") {}
};
/// GET _apis/build/resourceusage.
struct resource_usage_get : takes<resource_usage_get, operation> {
    resource_usage_get() : takes("Resource Usage - Get") {}
};
/// PATCH {project}/_apis/build/definitions/{definitionId:int}/resources. Body: DefinitionResourceReference[].
struct resources_authorize_definition_resources : takes<resources_authorize_definition_resources, operation,
    with::project_, with::definition_id_, with::body_> {
    resources_authorize_definition_resources() : takes("Resources - Authorize Definition Resources") {}
};
/// GET {project}/_apis/build/definitions/{definitionId:int}/resources.
struct resources_list : takes<resources_list, list_operation, with::project_, with::definition_id_> {
    resources_list() : takes("Resources - List") {}
};
/// GET {project}/_apis/build/retention.
struct retention_get : takes<retention_get, operation, with::project_> {
    retention_get() : takes("Retention - Get") {}
};
/// PATCH {project}/_apis/build/retention. Body: UpdateProjectRetentionSettingModel.
struct retention_update : takes<retention_update, operation, with::project_, with::body_> {
    retention_update() : takes("Retention - Update") {}
};
/// GET {project}/_apis/build/settings.
struct settings_get : takes<settings_get, operation, with::project_> { settings_get() : takes("Settings - Get") {} };
/// PATCH {project}/_apis/build/settings. Body: BuildSettings.
struct settings_update : takes<settings_update, operation, with::project_, with::body_> {
    settings_update() : takes("Settings - Update") {}
};
/// GET {project}/_apis/sourceProviders/{providerName}/filecontents. Answers text/plain.
struct source_providers_get_file_contents : takes<source_providers_get_file_contents, operation, with::project_,
    with::provider_name_, with::service_endpoint_id_, with::repository_, with::commit_or_branch_, with::path_> {
    source_providers_get_file_contents() : takes("Source Providers - Get File Contents") {}
};
/// GET {project}/_apis/sourceProviders/{providerName}/pathcontents.
struct source_providers_get_path_contents : takes<source_providers_get_path_contents, list_operation,
    with::project_, with::provider_name_, with::service_endpoint_id_, with::repository_, with::commit_or_branch_,
    with::path_> {
    source_providers_get_path_contents() : takes("Source Providers - Get Path Contents") {}
};
/// GET {project}/_apis/sourceProviders/{providerName}/pullrequests/{pullRequestId}.
struct source_providers_get_pull_request : takes<source_providers_get_pull_request, operation, with::project_,
    with::provider_name_, with::pull_request_id_, with::repository_id_, with::service_endpoint_id_> {
    source_providers_get_pull_request() : takes("Source Providers - Get Pull Request") {}
};
/// GET {project}/_apis/sourceproviders.
struct source_providers_list : takes<source_providers_list, list_operation, with::project_> {
    source_providers_list() : takes("Source Providers - List") {}
};
/// GET {project}/_apis/sourceProviders/{providerName}/branches.
struct source_providers_list_branches : takes<source_providers_list_branches, list_operation, with::project_,
    with::provider_name_, with::service_endpoint_id_, with::repository_, with::branch_name_> {
    source_providers_list_branches() : takes("Source Providers - List Branches") {}
};
/// GET {project}/_apis/sourceProviders/{providerName}/repositories.
struct source_providers_list_repositories : takes<source_providers_list_repositories, operation, with::project_,
    with::provider_name_, with::service_endpoint_id_, with::repository_, with::result_set_, with::page_results_,
    with::continuation_token_> {
    source_providers_list_repositories() : takes("Source Providers - List Repositories") {}
};
/// GET {project}/_apis/sourceProviders/{providerName}/webhooks.
struct source_providers_list_webhooks : takes<source_providers_list_webhooks, list_operation, with::project_,
    with::provider_name_, with::service_endpoint_id_, with::repository_> {
    source_providers_list_webhooks() : takes("Source Providers - List Webhooks") {}
};
/// POST {project}/_apis/sourceProviders/{providerName}/webhooks. Body: string[]. Answers nothing.
struct source_providers_restore_webhooks : takes<source_providers_restore_webhooks, operation, with::project_,
    with::provider_name_, with::service_endpoint_id_, with::repository_, with::body_> {
    source_providers_restore_webhooks() : takes("Source Providers - Restore Webhooks") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/Timeline/stages/{stageName}.
struct stage_timeline_get_build_stage_latest_timeline : takes<stage_timeline_get_build_stage_latest_timeline,
    operation, with::project_, with::build_id_, with::stage_name_, with::change_id_, with::plan_id_> {
    stage_timeline_get_build_stage_latest_timeline() : takes("Stage Timeline - Get Build Stage Latest Timeline") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/Timeline/{timelineId:uuid}/stages/{stageName}.
struct stage_timeline_get_build_stage_timeline : takes<stage_timeline_get_build_stage_timeline, operation,
    with::project_, with::build_id_, with::timeline_id_, with::stage_name_, with::change_id_, with::plan_id_> {
    stage_timeline_get_build_stage_timeline() : takes("Stage Timeline - Get Build Stage Timeline") {}
};
/// PATCH {project}/_apis/build/builds/{buildId:int}/stages/{stageRefName}. Body: UpdateStageParameters. Answers
/// nothing.
struct stages_update : takes<stages_update, operation, with::project_, with::build_id_, with::stage_ref_name_,
    with::body_> {
    stages_update() : takes("Stages - Update") {}
};
/// GET {project}/_apis/build/status/{definition}. Answers image/svg+xml, application/json.
struct status_get : takes<status_get, operation, with::project_, with::definition_, with::branch_name_,
    with::stage_name_, with::job_name_, with::configuration_, with::label_, with::accept_> {
    status_get() : takes("Status - Get") {}
};
/// PUT {project}/_apis/build/builds/{buildId:int}/tags/{tag}.
struct tags_add_build_tag : takes<tags_add_build_tag, operation, with::project_, with::build_id_, with::tag_> {
    tags_add_build_tag() : takes("Tags - Add Build Tag") {}
};
/// POST {project}/_apis/build/builds/{buildId:int}/tags. Body: string[].
struct tags_add_build_tags : takes<tags_add_build_tags, operation, with::project_, with::build_id_, with::body_> {
    tags_add_build_tags() : takes("Tags - Add Build Tags") {}
};
/// PUT {project}/_apis/build/definitions/{definitionId:int}/tags/{tag}.
struct tags_add_definition_tag : takes<tags_add_definition_tag, operation, with::project_, with::definition_id_,
    with::tag_> {
    tags_add_definition_tag() : takes("Tags - Add Definition Tag") {}
};
/// POST {project}/_apis/build/definitions/{definitionId:int}/tags. Body: string[].
struct tags_add_definition_tags : takes<tags_add_definition_tags, operation, with::project_, with::definition_id_,
    with::body_> {
    tags_add_definition_tags() : takes("Tags - Add Definition Tags") {}
};
/// DELETE {project}/_apis/build/builds/{buildId:int}/tags/{tag}.
struct tags_delete_build_tag : takes<tags_delete_build_tag, operation, with::project_, with::build_id_,
    with::tag_> {
    tags_delete_build_tag() : takes("Tags - Delete Build Tag") {}
};
/// DELETE {project}/_apis/build/definitions/{definitionId:int}/tags/{tag}.
struct tags_delete_definition_tag : takes<tags_delete_definition_tag, operation, with::project_,
    with::definition_id_, with::tag_> {
    tags_delete_definition_tag() : takes("Tags - Delete Definition Tag") {}
};
/// DELETE {project}/_apis/build/tags/{tag}.
struct tags_delete_tag : takes<tags_delete_tag, operation, with::project_, with::tag_> {
    tags_delete_tag() : takes("Tags - Delete Tag") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/tags.
struct tags_get_build_tags : takes<tags_get_build_tags, list_operation, with::project_, with::build_id_> {
    tags_get_build_tags() : takes("Tags - Get Build Tags") {}
};
/// GET {project}/_apis/build/definitions/{definitionId:int}/tags.
struct tags_get_definition_tags : takes<tags_get_definition_tags, list_operation, with::project_,
    with::definition_id_, with::revision_> {
    tags_get_definition_tags() : takes("Tags - Get Definition Tags") {}
};
/// GET {project}/_apis/build/tags.
struct tags_get_tags : takes<tags_get_tags, list_operation, with::project_> {
    tags_get_tags() : takes("Tags - Get Tags") {}
};
/// PATCH {project}/_apis/build/builds/{buildId:int}/tags. Body: UpdateTagParameters.
struct tags_update_build_tags : takes<tags_update_build_tags, operation, with::project_, with::build_id_,
    with::body_> {
    tags_update_build_tags() : takes("Tags - Update Build Tags") {}
};
/// PATCH {project}/_apis/build/definitions/{definitionId:int}/tags. Body: UpdateTagParameters.
struct tags_update_definition_tags : takes<tags_update_definition_tags, operation, with::project_,
    with::definition_id_, with::body_> {
    tags_update_definition_tags() : takes("Tags - Update Definition Tags") {}
};
/// DELETE {project}/_apis/build/definitions/templates/{templateId}. Answers nothing.
struct templates_delete : takes<templates_delete, operation, with::project_, with::template_id_> {
    templates_delete() : takes("Templates - Delete") {}
};
/// GET {project}/_apis/build/definitions/templates/{templateId}.
struct templates_get : takes<templates_get, operation, with::project_, with::template_id_> {
    templates_get() : takes("Templates - Get") {}
};
/// GET {project}/_apis/build/definitions/templates.
struct templates_list : takes<templates_list, list_operation, with::project_> {
    templates_list() : takes("Templates - List") {}
};
/// PUT {project}/_apis/build/definitions/templates/{templateId}. Body: BuildDefinitionTemplate.
struct templates_save_template : takes<templates_save_template, operation, with::project_, with::template_id_,
    with::body_> {
    templates_save_template() : takes("Templates - Save Template") {}
};
/// GET {project}/_apis/build/builds/{buildId:int}/timeline/{timelineId:uuid?}.
struct timeline_get : takes<timeline_get, operation, with::project_, with::build_id_, with::timeline_id_,
    with::change_id_, with::plan_id_> {
    timeline_get() : takes("Timeline - Get") {}
};
/// GET {project}/_apis/build/definitions/{definitionId:int}/yaml.
struct yaml_get : takes<yaml_get, operation, with::project_, with::definition_id_, with::revision_,
    with::min_metrics_time_, with::property_filters_texts_, with::include_latest_builds_> {
    yaml_get() : takes("Yaml - Get") {}
};
/// DELETE _apis/projects/{projectId}/avatar. Answers nothing.
struct avatar_remove_project_avatar : takes<avatar_remove_project_avatar, operation, with::project_id_> {
    avatar_remove_project_avatar() : takes("Avatar - Remove Project Avatar") {}
};
/// PUT _apis/projects/{projectId}/avatar. Body: ProjectAvatar. Answers nothing.
struct avatar_set_project_avatar : takes<avatar_set_project_avatar, operation, with::project_id_, with::body_> {
    avatar_set_project_avatar() : takes("Avatar - Set Project Avatar") {}
};
/// GET _apis/projects/{projectId}/categorizedteams.
struct categorized_teams_get : takes<categorized_teams_get, operation, with::project_id_, with::expand_identity_,
    with::top_, with::skip_> {
    categorized_teams_get() : takes("Categorized Teams - Get") {}
};
/// GET _apis/process/processes/{processId:uuid}.
struct processes_get : takes<processes_get, operation, with::process_id_> {
    processes_get() : takes("Processes - Get") {}
};
/// GET _apis/process/processes.
struct processes_list : takes<processes_list, list_operation> { processes_list() : takes("Processes - List") {} };
/// POST _apis/projects. Body: TeamProject.
struct projects_create : takes<projects_create, operation, with::body_> {
    projects_create() : takes("Projects - Create") {}
};
/// DELETE _apis/projects/{projectId:uuid}.
struct projects_delete : takes<projects_delete, operation, with::project_id_uuid_> {
    projects_delete() : takes("Projects - Delete") {}
};
/// GET _apis/projects/{projectId}.
struct projects_get : takes<projects_get, operation, with::project_id_, with::include_capabilities_,
    with::include_history_> {
    projects_get() : takes("Projects - Get") {}
};
/// GET _apis/projects/{projectId:uuid}/properties.
struct projects_get_project_properties : takes<projects_get_project_properties, list_operation,
    with::project_id_uuid_, with::keys_> {
    projects_get_project_properties() : takes("Projects - Get Project Properties") {}
};
/// GET _apis/projects.
struct projects_list : takes<projects_list, list_operation, with::state_filter_, with::top_, with::skip_,
    with::continuation_token_number_, with::get_default_team_image_url_, with::page_size_> {
    projects_list() : takes("Projects - List") {}
};
/// PATCH _apis/projects/{projectId:uuid}/properties. Body: JsonPatchDocument. Answers nothing.
struct projects_set_project_properties : takes<projects_set_project_properties, operation, with::project_id_uuid_,
    with::body_> {
    projects_set_project_properties() : takes("Projects - Set Project Properties") {}
};
/// PATCH _apis/projects/{projectId:uuid}. Body: TeamProject.
struct projects_update : takes<projects_update, operation, with::project_id_uuid_, with::body_> {
    projects_update() : takes("Projects - Update") {}
};
/// POST _apis/projects/{projectId}/teams. Body: WebApiTeam.
struct teams_create : takes<teams_create, operation, with::project_id_, with::body_> {
    teams_create() : takes("Teams - Create") {}
};
/// DELETE _apis/projects/{projectId}/teams/{teamId}. Answers nothing.
struct teams_delete : takes<teams_delete, operation, with::project_id_, with::team_id_> {
    teams_delete() : takes("Teams - Delete") {}
};
/// GET _apis/projects/{projectId}/teams/{teamId}.
struct teams_get : takes<teams_get, operation, with::project_id_, with::team_id_, with::expand_identity_> {
    teams_get() : takes("Teams - Get") {}
};
/// GET _apis/teams.
struct teams_get_all_teams : takes<teams_get_all_teams, list_operation, with::mine_, with::top_, with::skip_,
    with::expand_identity_, with::page_size_> {
    teams_get_all_teams() : takes("Teams - Get All Teams") {}
};
/// GET _apis/projects/{projectId}/teams/{teamId}/members.
struct teams_get_team_members_with_extended_properties : takes<teams_get_team_members_with_extended_properties,
    list_operation, with::project_id_, with::team_id_, with::top_, with::skip_, with::page_size_> {
    teams_get_team_members_with_extended_properties() : takes("Teams - Get Team Members With Extended Properties") {}
};
/// GET _apis/projects/{projectId}/teams.
struct teams_get_teams : takes<teams_get_teams, list_operation, with::project_id_, with::mine_, with::top_,
    with::skip_, with::expand_identity_, with::page_size_> {
    teams_get_teams() : takes("Teams - Get Teams") {}
};
/// PATCH _apis/projects/{projectId}/teams/{teamId}. Body: WebApiTeam.
struct teams_update : takes<teams_update, operation, with::project_id_, with::team_id_, with::body_> {
    teams_update() : takes("Teams - Update") {}
};
/// GET _apis/profile/profiles/{id}.
struct profiles_get : takes<profiles_get, operation, with::id_, with::details_, with::with_attributes_,
    with::partition_, with::core_attributes_, with::force_refresh_> {
    profiles_get() : takes("Profiles - Get") {}
};
/// GET _apis/accounts.
struct accounts_list : takes<accounts_list, list_operation, with::owner_id_uuid_, with::member_id_,
    with::properties_> {
    accounts_list() : takes("Accounts - List") {}
};
/// GET _apis/connectionData.
struct connection_data_get : takes<connection_data_get, operation, with::connect_options_, with::last_change_id_,
    with::last_change_id64_> {
    connection_data_get() : takes("Connection Data - Get") {}
};
/// GET _apis/resourceAreas.
struct resource_areas_list : takes<resource_areas_list, list_operation> {
    resource_areas_list() : takes("Resource Areas - List") {}
};
/// OPTIONS _apis.
struct resource_locations_list : takes<resource_locations_list, operation> {
    resource_locations_list() : takes("Resource Locations - List") {}
};
// clang-format on

} // namespace operations
} // namespace azdo

#endif // AZDO_OPERATIONS_HPP
