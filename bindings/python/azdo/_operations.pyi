"""Every operation as type checkers and editors see it. Generated from src/operation/table.rs: `make operations` writes
it anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar, overload
from uuid import UUID

from typing_extensions import TypedDict, Unpack

from ._boundary import Cancel, Value
from ._records import Word

# What comes of an operation that answers JSON (or may answer several things), text, bytes, and nothing.
Json = TypeVar("Json", covariant=True)
Text = TypeVar("Text", covariant=True)
Raw = TypeVar("Raw", covariant=True)
Nothing = TypeVar("Nothing", covariant=True)

Body = Mapping[str, Any] | Sequence[Any] | str | bytes
Numbers = int | list[int] | tuple[int, ...] | str
Texts = str | list[str] | tuple[str, ...]
Moment = datetime | str
Uuid = UUID | str

class Options(TypedDict, total=False):
    api_version: str | None
    timeout: float | None
    cancel: Cancel | None

ReasonFilter = str | Word | list[str] | Literal[
    "none", "manual", "individualCI", "batchedCI", "schedule", "scheduleForced", "userCreated", "validateShelveset",
    "checkInShelveset", "pullRequest", "buildCompletion", "resourceTrigger", "triggered", "all"
]
StatusFilter = str | Word | list[str] | Literal[
    "none", "inProgress", "completed", "cancelling", "postponed", "abandoned", "notStarted", "all"
]
ResultFilter = str | Word | list[str] | Literal[
    "none", "succeeded", "partiallySucceeded", "failed", "canceled"
]
DeletedFilter = str | Word | list[str] | Literal[
    "excludeDeleted", "includeDeleted", "onlyDeleted"
]
BuildsQueryOrder = str | Word | list[str] | Literal[
    "finishTimeAscending", "finishTimeDescending", "queueTimeDescending", "queueTimeAscending", "startTimeDescending",
    "startTimeAscending"
]
DefinitionsQueryOrder = str | Word | list[str] | Literal[
    "none", "lastModifiedAscending", "lastModifiedDescending", "definitionNameAscending", "definitionNameDescending"
]
FoldersQueryOrder = str | Word | list[str] | Literal[
    "none", "folderAscending", "folderDescending"
]
ResultSet = str | Word | list[str] | Literal[
    "all", "top"
]
StateFilter = str | Word | list[str] | Literal[
    "deleting", "new", "wellFormed", "createPending", "all", "unchanged", "deleted"
]
ConnectOptions = str | Word | list[str] | Literal[
    "none", "includeServices", "includeLastUserAccess", "includeInheritedDefinitionsOnly",
    "includeNonInheritedDefinitionsOnly"
]

class Call(Protocol[Json, Text, Raw, Nothing]):
    @overload
    def __call__(
        self, operation: Literal[
            "Artifacts - Create", "Properties - Update Build Properties", "Tags - Add Build Tags",
            "Tags - Update Build Tags"
        ], /, *, project: str | None = None, buildId: int, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Artifacts - Get Artifact"], /, *, project: str | None = None, buildId: int,
        artifactName: str, accept: Literal["application/json", "application/zip"] | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Artifacts - Get File"], /, *, project: str | None = None, buildId: int,
        artifactName: str, fileId: str, fileName: str, **options: Unpack[Options],
    ) -> Raw: ...
    @overload
    def __call__(
        self, operation: Literal[
            "Artifacts - List", "Builds - Get Retention Leases For Build", "Tags - Get Build Tags"
        ], /, *, project: str | None = None, buildId: int, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Attachments - Get"], /, *, project: str | None = None, buildId: int,
        timelineId: Uuid, recordId: Uuid, type: str, name: str, **options: Unpack[Options],
    ) -> Raw: ...
    @overload
    def __call__(
        self, operation: Literal["Attachments - List"], /, *, project: str | None = None, buildId: int, type: str,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal[
            "Authorizedresources - Authorize Project Resources", "Builds - Update Builds", "General Settings - Update",
            "Leases - Add", "Retention - Update", "Settings - Update"
        ], /, *, project: str | None = None, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Authorizedresources - List"], /, *, project: str | None = None,
        type: str | None = None, id: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Badge - Get"], /, *, project: Uuid, definitionId: int, branchName: str | None = None,
        accept: Literal["image/svg+xml", "application/json"] | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Badge - Get Build Badge Data"], /, *, project: str | None = None, repoType: str,
        repoId: str | None = None, branchName: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Delete"], /, *, project: str | None = None, buildId: int,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get"], /, *, project: str | None = None, buildId: int,
        propertyFilters: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Build Changes"], /, *, project: str | None = None, buildId: int,
        continuationToken: str | None = None, top: int | None = None, includeSourceChange: bool | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Build Log"], /, *, project: str | None = None, buildId: int, logId: int,
        startLine: int | None = None, endLine: int | None = None,
        accept: Literal["text/plain", "application/json", "application/zip"] | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Build Logs"], /, *, project: str | None = None, buildId: int,
        accept: Literal["application/json", "application/zip"] | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Build Work Items Refs"], /, *, project: str | None = None, buildId: int,
        top: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Build Work Items Refs From Commits"], /, *, project: str | None = None,
        buildId: int, top: int | None = None, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Changes Between Builds"], /, *, project: str | None = None,
        fromBuildId: int | None = None, toBuildId: int | None = None, top: int | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Work Items Between Builds"], /, *, project: str | None = None,
        fromBuildId: int, toBuildId: int, top: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - List"], /, *, project: str | None = None,
        definitions: Numbers | None = None, queues: Numbers | None = None, buildNumber: str | None = None,
        minTime: Moment | None = None, maxTime: Moment | None = None, requestedFor: str | None = None,
        reasonFilter: ReasonFilter | None = None, statusFilter: StatusFilter | None = None,
        resultFilter: ResultFilter | None = None, tagFilters: Texts | None = None, properties: Texts | None = None,
        top: int | None = None, continuationToken: str | None = None, maxBuildsPerDefinition: int | None = None,
        deletedFilter: DeletedFilter | None = None, queryOrder: BuildsQueryOrder | None = None,
        branchName: str | None = None, buildIds: Numbers | None = None, repositoryId: str | None = None,
        repositoryType: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Queue"], /, *, project: str | None = None,
        ignoreWarnings: bool | None = None, checkInTicket: str | None = None, sourceBuildId: int | None = None,
        definitionId: int | None = None, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Update Build"], /, *, project: str | None = None, buildId: int,
        retry: bool | None = None, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Controllers - Get"], /, *, controllerId: int, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Controllers - List"], /, *, name: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - Create"], /, *, project: str | None = None,
        definitionToCloneId: int | None = None, definitionToCloneRevision: int | None = None, body: Body,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - Delete"], /, *, project: str | None = None, definitionId: int,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - Get", "Yaml - Get"], /, *, project: str | None = None,
        definitionId: int, revision: int | None = None, minMetricsTime: Moment | None = None,
        propertyFilters: Texts | None = None, includeLatestBuilds: bool | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - Get Definition Revisions", "Resources - List"], /, *,
        project: str | None = None, definitionId: int, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - List"], /, *, project: str | None = None, name: str | None = None,
        repositoryId: str | None = None, repositoryType: str | None = None,
        queryOrder: DefinitionsQueryOrder | None = None, top: int | None = None, continuationToken: str | None = None,
        minMetricsTime: Moment | None = None, definitionIds: Numbers | None = None, path: str | None = None,
        builtAfter: Moment | None = None, notBuiltAfter: Moment | None = None,
        includeAllProperties: bool | None = None, includeLatestBuilds: bool | None = None,
        taskIdFilter: Uuid | None = None, processType: int | None = None, yamlFilename: str | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - Restore Definition"], /, *, project: str | None = None,
        definitionId: int, deleted: bool, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - Update"], /, *, project: str | None = None, definitionId: int,
        secretsSourceDefinitionId: int | None = None, secretsSourceDefinitionRevision: int | None = None,
        cancelPausedBuilds: bool | None = None, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Folders - Create", "Folders - Update"], /, *, project: str | None = None, path: str,
        body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Folders - Delete"], /, *, project: str | None = None, path: str,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Folders - List"], /, *, project: str | None = None, path: str | None = None,
        queryOrder: FoldersQueryOrder | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal[
            "General Settings - Get", "Options - List", "Retention - Get", "Settings - Get", "Source Providers - List",
            "Tags - Get Tags", "Templates - List"
        ], /, *, project: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["History - Get"], /, *, daysToLookback: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Latest - Get"], /, *, project: str | None = None, definition: str,
        branchName: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Delete"], /, *, project: str | None = None, ids: Numbers,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Get"], /, *, project: str | None = None, leaseId: int,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Get Retention Leases By Minimal Retention Leases"], /, *,
        project: str | None = None, leasesToFetch: Texts, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Get Retention Leases By Owner Id"], /, *, project: str | None = None,
        ownerId: str | None = None, definitionId: int | None = None, runId: int | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Get Retention Leases By User Id"], /, *, project: str | None = None,
        userOwnerId: Uuid, definitionId: int | None = None, runId: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Update"], /, *, project: str | None = None, leaseId: int, body: Body,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Metrics - Get Definition Metrics"], /, *, project: str | None = None,
        definitionId: int, minMetricsTime: Moment | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Metrics - Get Project Metrics"], /, *, project: str | None = None,
        metricAggregationType: str, minMetricsTime: Moment | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Properties - Get Build Properties"], /, *, project: str | None = None, buildId: int,
        filter: Texts | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Properties - Get Definition Properties"], /, *, project: str | None = None,
        definitionId: int, filter: Texts | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal[
            "Properties - Update Definition Properties", "Resources - Authorize Definition Resources",
            "Tags - Add Definition Tags", "Tags - Update Definition Tags"
        ], /, *, project: str | None = None, definitionId: int, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Report - Get"], /, *, project: str | None = None, buildId: int,
        type: str | None = None, accept: Literal["application/json", "text/html"] | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal[
            "Resource Usage - Get", "Processes - List", "Resource Areas - List", "Resource Locations - List"
        ], /, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - Get File Contents"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        commitOrBranch: str | None = None, path: str | None = None, **options: Unpack[Options],
    ) -> Text: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - Get Path Contents"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        commitOrBranch: str | None = None, path: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - Get Pull Request"], /, *, project: str | None = None,
        providerName: str, pullRequestId: str, repositoryId: str | None = None, serviceEndpointId: Uuid | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - List Branches"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        branchName: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - List Repositories"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        resultSet: ResultSet | None = None, pageResults: bool | None = None, continuationToken: str | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - List Webhooks"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - Restore Webhooks"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None, body: Body,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Stage Timeline - Get Build Stage Latest Timeline"], /, *, project: str | None = None,
        buildId: int, stageName: str, changeId: int | None = None, planId: Uuid | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Stage Timeline - Get Build Stage Timeline"], /, *, project: str | None = None,
        buildId: int, timelineId: Uuid, stageName: str, changeId: int | None = None, planId: Uuid | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Stages - Update"], /, *, project: str | None = None, buildId: int, stageRefName: str,
        body: Body, **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Status - Get"], /, *, project: str | None = None, definition: str,
        branchName: str | None = None, stageName: str | None = None, jobName: str | None = None,
        configuration: str | None = None, label: str | None = None,
        accept: Literal["image/svg+xml", "application/json"] | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Tags - Add Build Tag", "Tags - Delete Build Tag"], /, *, project: str | None = None,
        buildId: int, tag: str, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Tags - Add Definition Tag", "Tags - Delete Definition Tag"], /, *,
        project: str | None = None, definitionId: int, tag: str, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Tags - Delete Tag"], /, *, project: str | None = None, tag: str,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Tags - Get Definition Tags"], /, *, project: str | None = None, definitionId: int,
        revision: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Templates - Delete"], /, *, project: str | None = None, templateId: str,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Templates - Get"], /, *, project: str | None = None, templateId: str,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Templates - Save Template"], /, *, project: str | None = None, templateId: str,
        body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Timeline - Get"], /, *, project: str | None = None, buildId: int,
        timelineId: Uuid | None = None, changeId: int | None = None, planId: Uuid | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Avatar - Remove Project Avatar"], /, *, projectId: str, **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Avatar - Set Project Avatar"], /, *, projectId: str, body: Body,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Categorized Teams - Get"], /, *, projectId: str, expandIdentity: bool | None = None,
        top: int | None = None, skip: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Processes - Get"], /, *, processId: Uuid, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - Create"], /, *, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - Delete"], /, *, projectId: Uuid, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - Get"], /, *, projectId: str, includeCapabilities: bool | None = None,
        includeHistory: bool | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - Get Project Properties"], /, *, projectId: Uuid,
        keys: Texts | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - List"], /, *, stateFilter: StateFilter | None = None,
        top: int | None = None, skip: int | None = None, continuationToken: int | None = None,
        getDefaultTeamImageUrl: bool | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - Set Project Properties"], /, *, projectId: Uuid, body: Body,
        **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - Update"], /, *, projectId: Uuid, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Create"], /, *, projectId: str, body: Body, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Delete"], /, *, projectId: str, teamId: str, **options: Unpack[Options],
    ) -> Nothing: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Get"], /, *, projectId: str, teamId: str, expandIdentity: bool | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Get All Teams"], /, *, mine: bool | None = None, top: int | None = None,
        skip: int | None = None, expandIdentity: bool | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Get Team Members With Extended Properties"], /, *, projectId: str,
        teamId: str, top: int | None = None, skip: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Get Teams"], /, *, projectId: str, mine: bool | None = None,
        top: int | None = None, skip: int | None = None, expandIdentity: bool | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Update"], /, *, projectId: str, teamId: str, body: Body,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Profiles - Get"], /, *, id: str, details: bool | None = None,
        withAttributes: bool | None = None, partition: str | None = None, coreAttributes: str | None = None,
        forceRefresh: bool | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Accounts - List"], /, *, ownerId: Uuid | None = None, memberId: Uuid | None = None,
        properties: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Connection Data - Get"], /, *, connectOptions: ConnectOptions | None = None,
        lastChangeId: int | None = None, lastChangeId64: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: str, /, *, force: str | Sequence[str], body: Body | None = None, accept: str | None = None,
        api_version: str | None = None, timeout: float | None = None, cancel: Cancel | None = None,
        **parameters: Value | UUID | None,
    ) -> Json: ...

class Items(Protocol[Json]):
    @overload
    def __call__(
        self, operation: Literal[
            "Artifacts - List", "Builds - Get Build Logs", "Builds - Get Retention Leases For Build",
            "Tags - Get Build Tags"
        ], /, *, project: str | None = None, buildId: int, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Attachments - List"], /, *, project: str | None = None, buildId: int, type: str,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Authorizedresources - List"], /, *, project: str | None = None,
        type: str | None = None, id: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Build Changes"], /, *, project: str | None = None, buildId: int,
        continuationToken: str | None = None, top: int | None = None, includeSourceChange: bool | None = None,
        page_size: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Build Work Items Refs"], /, *, project: str | None = None, buildId: int,
        top: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Changes Between Builds"], /, *, project: str | None = None,
        fromBuildId: int | None = None, toBuildId: int | None = None, top: int | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - Get Work Items Between Builds"], /, *, project: str | None = None,
        fromBuildId: int, toBuildId: int, top: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Builds - List"], /, *, project: str | None = None,
        definitions: Numbers | None = None, queues: Numbers | None = None, buildNumber: str | None = None,
        minTime: Moment | None = None, maxTime: Moment | None = None, requestedFor: str | None = None,
        reasonFilter: ReasonFilter | None = None, statusFilter: StatusFilter | None = None,
        resultFilter: ResultFilter | None = None, tagFilters: Texts | None = None, properties: Texts | None = None,
        top: int | None = None, continuationToken: str | None = None, maxBuildsPerDefinition: int | None = None,
        deletedFilter: DeletedFilter | None = None, queryOrder: BuildsQueryOrder | None = None,
        branchName: str | None = None, buildIds: Numbers | None = None, repositoryId: str | None = None,
        repositoryType: str | None = None, page_size: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Controllers - List"], /, *, name: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - Get Definition Revisions", "Resources - List"], /, *,
        project: str | None = None, definitionId: int, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Definitions - List"], /, *, project: str | None = None, name: str | None = None,
        repositoryId: str | None = None, repositoryType: str | None = None,
        queryOrder: DefinitionsQueryOrder | None = None, top: int | None = None, continuationToken: str | None = None,
        minMetricsTime: Moment | None = None, definitionIds: Numbers | None = None, path: str | None = None,
        builtAfter: Moment | None = None, notBuiltAfter: Moment | None = None,
        includeAllProperties: bool | None = None, includeLatestBuilds: bool | None = None,
        taskIdFilter: Uuid | None = None, processType: int | None = None, yamlFilename: str | None = None,
        page_size: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Folders - List"], /, *, project: str | None = None, path: str | None = None,
        queryOrder: FoldersQueryOrder | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Get Retention Leases By Minimal Retention Leases"], /, *,
        project: str | None = None, leasesToFetch: Texts, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Get Retention Leases By Owner Id"], /, *, project: str | None = None,
        ownerId: str | None = None, definitionId: int | None = None, runId: int | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Leases - Get Retention Leases By User Id"], /, *, project: str | None = None,
        userOwnerId: Uuid, definitionId: int | None = None, runId: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Metrics - Get Definition Metrics"], /, *, project: str | None = None,
        definitionId: int, minMetricsTime: Moment | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Metrics - Get Project Metrics"], /, *, project: str | None = None,
        metricAggregationType: str, minMetricsTime: Moment | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Options - List", "Source Providers - List", "Tags - Get Tags", "Templates - List"], /,
        *, project: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - Get Path Contents"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        commitOrBranch: str | None = None, path: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - List Branches"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        branchName: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Source Providers - List Webhooks"], /, *, project: str | None = None,
        providerName: str, serviceEndpointId: Uuid | None = None, repository: str | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Tags - Get Definition Tags"], /, *, project: str | None = None, definitionId: int,
        revision: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Processes - List", "Resource Areas - List"], /, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - Get Project Properties"], /, *, projectId: Uuid,
        keys: Texts | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Projects - List"], /, *, stateFilter: StateFilter | None = None,
        top: int | None = None, skip: int | None = None, continuationToken: int | None = None,
        getDefaultTeamImageUrl: bool | None = None, page_size: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Get All Teams"], /, *, mine: bool | None = None, top: int | None = None,
        skip: int | None = None, expandIdentity: bool | None = None, page_size: int | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Get Team Members With Extended Properties"], /, *, projectId: str,
        teamId: str, top: int | None = None, skip: int | None = None, page_size: int | None = None,
        **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Teams - Get Teams"], /, *, projectId: str, mine: bool | None = None,
        top: int | None = None, skip: int | None = None, expandIdentity: bool | None = None,
        page_size: int | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: Literal["Accounts - List"], /, *, ownerId: Uuid | None = None, memberId: Uuid | None = None,
        properties: str | None = None, **options: Unpack[Options],
    ) -> Json: ...
    @overload
    def __call__(
        self, operation: str, /, *, force: str | Sequence[str], api_version: str | None = None,
        timeout: float | None = None, cancel: Cancel | None = None, **parameters: Value | UUID | None,
    ) -> Json: ...
