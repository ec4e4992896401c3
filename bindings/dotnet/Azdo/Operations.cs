// Generated from src/operation/table.rs: `make operations` writes it anew.
using System;
using System.Collections.Generic;

namespace Azdo
{
    /// <summary>Every operation of the REST reference with its parameters, for <see cref="AzdoClient.Call"/> and, where
    /// it reads a list, <see cref="AzdoClient.Items"/>. A project that is null is that of the client's URL; any other
    /// null sets nothing.</summary>
    public static class Operations
    {
        /// <summary>"Artifacts - Create": POST {project}/_apis/build/builds/{buildId:int}/artifacts. Body:
        /// BuildArtifact.</summary>
        public static Operation ArtifactsCreate(string? project, long buildId, string body) =>
            new Operation("Artifacts - Create", ("project", project), ("buildId", buildId)) { Body = body };

        /// <summary>"Artifacts - Get Artifact": GET {project}/_apis/build/builds/{buildId:int}/artifacts. Answers
        /// application/json, application/zip.</summary>
        public static Operation ArtifactsGetArtifact(
            string? project, long buildId, string artifactName, string? accept = null) =>
            new Operation(
                "Artifacts - Get Artifact", ("project", project), ("buildId", buildId), ("artifactName", artifactName))
            { Accept = accept };

        /// <summary>"Artifacts - Get File": GET {project}/_apis/build/builds/{buildId:int}/artifacts. Answers
        /// application/octet-stream.</summary>
        public static Operation ArtifactsGetFile(
            string? project, long buildId, string artifactName, string fileId, string fileName) =>
            new Operation(
                "Artifacts - Get File", ("project", project), ("buildId", buildId), ("artifactName", artifactName),
                ("fileId", fileId), ("fileName", fileName));

        /// <summary>"Artifacts - List": GET {project}/_apis/build/builds/{buildId:int}/artifacts.</summary>
        public static ListOperation ArtifactsList(string? project, long buildId) =>
            new ListOperation("Artifacts - List", ("project", project), ("buildId", buildId));

        /// <summary>"Attachments - Get": GET
        /// {project}/_apis/build/builds/{buildId:int}/{timelineId:uuid}/{recordId:uuid}/attachments/{type}/{name}.
        /// Answers application/octet-stream.</summary>
        public static Operation AttachmentsGet(
            string? project, long buildId, Guid timelineId, Guid recordId, string type, string name) =>
            new Operation(
                "Attachments - Get", ("project", project), ("buildId", buildId), ("timelineId", timelineId),
                ("recordId", recordId), ("type", type), ("name", name));

        /// <summary>"Attachments - List": GET {project}/_apis/build/builds/{buildId:int}/attachments/{type}.</summary>
        public static ListOperation AttachmentsList(string? project, long buildId, string type) =>
            new ListOperation("Attachments - List", ("project", project), ("buildId", buildId), ("type", type));

        /// <summary>"Authorizedresources - Authorize Project Resources": PATCH
        /// {project}/_apis/build/authorizedresources. Body: DefinitionResourceReference[].</summary>
        public static Operation AuthorizedresourcesAuthorizeProjectResources(string? project, string body) =>
            new Operation("Authorizedresources - Authorize Project Resources", ("project", project)) { Body = body };

        /// <summary>"Authorizedresources - List": GET {project}/_apis/build/authorizedresources.</summary>
        public static ListOperation AuthorizedresourcesList(string? project, string? type = null, string? id = null) =>
            new ListOperation("Authorizedresources - List", ("project", project), ("type", type), ("id", id));

        /// <summary>"Badge - Get": GET _apis/public/build/definitions/{project:uuid}/{definitionId:int}/badge. Answers
        /// image/svg+xml, application/json.</summary>
        public static Operation BadgeGet(
            Guid project, long definitionId, string? branchName = null, string? accept = null) =>
            new Operation(
                "Badge - Get", ("project", project), ("definitionId", definitionId), ("branchName", branchName))
            { Accept = accept };

        /// <summary>"Badge - Get Build Badge Data": GET {project}/_apis/build/repos/{repoType}/badge.</summary>
        public static Operation BadgeGetBuildBadgeData(
            string? project, string repoType, string? repoId = null, string? branchName = null) =>
            new Operation(
                "Badge - Get Build Badge Data", ("project", project), ("repoType", repoType), ("repoId", repoId),
                ("branchName", branchName));

        /// <summary>"Builds - Delete": DELETE {project}/_apis/build/builds/{buildId:int}. Answers nothing.</summary>
        public static Operation BuildsDelete(string? project, long buildId) =>
            new Operation("Builds - Delete", ("project", project), ("buildId", buildId));

        /// <summary>"Builds - Get": GET {project}/_apis/build/builds/{buildId:int}.</summary>
        public static Operation BuildsGet(string? project, long buildId, string? propertyFilters = null) =>
            new Operation(
                "Builds - Get", ("project", project), ("buildId", buildId), ("propertyFilters", propertyFilters));

        /// <summary>"Builds - Get Build Changes": GET {project}/_apis/build/builds/{buildId:int}/changes.</summary>
        public static ListOperation BuildsGetBuildChanges(
            string? project, long buildId, string? continuationToken = null, long? top = null,
            bool? includeSourceChange = null, long? pageSize = null) =>
            new ListOperation(
                "Builds - Get Build Changes", ("project", project), ("buildId", buildId),
                ("continuationToken", continuationToken), ("$top", top), ("includeSourceChange", includeSourceChange),
                ("page_size", pageSize));

        /// <summary>"Builds - Get Build Log": GET {project}/_apis/build/builds/{buildId:int}/logs/{logId:int}. Answers
        /// text/plain, application/json, application/zip.</summary>
        public static Operation BuildsGetBuildLog(
            string? project, long buildId, long logId, long? startLine = null, long? endLine = null,
            string? accept = null) =>
            new Operation(
                "Builds - Get Build Log", ("project", project), ("buildId", buildId), ("logId", logId),
                ("startLine", startLine), ("endLine", endLine))
            { Accept = accept };

        /// <summary>"Builds - Get Build Logs": GET {project}/_apis/build/builds/{buildId:int}/logs. Answers
        /// application/json, application/zip.</summary>
        public static ListOperation BuildsGetBuildLogs(string? project, long buildId, string? accept = null) =>
            new ListOperation(
                "Builds - Get Build Logs", ("project", project), ("buildId", buildId))
            { Accept = accept };

        /// <summary>"Builds - Get Build Work Items Refs": GET
        /// {project}/_apis/build/builds/{buildId:int}/workitems.</summary>
        public static ListOperation BuildsGetBuildWorkItemsRefs(string? project, long buildId, long? top = null) =>
            new ListOperation(
                "Builds - Get Build Work Items Refs", ("project", project), ("buildId", buildId), ("$top", top));

        /// <summary>"Builds - Get Build Work Items Refs From Commits": POST
        /// {project}/_apis/build/builds/{buildId:int}/workitems. Body: string[].</summary>
        public static Operation BuildsGetBuildWorkItemsRefsFromCommits(
            string? project, long buildId, string body, long? top = null) =>
            new Operation(
                "Builds - Get Build Work Items Refs From Commits", ("project", project), ("buildId", buildId),
                ("$top", top))
            { Body = body };

        /// <summary>"Builds - Get Changes Between Builds": GET {project}/_apis/build/changes.</summary>
        public static ListOperation BuildsGetChangesBetweenBuilds(
            string? project, long? fromBuildId = null, long? toBuildId = null, long? top = null) =>
            new ListOperation(
                "Builds - Get Changes Between Builds", ("project", project), ("fromBuildId", fromBuildId),
                ("toBuildId", toBuildId), ("$top", top));

        /// <summary>"Builds - Get Retention Leases For Build": GET
        /// {project}/_apis/build/builds/{buildId:int}/leases.</summary>
        public static ListOperation BuildsGetRetentionLeasesForBuild(string? project, long buildId) =>
            new ListOperation("Builds - Get Retention Leases For Build", ("project", project), ("buildId", buildId));

        /// <summary>"Builds - Get Work Items Between Builds": GET {project}/_apis/build/workitems.</summary>
        public static ListOperation BuildsGetWorkItemsBetweenBuilds(
            string? project, long fromBuildId, long toBuildId, long? top = null) =>
            new ListOperation(
                "Builds - Get Work Items Between Builds", ("project", project), ("fromBuildId", fromBuildId),
                ("toBuildId", toBuildId), ("$top", top));

        /// <summary>"Builds - List": GET {project}/_apis/build/builds.</summary>
        public static ListOperation BuildsList(
            string? project, IEnumerable<long>? definitions = null, IEnumerable<long>? queues = null,
            string? buildNumber = null, DateTimeOffset? minTime = null, DateTimeOffset? maxTime = null,
            string? requestedFor = null, string? reasonFilter = null, string? statusFilter = null,
            string? resultFilter = null, IEnumerable<string>? tagFilters = null,
            IEnumerable<string>? properties = null, long? top = null, string? continuationToken = null,
            long? maxBuildsPerDefinition = null, string? deletedFilter = null, string? queryOrder = null,
            string? branchName = null, IEnumerable<long>? buildIds = null, string? repositoryId = null,
            string? repositoryType = null, long? pageSize = null) =>
            new ListOperation(
                "Builds - List", ("project", project), ("definitions", definitions), ("queues", queues),
                ("buildNumber", buildNumber), ("minTime", minTime), ("maxTime", maxTime),
                ("requestedFor", requestedFor), ("reasonFilter", reasonFilter), ("statusFilter", statusFilter),
                ("resultFilter", resultFilter), ("tagFilters", tagFilters), ("properties", properties), ("$top", top),
                ("continuationToken", continuationToken), ("maxBuildsPerDefinition", maxBuildsPerDefinition),
                ("deletedFilter", deletedFilter), ("queryOrder", queryOrder), ("branchName", branchName),
                ("buildIds", buildIds), ("repositoryId", repositoryId), ("repositoryType", repositoryType),
                ("page_size", pageSize));

        /// <summary>"Builds - Queue": POST {project}/_apis/build/builds. Body: Build.</summary>
        public static Operation BuildsQueue(
            string? project, string body, bool? ignoreWarnings = null, string? checkInTicket = null,
            long? sourceBuildId = null, long? definitionId = null) =>
            new Operation(
                "Builds - Queue", ("project", project), ("ignoreWarnings", ignoreWarnings),
                ("checkInTicket", checkInTicket), ("sourceBuildId", sourceBuildId), ("definitionId", definitionId))
            { Body = body };

        /// <summary>"Builds - Update Build": PATCH {project}/_apis/build/builds/{buildId:int}. Body: Build.</summary>
        public static Operation BuildsUpdateBuild(string? project, long buildId, string body, bool? retry = null) =>
            new Operation(
                "Builds - Update Build", ("project", project), ("buildId", buildId), ("retry", retry))
            { Body = body };

        /// <summary>"Builds - Update Builds": PATCH {project}/_apis/build/builds. Body: Build[].</summary>
        public static Operation BuildsUpdateBuilds(string? project, string body) =>
            new Operation("Builds - Update Builds", ("project", project)) { Body = body };

        /// <summary>"Controllers - Get": GET _apis/build/controllers/{controllerId:int}.</summary>
        public static Operation ControllersGet(long controllerId) =>
            new Operation("Controllers - Get", ("controllerId", controllerId));

        /// <summary>"Controllers - List": GET _apis/build/controllers.</summary>
        public static ListOperation ControllersList(string? name = null) =>
            new ListOperation("Controllers - List", ("name", name));

        /// <summary>"Definitions - Create": POST {project}/_apis/build/definitions. Body: BuildDefinition.</summary>
        public static Operation DefinitionsCreate(
            string? project, string body, long? definitionToCloneId = null, long? definitionToCloneRevision = null) =>
            new Operation(
                "Definitions - Create", ("project", project), ("definitionToCloneId", definitionToCloneId),
                ("definitionToCloneRevision", definitionToCloneRevision))
            { Body = body };

        /// <summary>"Definitions - Delete": DELETE {project}/_apis/build/definitions/{definitionId:int}. Answers
        /// nothing.</summary>
        public static Operation DefinitionsDelete(string? project, long definitionId) =>
            new Operation("Definitions - Delete", ("project", project), ("definitionId", definitionId));

        /// <summary>"Definitions - Get": GET {project}/_apis/build/definitions/{definitionId:int}.</summary>
        public static Operation DefinitionsGet(
            string? project, long definitionId, long? revision = null, DateTimeOffset? minMetricsTime = null,
            IEnumerable<string>? propertyFilters = null, bool? includeLatestBuilds = null) =>
            new Operation(
                "Definitions - Get", ("project", project), ("definitionId", definitionId), ("revision", revision),
                ("minMetricsTime", minMetricsTime), ("propertyFilters", propertyFilters),
                ("includeLatestBuilds", includeLatestBuilds));

        /// <summary>"Definitions - Get Definition Revisions": GET
        /// {project}/_apis/build/definitions/{definitionId:int}/revisions.</summary>
        public static ListOperation DefinitionsGetDefinitionRevisions(string? project, long definitionId) =>
            new ListOperation(
                "Definitions - Get Definition Revisions", ("project", project), ("definitionId", definitionId));

        /// <summary>"Definitions - List": GET {project}/_apis/build/definitions.</summary>
        public static ListOperation DefinitionsList(
            string? project, string? name = null, string? repositoryId = null, string? repositoryType = null,
            string? queryOrder = null, long? top = null, string? continuationToken = null,
            DateTimeOffset? minMetricsTime = null, IEnumerable<long>? definitionIds = null, string? path = null,
            DateTimeOffset? builtAfter = null, DateTimeOffset? notBuiltAfter = null, bool? includeAllProperties = null,
            bool? includeLatestBuilds = null, Guid? taskIdFilter = null, long? processType = null,
            string? yamlFilename = null, long? pageSize = null) =>
            new ListOperation(
                "Definitions - List", ("project", project), ("name", name), ("repositoryId", repositoryId),
                ("repositoryType", repositoryType), ("queryOrder", queryOrder), ("$top", top),
                ("continuationToken", continuationToken), ("minMetricsTime", minMetricsTime),
                ("definitionIds", definitionIds), ("path", path), ("builtAfter", builtAfter),
                ("notBuiltAfter", notBuiltAfter), ("includeAllProperties", includeAllProperties),
                ("includeLatestBuilds", includeLatestBuilds), ("taskIdFilter", taskIdFilter),
                ("processType", processType), ("yamlFilename", yamlFilename), ("page_size", pageSize));

        /// <summary>"Definitions - Restore Definition": PATCH
        /// {project}/_apis/build/definitions/{definitionId:int}.</summary>
        public static Operation DefinitionsRestoreDefinition(string? project, long definitionId, bool deleted) =>
            new Operation(
                "Definitions - Restore Definition", ("project", project), ("definitionId", definitionId),
                ("deleted", deleted));

        /// <summary>"Definitions - Update": PUT {project}/_apis/build/definitions/{definitionId:int}. Body:
        /// BuildDefinition.</summary>
        public static Operation DefinitionsUpdate(
            string? project, long definitionId, string body, long? secretsSourceDefinitionId = null,
            long? secretsSourceDefinitionRevision = null, bool? cancelPausedBuilds = null) =>
            new Operation(
                "Definitions - Update", ("project", project), ("definitionId", definitionId),
                ("secretsSourceDefinitionId", secretsSourceDefinitionId),
                ("secretsSourceDefinitionRevision", secretsSourceDefinitionRevision),
                ("cancelPausedBuilds", cancelPausedBuilds))
            { Body = body };

        /// <summary>"Folders - Create": PUT {project}/_apis/build/folders. Body: Folder.</summary>
        public static Operation FoldersCreate(string? project, string path, string body) =>
            new Operation("Folders - Create", ("project", project), ("path", path)) { Body = body };

        /// <summary>"Folders - Delete": DELETE {project}/_apis/build/folders. Answers nothing.</summary>
        public static Operation FoldersDelete(string? project, string path) =>
            new Operation("Folders - Delete", ("project", project), ("path", path));

        /// <summary>"Folders - List": GET {project}/_apis/build/folders/{path?}.</summary>
        public static ListOperation FoldersList(string? project, string? path = null, string? queryOrder = null) =>
            new ListOperation("Folders - List", ("project", project), ("path", path), ("queryOrder", queryOrder));

        /// <summary>"Folders - Update": POST {project}/_apis/build/folders. Body: Folder.</summary>
        public static Operation FoldersUpdate(string? project, string path, string body) =>
            new Operation("Folders - Update", ("project", project), ("path", path)) { Body = body };

        /// <summary>"General Settings - Get": GET {project}/_apis/build/generalsettings.</summary>
        public static Operation GeneralSettingsGet(string? project) =>
            new Operation("General Settings - Get", ("project", project));

        /// <summary>"General Settings - Update": PATCH {project}/_apis/build/generalsettings. Body:
        /// PipelineGeneralSettings.</summary>
        public static Operation GeneralSettingsUpdate(string? project, string body) =>
            new Operation("General Settings - Update", ("project", project)) { Body = body };

        /// <summary>"History - Get": GET _apis/build/retention/history.</summary>
        public static Operation HistoryGet(long? daysToLookback = null) =>
            new Operation("History - Get", ("daysToLookback", daysToLookback));

        /// <summary>"Latest - Get": GET {project}/_apis/build/latest/{definition}.</summary>
        public static Operation LatestGet(string? project, string definition, string? branchName = null) =>
            new Operation("Latest - Get", ("project", project), ("definition", definition), ("branchName", branchName));

        /// <summary>"Leases - Add": POST {project}/_apis/build/retention/leases. Body: NewRetentionLease[].</summary>
        public static Operation LeasesAdd(string? project, string body) =>
            new Operation("Leases - Add", ("project", project)) { Body = body };

        /// <summary>"Leases - Delete": DELETE {project}/_apis/build/retention/leases. Answers nothing.</summary>
        public static Operation LeasesDelete(string? project, IEnumerable<long> ids) =>
            new Operation("Leases - Delete", ("project", project), ("ids", ids));

        /// <summary>"Leases - Get": GET {project}/_apis/build/retention/leases/{leaseId:int}.</summary>
        public static Operation LeasesGet(string? project, long leaseId) =>
            new Operation("Leases - Get", ("project", project), ("leaseId", leaseId));

        /// <summary>"Leases - Get Retention Leases By Minimal Retention Leases": GET
        /// {project}/_apis/build/retention/leases.</summary>
        public static ListOperation LeasesGetRetentionLeasesByMinimalRetentionLeases(
            string? project, IEnumerable<string> leasesToFetch) =>
            new ListOperation(
                "Leases - Get Retention Leases By Minimal Retention Leases", ("project", project),
                ("leasesToFetch", leasesToFetch));

        /// <summary>"Leases - Get Retention Leases By Owner Id": GET {project}/_apis/build/retention/leases.</summary>
        public static ListOperation LeasesGetRetentionLeasesByOwnerId(
            string? project, string? ownerId = null, long? definitionId = null, long? runId = null) =>
            new ListOperation(
                "Leases - Get Retention Leases By Owner Id", ("project", project), ("ownerId", ownerId),
                ("definitionId", definitionId), ("runId", runId));

        /// <summary>"Leases - Get Retention Leases By User Id": GET {project}/_apis/build/retention/leases.</summary>
        public static ListOperation LeasesGetRetentionLeasesByUserId(
            string? project, Guid userOwnerId, long? definitionId = null, long? runId = null) =>
            new ListOperation(
                "Leases - Get Retention Leases By User Id", ("project", project), ("userOwnerId", userOwnerId),
                ("definitionId", definitionId), ("runId", runId));

        /// <summary>"Leases - Update": PATCH {project}/_apis/build/retention/leases/{leaseId:int}. Body:
        /// RetentionLeaseUpdate.</summary>
        public static Operation LeasesUpdate(string? project, long leaseId, string body) =>
            new Operation("Leases - Update", ("project", project), ("leaseId", leaseId)) { Body = body };

        /// <summary>"Metrics - Get Definition Metrics": GET
        /// {project}/_apis/build/definitions/{definitionId:int}/metrics.</summary>
        public static ListOperation MetricsGetDefinitionMetrics(
            string? project, long definitionId, DateTimeOffset? minMetricsTime = null) =>
            new ListOperation(
                "Metrics - Get Definition Metrics", ("project", project), ("definitionId", definitionId),
                ("minMetricsTime", minMetricsTime));

        /// <summary>"Metrics - Get Project Metrics": GET
        /// {project}/_apis/build/metrics/{metricAggregationType}.</summary>
        public static ListOperation MetricsGetProjectMetrics(
            string? project, string metricAggregationType, DateTimeOffset? minMetricsTime = null) =>
            new ListOperation(
                "Metrics - Get Project Metrics", ("project", project),
                ("metricAggregationType", metricAggregationType), ("minMetricsTime", minMetricsTime));

        /// <summary>"Options - List": GET {project}/_apis/build/options.</summary>
        public static ListOperation OptionsList(string? project) =>
            new ListOperation("Options - List", ("project", project));

        /// <summary>"Properties - Get Build Properties": GET
        /// {project}/_apis/build/builds/{buildId:int}/properties.</summary>
        public static Operation PropertiesGetBuildProperties(
            string? project, long buildId, IEnumerable<string>? filter = null) =>
            new Operation(
                "Properties - Get Build Properties", ("project", project), ("buildId", buildId), ("filter", filter));

        /// <summary>"Properties - Get Definition Properties": GET
        /// {project}/_apis/build/definitions/{definitionId:int}/properties.</summary>
        public static Operation PropertiesGetDefinitionProperties(
            string? project, long definitionId, IEnumerable<string>? filter = null) =>
            new Operation(
                "Properties - Get Definition Properties", ("project", project), ("definitionId", definitionId),
                ("filter", filter));

        /// <summary>"Properties - Update Build Properties": PATCH
        /// {project}/_apis/build/builds/{buildId:int}/properties. Body: JsonPatchDocument.</summary>
        public static Operation PropertiesUpdateBuildProperties(string? project, long buildId, string body) =>
            new Operation(
                "Properties - Update Build Properties", ("project", project), ("buildId", buildId))
            { Body = body };

        /// <summary>"Properties - Update Definition Properties": PATCH
        /// {project}/_apis/build/definitions/{definitionId:int}/properties. Body: JsonPatchDocument.</summary>
        public static Operation PropertiesUpdateDefinitionProperties(string? project, long definitionId, string body) =>
            new Operation(
                "Properties - Update Definition Properties", ("project", project), ("definitionId", definitionId))
            { Body = body };

        /// <summary>"Report - Get": GET {project}/_apis/build/builds/{buildId:int}/report. Answers application/json,
        /// text/html.</summary>
        public static Operation ReportGet(string? project, long buildId, string? type = null, string? accept = null) =>
            new Operation(
                "Report - Get", ("project", project), ("buildId", buildId), ("type", type))
            { Accept = accept };

        /// <summary>"Resource Usage - Get": GET _apis/build/resourceusage.</summary>
        public static Operation ResourceUsageGet() =>
            new Operation("Resource Usage - Get");

        /// <summary>"Resources - Authorize Definition Resources": PATCH
        /// {project}/_apis/build/definitions/{definitionId:int}/resources. Body:
        /// DefinitionResourceReference[].</summary>
        public static Operation ResourcesAuthorizeDefinitionResources(
            string? project, long definitionId, string body) =>
            new Operation(
                "Resources - Authorize Definition Resources", ("project", project), ("definitionId", definitionId))
            { Body = body };

        /// <summary>"Resources - List": GET {project}/_apis/build/definitions/{definitionId:int}/resources.</summary>
        public static ListOperation ResourcesList(string? project, long definitionId) =>
            new ListOperation("Resources - List", ("project", project), ("definitionId", definitionId));

        /// <summary>"Retention - Get": GET {project}/_apis/build/retention.</summary>
        public static Operation RetentionGet(string? project) =>
            new Operation("Retention - Get", ("project", project));

        /// <summary>"Retention - Update": PATCH {project}/_apis/build/retention. Body:
        /// UpdateProjectRetentionSettingModel.</summary>
        public static Operation RetentionUpdate(string? project, string body) =>
            new Operation("Retention - Update", ("project", project)) { Body = body };

        /// <summary>"Settings - Get": GET {project}/_apis/build/settings.</summary>
        public static Operation SettingsGet(string? project) =>
            new Operation("Settings - Get", ("project", project));

        /// <summary>"Settings - Update": PATCH {project}/_apis/build/settings. Body: BuildSettings.</summary>
        public static Operation SettingsUpdate(string? project, string body) =>
            new Operation("Settings - Update", ("project", project)) { Body = body };

        /// <summary>"Source Providers - Get File Contents": GET
        /// {project}/_apis/sourceProviders/{providerName}/filecontents. Answers text/plain.</summary>
        public static Operation SourceProvidersGetFileContents(
            string? project, string providerName, Guid? serviceEndpointId = null, string? repository = null,
            string? commitOrBranch = null, string? path = null) =>
            new Operation(
                "Source Providers - Get File Contents", ("project", project), ("providerName", providerName),
                ("serviceEndpointId", serviceEndpointId), ("repository", repository),
                ("commitOrBranch", commitOrBranch), ("path", path));

        /// <summary>"Source Providers - Get Path Contents": GET
        /// {project}/_apis/sourceProviders/{providerName}/pathcontents.</summary>
        public static ListOperation SourceProvidersGetPathContents(
            string? project, string providerName, Guid? serviceEndpointId = null, string? repository = null,
            string? commitOrBranch = null, string? path = null) =>
            new ListOperation(
                "Source Providers - Get Path Contents", ("project", project), ("providerName", providerName),
                ("serviceEndpointId", serviceEndpointId), ("repository", repository),
                ("commitOrBranch", commitOrBranch), ("path", path));

        /// <summary>"Source Providers - Get Pull Request": GET
        /// {project}/_apis/sourceProviders/{providerName}/pullrequests/{pullRequestId}.</summary>
        public static Operation SourceProvidersGetPullRequest(
            string? project, string providerName, string pullRequestId, string? repositoryId = null,
            Guid? serviceEndpointId = null) =>
            new Operation(
                "Source Providers - Get Pull Request", ("project", project), ("providerName", providerName),
                ("pullRequestId", pullRequestId), ("repositoryId", repositoryId),
                ("serviceEndpointId", serviceEndpointId));

        /// <summary>"Source Providers - List": GET {project}/_apis/sourceproviders.</summary>
        public static ListOperation SourceProvidersList(string? project) =>
            new ListOperation("Source Providers - List", ("project", project));

        /// <summary>"Source Providers - List Branches": GET
        /// {project}/_apis/sourceProviders/{providerName}/branches.</summary>
        public static ListOperation SourceProvidersListBranches(
            string? project, string providerName, Guid? serviceEndpointId = null, string? repository = null,
            string? branchName = null) =>
            new ListOperation(
                "Source Providers - List Branches", ("project", project), ("providerName", providerName),
                ("serviceEndpointId", serviceEndpointId), ("repository", repository), ("branchName", branchName));

        /// <summary>"Source Providers - List Repositories": GET
        /// {project}/_apis/sourceProviders/{providerName}/repositories.</summary>
        public static Operation SourceProvidersListRepositories(
            string? project, string providerName, Guid? serviceEndpointId = null, string? repository = null,
            string? resultSet = null, bool? pageResults = null, string? continuationToken = null) =>
            new Operation(
                "Source Providers - List Repositories", ("project", project), ("providerName", providerName),
                ("serviceEndpointId", serviceEndpointId), ("repository", repository), ("resultSet", resultSet),
                ("pageResults", pageResults), ("continuationToken", continuationToken));

        /// <summary>"Source Providers - List Webhooks": GET
        /// {project}/_apis/sourceProviders/{providerName}/webhooks.</summary>
        public static ListOperation SourceProvidersListWebhooks(
            string? project, string providerName, Guid? serviceEndpointId = null, string? repository = null) =>
            new ListOperation(
                "Source Providers - List Webhooks", ("project", project), ("providerName", providerName),
                ("serviceEndpointId", serviceEndpointId), ("repository", repository));

        /// <summary>"Source Providers - Restore Webhooks": POST
        /// {project}/_apis/sourceProviders/{providerName}/webhooks. Body: string[]. Answers nothing.</summary>
        public static Operation SourceProvidersRestoreWebhooks(
            string? project, string providerName, string body, Guid? serviceEndpointId = null,
            string? repository = null) =>
            new Operation(
                "Source Providers - Restore Webhooks", ("project", project), ("providerName", providerName),
                ("serviceEndpointId", serviceEndpointId), ("repository", repository))
            { Body = body };

        /// <summary>"Stage Timeline - Get Build Stage Latest Timeline": GET
        /// {project}/_apis/build/builds/{buildId:int}/Timeline/stages/{stageName}.</summary>
        public static Operation StageTimelineGetBuildStageLatestTimeline(
            string? project, long buildId, string stageName, long? changeId = null, Guid? planId = null) =>
            new Operation(
                "Stage Timeline - Get Build Stage Latest Timeline", ("project", project), ("buildId", buildId),
                ("stageName", stageName), ("changeId", changeId), ("planId", planId));

        /// <summary>"Stage Timeline - Get Build Stage Timeline": GET
        /// {project}/_apis/build/builds/{buildId:int}/Timeline/{timelineId:uuid}/stages/{stageName}.</summary>
        public static Operation StageTimelineGetBuildStageTimeline(
            string? project, long buildId, Guid timelineId, string stageName, long? changeId = null,
            Guid? planId = null) =>
            new Operation(
                "Stage Timeline - Get Build Stage Timeline", ("project", project), ("buildId", buildId),
                ("timelineId", timelineId), ("stageName", stageName), ("changeId", changeId), ("planId", planId));

        /// <summary>"Stages - Update": PATCH {project}/_apis/build/builds/{buildId:int}/stages/{stageRefName}. Body:
        /// UpdateStageParameters. Answers nothing.</summary>
        public static Operation StagesUpdate(string? project, long buildId, string stageRefName, string body) =>
            new Operation(
                "Stages - Update", ("project", project), ("buildId", buildId), ("stageRefName", stageRefName))
            { Body = body };

        /// <summary>"Status - Get": GET {project}/_apis/build/status/{definition}. Answers image/svg+xml,
        /// application/json.</summary>
        public static Operation StatusGet(
            string? project, string definition, string? branchName = null, string? stageName = null,
            string? jobName = null, string? configuration = null, string? label = null, string? accept = null) =>
            new Operation(
                "Status - Get", ("project", project), ("definition", definition), ("branchName", branchName),
                ("stageName", stageName), ("jobName", jobName), ("configuration", configuration), ("label", label))
            { Accept = accept };

        /// <summary>"Tags - Add Build Tag": PUT {project}/_apis/build/builds/{buildId:int}/tags/{tag}.</summary>
        public static Operation TagsAddBuildTag(string? project, long buildId, string tag) =>
            new Operation("Tags - Add Build Tag", ("project", project), ("buildId", buildId), ("tag", tag));

        /// <summary>"Tags - Add Build Tags": POST {project}/_apis/build/builds/{buildId:int}/tags. Body:
        /// string[].</summary>
        public static Operation TagsAddBuildTags(string? project, long buildId, string body) =>
            new Operation("Tags - Add Build Tags", ("project", project), ("buildId", buildId)) { Body = body };

        /// <summary>"Tags - Add Definition Tag": PUT
        /// {project}/_apis/build/definitions/{definitionId:int}/tags/{tag}.</summary>
        public static Operation TagsAddDefinitionTag(string? project, long definitionId, string tag) =>
            new Operation(
                "Tags - Add Definition Tag", ("project", project), ("definitionId", definitionId), ("tag", tag));

        /// <summary>"Tags - Add Definition Tags": POST {project}/_apis/build/definitions/{definitionId:int}/tags.
        /// Body: string[].</summary>
        public static Operation TagsAddDefinitionTags(string? project, long definitionId, string body) =>
            new Operation(
                "Tags - Add Definition Tags", ("project", project), ("definitionId", definitionId))
            { Body = body };

        /// <summary>"Tags - Delete Build Tag": DELETE {project}/_apis/build/builds/{buildId:int}/tags/{tag}.</summary>
        public static Operation TagsDeleteBuildTag(string? project, long buildId, string tag) =>
            new Operation("Tags - Delete Build Tag", ("project", project), ("buildId", buildId), ("tag", tag));

        /// <summary>"Tags - Delete Definition Tag": DELETE
        /// {project}/_apis/build/definitions/{definitionId:int}/tags/{tag}.</summary>
        public static Operation TagsDeleteDefinitionTag(string? project, long definitionId, string tag) =>
            new Operation(
                "Tags - Delete Definition Tag", ("project", project), ("definitionId", definitionId), ("tag", tag));

        /// <summary>"Tags - Delete Tag": DELETE {project}/_apis/build/tags/{tag}.</summary>
        public static Operation TagsDeleteTag(string? project, string tag) =>
            new Operation("Tags - Delete Tag", ("project", project), ("tag", tag));

        /// <summary>"Tags - Get Build Tags": GET {project}/_apis/build/builds/{buildId:int}/tags.</summary>
        public static ListOperation TagsGetBuildTags(string? project, long buildId) =>
            new ListOperation("Tags - Get Build Tags", ("project", project), ("buildId", buildId));

        /// <summary>"Tags - Get Definition Tags": GET
        /// {project}/_apis/build/definitions/{definitionId:int}/tags.</summary>
        public static ListOperation TagsGetDefinitionTags(string? project, long definitionId, long? revision = null) =>
            new ListOperation(
                "Tags - Get Definition Tags", ("project", project), ("definitionId", definitionId),
                ("revision", revision));

        /// <summary>"Tags - Get Tags": GET {project}/_apis/build/tags.</summary>
        public static ListOperation TagsGetTags(string? project) =>
            new ListOperation("Tags - Get Tags", ("project", project));

        /// <summary>"Tags - Update Build Tags": PATCH {project}/_apis/build/builds/{buildId:int}/tags. Body:
        /// UpdateTagParameters.</summary>
        public static Operation TagsUpdateBuildTags(string? project, long buildId, string body) =>
            new Operation("Tags - Update Build Tags", ("project", project), ("buildId", buildId)) { Body = body };

        /// <summary>"Tags - Update Definition Tags": PATCH {project}/_apis/build/definitions/{definitionId:int}/tags.
        /// Body: UpdateTagParameters.</summary>
        public static Operation TagsUpdateDefinitionTags(string? project, long definitionId, string body) =>
            new Operation(
                "Tags - Update Definition Tags", ("project", project), ("definitionId", definitionId))
            { Body = body };

        /// <summary>"Templates - Delete": DELETE {project}/_apis/build/definitions/templates/{templateId}. Answers
        /// nothing.</summary>
        public static Operation TemplatesDelete(string? project, string templateId) =>
            new Operation("Templates - Delete", ("project", project), ("templateId", templateId));

        /// <summary>"Templates - Get": GET {project}/_apis/build/definitions/templates/{templateId}.</summary>
        public static Operation TemplatesGet(string? project, string templateId) =>
            new Operation("Templates - Get", ("project", project), ("templateId", templateId));

        /// <summary>"Templates - List": GET {project}/_apis/build/definitions/templates.</summary>
        public static ListOperation TemplatesList(string? project) =>
            new ListOperation("Templates - List", ("project", project));

        /// <summary>"Templates - Save Template": PUT {project}/_apis/build/definitions/templates/{templateId}. Body:
        /// BuildDefinitionTemplate.</summary>
        public static Operation TemplatesSaveTemplate(string? project, string templateId, string body) =>
            new Operation(
                "Templates - Save Template", ("project", project), ("templateId", templateId))
            { Body = body };

        /// <summary>"Timeline - Get": GET
        /// {project}/_apis/build/builds/{buildId:int}/timeline/{timelineId:uuid?}.</summary>
        public static Operation TimelineGet(
            string? project, long buildId, Guid? timelineId = null, long? changeId = null, Guid? planId = null) =>
            new Operation(
                "Timeline - Get", ("project", project), ("buildId", buildId), ("timelineId", timelineId),
                ("changeId", changeId), ("planId", planId));

        /// <summary>"Yaml - Get": GET {project}/_apis/build/definitions/{definitionId:int}/yaml.</summary>
        public static Operation YamlGet(
            string? project, long definitionId, long? revision = null, DateTimeOffset? minMetricsTime = null,
            IEnumerable<string>? propertyFilters = null, bool? includeLatestBuilds = null) =>
            new Operation(
                "Yaml - Get", ("project", project), ("definitionId", definitionId), ("revision", revision),
                ("minMetricsTime", minMetricsTime), ("propertyFilters", propertyFilters),
                ("includeLatestBuilds", includeLatestBuilds));

        /// <summary>"Avatar - Remove Project Avatar": DELETE _apis/projects/{projectId}/avatar. Answers
        /// nothing.</summary>
        public static Operation AvatarRemoveProjectAvatar(string projectId) =>
            new Operation("Avatar - Remove Project Avatar", ("projectId", projectId));

        /// <summary>"Avatar - Set Project Avatar": PUT _apis/projects/{projectId}/avatar. Body: ProjectAvatar. Answers
        /// nothing.</summary>
        public static Operation AvatarSetProjectAvatar(string projectId, string body) =>
            new Operation("Avatar - Set Project Avatar", ("projectId", projectId)) { Body = body };

        /// <summary>"Categorized Teams - Get": GET _apis/projects/{projectId}/categorizedteams.</summary>
        public static Operation CategorizedTeamsGet(
            string projectId, bool? expandIdentity = null, long? top = null, long? skip = null) =>
            new Operation(
                "Categorized Teams - Get", ("projectId", projectId), ("$expandIdentity", expandIdentity),
                ("$top", top), ("$skip", skip));

        /// <summary>"Processes - Get": GET _apis/process/processes/{processId:uuid}.</summary>
        public static Operation ProcessesGet(Guid processId) =>
            new Operation("Processes - Get", ("processId", processId));

        /// <summary>"Processes - List": GET _apis/process/processes.</summary>
        public static ListOperation ProcessesList() =>
            new ListOperation("Processes - List");

        /// <summary>"Projects - Create": POST _apis/projects. Body: TeamProject.</summary>
        public static Operation ProjectsCreate(string body) =>
            new Operation("Projects - Create") { Body = body };

        /// <summary>"Projects - Delete": DELETE _apis/projects/{projectId:uuid}.</summary>
        public static Operation ProjectsDelete(Guid projectId) =>
            new Operation("Projects - Delete", ("projectId", projectId));

        /// <summary>"Projects - Get": GET _apis/projects/{projectId}.</summary>
        public static Operation ProjectsGet(
            string projectId, bool? includeCapabilities = null, bool? includeHistory = null) =>
            new Operation(
                "Projects - Get", ("projectId", projectId), ("includeCapabilities", includeCapabilities),
                ("includeHistory", includeHistory));

        /// <summary>"Projects - Get Project Properties": GET _apis/projects/{projectId:uuid}/properties.</summary>
        public static ListOperation ProjectsGetProjectProperties(Guid projectId, IEnumerable<string>? keys = null) =>
            new ListOperation("Projects - Get Project Properties", ("projectId", projectId), ("keys", keys));

        /// <summary>"Projects - List": GET _apis/projects.</summary>
        public static ListOperation ProjectsList(
            string? stateFilter = null, long? top = null, long? skip = null, long? continuationToken = null,
            bool? getDefaultTeamImageUrl = null, long? pageSize = null) =>
            new ListOperation(
                "Projects - List", ("stateFilter", stateFilter), ("$top", top), ("$skip", skip),
                ("continuationToken", continuationToken), ("getDefaultTeamImageUrl", getDefaultTeamImageUrl),
                ("page_size", pageSize));

        /// <summary>"Projects - Set Project Properties": PATCH _apis/projects/{projectId:uuid}/properties. Body:
        /// JsonPatchDocument. Answers nothing.</summary>
        public static Operation ProjectsSetProjectProperties(Guid projectId, string body) =>
            new Operation("Projects - Set Project Properties", ("projectId", projectId)) { Body = body };

        /// <summary>"Projects - Update": PATCH _apis/projects/{projectId:uuid}. Body: TeamProject.</summary>
        public static Operation ProjectsUpdate(Guid projectId, string body) =>
            new Operation("Projects - Update", ("projectId", projectId)) { Body = body };

        /// <summary>"Teams - Create": POST _apis/projects/{projectId}/teams. Body: WebApiTeam.</summary>
        public static Operation TeamsCreate(string projectId, string body) =>
            new Operation("Teams - Create", ("projectId", projectId)) { Body = body };

        /// <summary>"Teams - Delete": DELETE _apis/projects/{projectId}/teams/{teamId}. Answers nothing.</summary>
        public static Operation TeamsDelete(string projectId, string teamId) =>
            new Operation("Teams - Delete", ("projectId", projectId), ("teamId", teamId));

        /// <summary>"Teams - Get": GET _apis/projects/{projectId}/teams/{teamId}.</summary>
        public static Operation TeamsGet(string projectId, string teamId, bool? expandIdentity = null) =>
            new Operation(
                "Teams - Get", ("projectId", projectId), ("teamId", teamId), ("$expandIdentity", expandIdentity));

        /// <summary>"Teams - Get All Teams": GET _apis/teams.</summary>
        public static ListOperation TeamsGetAllTeams(
            bool? mine = null, long? top = null, long? skip = null, bool? expandIdentity = null, long? pageSize = null
        ) =>
            new ListOperation(
                "Teams - Get All Teams", ("$mine", mine), ("$top", top), ("$skip", skip),
                ("$expandIdentity", expandIdentity), ("page_size", pageSize));

        /// <summary>"Teams - Get Team Members With Extended Properties": GET
        /// _apis/projects/{projectId}/teams/{teamId}/members.</summary>
        public static ListOperation TeamsGetTeamMembersWithExtendedProperties(
            string projectId, string teamId, long? top = null, long? skip = null, long? pageSize = null) =>
            new ListOperation(
                "Teams - Get Team Members With Extended Properties", ("projectId", projectId), ("teamId", teamId),
                ("$top", top), ("$skip", skip), ("page_size", pageSize));

        /// <summary>"Teams - Get Teams": GET _apis/projects/{projectId}/teams.</summary>
        public static ListOperation TeamsGetTeams(
            string projectId, bool? mine = null, long? top = null, long? skip = null, bool? expandIdentity = null,
            long? pageSize = null) =>
            new ListOperation(
                "Teams - Get Teams", ("projectId", projectId), ("$mine", mine), ("$top", top), ("$skip", skip),
                ("$expandIdentity", expandIdentity), ("page_size", pageSize));

        /// <summary>"Teams - Update": PATCH _apis/projects/{projectId}/teams/{teamId}. Body: WebApiTeam.</summary>
        public static Operation TeamsUpdate(string projectId, string teamId, string body) =>
            new Operation("Teams - Update", ("projectId", projectId), ("teamId", teamId)) { Body = body };

        /// <summary>"Profiles - Get": GET _apis/profile/profiles/{id}.</summary>
        public static Operation ProfilesGet(
            string id, bool? details = null, bool? withAttributes = null, string? partition = null,
            string? coreAttributes = null, bool? forceRefresh = null) =>
            new Operation(
                "Profiles - Get", ("id", id), ("details", details), ("withAttributes", withAttributes),
                ("partition", partition), ("coreAttributes", coreAttributes), ("forceRefresh", forceRefresh));

        /// <summary>"Accounts - List": GET _apis/accounts.</summary>
        public static ListOperation AccountsList(
            Guid? ownerId = null, Guid? memberId = null, string? properties = null) =>
            new ListOperation(
                "Accounts - List", ("ownerId", ownerId), ("memberId", memberId), ("properties", properties));

        /// <summary>"Connection Data - Get": GET _apis/connectionData.</summary>
        public static Operation ConnectionDataGet(
            string? connectOptions = null, long? lastChangeId = null, long? lastChangeId64 = null) =>
            new Operation(
                "Connection Data - Get", ("connectOptions", connectOptions), ("lastChangeId", lastChangeId),
                ("lastChangeId64", lastChangeId64));

        /// <summary>"Resource Areas - List": GET _apis/resourceAreas.</summary>
        public static ListOperation ResourceAreasList() =>
            new ListOperation("Resource Areas - List");

        /// <summary>"Resource Locations - List": OPTIONS _apis.</summary>
        public static Operation ResourceLocationsList() =>
            new Operation("Resource Locations - List");
    }
}
