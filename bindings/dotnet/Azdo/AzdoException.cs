using System;
using System.Threading;

namespace Azdo
{
    /// <summary>How a program should react to a failure. Later versions may add to it.</summary>
    public enum AzdoStatus
    {
        /// <summary>The call is wrong: fix the program.</summary>
        InvalidArgument = 100,
        /// <summary>The object cannot do this now: fix the program.</summary>
        InvalidState = 101,
        /// <summary>The service does not know you: get a new token.</summary>
        Unauthenticated = 200,
        /// <summary>It knows you and says no: get a permission or a scope.</summary>
        Forbidden = 201,
        /// <summary>There is no such thing, or it is not visible to you.</summary>
        NotFound = 202,
        /// <summary>The thing changed, or is in a state that forbids this.</summary>
        Conflict = 203,
        /// <summary>Understood and refused.</summary>
        Rejected = 204,
        /// <summary>Too much, too fast.</summary>
        Throttled = 300,
        /// <summary>The service is not there now: try again later.</summary>
        Unavailable = 301,
        /// <summary>A deadline passed.</summary>
        Timeout = 400,
        /// <summary>Cancelled from outside.</summary>
        Cancelled = 401,
        /// <summary>Name lookup, connection, reset, proxy.</summary>
        Network = 402,
        /// <summary>No trustworthy TLS connection.</summary>
        Tls = 403,
        /// <summary>The answer is not what such a service answers.</summary>
        Protocol = 404,
        /// <summary>One of the library's bounds was hit; the message names it.</summary>
        Limit = 405,
        /// <summary>A local file or process.</summary>
        IO = 500,
        /// <summary>A bug of the library's own, caught.</summary>
        Internal = 900,
    }

    /// <summary>What is known of a failure; <see cref="Exception.Message"/> is what happened and what to do next, as
    /// one prints it. No part of it holds a secret. A call that was cancelled throws an
    /// <see cref="OperationCanceledException"/> instead.</summary>
    public unsafe class AzdoException : Exception
    {
        internal AzdoException(int status, IntPtr error) : base(Utf8.Decode(Native.azdo_error_text(error)))
        {
            Status = (AzdoStatus)status;
            Cause = Utf8.Decode(Native.azdo_error_cause(error));
            Description = Utf8.Decode(Native.azdo_error_message(error));
            Hint = Utf8.Decode(Native.azdo_error_hint(error));
            HttpStatus = Native.azdo_error_http_status(error);
            ServiceCode = Utf8.Decode(Native.azdo_error_service_code(error));
            TypeKey = Utf8.Decode(Native.azdo_error_type_key(error));
            MessageCode = Utf8.Decode(Native.azdo_error_message_code(error));
            ActivityId = Utf8.Decode(Native.azdo_error_activity_id(error));
            E2EId = Utf8.Decode(Native.azdo_error_e2e_id(error));
            SessionId = Utf8.Decode(Native.azdo_error_session_id(error));
            EdgeRef = Utf8.Decode(Native.azdo_error_edge_ref(error));
            var wait = Native.azdo_error_retry_after_ms(error);
            RetryAfter = wait < 0 ? (TimeSpan?)null : TimeSpan.FromMilliseconds(wait);
            IsRetriable = Native.azdo_error_is_retriable(error) != 0;
        }

        private protected AzdoException(AzdoStatus status, string cause, string description) : base(description) =>
            (Status, Cause, Description) = (status, cause, description);

        /// <summary>How to react.</summary>
        public AzdoStatus Status { get; }

        /// <summary>What happened as a stable word, "token_expired"; docs/errors.md lists them.</summary>
        public string Cause { get; }

        /// <summary>What happened, in the service's own words where it has any.</summary>
        public string Description { get; }

        /// <summary>What a person does next; "" where nothing honest can be said.</summary>
        public string Hint { get; } = "";

        /// <summary>The HTTP status of the answer; 0 where there was none.</summary>
        public int HttpStatus { get; }

        /// <summary>The service's type key, or else its TF or VS code; "" if it gave none.</summary>
        public string ServiceCode { get; } = "";

        /// <summary>The service's type key, "ProjectDoesNotExistException"; "" if it gave none.</summary>
        public string TypeKey { get; } = "";

        /// <summary>The code that the service's message begins with, "TF400813", or of Microsoft Entra
        /// "AADSTS7000215"; "" if it has none.</summary>
        public string MessageCode { get; } = "";

        /// <summary>What Microsoft's support asks for; "" if the service gave none.</summary>
        public string ActivityId { get; } = "";

        /// <summary>The answer's <c>X-VSS-E2EID</c>, which differs from the activity's where one service has called
        /// another; "" if it has none.</summary>
        public string E2EId { get; } = "";

        /// <summary>The answer's <c>X-TFS-Session</c>; "" if it has none.</summary>
        public string SessionId { get; } = "";

        /// <summary>The answer's <c>X-MSEdge-Ref</c>, the front door that it came through; "" if it has none.</summary>
        public string EdgeRef { get; } = "";

        /// <summary>How long the service wants to be left alone; null if it does not say.</summary>
        public TimeSpan? RetryAfter { get; }

        /// <summary>Whether the same call may succeed later without anybody changing anything, and does not do twice what
        /// may have been done.</summary>
        public bool IsRetriable { get; }

        /// <summary>Throws what came of a call, if it failed, and frees the library's own error.</summary>
        internal static int Check(int status, IntPtr error, CancellationToken cancellationToken = default)
        {
            if (status == Native.Ok || status == Native.Done)
                return status;
            AzdoException failure;
            try
            {
                failure = Of(status, error);
            }
            finally
            {
                Native.azdo_error_free(error);
            }
            throw failure.Status == AzdoStatus.Cancelled
                ? new OperationCanceledException(failure.Message, failure, cancellationToken)
                : (Exception)failure;
        }

        /// <summary>For text that cannot even be brought before the library.</summary>
        internal static AzdoException Refuse(string why) => new AzdoInvalidArgumentException(why);

        static AzdoException Of(int status, IntPtr error) => (AzdoStatus)status switch
        {
            AzdoStatus.InvalidArgument => new AzdoInvalidArgumentException(status, error),
            AzdoStatus.Unauthenticated => new AzdoUnauthenticatedException(status, error),
            AzdoStatus.Forbidden => new AzdoForbiddenException(status, error),
            AzdoStatus.NotFound => new AzdoNotFoundException(status, error),
            AzdoStatus.Conflict => new AzdoConflictException(status, error),
            AzdoStatus.Throttled => new AzdoThrottledException(status, error),
            AzdoStatus.Timeout => new AzdoTimeoutException(status, error),
            _ => new AzdoException(status, error),
        };
    }

    /// <summary>The call is wrong: fix the program.</summary>
    public sealed class AzdoInvalidArgumentException : AzdoException
    {
        internal AzdoInvalidArgumentException(int status, IntPtr error) : base(status, error) { }

        internal AzdoInvalidArgumentException(string why)
            : base(AzdoStatus.InvalidArgument, "invalid_argument", why) { }
    }

    /// <summary>The service does not know you: get a new token.</summary>
    public sealed class AzdoUnauthenticatedException : AzdoException
    {
        internal AzdoUnauthenticatedException(int status, IntPtr error) : base(status, error) { }
    }

    /// <summary>The service knows you and says no: get a permission or a scope.</summary>
    public sealed class AzdoForbiddenException : AzdoException
    {
        internal AzdoForbiddenException(int status, IntPtr error) : base(status, error) { }
    }

    /// <summary>There is no such thing, or it is not visible to you.</summary>
    public sealed class AzdoNotFoundException : AzdoException
    {
        internal AzdoNotFoundException(int status, IntPtr error) : base(status, error) { }
    }

    /// <summary>The thing changed, or is in a state that forbids this.</summary>
    public sealed class AzdoConflictException : AzdoException
    {
        internal AzdoConflictException(int status, IntPtr error) : base(status, error) { }
    }

    /// <summary>Too much, too fast: <see cref="AzdoException.RetryAfter"/> says when to come back.</summary>
    public sealed class AzdoThrottledException : AzdoException
    {
        internal AzdoThrottledException(int status, IntPtr error) : base(status, error) { }
    }

    /// <summary>A deadline passed: one of the client's or of <see cref="AzdoClient.WithTimeout"/>.</summary>
    public sealed class AzdoTimeoutException : AzdoException
    {
        internal AzdoTimeoutException(int status, IntPtr error) : base(status, error) { }

        internal AzdoTimeoutException(string why) : base(AzdoStatus.Timeout, "timeout", why) { }
    }
}
