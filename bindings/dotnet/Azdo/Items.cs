using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>How the list of an operation is begun, as often as it is enumerated, and stepped through.</summary>
    sealed unsafe class ItemListing
    {
        readonly AzdoClient client;
        readonly string operation;
        readonly NamedValues values;

        internal ItemListing(AzdoClient client, ListOperation operation)
        {
            (this.client, this.operation, values) = (client, operation.Name, operation.Values);
            // Sends nothing: what cannot be asked for is refused here, not at the first step.
            Begin().Dispose();
        }

        internal ItemsHandle Begin()
        {
            using var name = new Utf8(operation, nameof(operation));
            using var query = ParamsHandle.Of(values);
            AzdoException.Check(
                Native.azdo_items_list(client.Handle, name.Pointer, query, out var list, out var error), error);
            client.Lend(list);
            return list;
        }

        /// <summary>The next element; null after the last. A failure leaves the list where it was.</summary>
        internal JsonElement? Next(ItemsHandle list, CancellationToken cancellationToken) => client.Ask(
            (CancelHandle cancel, out JsonElement? made, out IntPtr error) => Step(list, cancel, out made, out error),
            cancellationToken);

        internal static int Step(ItemsHandle list, CancelHandle cancel, out JsonElement? made, out IntPtr error)
        {
            // The text is good until the next step.
            lock (list)
            {
                using var held = new Held(list);
                var status = Native.azdo_items_next(list, cancel, out var json, out error);
                made = status == Native.Ok
                    ? AzdoResponse.Parsed(new ReadOnlySpan<byte>(json.data, (int)json.len))
                    : (JsonElement?)null;
                return status;
            }
        }
    }

    /// <summary>The elements of a list. Each enumeration begins anew, and one that has failed may be moved on.</summary>
    sealed class Items : IEnumerable<JsonElement>, IAsyncEnumerable<JsonElement>
    {
        readonly ItemListing listing;
        readonly CancellationToken token;

        internal Items(ItemListing listing, CancellationToken cancellationToken) =>
            (this.listing, token) = (listing, cancellationToken);

        public IEnumerator<JsonElement> GetEnumerator() => new Enumerator(listing, token);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public IAsyncEnumerator<JsonElement> GetAsyncEnumerator(CancellationToken cancellationToken) =>
            new AsyncEnumerator(listing, token, cancellationToken);

        sealed class Enumerator : IEnumerator<JsonElement>
        {
            readonly ItemListing listing;
            readonly CancellationToken token;
            readonly ItemsHandle list;

            internal Enumerator(ItemListing listing, CancellationToken token) =>
                (this.listing, this.token, list) = (listing, token, listing.Begin());

            public JsonElement Current { get; private set; }

            object IEnumerator.Current => Current;

            public bool MoveNext()
            {
                var next = listing.Next(list, token);
                Current = next.GetValueOrDefault();
                return next.HasValue;
            }

            public void Reset() => throw new NotSupportedException();

            public void Dispose() => list.Dispose();
        }

        sealed class AsyncEnumerator : IAsyncEnumerator<JsonElement>
        {
            readonly ItemListing listing;
            readonly CancellationTokenSource source;
            readonly ItemsHandle list;
            readonly CancelHandle now;

            internal AsyncEnumerator(ItemListing listing, CancellationToken one, CancellationToken other)
            {
                this.listing = listing;
                source = CancellationTokenSource.CreateLinkedTokenSource(one, other);
                AzdoException.Check(Native.azdo_cancel_new(out now, out var error), error);
                Native.azdo_cancel_signal(now);
                list = listing.Begin();
            }

            public JsonElement Current { get; private set; }

            public async ValueTask<bool> MoveNextAsync()
            {
                var token = source.Token;
                token.ThrowIfCancellationRequested();
                if (!TryFetched(out var next))
                    next = await Background.Run(() => listing.Next(list, token), token).ConfigureAwait(false);
                Current = next.GetValueOrDefault();
                return next.HasValue;
            }

            /// <summary>What has been fetched already needs no other thread. A token that is signalled ends what would
            /// fetch more.</summary>
            bool TryFetched(out JsonElement? next)
            {
                var status = ItemListing.Step(list, now, out next, out var error);
                if (status == (int)AzdoStatus.Cancelled)
                {
                    Native.azdo_error_free(error);
                    return false;
                }
                AzdoException.Check(status, error);
                return true;
            }

            public ValueTask DisposeAsync()
            {
                list.Dispose();
                now.Dispose();
                source.Dispose();
                return default;
            }
        }
    }
}
