using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Azdo
{
    /// <summary>One of the library's objects. Any thread may dispose it at any time: it is freed when the last call
    /// inside of it has returned.</summary>
    abstract class Handle : SafeHandleZeroOrMinusOneIsInvalid
    {
        volatile bool disposed;

        protected Handle() : base(ownsHandle: true) { }

        /// <summary>Whether new calls are to be refused; the runtime itself does so only when no call is inside any
        /// more.</summary>
        internal bool IsDisposed => disposed;

        protected abstract void Free(IntPtr handle);

        protected override void Dispose(bool disposing)
        {
            disposed = true;
            base.Dispose(disposing);
        }

        protected override bool ReleaseHandle()
        {
            Free(handle);
            return true;
        }
    }

    /// <summary>Keeps what a handle lent from being freed while it is read.</summary>
    readonly ref struct Held
    {
        readonly SafeHandle handle;

        internal Held(SafeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            this.handle = handle;
        }

        public void Dispose() => handle.DangerousRelease();
    }

    sealed class ClientHandle : Handle
    {
        protected override void Free(IntPtr handle) => Native.azdo_client_free(handle);
    }

    sealed class CredentialHandle : Handle
    {
        /// <summary>NULL: the environment's.</summary>
        internal static readonly CredentialHandle None = new CredentialHandle();

        protected override void Free(IntPtr handle) => Native.azdo_credential_free(handle);
    }

    sealed class CancelHandle : Handle
    {
        /// <summary>NULL: nothing ends the call.</summary>
        internal static readonly CancelHandle None = new CancelHandle();

        protected override void Free(IntPtr handle) => Native.azdo_cancel_free(handle);
    }

    sealed class ResponseHandle : Handle
    {
        protected override void Free(IntPtr handle) => Native.azdo_response_free(handle);
    }

    sealed class FindingsHandle : Handle
    {
        protected override void Free(IntPtr handle) => Native.azdo_findings_free(handle);
    }

    sealed class ReferenceHandle : Handle
    {
        protected override void Free(IntPtr handle) => Native.azdo_reference_free(handle);
    }

    sealed class ParamsHandle : Handle
    {
        /// <summary>NULL: no values.</summary>
        internal static readonly ParamsHandle None = new ParamsHandle();

        internal static unsafe ParamsHandle Of(IEnumerable<KeyValuePair<string, string>>? values)
        {
            var parameters = Native.azdo_params_new();
            foreach (var pair in values ?? Array.Empty<KeyValuePair<string, string>>())
            {
                using var name = new Utf8(pair.Key, "a parameter's name");
                using var value = new Utf8(pair.Value, pair.Key);
                // A fault is told by the call that takes the values.
                Native.azdo_params_set(parameters, name.Pointer, value.Pointer);
            }
            return parameters;
        }

        protected override void Free(IntPtr handle) => Native.azdo_params_free(handle);
    }

    sealed unsafe class StringHandle : Handle
    {
        internal string Text()
        {
            using var held = new Held(this);
            return Encoding.UTF8.GetString(Native.azdo_string_data(this, out var length), (int)length);
        }

        internal byte[] Bytes()
        {
            using var held = new Held(this);
            return new ReadOnlySpan<byte>(Native.azdo_string_data(this, out var length), (int)length).ToArray();
        }

        protected override void Free(IntPtr handle) => Native.azdo_string_free(handle);
    }

    /// <summary>What matches, over all pages.</summary>
    abstract class ListHandle : Handle
    {
        ClientHandle? client;

        /// <summary>Keeps a client from being freed before this list is.</summary>
        internal void Keep(ClientHandle client)
        {
            var kept = false;
            client.DangerousAddRef(ref kept);
            this.client = client;
        }

        protected override bool ReleaseHandle()
        {
            client?.DangerousRelease();
            return base.ReleaseHandle();
        }
    }

    /// <summary>All records that match.</summary>
    abstract class ListHandle<T> : ListHandle where T : Record
    {
        /// <summary>Fetches the next page; none after the last.</summary>
        internal abstract int Step(CancelHandle cancel, out PageHandle<T> page, out IntPtr error);
    }

    /// <summary>The elements of an operation's list.</summary>
    sealed class ItemsHandle : ListHandle
    {
        protected override void Free(IntPtr handle) => Native.azdo_items_free(handle);
    }

    /// <summary>Some records, which live exactly as long as it does.</summary>
    abstract unsafe class PageHandle<T> : Handle where T : Record
    {
        long weight;

        internal abstract IntPtr* Records(out UIntPtr count);

        internal abstract IntPtr* Broken(out UIntPtr count);

        /// <summary>NULL where there are no further pages.</summary>
        internal virtual byte* Token() => null;

        internal abstract T Record(IntPtr record);

        protected abstract Native.azdo_str Text();

        /// <summary>Nothing where a record is but a word.</summary>
        protected virtual Native.azdo_str Json(IntPtr record) => default;

        /// <summary>The collector alone frees pages, so it has to know what hangs on this small object.</summary>
        internal void Weigh(IntPtr* records, int count)
        {
            weight = (long)Text().len;
            for (var index = 0; index < count; index++)
                weight += (long)Json(records[index]).len;
            if (weight > 0)
                GC.AddMemoryPressure(weight);
        }

        protected override bool ReleaseHandle()
        {
            if (weight > 0)
                GC.RemoveMemoryPressure(weight);
            return base.ReleaseHandle();
        }
    }

    sealed class BuildListHandle : ListHandle<Build>
    {
        internal override int Step(CancelHandle cancel, out PageHandle<Build> page, out IntPtr error)
        {
            var status = Native.azdo_builds_next_page(this, cancel, out var next, out error);
            page = next;
            return status;
        }

        protected override void Free(IntPtr handle) => Native.azdo_builds_free(handle);
    }

    sealed unsafe class BuildPageHandle : PageHandle<Build>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_build_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_build_page_broken(this, out count);

        internal override byte* Token() => Native.azdo_build_page_token(this);

        internal override Build Record(IntPtr record) => new Build(this, (Native.azdo_build*)record);

        protected override Native.azdo_str Text() => Native.azdo_build_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_build*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_build_page_free(handle);
    }

    sealed unsafe class TimelineHandle : PageHandle<TimelineRecord>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_timeline_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_timeline_broken(this, out count);

        internal override TimelineRecord Record(IntPtr record) =>
            new TimelineRecord(this, (Native.azdo_timeline_record*)record);

        protected override Native.azdo_str Text() => Native.azdo_timeline_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_timeline_record*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_timeline_free(handle);
    }

    sealed unsafe class LogPageHandle : PageHandle<Log>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_log_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_log_page_broken(this, out count);

        internal override Log Record(IntPtr record) => new Log(this, (Native.azdo_log*)record);

        protected override Native.azdo_str Text() => Native.azdo_log_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_log*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_log_page_free(handle);
    }

    sealed unsafe class ArtifactPageHandle : PageHandle<Artifact>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_artifact_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_artifact_page_broken(this, out count);

        internal override Artifact Record(IntPtr record) => new Artifact(this, (Native.azdo_artifact*)record);

        protected override Native.azdo_str Text() => Native.azdo_artifact_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_artifact*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_artifact_page_free(handle);
    }

    sealed class ChangeListHandle : ListHandle<Change>
    {
        internal override int Step(CancelHandle cancel, out PageHandle<Change> page, out IntPtr error)
        {
            var status = Native.azdo_changes_next_page(this, cancel, out var next, out error);
            page = next;
            return status;
        }

        protected override void Free(IntPtr handle) => Native.azdo_changes_free(handle);
    }

    sealed unsafe class ChangePageHandle : PageHandle<Change>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_change_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_change_page_broken(this, out count);

        internal override byte* Token() => Native.azdo_change_page_token(this);

        internal override Change Record(IntPtr record) => new Change(this, (Native.azdo_change*)record);

        protected override Native.azdo_str Text() => Native.azdo_change_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_change*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_change_page_free(handle);
    }

    sealed unsafe class WorkItemPageHandle : PageHandle<WorkItem>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_work_item_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_work_item_page_broken(this, out count);

        internal override WorkItem Record(IntPtr record) => new WorkItem(this, (Native.azdo_work_item*)record);

        protected override Native.azdo_str Text() => Native.azdo_work_item_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_work_item*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_work_item_page_free(handle);
    }

    sealed unsafe class TagPageHandle : PageHandle<Tag>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_tag_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_tag_page_broken(this, out count);

        internal override Tag Record(IntPtr record) => new Tag(this, (Native.azdo_tag*)record);

        protected override Native.azdo_str Text() => Native.azdo_tag_page_text(this);

        protected override void Free(IntPtr handle) => Native.azdo_tag_page_free(handle);
    }

    sealed class DefinitionListHandle : ListHandle<Definition>
    {
        internal override int Step(CancelHandle cancel, out PageHandle<Definition> page, out IntPtr error)
        {
            var status = Native.azdo_definitions_next_page(this, cancel, out var next, out error);
            page = next;
            return status;
        }

        protected override void Free(IntPtr handle) => Native.azdo_definitions_free(handle);
    }

    sealed unsafe class DefinitionPageHandle : PageHandle<Definition>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_definition_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_definition_page_broken(this, out count);

        internal override byte* Token() => Native.azdo_definition_page_token(this);

        internal override Definition Record(IntPtr record) => new Definition(this, (Native.azdo_definition*)record);

        protected override Native.azdo_str Text() => Native.azdo_definition_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_definition*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_definition_page_free(handle);
    }

    sealed class ProjectListHandle : ListHandle<Project>
    {
        internal override int Step(CancelHandle cancel, out PageHandle<Project> page, out IntPtr error)
        {
            var status = Native.azdo_projects_next_page(this, cancel, out var next, out error);
            page = next;
            return status;
        }

        protected override void Free(IntPtr handle) => Native.azdo_projects_free(handle);
    }

    sealed unsafe class ProjectPageHandle : PageHandle<Project>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_project_page_records(this, out count);

        internal override IntPtr* Broken(out UIntPtr count) => Native.azdo_project_page_broken(this, out count);

        internal override byte* Token() => Native.azdo_project_page_token(this);

        internal override Project Record(IntPtr record) => new Project(this, (Native.azdo_project*)record);

        protected override Native.azdo_str Text() => Native.azdo_project_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_project*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_project_page_free(handle);
    }
}
