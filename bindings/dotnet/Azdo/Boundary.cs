using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>Text as the library takes it. The copy is wiped, as it may be a secret.</summary>
    readonly unsafe struct Utf8 : IDisposable
    {
        static readonly UTF8Encoding Strict =
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        internal readonly byte* Pointer;
        readonly int size;

        /// <summary>What is refused is not shown; null is the library's to judge.</summary>
        internal Utf8(string? text, string name)
        {
            Pointer = null;
            size = 0;
            if (text is null)
                return;
            if (text.Contains('\0'))
                throw AzdoException.Refuse($"{name} holds a NUL");
            try
            {
                size = Strict.GetByteCount(text) + 1;
            }
            catch (EncoderFallbackException)
            {
                throw AzdoException.Refuse($"{name} holds a lone surrogate, which no UTF-8 can spell");
            }
            Pointer = (byte*)Marshal.AllocHGlobal(size);
            Pointer[size - 1] = 0;
            fixed (char* characters = text)
                Strict.GetBytes(characters, text.Length, Pointer, size - 1);
        }

        /// <summary>Text that the library lends; "" for NULL.</summary>
        internal static string Decode(byte* text) => Marshal.PtrToStringUTF8((IntPtr)text) ?? "";

        public void Dispose()
        {
            if (Pointer == null)
                return;
            CryptographicOperations.ZeroMemory(new Span<byte>(Pointer, size));
            Marshal.FreeHGlobal((IntPtr)Pointer);
        }
    }

    /// <summary>Texts as the library takes them.</summary>
    sealed unsafe class Utf8Array : IDisposable
    {
        readonly List<Utf8> texts = new List<Utf8>();

        internal Utf8Array(IEnumerable<string> all, string name)
        {
            try
            {
                foreach (var text in all ?? throw new ArgumentNullException(name))
                    texts.Add(new Utf8(text, name));
                Pointer = (byte**)Marshal.AllocHGlobal(Math.Max(1, texts.Count) * sizeof(byte*));
            }
            catch
            {
                Dispose();
                throw;
            }
            for (var index = 0; index < texts.Count; index++)
                Pointer[index] = texts[index].Pointer;
        }

        internal byte** Pointer { get; }

        internal UIntPtr Count => (UIntPtr)texts.Count;

        public void Dispose()
        {
            foreach (var text in texts)
                text.Dispose();
            Marshal.FreeHGlobal((IntPtr)Pointer);
        }
    }

    /// <summary>What may end one call: a token of .NET's and a deadline, as a token of the library's.</summary>
    sealed class Waiting : IDisposable
    {
        static readonly Action<object?> Signal = cancel => Native.azdo_cancel_signal((CancelHandle)cancel!);

        readonly CancellationToken token;
        readonly CancellationTokenRegistration registration;

        internal Waiting(TimeSpan? timeout, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            token = cancellationToken;
            if (timeout is null && !token.CanBeCanceled)
                return;
            AzdoException.Check(Native.azdo_cancel_new(out var cancel, out var error), error);
            Cancel = cancel;
            if (timeout is TimeSpan span)
                Native.azdo_cancel_after_ms(cancel, Parameters.Milliseconds(span));
            registration = token.UnsafeRegister(Signal, cancel);
        }

        internal CancelHandle Cancel { get; } = CancelHandle.None;

        internal int Check(int status, IntPtr error) => AzdoException.Check(status, error, token);

        public void Dispose()
        {
            // A signal under way is waited for.
            registration.Dispose();
            if (Cancel != CancelHandle.None)
                Cancel.Dispose();
        }
    }

    /// <summary>Blocking calls on threads of their own: those of the pool are few, and others wait for them.</summary>
    static class Background
    {
        internal static Task<T> Run<T>(Func<T> call, CancellationToken cancellationToken) => Task.Factory.StartNew(
            call, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);

        internal static Task Run(Action call, CancellationToken cancellationToken) => Task.Factory.StartNew(
            call, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);
    }

    /// <summary>Moments as nanoseconds since 1970.</summary>
    static class Time
    {
        const long NanosecondsPerTick = 100;

        internal static DateTimeOffset? Moment(long nanoseconds) => nanoseconds == Native.TimeNone
            ? (DateTimeOffset?)null
            : DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick);

        /// <summary>The nearest one that the library can tell: the last is in 2262.</summary>
        internal static long Nanoseconds(DateTimeOffset? moment)
        {
            const long most = long.MaxValue / NanosecondsPerTick;
            return moment is DateTimeOffset known
                ? Math.Clamp((known - DateTimeOffset.UnixEpoch).Ticks, -most, most) * NanosecondsPerTick
                : Native.TimeNone;
        }
    }
}
