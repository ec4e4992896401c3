using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Azdo;

[Tests]
static class CredentialTests
{
    /// <summary>What a child process finds where git has this helper and the Azure CLI is this script.</summary>
    static string Found(Sandbox service, string places, string? helper, string? script, string? url = null)
    {
        var commands = Path.Combine(Path.GetTempPath(), $"azdo-{Guid.NewGuid():N}");
        Directory.CreateDirectory(commands);
        try
        {
            var az = Path.Combine(commands, "az");
            File.WriteAllText(az, $"#!/bin/sh\n{script}\n");
            if (script != null)
                Process.Start("chmod", $"700 {az}")!.WaitForExit();
            var found = Child.Start(
                new[] { "found", url ?? service.Url, service.Project, places },
                ("PATH", $"{commands}:{Environment.GetEnvironmentVariable("PATH")}"), ("PAT", service.Pat),
                ("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "credential.helper"),
                ("GIT_CONFIG_VALUE_0", helper ?? ""),
                ("AZDO_PAT", null), ("AZURE_DEVOPS_EXT_PAT", null), ("SYSTEM_ACCESSTOKEN", null));
            Assert.That(!(found.Output + found.Error).Contains(service.Pat));
            return found.Output + found.Error;
        }
        finally
        {
            Directory.Delete(commands, recursive: true);
        }
    }

    public static void Credentials_of_git_and_of_the_Azure_CLI()
    {
        using var service = new Sandbox("--builds", "3", "--projects", "1");
        const string helper = "!f() { echo username=x; echo password=$PAT; }; f";
        const string az = "echo '{\"accessToken\": \"'$PAT'\", \"expires_on\": 4102444800}'";
        foreach (var places in new[] { "FromGit", "FromGitAsync", "FindAsync", "Environment,Git", "Git,AzureCli" })
            Assert.Equal("git credential: 3\n", Found(service, places, helper, null));
        Assert.Equal("Azure CLI: 3\n", Found(service, "FromAzureCli", null, az));
        Assert.Equal("Azure CLI: 3\n", Found(service, "FromAzureCliAsync", null, $"case $* in *contoso) {az}; esac"));
        Assert.That(Found(service, "", helper, az).StartsWith("Unauthenticated credential_missing"));
    }

    public static void Credentials_that_are_not_to_be_had()
    {
        using var service = new Sandbox("--builds", "3", "--projects", "1");
        const string unavailable = "Unauthenticated credential_unavailable: ";
        var git = Found(service, "FromGit", "!false", null);
        Assert.That(git.StartsWith(unavailable), git);
        var az = Found(service, "FromAzureCli", null, "echo 'Please run az login' >&2; exit 1");
        Assert.That(az.StartsWith(unavailable) && az.Contains("az login"), az);
        var none = Found(service, "Environment,Git,AzureCli", "!false", "exit 1");
        Assert.That(none.StartsWith("Unauthenticated credential_missing: "), none);

        Assert.Throws<AzdoInvalidArgumentException>(() => Credential.Find(service.Url, new[] { (CredentialPlace)7 }));
        var odd = new CredentialOptions();
        odd.Set("nonsense", "1");
        Assert.Throws<AzdoInvalidArgumentException>(() => Credential.FromGit(service.Url, odd));
        Assert.Throws<AzdoInvalidArgumentException>(() => Credential.FromAzureCli(odd));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Credential.FromGit(service.Url, null, cancelled.Token));
        Assert.Throws<AzdoUnauthenticatedException>(() => Credential.Bearer("x", DateTimeOffset.UtcNow).Renew());
        Credential.Pat("x").Renew();
    }

    public static async Task Tokens_for_a_client_secret()
    {
        using var service = new Sandbox("--builds", "3", "--projects", "1");
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = new List<string>();
        var answers = new Queue<(int Status, string Json)>(new[]
        {
            (200, $"{{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"{service.Pat}\"}}"),
            (401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret.\"}"),
        });
        var serving = Task.Run(() =>
        {
            while (answers.Count > 0)
            {
                using var peer = listener.AcceptTcpClient();
                requests.Add(Request(peer.GetStream()));
                var (status, json) = answers.Dequeue();
                peer.GetStream().Write(Encoding.UTF8.GetBytes(
                    $"HTTP/1.1 {status} So\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + $"Content-Length: {json.Length}\r\n\r\n{json}"));
            }
        });
        var options = new ClientSecretOptions
        {
            Authority = $"http://{listener.LocalEndpoint}",
            Timeout = TimeSpan.FromSeconds(20),
        };
        using (var credential = Credential.FromClientSecret("contoso", "the-id", Sandbox.Secret, options))
        using (var client = new AzdoClient(service.Url, credential))
            Assert.Equal(3, (await client.Builds.ListAsync(service.Project).ToList()).Count);
        var refused = Assert.Throws<AzdoUnauthenticatedException>(
            Credential.FromClientSecretAsync("contoso", "the-id", Sandbox.Secret, options));
        await serving;
        listener.Stop();
        Assert.Equal("AADSTS7000215", refused.MessageCode);
        Assert.That(!refused.ToString().Contains(Sandbox.Secret));
        Assert.That(requests[0].StartsWith("POST /contoso/oauth2/v2.0/token "), requests[0]);
        Assert.That(requests[0].Contains("the-id") && requests[0].Contains(Sandbox.Secret));
    }

    /// <summary>Head and body.</summary>
    static string Request(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var parts = text.ToString().Split("\r\n\r\n", 2);
            const string length = "content-length: ";
            var place = parts[0].ToLowerInvariant().IndexOf(length, StringComparison.Ordinal);
            if (parts.Length == 2
                && parts[1].Length >= int.Parse(parts[0].Substring(place + length.Length).Split('\r')[0]))
                return text.ToString();
            text.Append(Encoding.UTF8.GetString(buffer, 0, stream.Read(buffer, 0, buffer.Length)));
        }
    }
}
