using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>Records as one answer of the service held them; it stays as it is. Any thread may read it.</summary>
    public class Page<T> : IReadOnlyList<T> where T : Record
    {
        readonly PageHandle<T> handle;
        readonly unsafe IntPtr* records;

        internal unsafe Page(PageHandle<T> handle)
        {
            this.handle = handle;
            records = handle.Records(out var count);
            Count = (int)count;
            ContinuationToken = Utf8.Decode(handle.Token());
            handle.Weigh(records, Count);
        }

        /// <summary>What to set as <see cref="ListQuery.ContinuationToken"/> to go on after this page; "" at the
        /// end, and where there are no further pages.</summary>
        public string ContinuationToken { get; }

        /// <summary>What could not be read, and was passed over as <see cref="AzdoClientOptions.SkipBroken"/>
        /// asks.</summary>
        public unsafe IReadOnlyList<BrokenElement> Broken
        {
            get
            {
                var broken = handle.Broken(out var count);
                var all = new BrokenElement[(int)count];
                for (var index = 0; index < all.Length; index++)
                    all[index] = new BrokenElement(handle, (Native.azdo_broken_element*)broken[index]);
                return all;
            }
        }

        /// <summary>How many records it holds.</summary>
        public int Count { get; }

        /// <summary>A record, in the service's order.</summary>
        public unsafe T this[int index] => (uint)index < (uint)Count
            ? handle.Record(records[index])
            : throw new ArgumentOutOfRangeException(nameof(index));

        /// <summary>The records, in the service's order.</summary>
        public IEnumerator<T> GetEnumerator()
        {
            for (var index = 0; index < Count; index++)
                yield return this[index];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>How far the stages, jobs and tasks of a build have come: the last attempt of each, in no order. Where
    /// something was tried again, <see cref="TimelineRecord.PreviousAttempts"/> name the timelines of those
    /// before.</summary>
    public sealed unsafe class Timeline : Page<TimelineRecord>
    {
        internal Timeline(TimelineHandle handle) : base(handle)
        {
            Id = Utf8.Decode(Native.azdo_timeline_id(handle));
            ChangeId = Native.azdo_timeline_change_id(handle);
        }

        /// <summary>Its GUID; "" where the build has no timeline yet.</summary>
        public string Id { get; }

        /// <summary>The number of its last change, to ask for what has changed since.</summary>
        public long ChangeId { get; }
    }

    /// <summary>How a list is begun, as often as it is enumerated.</summary>
    sealed class Listing<T> where T : Record
    {
        readonly AzdoClient client;
        readonly NamedValues values;
        readonly Func<ClientHandle, ParamsHandle, ListHandle<T>> begin;

        internal Listing(
            AzdoClient client, NamedValues values,
            Func<ClientHandle, ParamsHandle, ListHandle<T>> begin)
        {
            (this.client, this.values, this.begin) = (client, values, begin);
            // Sends nothing: what cannot be asked for is refused here, not at the first step.
            Begin().Dispose();
        }

        internal ListHandle<T> Begin()
        {
            using var query = ParamsHandle.Of(values);
            var list = begin(client.Handle, query);
            client.Lend(list);
            return list;
        }

        /// <summary>The next page; null after the last.</summary>
        internal Page<T>? Next(ListHandle<T> list, CancellationToken cancellationToken)
        {
            var page = client.Ask<PageHandle<T>>(list.Step, cancellationToken);
            return page.IsInvalid ? null : new Page<T>(page);
        }
    }

    /// <summary>All records that match, over all pages, fetched as they are asked for. Each enumeration begins anew;
    /// after a failure, go on from the last page's <see cref="Page{T}.ContinuationToken"/>.</summary>
    public sealed class Pageable<T> : IEnumerable<T> where T : Record
    {
        readonly Listing<T> listing;
        readonly CancellationToken token;

        internal Pageable(Listing<T> listing, CancellationToken cancellationToken) =>
            (this.listing, token) = (listing, cancellationToken);

        /// <summary>The same by page.</summary>
        public IEnumerable<Page<T>> AsPages()
        {
            using var list = listing.Begin();
            while (listing.Next(list, token) is Page<T> page)
                yield return page;
        }

        /// <summary>The records, in the service's order.</summary>
        public IEnumerator<T> GetEnumerator() => AsPages().SelectMany(page => page).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>All records that match, over all pages, fetched on a thread of its own as they are asked for. Each
    /// enumeration begins anew; after a failure, go on from the last page's
    /// <see cref="Page{T}.ContinuationToken"/>.</summary>
    public sealed class AsyncPageable<T> : IAsyncEnumerable<T> where T : Record
    {
        readonly Listing<T> listing;
        readonly CancellationToken token;

        internal AsyncPageable(Listing<T> listing, CancellationToken cancellationToken) =>
            (this.listing, token) = (listing, cancellationToken);

        /// <summary>The same by page.</summary>
        public IAsyncEnumerable<Page<T>> AsPages() => Pages(token);

        /// <summary>The records, in the service's order.</summary>
        public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            await foreach (var page in AsPages().WithCancellation(cancellationToken).ConfigureAwait(false))
                foreach (var record in page)
                    yield return record;
        }

        async IAsyncEnumerable<Page<T>> Pages([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            using var list = listing.Begin();
            while (true)
            {
                var step = Background.Run(() => listing.Next(list, cancellationToken), cancellationToken);
                if (!(await step.ConfigureAwait(false) is Page<T> page))
                    yield break;
                yield return page;
            }
        }
    }
}
