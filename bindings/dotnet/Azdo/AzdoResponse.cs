using System;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>The answer to a request: its head, and a body that is read as it comes. Each read may take as long as
    /// the client's calls may.</summary>
    public sealed unsafe class AzdoResponse : IDisposable
    {
        readonly ResponseHandle handle;
        readonly TimeSpan? timeout;

        internal AzdoResponse(ResponseHandle handle, TimeSpan? timeout)
        {
            (this.handle, this.timeout) = (handle, timeout);
            StatusCode = Native.azdo_response_status(handle);
        }

        ResponseHandle Handle =>
            handle.IsDisposed ? throw new ObjectDisposedException(nameof(AzdoResponse)) : handle;

        /// <summary>The HTTP status, 200 to 399.</summary>
        public int StatusCode { get; }

        /// <summary>The first value of this header, whatever the case of its name; "" if there is none.</summary>
        public string Header(string name)
        {
            using var text = new Utf8(name, nameof(name));
            using var held = new Held(Handle);
            return Utf8.Decode(Native.azdo_response_header(handle, text.Pointer));
        }

        /// <summary>What its body is: "application/json; charset=utf-8"; "" if it does not say.</summary>
        public string ContentType => Header("Content-Type");

        /// <summary>The body, decompressed, as it comes. It ends with the response, and the response with it.</summary>
        public Stream ReadAsStream() => new Body(this);

        /// <summary>All that is left of the body.</summary>
        public byte[] ReadAsByteArray(CancellationToken cancellationToken = default)
        {
            using var body = Rest(cancellationToken);
            return body.Bytes();
        }

        /// <summary><see cref="ReadAsByteArray"/> on a thread of its own.</summary>
        public Task<byte[]> ReadAsByteArrayAsync(CancellationToken cancellationToken = default) =>
            Background.Run(() => ReadAsByteArray(cancellationToken), cancellationToken);

        /// <summary>All that is left of the body, which is UTF-8.</summary>
        public string ReadAsString(CancellationToken cancellationToken = default)
        {
            using var body = Rest(cancellationToken);
            return body.Text();
        }

        /// <summary><see cref="ReadAsString"/> on a thread of its own.</summary>
        public Task<string> ReadAsStringAsync(CancellationToken cancellationToken = default) =>
            Background.Run(() => ReadAsString(cancellationToken), cancellationToken);

        /// <summary>All that is left of the body, parsed.</summary>
        /// <exception cref="JsonException">It is not JSON.</exception>
        public JsonElement ReadAsJson(CancellationToken cancellationToken = default)
        {
            using var body = Rest(cancellationToken);
            using var held = new Held(body);
            return Parsed(new ReadOnlySpan<byte>(Native.azdo_string_data(body, out var length), (int)length));
        }

        /// <summary><see cref="ReadAsJson"/> on a thread of its own.</summary>
        public Task<JsonElement> ReadAsJsonAsync(CancellationToken cancellationToken = default) =>
            Background.Run(() => ReadAsJson(cancellationToken), cancellationToken);

        /// <summary>Ends the exchange, if the body has not been read to its end. A read under way goes on until its own
        /// end: its token ends it.</summary>
        public void Dispose() => handle.Dispose();

        /// <summary>JSON as the service sent it, of any depth that the client's bounds allow.</summary>
        internal static JsonElement Parsed(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            using var document = JsonDocument.ParseValue(ref reader);
            // Nothing may follow.
            reader.Read();
            return document.RootElement.Clone();
        }

        StringHandle Rest(CancellationToken cancellationToken)
        {
            using var waiting = new Waiting(timeout, cancellationToken);
            waiting.Check(Native.azdo_response_body(Handle, waiting.Cancel, out var body, out var error), error);
            return body;
        }

        int Read(Span<byte> buffer, CancellationToken cancellationToken)
        {
            if (buffer.IsEmpty)
                return 0;
            using var waiting = new Waiting(timeout, cancellationToken);
            fixed (byte* start = buffer)
            {
                waiting.Check(
                    Native.azdo_response_read(
                        Handle, start, (UIntPtr)buffer.Length, waiting.Cancel, out var count, out var error),
                    error);
                return (int)count;
            }
        }

        sealed class Body : Stream
        {
            readonly AzdoResponse response;

            bool disposed;

            internal Body(AzdoResponse response) => this.response = response;

            public override bool CanRead => !disposed;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override long Length => throw new NotSupportedException();

            public override long Position
            {
                get => throw new NotSupportedException();
                set => throw new NotSupportedException();
            }

            public override int Read(Span<byte> buffer) => response.Read(buffer, default);

            public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

            public override ValueTask<int> ReadAsync(
                Memory<byte> buffer, CancellationToken cancellationToken = default) =>
                new ValueTask<int>(Background.Run(() => response.Read(buffer.Span, cancellationToken), cancellationToken));

            public override Task<int> ReadAsync(
                byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
                ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

            public override void Flush() { }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

            protected override void Dispose(bool disposing)
            {
                disposed = true;
                if (disposing)
                    response.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
