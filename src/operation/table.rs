//! The table: one row reads like a line of the reference. Name, route, the version that the cloud has released, and
//! the one it has in preview; then what the operation takes and what it answers.

use super::Kind::{Boolean, DateTime, Integer, Integers, Text, Texts, Uuid, Word};
use super::Paging::{ContinuationToken, Skip, Whole};
use super::Service::Profile;
use super::{HTML, JSON, Method, OCTETS, Operation, Parameter, SVG, TEXT, ZIP};

/// Every operation the library knows.
#[rustfmt::skip] // a row is easier to compare with the reference than a column
pub static OPERATIONS: &[Operation] = &[
    // Build

    post("Artifacts - Create", "{project}/_apis/build/builds/{buildId:int}/artifacts", "7.1", "7.2-preview.5")
        .body("BuildArtifact"),
    get("Artifacts - Get Artifact", "{project}/_apis/build/builds/{buildId:int}/artifacts", "7.1", "7.2-preview.5")
        .answers(&[JSON, ZIP]).query(&[text("artifactName").required()]),
    get("Artifacts - Get File", "{project}/_apis/build/builds/{buildId:int}/artifacts", "7.1", "7.2-preview.5")
        .answers(&[OCTETS])
        .query(&[text("artifactName").required(), text("fileId").required(), text("fileName").required()]),
    get("Artifacts - List", "{project}/_apis/build/builds/{buildId:int}/artifacts", "7.1", "7.2-preview.5")
        .paging(Whole),
    get("Attachments - Get", "{project}/_apis/build/builds/{buildId:int}/{timelineId:uuid}/{recordId:uuid}/attachments/{type}/{name}", "7.1", "7.2-preview.2")
        .answers(&[OCTETS]),
    get("Attachments - List", "{project}/_apis/build/builds/{buildId:int}/attachments/{type}", "7.1", "7.2-preview.2")
        .paging(Whole),
    patch("Authorizedresources - Authorize Project Resources", "{project}/_apis/build/authorizedresources", "7.1-preview.1", "7.2-preview.1")
        .body("DefinitionResourceReference[]").paging(Whole),
    get("Authorizedresources - List", "{project}/_apis/build/authorizedresources", "7.1-preview.1", "7.2-preview.1")
        .paging(Whole).query(&[text("type"), text("id")]),
    get("Badge - Get", "_apis/public/build/definitions/{project:uuid}/{definitionId:int}/badge", "7.1", "7.2-preview.2")
        .answers(&[SVG, JSON]).query(&[text("branchName")]),
    get("Badge - Get Build Badge Data", "{project}/_apis/build/repos/{repoType}/badge", "7.1-preview.2", "7.2-preview.2")
        .query(&[text("repoId"), text("branchName")]),
    delete("Builds - Delete", "{project}/_apis/build/builds/{buildId:int}", "7.1", "7.2-preview.8").answers(&[]).once(),
    get("Builds - Get", "{project}/_apis/build/builds/{buildId:int}", "7.1", "7.2-preview.8")
        .query(&[text("propertyFilters")]),
    get("Builds - Get Build Changes", "{project}/_apis/build/builds/{buildId:int}/changes", "7.1", "7.2-preview.2")
        .paging(ContinuationToken)
        .query(&[text("continuationToken"), integer("$top"), boolean("includeSourceChange")]),
    get("Builds - Get Build Log", "{project}/_apis/build/builds/{buildId:int}/logs/{logId:int}", "7.1", "7.2-preview.2")
        .answers(&[TEXT, JSON, ZIP]).query(&[integer("startLine"), integer("endLine")]),
    get("Builds - Get Build Logs", "{project}/_apis/build/builds/{buildId:int}/logs", "7.1", "7.2-preview.2")
        .answers(&[JSON, ZIP]).paging(Whole),
    get("Builds - Get Build Work Items Refs", "{project}/_apis/build/builds/{buildId:int}/workitems", "7.1", "7.2-preview.2")
        .paging(Whole).query(&[integer("$top")]),
    post("Builds - Get Build Work Items Refs From Commits", "{project}/_apis/build/builds/{buildId:int}/workitems", "7.1", "7.2-preview.2")
        .body("string[]").paging(Whole).query(&[integer("$top")]),
    get("Builds - Get Changes Between Builds", "{project}/_apis/build/changes", "7.1", "7.2-preview.2").paging(Whole)
        .query(&[integer("fromBuildId"), integer("toBuildId"), integer("$top")]),
    get("Builds - Get Retention Leases For Build", "{project}/_apis/build/builds/{buildId:int}/leases", "7.1", "7.2-preview.1")
        .paging(Whole),
    get("Builds - Get Work Items Between Builds", "{project}/_apis/build/workitems", "7.1", "7.2-preview.2")
        .paging(Whole).query(&[integer("fromBuildId").required(), integer("toBuildId").required(), integer("$top")]),
    get("Builds - List", "{project}/_apis/build/builds", "7.1", "7.2-preview.8").paging(ContinuationToken)
        .query(&[integers("definitions"), integers("queues"), text("buildNumber"), date_time("minTime").was("minFinishTime", "4.0"),
            date_time("maxTime").was("maxFinishTime", "4.0"), text("requestedFor"),
            word("reasonFilter", &[
                "none", "manual", "individualCI", "batchedCI", "schedule", "scheduleForced", "userCreated",
                "validateShelveset", "checkInShelveset", "pullRequest", "buildCompletion", "resourceTrigger",
                "triggered", "all"]),
            word("statusFilter", &[
                "none", "inProgress", "completed", "cancelling", "postponed", "abandoned", "notStarted", "all"]),
            word("resultFilter", &["none", "succeeded", "partiallySucceeded", "failed", "canceled"]),
            texts("tagFilters"), texts("properties"), integer("$top").was("top", "3.2"), text("continuationToken"),
            integer("maxBuildsPerDefinition"),
            word("deletedFilter", &["excludeDeleted", "includeDeleted", "onlyDeleted"]),
            word("queryOrder", &[
                "finishTimeAscending", "finishTimeDescending", "queueTimeDescending", "queueTimeAscending",
                "startTimeDescending", "startTimeAscending"])
                .or("queueTimeDescending"),
            text("branchName"), integers("buildIds"), text("repositoryId"), text("repositoryType")]),
    post("Builds - Queue", "{project}/_apis/build/builds", "7.1", "7.2-preview.8").body("Build")
        .query(&[boolean("ignoreWarnings"), text("checkInTicket"), integer("sourceBuildId"),
            integer("definitionId")]),
    patch("Builds - Update Build", "{project}/_apis/build/builds/{buildId:int}", "7.1", "7.2-preview.8").body("Build")
        .query(&[boolean("retry")]),
    patch("Builds - Update Builds", "{project}/_apis/build/builds", "7.1", "7.2-preview.8")
        .body("Build[]").paging(Whole),
    get("Controllers - Get", "_apis/build/controllers/{controllerId:int}", "7.1", "7.2-preview.2"),
    get("Controllers - List", "_apis/build/controllers", "7.1", "7.2-preview.2").paging(Whole)
        .query(&[text("name")]),
    post("Definitions - Create", "{project}/_apis/build/definitions", "7.1", "7.2-preview.8").body("BuildDefinition")
        .query(&[integer("definitionToCloneId"), integer("definitionToCloneRevision")]),
    delete("Definitions - Delete", "{project}/_apis/build/definitions/{definitionId:int}", "7.1", "7.2-preview.8").once()
        .answers(&[]),
    get("Definitions - Get", "{project}/_apis/build/definitions/{definitionId:int}", "7.1", "7.2-preview.8")
        .query(&[integer("revision"), date_time("minMetricsTime"), texts("propertyFilters"),
            boolean("includeLatestBuilds")]),
    get("Definitions - Get Definition Revisions", "{project}/_apis/build/definitions/{definitionId:int}/revisions", "7.1", "7.2-preview.3")
        .paging(Whole),
    get("Definitions - List", "{project}/_apis/build/definitions", "7.1", "7.2-preview.8").paging(ContinuationToken)
        .query(&[text("name"), text("repositoryId"), text("repositoryType"),
            word("queryOrder", &[
                "none", "lastModifiedAscending", "lastModifiedDescending", "definitionNameAscending",
                "definitionNameDescending"]).or("definitionNameAscending"),
            integer("$top"), text("continuationToken"), date_time("minMetricsTime"), integers("definitionIds"),
            text("path"), date_time("builtAfter"), date_time("notBuiltAfter"), boolean("includeAllProperties"),
            boolean("includeLatestBuilds"), uuid("taskIdFilter"), integer("processType"), text("yamlFilename")]),
    patch("Definitions - Restore Definition", "{project}/_apis/build/definitions/{definitionId:int}", "7.1", "7.2-preview.8")
        .query(&[boolean("deleted").required()]),
    put("Definitions - Update", "{project}/_apis/build/definitions/{definitionId:int}", "7.1", "7.2-preview.8")
        .body("BuildDefinition").once()
        .query(&[integer("secretsSourceDefinitionId"), integer("secretsSourceDefinitionRevision"),
            boolean("cancelPausedBuilds")]),
    put("Folders - Create", "{project}/_apis/build/folders", "7.1-preview.2", "7.2-preview.2").body("Folder").once()
        .query(&[text("path").required().was_in_path("5.0")]),
    delete("Folders - Delete", "{project}/_apis/build/folders", "7.1-preview.2", "7.2-preview.2").answers(&[]).once()
        .query(&[text("path").required().was_in_path("5.0")]),
    get("Folders - List", "{project}/_apis/build/folders/{path?}", "7.1-preview.2", "7.2-preview.2").paging(Whole)
        .query(&[word("queryOrder", &["none", "folderAscending", "folderDescending"])]),
    post("Folders - Update", "{project}/_apis/build/folders", "7.1-preview.2", "7.2-preview.2").body("Folder")
        .query(&[text("path").required().was_in_path("5.0")]),
    get("General Settings - Get", "{project}/_apis/build/generalsettings", "7.1", "7.2-preview.1"),
    patch("General Settings - Update", "{project}/_apis/build/generalsettings", "7.1", "7.2-preview.1")
        .body("PipelineGeneralSettings"),
    get("History - Get", "_apis/build/retention/history", "7.1", "7.2-preview.1")
        .query(&[integer("daysToLookback")]),
    get("Latest - Get", "{project}/_apis/build/latest/{definition}", "7.1-preview.1", "7.2-preview.2")
        .query(&[text("branchName")]),
    post("Leases - Add", "{project}/_apis/build/retention/leases", "7.1", "7.2-preview.2")
        .body("NewRetentionLease[]").paging(Whole),
    delete("Leases - Delete", "{project}/_apis/build/retention/leases", "7.1", "7.2-preview.2").answers(&[]).once()
        .query(&[integers("ids").required()]),
    get("Leases - Get", "{project}/_apis/build/retention/leases/{leaseId:int}", "7.1", "7.2-preview.2"),
    get("Leases - Get Retention Leases By Minimal Retention Leases", "{project}/_apis/build/retention/leases", "7.1", "7.2-preview.2")
        .paging(Whole).query(&[texts("leasesToFetch").required()]),
    get("Leases - Get Retention Leases By Owner Id", "{project}/_apis/build/retention/leases", "7.1", "7.2-preview.2")
        .paging(Whole).query(&[text("ownerId"), integer("definitionId"), integer("runId")]),
    get("Leases - Get Retention Leases By User Id", "{project}/_apis/build/retention/leases", "7.1", "7.2-preview.2")
        .paging(Whole).query(&[uuid("userOwnerId").required(), integer("definitionId"), integer("runId")]),
    patch("Leases - Update", "{project}/_apis/build/retention/leases/{leaseId:int}", "7.1", "7.2-preview.2")
        .body("RetentionLeaseUpdate"),
    get("Metrics - Get Definition Metrics", "{project}/_apis/build/definitions/{definitionId:int}/metrics", "7.1-preview.1", "7.2-preview.1")
        .paging(Whole).query(&[date_time("minMetricsTime")]),
    get("Metrics - Get Project Metrics", "{project}/_apis/build/metrics/{metricAggregationType}", "7.1-preview.1", "7.2-preview.1")
        .paging(Whole).query(&[date_time("minMetricsTime")]),
    get("Options - List", "{project}/_apis/build/options", "7.1", "7.2-preview.2").paging(Whole),
    get("Properties - Get Build Properties", "{project}/_apis/build/builds/{buildId:int}/properties", "7.1", "7.2-preview.1")
        .query(&[texts("filter")]),
    get("Properties - Get Definition Properties", "{project}/_apis/build/definitions/{definitionId:int}/properties", "7.1", "7.2-preview.1")
        .query(&[texts("filter")]),
    patch("Properties - Update Build Properties", "{project}/_apis/build/builds/{buildId:int}/properties", "7.1", "7.2-preview.1")
        .body("JsonPatchDocument"),
    patch("Properties - Update Definition Properties", "{project}/_apis/build/definitions/{definitionId:int}/properties", "7.1", "7.2-preview.1")
        .body("JsonPatchDocument"),
    get("Report - Get", "{project}/_apis/build/builds/{buildId:int}/report", "7.1", "7.2-preview.2")
        .answers(&[JSON, HTML]).query(&[text("type")]),
    get("Resource Usage - Get", "_apis/build/resourceusage", "7.1-preview.2", "7.2-preview.2"),
    patch("Resources - Authorize Definition Resources", "{project}/_apis/build/definitions/{definitionId:int}/resources", "7.1-preview.1", "7.2-preview.1")
        .body("DefinitionResourceReference[]").paging(Whole),
    get("Resources - List", "{project}/_apis/build/definitions/{definitionId:int}/resources", "7.1-preview.1", "7.2-preview.1")
        .paging(Whole),
    get("Retention - Get", "{project}/_apis/build/retention", "7.1", "7.2-preview.1"),
    patch("Retention - Update", "{project}/_apis/build/retention", "7.1", "7.2-preview.1")
        .body("UpdateProjectRetentionSettingModel"),
    get("Settings - Get", "{project}/_apis/build/settings", "7.1", "7.2-preview.1"),
    patch("Settings - Update", "{project}/_apis/build/settings", "7.1", "7.2-preview.1").body("BuildSettings"),
    get("Source Providers - Get File Contents", "{project}/_apis/sourceProviders/{providerName}/filecontents", "7.1", "7.2-preview.1")
        .answers(&[TEXT])
        .query(&[uuid("serviceEndpointId"), text("repository"), text("commitOrBranch"), text("path")]),
    get("Source Providers - Get Path Contents", "{project}/_apis/sourceProviders/{providerName}/pathcontents", "7.1", "7.2-preview.1")
        .paging(Whole).query(&[uuid("serviceEndpointId"), text("repository"), text("commitOrBranch"), text("path")]),
    get("Source Providers - Get Pull Request", "{project}/_apis/sourceProviders/{providerName}/pullrequests/{pullRequestId}", "7.1", "7.2-preview.1")
        .query(&[text("repositoryId"), uuid("serviceEndpointId")]),
    get("Source Providers - List", "{project}/_apis/sourceproviders", "7.1", "7.2-preview.1").paging(Whole),
    get("Source Providers - List Branches", "{project}/_apis/sourceProviders/{providerName}/branches", "7.1", "7.2-preview.1")
        .paging(Whole).query(&[uuid("serviceEndpointId"), text("repository"), text("branchName")]),
    get("Source Providers - List Repositories", "{project}/_apis/sourceProviders/{providerName}/repositories", "7.1", "7.2-preview.1")
        .query(&[uuid("serviceEndpointId"), text("repository"), word("resultSet", &["all", "top"]),
            boolean("pageResults"), text("continuationToken")]),
    get("Source Providers - List Webhooks", "{project}/_apis/sourceProviders/{providerName}/webhooks", "7.1", "7.2-preview.1")
        .paging(Whole).query(&[uuid("serviceEndpointId"), text("repository")]),
    post("Source Providers - Restore Webhooks", "{project}/_apis/sourceProviders/{providerName}/webhooks", "7.1", "7.2-preview.1")
        .body("string[]").answers(&[]).query(&[uuid("serviceEndpointId"), text("repository")]),
    get("Stage Timeline - Get Build Stage Latest Timeline", "{project}/_apis/build/builds/{buildId:int}/Timeline/stages/{stageName}", "", "7.2-preview.1")
        .query(&[integer("changeId"), uuid("planId")]),
    get("Stage Timeline - Get Build Stage Timeline", "{project}/_apis/build/builds/{buildId:int}/Timeline/{timelineId:uuid}/stages/{stageName}", "", "7.2-preview.1")
        .query(&[integer("changeId"), uuid("planId")]),
    patch("Stages - Update", "{project}/_apis/build/builds/{buildId:int}/stages/{stageRefName}", "7.1", "7.2-preview.1")
        .body("UpdateStageParameters").answers(&[]),
    get("Status - Get", "{project}/_apis/build/status/{definition}", "7.1-preview.1", "7.2-preview.1")
        .answers(&[SVG, JSON])
        .query(&[text("branchName"), text("stageName"), text("jobName"), text("configuration"), text("label")]),
    put("Tags - Add Build Tag", "{project}/_apis/build/builds/{buildId:int}/tags/{tag}", "7.1", "7.2-preview.3")
        .paging(Whole),
    post("Tags - Add Build Tags", "{project}/_apis/build/builds/{buildId:int}/tags", "7.1", "7.2-preview.3")
        .body("string[]").paging(Whole),
    put("Tags - Add Definition Tag", "{project}/_apis/build/definitions/{definitionId:int}/tags/{tag}", "7.1", "7.2-preview.3")
        .paging(Whole),
    post("Tags - Add Definition Tags", "{project}/_apis/build/definitions/{definitionId:int}/tags", "7.1", "7.2-preview.3")
        .body("string[]").paging(Whole),
    delete("Tags - Delete Build Tag", "{project}/_apis/build/builds/{buildId:int}/tags/{tag}", "7.1", "7.2-preview.3")
        .paging(Whole),
    delete("Tags - Delete Definition Tag", "{project}/_apis/build/definitions/{definitionId:int}/tags/{tag}", "7.1", "7.2-preview.3")
        .paging(Whole),
    delete("Tags - Delete Tag", "{project}/_apis/build/tags/{tag}", "7.1", "7.2-preview.3").paging(Whole),
    get("Tags - Get Build Tags", "{project}/_apis/build/builds/{buildId:int}/tags", "7.1", "7.2-preview.3")
        .paging(Whole),
    get("Tags - Get Definition Tags", "{project}/_apis/build/definitions/{definitionId:int}/tags", "7.1", "7.2-preview.3")
        .paging(Whole).query(&[integer("revision")]),
    get("Tags - Get Tags", "{project}/_apis/build/tags", "7.1", "7.2-preview.3").paging(Whole),
    patch("Tags - Update Build Tags", "{project}/_apis/build/builds/{buildId:int}/tags", "7.1", "7.2-preview.3")
        .body("UpdateTagParameters").paging(Whole),
    patch("Tags - Update Definition Tags", "{project}/_apis/build/definitions/{definitionId:int}/tags", "7.1", "7.2-preview.3")
        .body("UpdateTagParameters").paging(Whole),
    delete("Templates - Delete", "{project}/_apis/build/definitions/templates/{templateId}", "7.1", "7.2-preview.3").once()
        .answers(&[]),
    get("Templates - Get", "{project}/_apis/build/definitions/templates/{templateId}", "7.1", "7.2-preview.3"),
    get("Templates - List", "{project}/_apis/build/definitions/templates", "7.1", "7.2-preview.3").paging(Whole),
    put("Templates - Save Template", "{project}/_apis/build/definitions/templates/{templateId}", "7.1", "7.2-preview.3")
        .body("BuildDefinitionTemplate"),
    get("Timeline - Get", "{project}/_apis/build/builds/{buildId:int}/timeline/{timelineId:uuid?}", "7.1", "7.2-preview.3")
        .query(&[integer("changeId"), uuid("planId")]),
    get("Yaml - Get", "{project}/_apis/build/definitions/{definitionId:int}/yaml", "7.1", "7.2-preview.1")
        .query(&[integer("revision"), date_time("minMetricsTime"), texts("propertyFilters"),
            boolean("includeLatestBuilds")]),

    // Core

    delete("Avatar - Remove Project Avatar", "_apis/projects/{projectId}/avatar", "7.1-preview.1", "").answers(&[]).once(),
    put("Avatar - Set Project Avatar", "_apis/projects/{projectId}/avatar", "7.1-preview.1", "")
        .body("ProjectAvatar").answers(&[]),
    get("Categorized Teams - Get", "_apis/projects/{projectId}/categorizedteams", "7.1-preview.1", "")
        .query(&[boolean("$expandIdentity"), integer("$top"), integer("$skip")]),
    get("Processes - Get", "_apis/process/processes/{processId:uuid}", "7.1", ""),
    get("Processes - List", "_apis/process/processes", "7.1", "").paging(Whole),
    post("Projects - Create", "_apis/projects", "7.1", "").body("TeamProject"),
    delete("Projects - Delete", "_apis/projects/{projectId:uuid}", "7.1", "").once(),
    get("Projects - Get", "_apis/projects/{projectId}", "7.1", "")
        .query(&[boolean("includeCapabilities"), boolean("includeHistory")]),
    get("Projects - Get Project Properties", "_apis/projects/{projectId:uuid}/properties", "7.1-preview.1", "")
        .paging(Whole).query(&[texts("keys")]),
    get("Projects - List", "_apis/projects", "7.1", "").paging(ContinuationToken)
        .query(&[
            word("stateFilter", &["deleting", "new", "wellFormed", "createPending", "all", "unchanged", "deleted"]),
            integer("$top"), integer("$skip"), integer("continuationToken"), boolean("getDefaultTeamImageUrl")]),
    patch("Projects - Set Project Properties", "_apis/projects/{projectId:uuid}/properties", "7.1-preview.1", "")
        .body("JsonPatchDocument").answers(&[]),
    patch("Projects - Update", "_apis/projects/{projectId:uuid}", "7.1", "").body("TeamProject"),
    post("Teams - Create", "_apis/projects/{projectId}/teams", "7.1", "").body("WebApiTeam"),
    delete("Teams - Delete", "_apis/projects/{projectId}/teams/{teamId}", "7.1", "").answers(&[]).once(),
    get("Teams - Get", "_apis/projects/{projectId}/teams/{teamId}", "7.1", "")
        .query(&[boolean("$expandIdentity")]),
    get("Teams - Get All Teams", "_apis/teams", "7.1-preview.3", "").paging(Skip)
        .query(&[boolean("$mine"), integer("$top"), integer("$skip"), boolean("$expandIdentity")]),
    get("Teams - Get Team Members With Extended Properties", "_apis/projects/{projectId}/teams/{teamId}/members", "7.1", "")
        .paging(Skip).query(&[integer("$top"), integer("$skip")]),
    get("Teams - Get Teams", "_apis/projects/{projectId}/teams", "7.1", "").paging(Skip)
        .query(&[boolean("$mine"), integer("$top"), integer("$skip"), boolean("$expandIdentity")]),
    patch("Teams - Update", "_apis/projects/{projectId}/teams/{teamId}", "7.1", "").body("WebApiTeam"),

    // Profile and accounts

    get("Profiles - Get", "_apis/profile/profiles/{id}", "7.1", "").at_service(Profile)
        .query(&[boolean("details"), boolean("withAttributes"), text("partition"), text("coreAttributes"),
            boolean("forceRefresh")]),
    get("Accounts - List", "_apis/accounts", "7.1", "").at_service(Profile).paging(Whole)
        .query(&[uuid("ownerId"), uuid("memberId"), text("properties")]),

    // Location: these are in preview for good, and in no specification that Microsoft publishes.

    get("Connection Data - Get", "_apis/connectionData", "7.1-preview.1", "7.2-preview.1")
        .query(&[
            word("connectOptions", &["none", "includeServices", "includeLastUserAccess",
                "includeInheritedDefinitionsOnly", "includeNonInheritedDefinitionsOnly"]),
            integer("lastChangeId"), integer("lastChangeId64")]),
    get("Resource Areas - List", "_apis/resourceAreas", "7.1-preview.1", "7.2-preview.1").paging(Whole),
    // Which api-versions each resource of the service has; it takes none itself.
    Operation::new(Method::Options, "Resource Locations - List", "_apis", "", "").paging(Whole),
];

const fn get(
    name: &'static str,
    route: &'static str,
    released: &'static str,
    preview: &'static str,
) -> Operation {
    Operation::new(Method::Get, name, route, released, preview)
}

const fn post(
    name: &'static str,
    route: &'static str,
    released: &'static str,
    preview: &'static str,
) -> Operation {
    Operation::new(Method::Post, name, route, released, preview)
}

const fn put(
    name: &'static str,
    route: &'static str,
    released: &'static str,
    preview: &'static str,
) -> Operation {
    Operation::new(Method::Put, name, route, released, preview)
}

const fn patch(
    name: &'static str,
    route: &'static str,
    released: &'static str,
    preview: &'static str,
) -> Operation {
    Operation::new(Method::Patch, name, route, released, preview)
}

const fn delete(
    name: &'static str,
    route: &'static str,
    released: &'static str,
    preview: &'static str,
) -> Operation {
    Operation::new(Method::Delete, name, route, released, preview)
}

const fn text(name: &'static str) -> Parameter {
    Parameter::new(name, Text)
}

const fn integer(name: &'static str) -> Parameter {
    Parameter::new(name, Integer)
}

const fn boolean(name: &'static str) -> Parameter {
    Parameter::new(name, Boolean)
}

const fn date_time(name: &'static str) -> Parameter {
    Parameter::new(name, DateTime)
}

const fn uuid(name: &'static str) -> Parameter {
    Parameter::new(name, Uuid)
}

const fn integers(name: &'static str) -> Parameter {
    Parameter::new(name, Integers)
}

const fn texts(name: &'static str) -> Parameter {
    Parameter::new(name, Texts)
}

const fn word(name: &'static str, words: &'static [&'static str]) -> Parameter {
    Parameter::new(name, Word(words))
}
