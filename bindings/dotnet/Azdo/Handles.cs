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

        internal abstract byte* Token();

        internal abstract T Record(IntPtr record);

        protected abstract Native.azdo_str Text();

        protected abstract Native.azdo_str Json(IntPtr record);

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
            var status = Native.azdo_builds_next_page(this, cancel, out var builds, out error);
            page = builds;
            return status;
        }

        protected override void Free(IntPtr handle) => Native.azdo_builds_free(handle);
    }

    sealed unsafe class BuildPageHandle : PageHandle<Build>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_build_page_records(this, out count);

        internal override byte* Token() => Native.azdo_build_page_token(this);

        internal override Build Record(IntPtr record) => new Build(this, (Native.azdo_build*)record);

        protected override Native.azdo_str Text() => Native.azdo_build_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_build*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_build_page_free(handle);
    }

    sealed class ProjectListHandle : ListHandle<Project>
    {
        internal override int Step(CancelHandle cancel, out PageHandle<Project> page, out IntPtr error)
        {
            var status = Native.azdo_projects_next_page(this, cancel, out var projects, out error);
            page = projects;
            return status;
        }

        protected override void Free(IntPtr handle) => Native.azdo_projects_free(handle);
    }

    sealed unsafe class ProjectPageHandle : PageHandle<Project>
    {
        internal override IntPtr* Records(out UIntPtr count) => Native.azdo_project_page_records(this, out count);

        internal override byte* Token() => Native.azdo_project_page_token(this);

        internal override Project Record(IntPtr record) => new Project(this, (Native.azdo_project*)record);

        protected override Native.azdo_str Text() => Native.azdo_project_page_text(this);

        protected override Native.azdo_str Json(IntPtr record) => ((Native.azdo_project*)record)->json;

        protected override void Free(IntPtr handle) => Native.azdo_project_page_free(handle);
    }
}
