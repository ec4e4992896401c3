using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Tasks;
using Azdo;

/// <summary>Claims about what came out.</summary>
static class Assert
{
    internal static void That(bool claim, string why = "", [CallerLineNumber] int line = 0)
    {
        if (!claim)
            throw new Exception($"line {line}: not so: {why}");
    }

    internal static void Equal<T>(T expected, T found, [CallerLineNumber] int line = 0) =>
        That(EqualityComparer<T>.Default.Equals(expected, found), $"expected {expected}, found {found}", line);

    internal static void Same<T>(IEnumerable<T> expected, IEnumerable<T> found, [CallerLineNumber] int line = 0) =>
        Equal(string.Join(",", expected), string.Join(",", found), line);

    /// <summary>This very class of exception.</summary>
    internal static T Throws<T>(Action call, [CallerLineNumber] int line = 0) where T : Exception
    {
        try
        {
            call();
        }
        catch (Exception e)
        {
            That(e.GetType() == typeof(T), $"expected {typeof(T).Name}, found {e}", line);
            return (T)e;
        }
        throw new Exception($"line {line}: no {typeof(T).Name}");
    }

    internal static T Throws<T>(Task call, [CallerLineNumber] int line = 0) where T : Exception =>
        Throws<T>(() => call.GetAwaiter().GetResult(), line);
}

/// <summary>The sandbox as a process.</summary>
sealed class Sandbox : IDisposable
{
    internal const string Secret = "planted-secret-4f1c77d0";

    readonly Process process;
    readonly JsonElement ready;

    internal Sandbox(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("AZDO_SANDBOX")!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        ready = JsonDocument.Parse(process.StandardOutput.ReadLine()!).RootElement;
    }

    internal string Url => Member("organization_url");

    internal string Project => Member("project");

    internal string Pat => Member("pat");

    internal AzdoClient Client(string? pat = null, AzdoClientOptions? options = null)
    {
        options ??= new AzdoClientOptions();
        options.CaFile ??= Member("ca_file");
        // Most faults here do not pass: no use in waiting until they have been met five times.
        options.MaxRetries ??= 0;
        using var credential = Credential.Pat(pat ?? Pat);
        return new AzdoClient(Url, credential, options);
    }

    internal string Member(string name) => ready.GetProperty(name).GetString()!;

    public void Dispose()
    {
        // It stops, and clears up, when nobody is at its standard input.
        process.StandardInput.Close();
        if (!process.WaitForExit(30_000))
            process.Kill();
        process.Dispose();
    }
}

/// <summary>What tests do in a process of its own: it loads the library anew, and may die.</summary>
sealed class Child
{
    internal int Status { get; private set; }

    internal string Output { get; private set; } = "";

    internal string Error { get; private set; } = "";

    /// <summary>An environment's value of null takes the variable away.</summary>
    internal static Child Start(string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Process.GetCurrentProcess().MainModule!.FileName!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        start.ArgumentList.Add("child");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(60_000))
        {
            process.Kill();
            throw new TimeoutException($"{string.Join(" ", arguments)} does not end");
        }
        return new Child { Status = process.ExitCode, Output = output.Result, Error = error.Result };
    }

    internal static int Run(string[] arguments)
    {
        switch (arguments[0])
        {
            case "version":
                Console.WriteLine(AzdoClient.LibraryVersion);
                return 0;
            case "credential":
                try
                {
                    Console.WriteLine(Credential.FromEnvironment(arguments[1]));
                    return 0;
                }
                catch (AzdoException e)
                {
                    Console.WriteLine(e.Status);
                    return 1;
                }
            case "found":
                try
                {
                    Console.WriteLine(Found(arguments[1], arguments[2], arguments[3]));
                    return 0;
                }
                catch (AzdoException e)
                {
                    Console.WriteLine($"{e.Status} {e.Cause}: {e.Description}");
                    return 1;
                }
            case "panic":
                return PanicTests.InChild(arguments[1], arguments[2], arguments[3], arguments[4]);
            case "leave":
                // Everything stays open, a call on another thread included.
                var client = new AzdoClient(arguments[1], Credential.Pat(arguments[2]));
                var builds = client.Builds.List(arguments[3], new BuildQuery { PageSize = 2 }).GetEnumerator();
                builds.MoveNext();
                Console.WriteLine(builds.Current.Id);
                client.Builds.GetJsonAsync("stalls");
                System.Threading.Thread.Sleep(100);
                return 0;
            default:
                throw new ArgumentException(arguments[0]);
        }
    }

    /// <summary>Where a credential came from, and how many builds it sees.</summary>
    static string Found(string url, string project, string places)
    {
        using var credential = places switch
        {
            "FromGit" => Credential.FromGit(url, new CredentialOptions { Prompt = false }),
            "FromGitAsync" => Credential.FromGitAsync(url).Result,
            "FromAzureCli" => Credential.FromAzureCli(new CredentialOptions { Timeout = TimeSpan.FromSeconds(20) }),
            "FromAzureCliAsync" => Credential.FromAzureCliAsync(new CredentialOptions { Tenant = "contoso" }).Result,
            "FindAsync" => Credential.FindAsync(url, new[] { CredentialPlace.Git }).Result,
            "" => Credential.Find(url),
            _ => Credential.Find(url, places.Split(',').Select(Enum.Parse<CredentialPlace>)),
        };
        credential.Renew();
        credential.RenewAsync().Wait();
        using var client = new AzdoClient(url, credential);
        return $"{credential.Source}: {client.Builds.List(project).Count()}";
    }
}

/// <summary>What the process has in use.</summary>
static class Usage
{
    internal static int Descriptors => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    internal static long ResidentBytes
    {
        get
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var self = Process.GetCurrentProcess();
            return self.WorkingSet64;
        }
    }
}

static class Async
{
    internal static async Task<List<T>> ToList<T>(this IAsyncEnumerable<T> source)
    {
        var all = new List<T>();
        await foreach (var one in source)
            all.Add(one);
        return all;
    }
}
