using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>The builds of an organization's projects, and what there is of each. Without a project, that of the
    /// client's URL is meant.</summary>
    public sealed unsafe class Builds
    {
        readonly AzdoClient client;

        internal Builds(AzdoClient client) => this.client = client;

        /// <summary>Every build that matches, over all pages: "Builds - List".</summary>
        public Pageable<Build> List(
            string? project = null, BuildQuery? query = null, CancellationToken cancellationToken = default) =>
            new Pageable<Build>(Listing(project, query), cancellationToken);

        /// <summary>Every build that matches, over all pages: "Builds - List".</summary>
        public AsyncPageable<Build> ListAsync(
            string? project = null, BuildQuery? query = null, CancellationToken cancellationToken = default) =>
            new AsyncPageable<Build>(Listing(project, query), cancellationToken);

        /// <summary>One build: "Builds - Get".</summary>
        public Build Get(string? project, long id, CancellationToken cancellationToken = default)
        {
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out BuildPageHandle made, out IntPtr error) =>
                    Native.azdo_build_get(client.Handle, name, id, cancel, out made, out error),
                cancellationToken);
            return new Page<Build>(page)[0];
        }

        /// <summary><see cref="Get"/> on a thread of its own.</summary>
        public Task<Build> GetAsync(string? project, long id, CancellationToken cancellationToken = default) =>
            Background.Run(() => Get(project, id, cancellationToken), cancellationToken);

        /// <summary>The JSON of the service's first page of builds, as it was sent. Without a project, and where the
        /// client's URL names none: all builds that the token sees.</summary>
        public string GetJson(string? project = null, CancellationToken cancellationToken = default)
        {
            using var json = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out StringHandle made, out IntPtr error) =>
                    Native.azdo_builds_get_json(client.Handle, name, cancel, out made, out error),
                cancellationToken);
            return json.Text();
        }

        /// <summary><see cref="GetJson"/> on a thread of its own.</summary>
        public Task<string> GetJsonAsync(string? project = null, CancellationToken cancellationToken = default) =>
            Background.Run(() => GetJson(project, cancellationToken), cancellationToken);

        /// <summary>How far the stages, jobs and tasks of a build have come: "Timeline - Get". A timeline's id asks for
        /// that of an earlier attempt, a change's for what has changed since then alone.</summary>
        public Timeline GetTimeline(
            string? project, long id, Guid? timelineId = null, long? changeId = null,
            CancellationToken cancellationToken = default)
        {
            using var query = ParamsHandle.Of(new NamedValues { { "timelineId", timelineId }, { "changeId", changeId } });
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out TimelineHandle made, out IntPtr error) =>
                    Native.azdo_timeline_get(client.Handle, name, id, query, cancel, out made, out error),
                cancellationToken);
            return new Timeline(page);
        }

        /// <summary><see cref="GetTimeline"/> on a thread of its own.</summary>
        public Task<Timeline> GetTimelineAsync(
            string? project, long id, Guid? timelineId = null, long? changeId = null,
            CancellationToken cancellationToken = default) =>
            Background.Run(() => GetTimeline(project, id, timelineId, changeId, cancellationToken), cancellationToken);

        /// <summary>The logs of a build, without their lines: "Builds - Get Build Logs".</summary>
        public Page<Log> GetLogs(string? project, long id, CancellationToken cancellationToken = default)
        {
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out LogPageHandle made, out IntPtr error) =>
                    Native.azdo_logs_get(client.Handle, name, id, ParamsHandle.None, cancel, out made, out error),
                cancellationToken);
            return new Page<Log>(page);
        }

        /// <summary><see cref="GetLogs"/> on a thread of its own.</summary>
        public Task<Page<Log>> GetLogsAsync(
            string? project, long id, CancellationToken cancellationToken = default) =>
            Background.Run(() => GetLogs(project, id, cancellationToken), cancellationToken);

        /// <summary>What a build made and kept: "Artifacts - List".</summary>
        public Page<Artifact> GetArtifacts(
            string? project, long id, CancellationToken cancellationToken = default)
        {
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out ArtifactPageHandle made, out IntPtr error) =>
                    Native.azdo_artifacts_get(client.Handle, name, id, ParamsHandle.None, cancel, out made, out error),
                cancellationToken);
            return new Page<Artifact>(page);
        }

        /// <summary><see cref="GetArtifacts"/> on a thread of its own.</summary>
        public Task<Page<Artifact>> GetArtifactsAsync(
            string? project, long id, CancellationToken cancellationToken = default) =>
            Background.Run(() => GetArtifacts(project, id, cancellationToken), cancellationToken);

        /// <summary>The changes that a build is the first to have, over all pages, 200 or so at most: "Builds - Get
        /// Build Changes".</summary>
        public Pageable<Change> ListChanges(
            string? project, long id, ChangeQuery? query = null, CancellationToken cancellationToken = default) =>
            new Pageable<Change>(Changes(project, id, query), cancellationToken);

        /// <summary>The changes that a build is the first to have, over all pages, 200 or so at most: "Builds - Get
        /// Build Changes".</summary>
        public AsyncPageable<Change> ListChangesAsync(
            string? project, long id, ChangeQuery? query = null, CancellationToken cancellationToken = default) =>
            new AsyncPageable<Change>(Changes(project, id, query), cancellationToken);

        /// <summary>The work items that the changes of a build name, so many at most: "Builds - Get Build Work Items
        /// Refs".</summary>
        public Page<WorkItem> GetWorkItems(
            string? project, long id, long? top = null, CancellationToken cancellationToken = default)
        {
            using var query = ParamsHandle.Of(new NamedValues { { "$top", top } });
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out WorkItemPageHandle made, out IntPtr error) =>
                    Native.azdo_work_items_get(client.Handle, name, id, query, cancel, out made, out error),
                cancellationToken);
            return new Page<WorkItem>(page);
        }

        /// <summary><see cref="GetWorkItems"/> on a thread of its own.</summary>
        public Task<Page<WorkItem>> GetWorkItemsAsync(
            string? project, long id, long? top = null, CancellationToken cancellationToken = default) =>
            Background.Run(() => GetWorkItems(project, id, top, cancellationToken), cancellationToken);

        /// <summary>The tags of a build: "Tags - Get Build Tags".</summary>
        public Page<Tag> GetTags(string? project, long id, CancellationToken cancellationToken = default)
        {
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out TagPageHandle made, out IntPtr error) =>
                    Native.azdo_tags_get(client.Handle, name, id, ParamsHandle.None, cancel, out made, out error),
                cancellationToken);
            return new Page<Tag>(page);
        }

        /// <summary><see cref="GetTags"/> on a thread of its own.</summary>
        public Task<Page<Tag>> GetTagsAsync(
            string? project, long id, CancellationToken cancellationToken = default) =>
            Background.Run(() => GetTags(project, id, cancellationToken), cancellationToken);

        /// <summary>Queues a build: "Builds - Queue". An <see cref="AzdoException"/> with the cause "pipeline_invalid":
        /// the service took it, and will not run it.</summary>
        public Build Queue(string? project, BuildRequest request, CancellationToken cancellationToken = default)
        {
            using var values = ParamsHandle.Of((request ?? throw new ArgumentNullException(nameof(request))).Values);
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out BuildPageHandle made, out IntPtr error) =>
                    Native.azdo_build_queue(client.Handle, name, values, cancel, out made, out error),
                cancellationToken);
            return new Page<Build>(page)[0];
        }

        /// <summary><see cref="Queue"/> on a thread of its own.</summary>
        public Task<Build> QueueAsync(
            string? project, BuildRequest request, CancellationToken cancellationToken = default) =>
            Background.Run(() => Queue(project, request, cancellationToken), cancellationToken);

        /// <summary>Changes what is set of a build: "Builds - Update Build".</summary>
        public Build Update(
            string? project, long id, BuildUpdate update, CancellationToken cancellationToken = default)
        {
            using var values = ParamsHandle.Of((update ?? throw new ArgumentNullException(nameof(update))).Values);
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out BuildPageHandle made, out IntPtr error) =>
                    Native.azdo_build_update(client.Handle, name, id, values, cancel, out made, out error),
                cancellationToken);
            return new Page<Build>(page)[0];
        }

        /// <summary><see cref="Update"/> on a thread of its own.</summary>
        public Task<Build> UpdateAsync(
            string? project, long id, BuildUpdate update, CancellationToken cancellationToken = default) =>
            Background.Run(() => Update(project, id, update, cancellationToken), cancellationToken);

        /// <summary>Asks for a build to be cancelled: its status is Cancelling then, until what runs has
        /// stopped.</summary>
        public Build Cancel(string? project, long id, CancellationToken cancellationToken = default)
        {
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out BuildPageHandle made, out IntPtr error) =>
                    Native.azdo_build_cancel(client.Handle, name, id, cancel, out made, out error),
                cancellationToken);
            return new Page<Build>(page)[0];
        }

        /// <summary><see cref="Cancel"/> on a thread of its own.</summary>
        public Task<Build> CancelAsync(string? project, long id, CancellationToken cancellationToken = default) =>
            Background.Run(() => Cancel(project, id, cancellationToken), cancellationToken);

        /// <summary>Runs a stage of a build once more, by its name in the pipeline's text: what has failed in it, or
        /// all of its jobs.</summary>
        public void RetryStage(
            string? project, long id, string stage, bool allJobs = false,
            CancellationToken cancellationToken = default)
        {
            using var text = new Utf8(stage, nameof(stage));
            var stageText = text.Pointer;
            client.Ask(
                project,
                (byte* name, CancelHandle cancel, out IntPtr error) =>
                    Native.azdo_build_retry_stage(
                        client.Handle, name, id, stageText, allJobs ? 1 : 0, cancel, out error),
                cancellationToken);
        }

        /// <summary><see cref="RetryStage"/> on a thread of its own.</summary>
        public Task RetryStageAsync(
            string? project, long id, string stage, bool allJobs = false,
            CancellationToken cancellationToken = default) =>
            Background.Run(() => RetryStage(project, id, stage, allJobs, cancellationToken), cancellationToken);

        /// <summary>Deletes a build: "Builds - Delete".</summary>
        public void Delete(string? project, long id, CancellationToken cancellationToken = default)
        {
            client.Ask(
                project,
                (byte* name, CancelHandle cancel, out IntPtr error) =>
                    Native.azdo_build_delete(client.Handle, name, id, cancel, out error),
                cancellationToken);
        }

        /// <summary><see cref="Delete"/> on a thread of its own.</summary>
        public Task DeleteAsync(string? project, long id, CancellationToken cancellationToken = default) =>
            Background.Run(() => Delete(project, id, cancellationToken), cancellationToken);

        /// <summary>Puts tags on a build; all that it then has.</summary>
        public Page<Tag> AddTags(
            string? project, long id, IEnumerable<string> tags, CancellationToken cancellationToken = default)
        {
            using var texts = new Utf8Array(tags, nameof(tags));
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out TagPageHandle made, out IntPtr error) =>
                    Native.azdo_tags_add(
                        client.Handle, name, id, texts.Pointer, texts.Count, cancel, out made, out error),
                cancellationToken);
            return new Page<Tag>(page);
        }

        /// <summary><see cref="AddTags"/> on a thread of its own.</summary>
        public Task<Page<Tag>> AddTagsAsync(
            string? project, long id, IEnumerable<string> tags, CancellationToken cancellationToken = default) =>
            Background.Run(() => AddTags(project, id, tags, cancellationToken), cancellationToken);

        /// <summary>Takes tags off a build, one after another; all that it then has.</summary>
        public Page<Tag> RemoveTags(
            string? project, long id, IEnumerable<string> tags, CancellationToken cancellationToken = default)
        {
            using var texts = new Utf8Array(tags, nameof(tags));
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out TagPageHandle made, out IntPtr error) =>
                    Native.azdo_tags_remove(
                        client.Handle, name, id, texts.Pointer, texts.Count, cancel, out made, out error),
                cancellationToken);
            return new Page<Tag>(page);
        }

        /// <summary><see cref="RemoveTags"/> on a thread of its own.</summary>
        public Task<Page<Tag>> RemoveTagsAsync(
            string? project, long id, IEnumerable<string> tags, CancellationToken cancellationToken = default) =>
            Background.Run(() => RemoveTags(project, id, tags, cancellationToken), cancellationToken);

        Listing<Build> Listing(string? project, BuildQuery? query) =>
            new Listing<Build>(client, (query ?? new BuildQuery()).ValuesOf(project), Begin);

        static ListHandle<Build> Begin(ClientHandle client, ParamsHandle query)
        {
            AzdoException.Check(Native.azdo_builds_list(client, query, out var list, out var error), error);
            return list;
        }

        Listing<Change> Changes(string? project, long id, ChangeQuery? query) => new Listing<Change>(
            client, (query ?? new ChangeQuery()).Values,
            (client, values) =>
            {
                using var name = new Utf8(project, nameof(project));
                AzdoException.Check(
                    Native.azdo_changes_list(client, name.Pointer, id, values, out var list, out var error), error);
                return list;
            });
    }
}
