using System;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>A Microsoft Entra access token and the moment at which it expires.</summary>
    public readonly struct AzdoAccessToken
    {
        /// <summary>As <c>AccessToken</c> of Azure.Core has them.</summary>
        public AzdoAccessToken(string token, DateTimeOffset expiresOn) => (Token, ExpiresOn) = (token, expiresOn);

        /// <summary>The token itself. It is a secret.</summary>
        public string Token { get; }

        /// <summary>When it expires.</summary>
        public DateTimeOffset ExpiresOn { get; }
    }

    /// <summary>Where a client's tokens come from. The library alone says when one is needed.</summary>
    sealed class TokenProvider
    {
        /// <summary>Azure DevOps, as Microsoft Entra knows it.</summary>
        const string Scope = "499b84ac-1321-427f-aa17-267ca6975798/.default";

        readonly Func<CancellationToken, AzdoAccessToken> provide;
        int renewing; // 1 while a thread fetches
        int renewals;

        TokenProvider(Func<CancellationToken, AzdoAccessToken> provide) => this.provide = provide;

        internal static TokenProvider Of(Func<string, CancellationToken, AzdoAccessToken> tokenProvider)
        {
            if (tokenProvider is null)
                throw new ArgumentNullException(nameof(tokenProvider));
            return new TokenProvider(token => tokenProvider(Scope, token));
        }

        internal static TokenProvider Of(Func<string, CancellationToken, ValueTask<AzdoAccessToken>> tokenProvider)
        {
            if (tokenProvider is null)
                throw new ArgumentNullException(nameof(tokenProvider));
            return new TokenProvider(token =>
            {
                // Not on the caller's thread: what is awaited might want to come back to it, and it waits here.
                var provided = Task.Run(() => tokenProvider(Scope, token).AsTask());
                // No longer than the call may, whatever the provider makes of its token.
                Task.WaitAny(new Task[] { provided }, token);
                return provided.GetAwaiter().GetResult();
            });
        }

        /// <summary>Makes a call with a token that is good, and once more with another where that may help.</summary>
        internal int Call<T>(
            ClientHandle client, Native.Call<T> call, CancelHandle cancel, TimeSpan? timeout,
            CancellationToken cancellationToken, out T made, out IntPtr error)
        {
            // Disposed of meanwhile, it still says what is to be done about the failure.
            using var held = new Held(client);
            Prepare(client, timeout, cancellationToken);
            var before = Volatile.Read(ref renewals);
            var status = call(cancel, out made, out error);
            // NULL would be the other question.
            if (error == IntPtr.Zero || Native.azdo_client_wants_credential(client, error) == 0)
                return status;
            Native.azdo_error_free(error);
            // Unless another thread has done so since.
            if (Volatile.Read(ref renewals) == before)
                Renew(client, timeout, cancellationToken);
            return call(cancel, out made, out error);
        }

        void Prepare(ClientHandle client, TimeSpan? timeout, CancellationToken cancellationToken)
        {
            // Nobody waits for another thread's provider, which may wait for what this one holds. While one thread
            // fetches, the others go on with what there is: it is good yet, or the call says at once that it is not.
            if (Native.azdo_client_wants_credential(client, IntPtr.Zero) == 0
                || Interlocked.Exchange(ref renewing, 1) != 0)
                return;
            try
            {
                Renew(client, timeout, cancellationToken);
            }
            finally
            {
                Volatile.Write(ref renewing, 0);
            }
        }

        void Renew(ClientHandle client, TimeSpan? timeout, CancellationToken cancellationToken)
        {
            var access = timeout is TimeSpan span ? Provided(span, cancellationToken) : provide(cancellationToken);
            using var credential = Credential.Bearer(access.Token, access.ExpiresOn);
            AzdoException.Check(
                Native.azdo_client_set_credential(client, credential.Handle, out var error), error);
            Interlocked.Increment(ref renewals);
        }

        AzdoAccessToken Provided(TimeSpan timeout, CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter((int)Math.Min(int.MaxValue, Parameters.Milliseconds(timeout)));
            try
            {
                return provide(limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new AzdoTimeoutException("the token provider takes longer than the call may");
            }
        }
    }
}
