using System;

namespace Azdo
{
    /// <summary>Who asks. The secret is in no text that this object makes but the header that is asked for. Any thread
    /// may use it; a client keeps what it needs of it.</summary>
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

        /// <summary>Where it came from: "personal access token", "AZDO_PAT", …</summary>
        public string Source { get; }

        /// <summary>The value of an <c>Authorization</c> header, for programs that send requests of their own. It is a
        /// secret.</summary>
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
