using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>The definitions (pipelines) of an organization's projects. Without a project, that of the client's URL
    /// is meant.</summary>
    public sealed unsafe class Definitions
    {
        readonly AzdoClient client;

        internal Definitions(AzdoClient client) => this.client = client;

        /// <summary>Every definition that matches, over all pages: "Definitions - List".</summary>
        public Pageable<Definition> List(
            string? project = null, DefinitionQuery? query = null, CancellationToken cancellationToken = default) =>
            new Pageable<Definition>(Listing(project, query), cancellationToken);

        /// <summary>Every definition that matches, over all pages: "Definitions - List".</summary>
        public AsyncPageable<Definition> ListAsync(
            string? project = null, DefinitionQuery? query = null, CancellationToken cancellationToken = default) =>
            new AsyncPageable<Definition>(Listing(project, query), cancellationToken);

        /// <summary>One definition, whole: "Definitions - Get". A revision asks for how it was.</summary>
        public Definition Get(
            string? project, long id, long? revision = null, bool? includeLatestBuilds = null,
            CancellationToken cancellationToken = default)
        {
            using var query = ParamsHandle.Of(
                new NamedValues { { "revision", revision }, { "includeLatestBuilds", includeLatestBuilds } });
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out DefinitionPageHandle made, out IntPtr error) =>
                    Native.azdo_definition_get(client.Handle, name, id, query, cancel, out made, out error),
                cancellationToken);
            return new Page<Definition>(page)[0];
        }

        /// <summary><see cref="Get"/> on a thread of its own.</summary>
        public Task<Definition> GetAsync(
            string? project, long id, long? revision = null, bool? includeLatestBuilds = null,
            CancellationToken cancellationToken = default) =>
            Background.Run(() => Get(project, id, revision, includeLatestBuilds, cancellationToken), cancellationToken);

        /// <summary>Makes a definition of its JSON, "BuildDefinition" in the reference: "Definitions -
        /// Create".</summary>
        public Definition Create(string? project, string json, CancellationToken cancellationToken = default)
        {
            using var text = new Utf8(json, nameof(json));
            var body = text.Pointer;
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out DefinitionPageHandle made, out IntPtr error) =>
                    Native.azdo_definition_create(client.Handle, name, body, cancel, out made, out error),
                cancellationToken);
            return new Page<Definition>(page)[0];
        }

        /// <summary><see cref="Create"/> on a thread of its own.</summary>
        public Task<Definition> CreateAsync(
            string? project, string json, CancellationToken cancellationToken = default) =>
            Background.Run(() => Create(project, json, cancellationToken), cancellationToken);

        /// <summary>Puts a definition in the place of the one with this id: "Definitions - Update". The JSON is all of
        /// it, with the <c>revision</c> that it was read with: the service refuses it if somebody has changed the
        /// definition since.</summary>
        public Definition Update(
            string? project, long id, string json, CancellationToken cancellationToken = default)
        {
            using var text = new Utf8(json, nameof(json));
            var body = text.Pointer;
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out DefinitionPageHandle made, out IntPtr error) =>
                    Native.azdo_definition_update(client.Handle, name, id, body, cancel, out made, out error),
                cancellationToken);
            return new Page<Definition>(page)[0];
        }

        /// <summary><see cref="Update"/> on a thread of its own.</summary>
        public Task<Definition> UpdateAsync(
            string? project, long id, string json, CancellationToken cancellationToken = default) =>
            Background.Run(() => Update(project, id, json, cancellationToken), cancellationToken);

        /// <summary>Says whether builds can be queued: Enabled, Paused or Disabled. The definition is read, and sent
        /// back as it is but for that.</summary>
        public Definition SetQueueStatus(
            string? project, long id, QueueStatus status, CancellationToken cancellationToken = default)
        {
            var number = QueueStatus.Known.NumberOf(status);
            var page = client.Ask(
                project,
                (byte* name, CancelHandle cancel, out DefinitionPageHandle made, out IntPtr error) =>
                    Native.azdo_definition_set_queue_status(
                        client.Handle, name, id, number, cancel, out made, out error),
                cancellationToken);
            return new Page<Definition>(page)[0];
        }

        /// <summary><see cref="SetQueueStatus"/> on a thread of its own.</summary>
        public Task<Definition> SetQueueStatusAsync(
            string? project, long id, QueueStatus status, CancellationToken cancellationToken = default) =>
            Background.Run(() => SetQueueStatus(project, id, status, cancellationToken), cancellationToken);

        /// <summary>Deletes a definition, and its builds: "Definitions - Delete".</summary>
        public void Delete(string? project, long id, CancellationToken cancellationToken = default)
        {
            client.Ask(
                project,
                (byte* name, CancelHandle cancel, out IntPtr error) =>
                    Native.azdo_definition_delete(client.Handle, name, id, cancel, out error),
                cancellationToken);
        }

        /// <summary><see cref="Delete"/> on a thread of its own.</summary>
        public Task DeleteAsync(string? project, long id, CancellationToken cancellationToken = default) =>
            Background.Run(() => Delete(project, id, cancellationToken), cancellationToken);

        Listing<Definition> Listing(string? project, DefinitionQuery? query) =>
            new Listing<Definition>(client, (query ?? new DefinitionQuery()).ValuesOf(project), Begin);

        static ListHandle<Definition> Begin(ClientHandle client, ParamsHandle query)
        {
            AzdoException.Check(Native.azdo_definitions_list(client, query, out var list, out var error), error);
            return list;
        }
    }
}
