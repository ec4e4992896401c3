using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>A connection to one organization, for any number of threads. A method whose name ends with Async is the
    /// blocking call on a thread of its own. Failures are <see cref="AzdoException"/>s, and an
    /// <see cref="OperationCanceledException"/> for a call that its token ended.</summary>
    public sealed unsafe class AzdoClient : IDisposable
    {
        readonly ClientHandle handle;
        readonly TokenProvider? tokens;

        /// <summary>For the organization of this URL: <c>https://dev.azure.com/{organization}</c>,
        /// <c>https://{account}.visualstudio.com</c>, <c>http(s)://{server}[:port][/tfs]/{collection}</c>, or any
        /// other that <see cref="Reference.Parse"/> understands and that names an organization; where it names a
        /// project, that is the project of calls that name none. Without a credential,
        /// <see cref="Credential.FromEnvironment"/> is asked for one. Nothing is sent yet.</summary>
        public AzdoClient(string organizationUrl, Credential? credential = null, AzdoClientOptions? options = null) =>
            handle = Open(organizationUrl, credential, options);

        /// <summary>The same with access tokens from a provider, which is asked before the first call, shortly before
        /// its token expires, and once when the service has refused it, whereupon the call is made again. It is given
        /// the scope to ask for and a token that is cancelled when the call is to end, runs on the thread of the call,
        /// perhaps on several at once, and may not use the client itself. What it throws comes out of the call, as it
        /// is.</summary>
        public AzdoClient(
            string organizationUrl, Func<string, CancellationToken, AzdoAccessToken> tokenProvider,
            AzdoClientOptions? options = null)
            : this(organizationUrl, TokenProvider.Of(tokenProvider), options) { }

        /// <summary>The same with an asynchronous provider, for which blocking calls wait:
        /// <code>
        /// new AzdoClient(url, async (scope, token) =>
        /// {
        ///     var access = await credential.GetTokenAsync(new TokenRequestContext(new[] { scope }), token);
        ///     return new AzdoAccessToken(access.Token, access.ExpiresOn);
        /// });
        /// </code>
        /// is that of any <c>TokenCredential</c> of Azure.Identity.</summary>
        public AzdoClient(
            string organizationUrl, Func<string, CancellationToken, ValueTask<AzdoAccessToken>> tokenProvider,
            AzdoClientOptions? options = null)
            : this(organizationUrl, TokenProvider.Of(tokenProvider), options) { }

        AzdoClient(string organizationUrl, TokenProvider tokens, AzdoClientOptions? options)
        {
            // One that has expired: the first call asks for another.
            using var expired = Credential.Bearer("expired", DateTimeOffset.UnixEpoch);
            handle = Open(organizationUrl, expired, options);
            this.tokens = tokens;
        }

        AzdoClient(AzdoClient other, TimeSpan timeout) =>
            (handle, tokens, Timeout) = (other.Handle, other.tokens, timeout);

        static ClientHandle Open(string organizationUrl, Credential? credential, AzdoClientOptions? options)
        {
            using var url = new Utf8(organizationUrl, nameof(organizationUrl));
            using var parameters = ParamsHandle.Of(options?.Values);
            AzdoException.Check(
                Native.azdo_client_new(
                    url.Pointer, credential?.Handle ?? CredentialHandle.None, parameters, out var made, out var error),
                error);
            return made;
        }

        internal ClientHandle Handle =>
            handle.IsDisposed ? throw new ObjectDisposedException(nameof(AzdoClient)) : handle;

        internal TimeSpan? Timeout { get; }

        /// <summary>Whatever asks the service something does so here: with a token that is good, and once more with
        /// another where that may help.</summary>
        internal T Ask<T>(Native.Call<T> call, CancellationToken cancellationToken)
        {
            using var waiting = new Waiting(Timeout, cancellationToken);
            T made;
            IntPtr error;
            var status = tokens is null
                ? call(waiting.Cancel, out made, out error)
                : tokens.Call(handle, call, waiting.Cancel, Timeout, cancellationToken, out made, out error);
            waiting.Check(status, error);
            return made;
        }

        /// <summary>As <see cref="Ask"/>, for what is asked of a project.</summary>
        internal T Ask<T>(string? project, Native.ProjectCall<T> call, CancellationToken cancellationToken)
        {
            using var text = new Utf8(project, nameof(project));
            var name = text.Pointer;
            return Ask(
                (CancelHandle cancel, out T made, out IntPtr error) => call(name, cancel, out made, out error),
                cancellationToken);
        }

        /// <summary>As <see cref="Ask"/>, for what makes nothing.</summary>
        internal void Ask(string? project, Native.ProjectAction call, CancellationToken cancellationToken) => Ask(
            project,
            (byte* name, CancelHandle cancel, out bool made, out IntPtr error) =>
            {
                made = true;
                return call(name, cancel, out error);
            },
            cancellationToken);

        /// <summary>A list goes on without its client, which a provider's tokens need yet.</summary>
        internal void Lend(ListHandle list)
        {
            if (tokens != null)
                list.Keep(handle);
        }

        /// <summary>The version of the library that is loaded.</summary>
        public static string LibraryVersion => Utf8.Decode(Native.azdo_version());

        /// <summary>The builds of its projects.</summary>
        public Builds Builds => new Builds(this);

        /// <summary>The definitions (pipelines) of its projects.</summary>
        public Definitions Definitions => new Definitions(this);

        /// <summary>Its projects.</summary>
        public Projects Projects => new Projects(this);

        /// <summary>The JSON of the service's first page of builds, as it was sent, in one call. Without a project, and
        /// where the URL names none: all builds that the token sees.</summary>
        public static string GetBuilds(
            string organizationUrl, string? project, string? user, string pat, TimeSpan? timeout = null,
            CancellationToken cancellationToken = default)
        {
            using var url = new Utf8(organizationUrl, nameof(organizationUrl));
            using var name = new Utf8(project, nameof(project));
            using var owner = new Utf8(user, nameof(user));
            using var secret = new Utf8(pat, nameof(pat));
            using var waiting = new Waiting(timeout, cancellationToken);
            waiting.Check(
                Native.azdo_get_builds(
                    url.Pointer, name.Pointer, owner.Pointer, secret.Pointer, waiting.Cancel,
                    out var json, out var error),
                error);
            using (json)
                return json.Text();
        }

        /// <summary><see cref="GetBuilds"/> on a thread of its own.</summary>
        public static Task<string> GetBuildsAsync(
            string organizationUrl, string? project, string? user, string pat, TimeSpan? timeout = null,
            CancellationToken cancellationToken = default) =>
            Background.Run(
                () => GetBuilds(organizationUrl, project, user, pat, timeout, cancellationToken), cancellationToken);

        /// <summary>Tries everything that a list of builds needs, one thing after another, and says of each whether it
        /// is in order. Without a credential the environment's is tried. What is not in order is a finding and no
        /// exception.</summary>
        public static IReadOnlyList<Finding> Diagnose(
            string organizationUrl, Credential? credential = null, AzdoClientOptions? options = null,
            TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            using var url = new Utf8(organizationUrl, nameof(organizationUrl));
            using var parameters = ParamsHandle.Of(options?.Values);
            using var waiting = new Waiting(timeout, cancellationToken);
            waiting.Check(
                Native.azdo_diagnose(
                    url.Pointer, credential?.Handle ?? CredentialHandle.None, parameters, waiting.Cancel,
                    out var findings, out var error),
                error);
            using (findings)
                return Finding.Of(findings);
        }

        /// <summary><see cref="Diagnose"/> on a thread of its own.</summary>
        public static Task<IReadOnlyList<Finding>> DiagnoseAsync(
            string organizationUrl, Credential? credential = null, AzdoClientOptions? options = null,
            TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
            Background.Run(
                () => Diagnose(organizationUrl, credential, options, timeout, cancellationToken), cancellationToken);

        /// <summary>The same client, each of whose calls ends within this time with an
        /// <see cref="AzdoTimeoutException"/>, a page of a list and a read of a response being one. Disposing of either
        /// disposes of both.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
        public AzdoClient WithTimeout(TimeSpan timeout)
        {
            _ = Parameters.Milliseconds(timeout);
            return new AzdoClient(this, timeout);
        }

        /// <summary>Calls that begin from now on use this credential.</summary>
        public void SetCredential(Credential credential)
        {
            if (credential is null)
                throw new ArgumentNullException(nameof(credential));
            AzdoException.Check(
                Native.azdo_client_set_credential(Handle, credential.Handle, out var error), error);
        }

        /// <summary>Asks a Server for the versions of its API, so that no request is refused for a newer one; without that,
        /// its first refusal says as much.</summary>
        public void LearnVersion(CancellationToken cancellationToken = default) => Ask(
            null,
            (byte* name, CancelHandle cancel, out IntPtr error) =>
                Native.azdo_client_learn_version(Handle, cancel, out error),
            cancellationToken);

        /// <summary><see cref="LearnVersion"/> on a thread of its own.</summary>
        public Task LearnVersionAsync(CancellationToken cancellationToken = default) =>
            Background.Run(() => LearnVersion(cancellationToken), cancellationToken);

        /// <summary>What the client has counted since it was made, over all its calls, lists and responses.</summary>
        public long Count(Counter counter) => Native.azdo_client_count(Handle, (int)counter);

        /// <summary>Sends any request to the organization, as it stands: a URL of its hosts, percent-encoded, or a path
        /// below its own URL. An answer that is an error is thrown as one.</summary>
        public AzdoResponse Request(
            string method, string urlOrPath, IEnumerable<KeyValuePair<string, string>>? headers = null,
            byte[]? body = null, CancellationToken cancellationToken = default)
        {
            using var verb = new Utf8(method, nameof(method));
            using var place = new Utf8(urlOrPath, nameof(urlOrPath));
            using var parameters = ParamsHandle.Of(headers);
            byte* verbText = verb.Pointer, placeText = place.Pointer;
            var response = Ask(
                (CancelHandle cancel, out ResponseHandle made, out IntPtr error) => Native.azdo_request(
                    Handle, verbText, placeText, parameters, body, (UIntPtr)(body?.Length ?? 0), cancel,
                    out made, out error),
                cancellationToken);
            return new AzdoResponse(response, Timeout);
        }

        /// <summary><see cref="Request"/> on a thread of its own.</summary>
        public Task<AzdoResponse> RequestAsync(
            string method, string urlOrPath, IEnumerable<KeyValuePair<string, string>>? headers = null,
            byte[]? body = null, CancellationToken cancellationToken = default) =>
            Background.Run(() => Request(method, urlOrPath, headers, body, cancellationToken), cancellationToken);

        /// <summary>Calls any operation of the REST reference: one request, and so the first page of what has some. An
        /// answer that is an error is thrown as one.
        /// <code>
        /// using var report = client.Call(Operations.ReportGet("Fabrikam-Fiber", 42));
        /// Console.WriteLine(report.ReadAsJson().GetProperty("content"));
        /// </code></summary>
        public AzdoResponse Call(Operation operation, CancellationToken cancellationToken = default)
        {
            if (operation is null)
                throw new ArgumentNullException(nameof(operation));
            using var name = new Utf8(operation.Name, nameof(operation));
            using var body = new Utf8(operation.Body, nameof(operation.Body));
            using var parameters = ParamsHandle.Of(operation.Values);
            byte* nameText = name.Pointer, bodyText = body.Pointer;
            var response = Ask(
                (CancelHandle cancel, out ResponseHandle made, out IntPtr error) => Native.azdo_call(
                    Handle, nameText, parameters, bodyText, cancel, out made, out error),
                cancellationToken);
            return new AzdoResponse(response, Timeout);
        }

        /// <summary><see cref="Call"/> on a thread of its own.</summary>
        public Task<AzdoResponse> CallAsync(Operation operation, CancellationToken cancellationToken = default) =>
            Background.Run(() => Call(operation, cancellationToken), cancellationToken);

        /// <summary>Every element of an operation that reads a list, over all pages, fetched as they are asked for. Each
        /// enumeration begins anew; one that has failed may be moved on, and tries the same page again.</summary>
        public IEnumerable<JsonElement> Items(ListOperation operation, CancellationToken cancellationToken = default) =>
            new Items(Listing(operation), cancellationToken);

        /// <summary>Every element of an operation that reads a list, over all pages, fetched on a thread of its own as
        /// they are asked for.</summary>
        public IAsyncEnumerable<JsonElement> ItemsAsync(
            ListOperation operation, CancellationToken cancellationToken = default) =>
            new Items(Listing(operation), cancellationToken);

        ItemListing Listing(ListOperation operation) =>
            new ItemListing(this, operation ?? throw new ArgumentNullException(nameof(operation)));

        /// <summary>Ends no call that is under way; later ones throw <see cref="ObjectDisposedException"/>.</summary>
        public void Dispose() => handle.Dispose();
    }
}
