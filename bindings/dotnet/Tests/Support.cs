using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
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

/// <summary>A server that keeps what it is asked, and answers as the test says.</summary>
sealed class Echo : IDisposable
{
    readonly TcpListener listener = new TcpListener(IPAddress.Loopback, 0);
    readonly List<(string What, string Body)> requests = new List<(string, string)>();
    readonly Func<string, (int Status, string Body)> answer;
    readonly Task serving;

    internal Echo(string body) : this(_ => (body == "" ? 204 : 200, body)) { }

    /// <summary>By method, path below the collection, and query but for the version.</summary>
    internal Echo(Func<string, (int Status, string Body)> answer)
    {
        this.answer = answer;
        listener.Start();
        Url = $"http://{listener.LocalEndpoint}/c";
        serving = Task.Factory.StartNew(Serve, TaskCreationOptions.LongRunning);
    }

    internal string Url { get; }

    internal AzdoClient Client(AzdoClientOptions? options = null)
    {
        options ??= new AzdoClientOptions();
        options.MaxRetries = 0;
        using var credential = Credential.Pat("x");
        return new AzdoClient(Url, credential, options);
    }

    /// <summary>Since it was last asked that.</summary>
    internal List<(string What, string Body)> Asked()
    {
        lock (requests)
        {
            var asked = requests.ToList();
            requests.Clear();
            return asked;
        }
    }

    internal IEnumerable<string> Sent() => Asked().Select(request => $"{request.What} {request.Body}".TrimEnd());

    public void Dispose()
    {
        listener.Stop();
        serving.Wait();
    }

    void Serve()
    {
        try
        {
            while (true)
                using (var client = listener.AcceptTcpClient())
                    Answer(client.GetStream());
        }
        catch (Exception e) when (e is SocketException || e is InvalidOperationException)
        {
            // It has been stopped.
        }
    }

    void Answer(Stream stream)
    {
        var text = "";
        var buffer = new byte[4096];
        int head, length = 0;
        while ((head = text.IndexOf("\r\n\r\n")) < 0 || text.Length < head + 4 + length)
        {
            var count = stream.Read(buffer);
            if (count == 0)
                return;
            // One letter for each byte, as the length counts them.
            text += Encoding.GetEncoding("iso-8859-1").GetString(buffer, 0, count);
            var said = Regex.Match(text, "content-length: (\\d+)", RegexOptions.IgnoreCase);
            length = said.Success ? int.Parse(said.Groups[1].Value) : 0;
        }
        var words = text.Split(' ');
        var target = Regex.Replace(words[1].Substring("/c/".Length), "[?]?api-version=[^&]*&?|&api-version=[^&]*", "");
        var what = $"{words[0]} {target}";
        var body = Encoding.GetEncoding("iso-8859-1").GetBytes(text.Substring(head + 4));
        lock (requests)
            requests.Add((what, Encoding.UTF8.GetString(body)));
        var (status, json) = answer(what);
        var content = Encoding.UTF8.GetBytes(json);
        var framing = status == 204 ? "" : $"Content-Type: application/json\r\nContent-Length: {content.Length}\r\n";
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} \r\nConnection: close\r\n{framing}\r\n"));
        stream.Write(content);
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
