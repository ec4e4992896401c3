using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Azdo
{
    /// <summary>One object of the service's, read from its page when it is looked at; the page lives as long as any of
    /// its records is held. Absent text is "", an absent number 0, an absent time null. Any thread may read
    /// it.</summary>
    public abstract unsafe class Record
    {
        readonly SafeHandle page;

        private protected Record(SafeHandle page) => this.page = page;

        /// <summary>The object as the service sent it; "" where the client does not keep it.</summary>
        public abstract string Json { get; }

        /// <summary>What has been read of the page, which must not be freed before that.</summary>
        private protected T Read<T>(T value)
        {
            GC.KeepAlive(page);
            return value;
        }

        private protected string Text(Native.azdo_str text) => Read(Encoding.UTF8.GetString(text.data, (int)text.len));

        private protected DateTimeOffset? Moment(long nanoseconds) => Time.Moment(Read(nanoseconds));
    }

    /// <summary>A build ("Build" in the REST reference).</summary>
    public sealed unsafe class Build : Record
    {
        readonly Native.azdo_build* record;

        internal Build(SafeHandle page, Native.azdo_build* record) : base(page) => this.record = record;

        /// <summary>The build's number in its organization.</summary>
        public long Id => Read(record->id);

        /// <summary>Of its definition (pipeline).</summary>
        public long DefinitionId => Read(record->definition_id);

        /// <summary>How far it has come.</summary>
        public BuildStatus Status => BuildStatus.Of(Read(record->status), this);

        /// <summary>How it ended; None until that is known.</summary>
        public BuildResult Result => BuildResult.Of(Read(record->result), this);

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
    public sealed unsafe class Project : Record
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
}
