using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Azdo
{
    /// <summary>Where <see cref="Credential.Find"/> looks.</summary>
    public enum CredentialPlace
    {
        /// <summary>As <see cref="Credential.FromEnvironment"/>.</summary>
        Environment,
        /// <summary>As <see cref="Credential.FromGit"/>.</summary>
        Git,
        /// <summary>As <see cref="Credential.FromAzureCli"/>, for Azure DevOps Services alone.</summary>
        AzureCli,
    }

    /// <summary>Who asks. The secret is in no text that this object makes but the header that is asked for. Any thread
    /// may use it; a client keeps what it needs of it. One from git, the Azure CLI or a client secret renews itself
    /// inside the calls that use it: before its token expires, and once when the service has refused it.</summary>
    public sealed unsafe class Credential : IDisposable
    {
        Credential(CredentialHandle handle)
        {
            Handle = handle;
            Source = Utf8.Decode(Native.azdo_credential_source(handle));
        }

        internal CredentialHandle Handle { get; }

        /// <summary>A personal access token; the service ignores the user's name.</summary>
        public static Credential Pat(string pat, string? user = null)
        {
            using var secret = new Utf8(pat, nameof(pat));
            using var name = new Utf8(user, nameof(user));
            AzdoException.Check(
                Native.azdo_credential_pat(name.Pointer, secret.Pointer, out var handle, out var error), error);
            return new Credential(handle);
        }

        /// <summary>An OAuth (Microsoft Entra) access token. From the moment it expires, calls fail and nothing is
        /// sent.</summary>
        public static Credential Bearer(string token, DateTimeOffset? expiresAt = null)
        {
            using var secret = new Utf8(token, nameof(token));
            var moment = Time.Nanoseconds(expiresAt);
            AzdoException.Check(
                Native.azdo_credential_bearer(secret.Pointer, moment, out var handle, out var error), error);
            return new Credential(handle);
        }

        /// <summary>AZDO_PAT, AZURE_DEVOPS_EXT_PAT or SYSTEM_ACCESSTOKEN, for the URLs that they are meant
        /// for.</summary>
        public static Credential FromEnvironment(string organizationUrl)
        {
            using var url = new Utf8(organizationUrl, nameof(organizationUrl));
            AzdoException.Check(
                Native.azdo_credential_from_environment(url.Pointer, out var handle, out var error), error);
            return new Credential(handle);
        }

        /// <summary>What git's credential helper has for the organization: <c>git credential fill</c>. It starts
        /// processes, here and in calls of a client that has the credential.</summary>
        public static Credential FromGit(
            string organizationUrl, CredentialOptions? options = null, CancellationToken cancellationToken = default)
        {
            using var url = new Utf8(organizationUrl, nameof(organizationUrl));
            using var parameters = ParamsHandle.Of(options?.Values);
            using var waiting = new Waiting(null, cancellationToken);
            waiting.Check(
                Native.azdo_credential_from_git(
                    url.Pointer, parameters, waiting.Cancel, out var handle, out var error),
                error);
            return new Credential(handle);
        }

        /// <summary><see cref="FromGit"/> on a thread of its own.</summary>
        public static Task<Credential> FromGitAsync(
            string organizationUrl, CredentialOptions? options = null, CancellationToken cancellationToken = default) =>
            Background.Run(() => FromGit(organizationUrl, options, cancellationToken), cancellationToken);

        /// <summary>Access tokens for Azure DevOps Services of whoever is signed in to the Azure CLI:
        /// <c>az account get-access-token</c>. It starts processes, here and in calls of a client that has the
        /// credential.</summary>
        public static Credential FromAzureCli(
            CredentialOptions? options = null, CancellationToken cancellationToken = default)
        {
            using var parameters = ParamsHandle.Of(options?.Values);
            using var waiting = new Waiting(null, cancellationToken);
            waiting.Check(
                Native.azdo_credential_from_azure_cli(parameters, waiting.Cancel, out var handle, out var error),
                error);
            return new Credential(handle);
        }

        /// <summary><see cref="FromAzureCli"/> on a thread of its own.</summary>
        public static Task<Credential> FromAzureCliAsync(
            CredentialOptions? options = null, CancellationToken cancellationToken = default) =>
            Background.Run(() => FromAzureCli(options, cancellationToken), cancellationToken);

        /// <summary>Access tokens of an application that is registered with Microsoft Entra, by the value of its client
        /// secret. The tenant is its id or one of its domains. The first token is fetched here.</summary>
        public static Credential FromClientSecret(
            string tenant, string clientId, string clientSecret, ClientSecretOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            using var directory = new Utf8(tenant, nameof(tenant));
            using var application = new Utf8(clientId, nameof(clientId));
            using var secret = new Utf8(clientSecret, nameof(clientSecret));
            using var parameters = ParamsHandle.Of(options?.Values);
            using var waiting = new Waiting(null, cancellationToken);
            waiting.Check(
                Native.azdo_credential_from_client_secret(
                    directory.Pointer, application.Pointer, secret.Pointer, parameters, waiting.Cancel,
                    out var handle, out var error),
                error);
            return new Credential(handle);
        }

        /// <summary><see cref="FromClientSecret"/> on a thread of its own.</summary>
        public static Task<Credential> FromClientSecretAsync(
            string tenant, string clientId, string clientSecret, ClientSecretOptions? options = null,
            CancellationToken cancellationToken = default) =>
            Background.Run(
                () => FromClientSecret(tenant, clientId, clientSecret, options, cancellationToken), cancellationToken);

        /// <summary>The first that one of these places has for the organization, asked in their order; the environment
        /// alone where none is named. <see cref="Source"/> says which place it was.</summary>
        public static Credential Find(
            string organizationUrl, IEnumerable<CredentialPlace>? places = null, CredentialOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            using var url = new Utf8(organizationUrl, nameof(organizationUrl));
            using var words = new Utf8(
                places is null ? null : string.Join(",", places.Select(Word)), nameof(places));
            using var parameters = ParamsHandle.Of(options?.Values);
            using var waiting = new Waiting(null, cancellationToken);
            waiting.Check(
                Native.azdo_credential_find(
                    url.Pointer, words.Pointer, parameters, waiting.Cancel, out var handle, out var error),
                error);
            return new Credential(handle);
        }

        /// <summary><see cref="Find"/> on a thread of its own.</summary>
        public static Task<Credential> FindAsync(
            string organizationUrl, IEnumerable<CredentialPlace>? places = null, CredentialOptions? options = null,
            CancellationToken cancellationToken = default) =>
            Background.Run(() => Find(organizationUrl, places, options, cancellationToken), cancellationToken);

        static string Word(CredentialPlace place) => place switch
        {
            CredentialPlace.Environment => "environment",
            CredentialPlace.Git => "git",
            CredentialPlace.AzureCli => "azure_cli",
            _ => place.ToString(),
        };

        /// <summary>Where it came from: "personal access token", "AZDO_PAT", "git credential", …</summary>
        public string Source { get; }

        /// <summary>Fetches a new token where the last one expires soon. Calls of a client do so by themselves: this is
        /// for <see cref="ToHeader"/>.</summary>
        /// <exception cref="AzdoUnauthenticatedException">It is an access token that has expired and cannot be
        /// renewed.</exception>
        public void Renew(CancellationToken cancellationToken = default)
        {
            using var waiting = new Waiting(null, cancellationToken);
            waiting.Check(Native.azdo_credential_renew(Handle, waiting.Cancel, out var error), error);
        }

        /// <summary><see cref="Renew"/> on a thread of its own.</summary>
        public Task RenewAsync(CancellationToken cancellationToken = default) =>
            Background.Run(
                () =>
                {
                    Renew(cancellationToken);
                    return this;
                },
                cancellationToken);

        /// <summary>The value of an <c>Authorization</c> header, for programs that send requests of their own; of a
        /// credential that renews itself, with the last token. It is a secret.</summary>
        /// <exception cref="AzdoException">It is an access token that has expired.</exception>
        public string ToHeader()
        {
            AzdoException.Check(Native.azdo_credential_header(Handle, out var header, out var error), error);
            using (header)
                return header.Text();
        }

        /// <summary>Where it came from, never the secret.</summary>
        public override string ToString() => $"Credential ({Source})";

        /// <summary>Wipes the secret, as soon as no client has it any more.</summary>
        public void Dispose() => Handle.Dispose();
    }
}
