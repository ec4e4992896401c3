using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Azdo
{
    /// <summary>Something that an answer of the service says, read from its page when it is looked at; the page lives
    /// as long as any of its records is held. Absent text is "", an absent number 0, an absent time null. Any thread may
    /// read it.</summary>
    public abstract unsafe class Record
    {
        readonly SafeHandle page;

        private protected Record(SafeHandle page) => this.page = page;

        /// <summary>What has been read of the page, which must not be freed before that.</summary>
        private protected T Read<T>(T value)
        {
            GC.KeepAlive(page);
            return value;
        }

        private protected string Text(Native.azdo_str text) => Read(Encoding.UTF8.GetString(text.data, (int)text.len));

        private protected DateTimeOffset? Moment(long nanoseconds) => Time.Moment(Read(nanoseconds));

        /// <summary>That of this number, or else the word as sent.</summary>
        private protected T Word<T>(KnownWords<T> known, int number, Native.azdo_str name = default)
            where T : Word<T> =>
            known[Read(number)] ?? known.Make(name.data == null ? "" : Text(name));

        private protected delegate T Made<T>(SafeHandle page, void* record);

        /// <summary>What this has several of.</summary>
        private protected T[] All<T>(void* records, UIntPtr count, Made<T> make) where T : Record
        {
            var all = new T[(int)Read(count)];
            for (var index = 0; index < all.Length; index++)
                all[index] = make(page, ((void**)records)[index]);
            return Read(all);
        }
    }

    /// <summary>One object of the service's.</summary>
    public abstract class JsonRecord : Record
    {
        private protected JsonRecord(SafeHandle page) : base(page) { }

        /// <summary>The object as the service sent it; "" where the client does not keep it.</summary>
        public abstract string Json { get; }
    }

    /// <summary>A build ("Build" in the REST reference).</summary>
    public sealed unsafe class Build : JsonRecord
    {
        readonly Native.azdo_build* record;

        internal Build(SafeHandle page, Native.azdo_build* record) : base(page) => this.record = record;

        /// <summary>The build's number in its organization.</summary>
        public long Id => Read(record->id);

        /// <summary>Of its definition (pipeline).</summary>
        public long DefinitionId => Read(record->definition_id);

        /// <summary>How far it has come.</summary>
        public BuildStatus Status => Word(BuildStatus.Known, record->status, record->status_name);

        /// <summary>How it ended; None until that is known.</summary>
        public BuildResult Result => Word(BuildResult.Known, record->result, record->result_name);

        /// <summary>When it was queued, in UTC.</summary>
        public DateTimeOffset? QueueTime => Moment(record->queue_time_ns);

        /// <summary><see cref="QueueTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long QueueTimeNanoseconds => Read(record->queue_time_ns);

        /// <summary>When it started, in UTC.</summary>
        public DateTimeOffset? StartTime => Moment(record->start_time_ns);

        /// <summary><see cref="StartTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long StartTimeNanoseconds => Read(record->start_time_ns);

        /// <summary>When it finished, in UTC.</summary>
        public DateTimeOffset? FinishTime => Moment(record->finish_time_ns);

        /// <summary><see cref="FinishTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long FinishTimeNanoseconds => Read(record->finish_time_ns);

        /// <summary>When it last changed, in UTC.</summary>
        public DateTimeOffset? LastChangedTime => Moment(record->last_changed_time_ns);

        /// <summary><see cref="LastChangedTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long LastChangedTimeNanoseconds => Read(record->last_changed_time_ns);

        /// <summary>Kept whatever the retention policy says.</summary>
        public bool KeepForever => (Read(record->flags) & Native.BuildKeepForever) != 0;

        /// <summary>A release keeps it.</summary>
        public bool RetainedByRelease => (Read(record->flags) & Native.BuildRetainedByRelease) != 0;

        /// <summary>It has been deleted.</summary>
        public bool Deleted => (Read(record->flags) & Native.BuildDeleted) != 0;

        /// <summary>Its name, such as "20261124.3".</summary>
        public string BuildNumber => Text(record->build_number);

        /// <summary>The status as the service spells it.</summary>
        public string StatusName => Text(record->status_name);

        /// <summary>The result as the service spells it; "" until it is known.</summary>
        public string ResultName => Text(record->result_name);

        /// <summary>Why it was queued: "manual", "individualCI", …</summary>
        public string Reason => Text(record->reason);

        /// <summary>Its priority in the queue: "normal", …</summary>
        public string Priority => Text(record->priority);

        /// <summary>The definition's (pipeline's) name.</summary>
        public string DefinitionName => Text(record->definition_name);

        /// <summary>The project's GUID.</summary>
        public string ProjectId => Text(record->project_id);

        /// <summary>The project's name.</summary>
        public string ProjectName => Text(record->project_name);

        /// <summary>"refs/heads/main", …</summary>
        public string SourceBranch => Text(record->source_branch);

        /// <summary>The commit.</summary>
        public string SourceVersion => Text(record->source_version);

        /// <summary>The repository's id.</summary>
        public string RepositoryId => Text(record->repository_id);

        /// <summary>"TfsGit", "GitHub", …; the service's case varies.</summary>
        public string RepositoryType => Text(record->repository_type);

        /// <summary>The display name of whom it is for.</summary>
        public string RequestedForName => Text(record->requested_for_name);

        /// <summary>The sign-in name of whom it is for.</summary>
        public string RequestedForUniqueName => Text(record->requested_for_unique_name);

        /// <summary>The display name of who asked for it.</summary>
        public string RequestedByName => Text(record->requested_by_name);

        /// <summary>The agent queue.</summary>
        public string QueueName => Text(record->queue_name);

        /// <summary>"vstfs:///Build/Build/…".</summary>
        public string Uri => Text(record->uri);

        /// <summary>Of the API.</summary>
        public string Url => Text(record->url);

        /// <summary>Of the page that a browser shows.</summary>
        public string WebUrl => Text(record->web_url);

        /// <summary>Of the agent queue.</summary>
        public long QueueId => record->queue_id;

        /// <summary>Of that queue's agent pool.</summary>
        public long PoolId => record->pool_id;

        /// <summary>That queue's agent pool.</summary>
        public string PoolName => Text(record->pool_name);

        /// <summary>The GUID of whom it is for.</summary>
        public string RequestedForId => Text(record->requested_for_id);

        /// <summary>The GUID of who asked for it.</summary>
        public string RequestedById => Text(record->requested_by_id);

        /// <summary>The sign-in name of who asked for it.</summary>
        public string RequestedByUniqueName => Text(record->requested_by_unique_name);

        /// <summary>The GUID of who last changed it, which may be a service.</summary>
        public string LastChangedById => Text(record->last_changed_by_id);

        /// <summary>The display name of who last changed it.</summary>
        public string LastChangedByName => Text(record->last_changed_by_name);

        /// <summary>The sign-in name of who last changed it.</summary>
        public string LastChangedByUniqueName => Text(record->last_changed_by_unique_name);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Id, number, and how it ended or how far it has come.</summary>
        public override string ToString() =>
            $"{Id} {BuildNumber} {(Result == BuildResult.None ? StatusName : ResultName)}";
    }

    /// <summary>A project ("TeamProjectReference" in the REST reference).</summary>
    public sealed unsafe class Project : JsonRecord
    {
        readonly Native.azdo_project* record;

        internal Project(SafeHandle page, Native.azdo_project* record) : base(page) => this.record = record;

        /// <summary>Its GUID.</summary>
        public string Id => Text(record->id);

        /// <summary>Its name.</summary>
        public string Name => Text(record->name);

        /// <summary>What its administrators say of it.</summary>
        public string Description => Text(record->description);

        /// <summary>"wellFormed", "new", "deleting", …</summary>
        public string State => Text(record->state);

        /// <summary>"private", "public", "organization", …</summary>
        public string Visibility => Text(record->visibility);

        /// <summary>Of the API.</summary>
        public string Url => Text(record->url);

        /// <summary>How often it has been changed.</summary>
        public long Revision => Read(record->revision);

        /// <summary>When it was last changed, in UTC.</summary>
        public DateTimeOffset? LastUpdateTime => Moment(record->last_update_time_ns);

        /// <summary><see cref="LastUpdateTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long LastUpdateTimeNanoseconds => Read(record->last_update_time_ns);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Its name.</summary>
        public override string ToString() => Name;
    }

    /// <summary>A definition ("BuildDefinition" in the REST reference; pipeline): of a list, or whole with all that its
    /// JSON has.</summary>
    public sealed unsafe class Definition : JsonRecord
    {
        readonly Native.azdo_definition* record;

        internal Definition(SafeHandle page, Native.azdo_definition* record) : base(page) => this.record = record;

        /// <summary>It is a draft.</summary>
        public bool IsDraft => (Read(record->flags) & Native.DefinitionDraft) != 0;

        /// <summary>Its number in the organization.</summary>
        public long Id => Read(record->id);

        /// <summary>How often it has been changed; a change must name the one that it is of.</summary>
        public long Revision => Read(record->revision);

        /// <summary>Of the agent queue that its builds use unless they say otherwise.</summary>
        public long QueueId => Read(record->queue_id);

        /// <summary>Of that queue's agent pool.</summary>
        public long PoolId => Read(record->pool_id);

        /// <summary>Of the newest build, where <c>includeLatestBuilds</c> asked for it.</summary>
        public long LatestBuildId => Read(record->latest_build_id);

        /// <summary>Of the newest build that is completed, likewise.</summary>
        public long LatestCompletedBuildId => Read(record->latest_completed_build_id);

        /// <summary>Whether builds of it can be queued.</summary>
        public QueueStatus QueueStatus => Word(QueueStatus.Known, record->queue_status, record->queue_status_name);

        /// <summary>How far the newest build has come; None where there is none.</summary>
        public BuildStatus LatestBuildStatus => Word(BuildStatus.Known, record->latest_build_status);

        /// <summary>How the newest build ended.</summary>
        public BuildResult LatestBuildResult => Word(BuildResult.Known, record->latest_build_result);

        /// <summary>How the newest build that is completed ended.</summary>
        public BuildResult LatestCompletedBuildResult => Word(BuildResult.Known, record->latest_completed_build_result);

        /// <summary>When this revision was made, in UTC.</summary>
        public DateTimeOffset? CreatedTime => Moment(record->created_time_ns);

        /// <summary><see cref="CreatedTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long CreatedTimeNanoseconds => Read(record->created_time_ns);

        /// <summary>Its name, once in its folder.</summary>
        public string Name => Text(record->name);

        /// <summary>The folder: <c>\</c>, <c>\Nightly\Windows</c>.</summary>
        public string Path => Text(record->path);

        /// <summary>"build", or "xaml".</summary>
        public string TypeName => Text(record->type_name);

        /// <summary>"definition", or "draft".</summary>
        public string Quality => Text(record->quality);

        /// <summary>Whether builds can be queued, as the service spells it: "enabled", …</summary>
        public string QueueStatusName => Text(record->queue_status_name);

        /// <summary>What its authors say of it; in lists it is absent, as are the repository and the file.</summary>
        public string Description => Text(record->description);

        /// <summary>The project's GUID.</summary>
        public string ProjectId => Text(record->project_id);

        /// <summary>The project's name.</summary>
        public string ProjectName => Text(record->project_name);

        /// <summary>The agent queue that its builds use unless they say otherwise.</summary>
        public string QueueName => Text(record->queue_name);

        /// <summary>That queue's agent pool.</summary>
        public string PoolName => Text(record->pool_name);

        /// <summary>The repository's id.</summary>
        public string RepositoryId => Text(record->repository_id);

        /// <summary>The repository's name.</summary>
        public string RepositoryName => Text(record->repository_name);

        /// <summary>"TfsGit", "GitHub", …; the service's case varies.</summary>
        public string RepositoryType => Text(record->repository_type);

        /// <summary>The branch that is built unless the build says otherwise: "refs/heads/main".</summary>
        public string DefaultBranch => Text(record->default_branch);

        /// <summary>The file that the pipeline is written in (<c>process.yamlFilename</c>); absent where it was drawn
        /// in a browser.</summary>
        public string YamlFile => Text(record->yaml_file);

        /// <summary>The display name of who made this revision.</summary>
        public string AuthoredByName => Text(record->authored_by_name);

        /// <summary>The sign-in name of who made this revision.</summary>
        public string AuthoredByUniqueName => Text(record->authored_by_unique_name);

        /// <summary>The name of the newest build: "20261124.3".</summary>
        public string LatestBuildNumber => Text(record->latest_build_number);

        /// <summary>The name of the newest build that is completed.</summary>
        public string LatestCompletedBuildNumber => Text(record->latest_completed_build_number);

        /// <summary>"vstfs:///Build/Definition/…".</summary>
        public string Uri => Text(record->uri);

        /// <summary>Of the API.</summary>
        public string Url => Text(record->url);

        /// <summary>Of the page that a browser shows.</summary>
        public string WebUrl => Text(record->web_url);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Id and name.</summary>
        public override string ToString() => $"{Id} {Name}";
    }

    /// <summary>A part of a build: a stage, job, task, … ("TimelineRecord" in the REST reference), below its parent and
    /// in the order of its siblings.</summary>
    public sealed unsafe class TimelineRecord : JsonRecord
    {
        readonly Native.azdo_timeline_record* record;

        internal TimelineRecord(SafeHandle page, Native.azdo_timeline_record* record) : base(page) =>
            this.record = record;

        /// <summary>Its place among its siblings, from 1.</summary>
        public long Order => Read(record->order);

        /// <summary>Which attempt this is, from 1.</summary>
        public long Attempt => Read(record->attempt);

        /// <summary>How much of it is done; 100 says nothing of its result.</summary>
        public long PercentComplete => Read(record->percent_complete);

        /// <summary>How many errors it had: <see cref="Issues"/> may hold fewer.</summary>
        public long ErrorCount => Read(record->error_count);

        /// <summary>How many warnings it had.</summary>
        public long WarningCount => Read(record->warning_count);

        /// <summary>Of its log, 0 until it has one.</summary>
        public long LogId => Read(record->log_id);

        /// <summary>Of the agent queue that it ran on.</summary>
        public long QueueId => Read(record->queue_id);

        /// <summary>Of the timeline's last change that touched it.</summary>
        public long ChangeId => Read(record->change_id);

        /// <summary>How far it has come.</summary>
        public TimelineState State => Word(TimelineState.Known, record->state, record->state_name);

        /// <summary>How it ended; None until that is known.</summary>
        public TimelineResult Result => Word(TimelineResult.Known, record->result, record->result_name);

        /// <summary>When it started, in UTC.</summary>
        public DateTimeOffset? StartTime => Moment(record->start_time_ns);

        /// <summary><see cref="StartTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long StartTimeNanoseconds => Read(record->start_time_ns);

        /// <summary>When it finished, in UTC.</summary>
        public DateTimeOffset? FinishTime => Moment(record->finish_time_ns);

        /// <summary><see cref="FinishTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long FinishTimeNanoseconds => Read(record->finish_time_ns);

        /// <summary>When it last changed, in UTC; the service mostly does not say.</summary>
        public DateTimeOffset? LastModifiedTime => Moment(record->last_modified_time_ns);

        /// <summary><see cref="LastModifiedTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long LastModifiedTimeNanoseconds => Read(record->last_modified_time_ns);

        /// <summary>What it complained of.</summary>
        public IReadOnlyList<Issue> Issues =>
            All(record->issues, record->issue_count, (page, issue) => new Issue(page, (Native.azdo_issue*)issue));

        /// <summary>What was tried before.</summary>
        public IReadOnlyList<TimelineAttempt> PreviousAttempts => All(
            record->previous_attempts, record->previous_attempt_count,
            (page, attempt) => new TimelineAttempt(page, (Native.azdo_attempt*)attempt));

        /// <summary>Its GUID, the same in every attempt.</summary>
        public string Id => Text(record->id);

        /// <summary>The GUID of what it is a part of; "" for a stage. The parent need not be in the timeline.</summary>
        public string ParentId => Text(record->parent_id);

        /// <summary>"Stage", "Phase", "Job", "Task", "Checkpoint", …; an open set.</summary>
        public string TypeName => Text(record->type_name);

        /// <summary>Its name, as a browser shows it.</summary>
        public string Name => Text(record->name);

        /// <summary>Its name in the pipeline's text.</summary>
        public string RefName => Text(record->ref_name);

        /// <summary>Where it is in the pipeline: "Build.Linux.__default"; the same in every attempt.</summary>
        public string Identifier => Text(record->identifier);

        /// <summary>The state as the service spells it: "inProgress", …</summary>
        public string StateName => Text(record->state_name);

        /// <summary>The result as the service spells it: "succeededWithIssues", …</summary>
        public string ResultName => Text(record->result_name);

        /// <summary>More of why, mostly of what was skipped.</summary>
        public string ResultCode => Text(record->result_code);

        /// <summary>What it is at.</summary>
        public string CurrentOperation => Text(record->current_operation);

        /// <summary>The agent.</summary>
        public string WorkerName => Text(record->worker_name);

        /// <summary>The GUID of the task that it runs.</summary>
        public string TaskId => Text(record->task_id);

        /// <summary>That task's name.</summary>
        public string TaskName => Text(record->task_name);

        /// <summary>That task's version.</summary>
        public string TaskVersion => Text(record->task_version);

        /// <summary>The GUID of a timeline of its own, where it has one.</summary>
        public string DetailsId => Text(record->details_id);

        /// <summary>Of its log.</summary>
        public string LogUrl => Text(record->log_url);

        /// <summary>Of the API.</summary>
        public string Url => Text(record->url);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Its type, its name, and how it ended or how far it has come.</summary>
        public override string ToString() =>
            $"{TypeName} {Name} {(Result == TimelineResult.None ? StateName : ResultName)}";
    }

    /// <summary>Something that a part of a build complained of ("Issue" in the REST reference).</summary>
    public sealed unsafe class Issue : Record
    {
        readonly Native.azdo_issue* record;

        internal Issue(SafeHandle page, Native.azdo_issue* record) : base(page) => this.record = record;

        /// <summary>How bad it is.</summary>
        public IssueKind Kind => Word(IssueKind.Known, record->kind, record->kind_name);

        /// <summary>The kind as the service spells it: "error", "warning".</summary>
        public string KindName => Text(record->kind_name);

        /// <summary>"General", "Code", …</summary>
        public string Category => Text(record->category);

        /// <summary>What is complained of.</summary>
        public string Message => Text(record->message);

        /// <summary>Kind and message.</summary>
        public override string ToString() => $"{KindName}: {Message}";
    }

    /// <summary>An earlier attempt at a part of a build ("TimelineAttempt" in the REST reference).</summary>
    public sealed unsafe class TimelineAttempt : Record
    {
        readonly Native.azdo_attempt* record;

        internal TimelineAttempt(SafeHandle page, Native.azdo_attempt* record) : base(page) => this.record = record;

        /// <summary>Which attempt it was, from 1.</summary>
        public long Attempt => Read(record->attempt);

        /// <summary>The GUID of the timeline that has it, for <see cref="Builds.GetTimeline"/>.</summary>
        public string TimelineId => Text(record->timeline_id);

        /// <summary>The GUID that it has there.</summary>
        public string RecordId => Text(record->record_id);

        /// <summary>Its number.</summary>
        public override string ToString() => $"{Attempt}";
    }

    /// <summary>A log of a build ("BuildLog" in the REST reference), without its lines.</summary>
    public sealed unsafe class Log : JsonRecord
    {
        readonly Native.azdo_log* record;

        internal Log(SafeHandle page, Native.azdo_log* record) : base(page) => this.record = record;

        /// <summary>Its number within the build.</summary>
        public long Id => Read(record->id);

        /// <summary>How many lines it has; a running build adds to them.</summary>
        public long LineCount => Read(record->line_count);

        /// <summary>When it was made, in UTC.</summary>
        public DateTimeOffset? CreatedTime => Moment(record->created_time_ns);

        /// <summary><see cref="CreatedTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long CreatedTimeNanoseconds => Read(record->created_time_ns);

        /// <summary>When it last changed, in UTC.</summary>
        public DateTimeOffset? LastChangedTime => Moment(record->last_changed_time_ns);

        /// <summary><see cref="LastChangedTime"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long LastChangedTimeNanoseconds => Read(record->last_changed_time_ns);

        /// <summary>Where it lies: "Container", …</summary>
        public string TypeName => Text(record->type_name);

        /// <summary>Of the API, which has its text there.</summary>
        public string Url => Text(record->url);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Its id, and how many lines it has.</summary>
        public override string ToString() => $"{Id} ({LineCount} lines)";
    }

    /// <summary>What a build made and kept ("BuildArtifact" in the REST reference).</summary>
    public sealed unsafe class Artifact : JsonRecord
    {
        readonly Native.azdo_artifact* record;

        internal Artifact(SafeHandle page, Native.azdo_artifact* record) : base(page) => this.record = record;

        /// <summary>Its number within the build.</summary>
        public long Id => Read(record->id);

        /// <summary>How many bytes it has; null where the service does not say.</summary>
        public long? Size => Read(record->size) is var size && size < 0 ? (long?)null : size;

        /// <summary>Its name.</summary>
        public string Name => Text(record->name);

        /// <summary>The GUID that the job which made it has in the timeline; absent before 2019.</summary>
        public string Source => Text(record->source);

        /// <summary>How it is stored: "PipelineArtifact", "Container", "FilePath" (a share that the service does not
        /// serve), …</summary>
        public string TypeName => Text(record->type_name);

        /// <summary>What finds it there: "#/3943501/drop" in a container, an id, a path.</summary>
        public string Data => Text(record->data);

        /// <summary>Where it can be had, zipped.</summary>
        public string DownloadUrl => Text(record->download_url);

        /// <summary>Of the API.</summary>
        public string Url => Text(record->url);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Its name.</summary>
        public override string ToString() => Name;
    }

    /// <summary>A change that a build has and the one before it had not ("Change" in the REST reference): a commit, or
    /// a changeset.</summary>
    public sealed unsafe class Change : JsonRecord
    {
        readonly Native.azdo_change* record;

        internal Change(SafeHandle page, Native.azdo_change* record) : base(page) => this.record = record;

        /// <summary>The message is cut.</summary>
        public bool MessageTruncated => (Read(record->flags) & Native.ChangeMessageTruncated) != 0;

        /// <summary>When it was made (<c>timestamp</c>), in UTC.</summary>
        public DateTimeOffset? Time => Moment(record->time_ns);

        /// <summary><see cref="Time"/> in nanoseconds since 1970; the least number if absent.</summary>
        public long TimeNanoseconds => Read(record->time_ns);

        /// <summary>The commit, or the changeset.</summary>
        public string Id => Text(record->id);

        /// <summary>"TfsGit", "GitHub", "TfsVersionControl", …</summary>
        public string TypeName => Text(record->type_name);

        /// <summary>What its author says of it; the service cuts long ones.</summary>
        public string Message => Text(record->message);

        /// <summary>The author's GUID, where the service knows the author.</summary>
        public string AuthorId => Text(record->author_id);

        /// <summary>The author's display name.</summary>
        public string AuthorName => Text(record->author_name);

        /// <summary>The author's sign-in name.</summary>
        public string AuthorUniqueName => Text(record->author_unique_name);

        /// <summary>The GUID of who pushed it.</summary>
        public string Pusher => Text(record->pusher);

        /// <summary>Of the API.</summary>
        public string Location => Text(record->location);

        /// <summary>Of the page that a browser shows (<c>displayUri</c>).</summary>
        public string DisplayUrl => Text(record->display_url);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Id and message.</summary>
        public override string ToString() => $"{Id} {Message}";
    }

    /// <summary>A work item that changes of a build name ("ResourceRef" in the REST reference).</summary>
    public sealed unsafe class WorkItem : JsonRecord
    {
        readonly Native.azdo_work_item* record;

        internal WorkItem(SafeHandle page, Native.azdo_work_item* record) : base(page) => this.record = record;

        /// <summary>Its number in the organization.</summary>
        public long Id => Read(record->id);

        /// <summary>Of the API.</summary>
        public string Url => Text(record->url);

        /// <inheritdoc/>
        public override string Json => Text(record->json);

        /// <summary>Its number.</summary>
        public override string ToString() => $"{Id}";
    }

    /// <summary>A word that somebody has put on a build.</summary>
    public sealed unsafe class Tag : Record
    {
        readonly Native.azdo_tag* record;

        internal Tag(SafeHandle page, Native.azdo_tag* record) : base(page) => this.record = record;

        /// <summary>The word.</summary>
        public string Name => Text(record->name);

        /// <summary>The word.</summary>
        public override string ToString() => Name;
    }

    /// <summary>An element that could not be read and was passed over, as <see cref="AzdoClientOptions.SkipBroken"/>
    /// asks.</summary>
    public sealed unsafe class BrokenElement : Record
    {
        readonly Native.azdo_broken_element* record;

        internal BrokenElement(SafeHandle page, Native.azdo_broken_element* record) : base(page) =>
            this.record = record;

        /// <summary>Its place in the service's answer, from 0.</summary>
        public long Index => Read(record->index);

        /// <summary>What is wrong with it: "it has no id".</summary>
        public string Reason => Text(record->reason);

        /// <summary>Its place, and what is wrong with it.</summary>
        public override string ToString() => $"{Index}: {Reason}";
    }
}
