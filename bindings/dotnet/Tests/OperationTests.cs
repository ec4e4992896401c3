using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Azdo;

[Tests]
static class OperationTests
{
    static IEnumerable<long> Ids(IEnumerable<JsonElement> items) => items.Select(item => item.GetProperty("id").GetInt64());

    /// <summary>What a client's trace says that was asked for: of each URL what follows the project.</summary>
    static List<string> Asked(string trace) => File.ReadLines(trace)
        .Select(line => line.Substring(line.IndexOf("/_apis/")))
        .Select(line => line.Substring(0, line.IndexOf("api-version=")))
        .ToList();

    public static void An_operation_is_called_by_its_name()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        using var client = service.Client();
        using (var answer = client.Call(Operations.BuildsGet(service.Project, 1003)))
        {
            Assert.Equal(200, answer.StatusCode);
            Assert.That(answer.ContentType.StartsWith("application/json"), answer.ContentType);
            Assert.Equal(1003, answer.ReadAsJson().GetProperty("id").GetInt64());
        }
        var list = new Operation("builds - LIST", ("project", service.Project), ("$top", 2), ("maxTime", null));
        using (var answer = client.Call(list))
            Assert.Same(new long[] { 1012, 1011 }, Ids(answer.ReadAsJson().GetProperty("value").EnumerateArray()));
        using (var answer = client.CallAsync(list).Result)
            Assert.Equal(2, answer.ReadAsJsonAsync().Result.GetProperty("count").GetInt32());
    }

    public static void Values_are_sent_as_the_reference_spells_them()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        var trace = Path.GetTempFileName();
        try
        {
            using var client = service.Client(options: new AzdoClientOptions { Trace = trace });
            client.Call(Operations.BuildsList(
                service.Project, buildIds: new long[] { 1001, 1002 }, minTime: DateTimeOffset.UnixEpoch, top: 7,
                tagFilters: new[] { "a", "b" }, resultFilter: "failed")).Dispose();
            var forced = Operations.BuildsList(service.Project);
            forced.Force("newFilter", "x y");
            forced.Force("$top", "7");
            forced.ApiVersion = "7.0";
            client.Call(forced).Dispose();
            Assert.Same(
                new[]
                {
                    "/_apis/build/builds?minTime=1970-01-01T00%3A00%3A00.0000000%2B00%3A00&resultFilter=failed"
                        + "&tagFilters=a%2Cb&$top=7&queryOrder=queueTimeDescending&buildIds=1001%2C1002&",
                    "/_apis/build/builds?$top=7&queryOrder=queueTimeDescending&newFilter=x%20y&",
                },
                Asked(trace));
        }
        finally
        {
            File.Delete(trace);
        }
    }

    public static async Task Items_are_those_of_all_pages()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        using var client = service.Client();
        var whole = client.Builds.List(service.Project).Select(build => build.Id).ToList();
        var list = Operations.BuildsList(service.Project, pageSize: 5);
        var items = client.Items(list);
        Assert.Same(whole, Ids(items));
        Assert.Same(whole, Ids(items));
        Assert.Same(whole, Ids(await client.ItemsAsync(list).ToList()));
        Assert.Equal(3, client.Items(Operations.BuildsList(service.Project, top: 3, pageSize: 2)).Count());
        Assert.Equal(1, client.Items(new ListOperation("Projects - List")).Count());
    }

    public static void Threads_are_for_pages_alone()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        using var client = service.Client();
        var items = client.ItemsAsync(Operations.BuildsList(service.Project, pageSize: 5)).GetAsyncEnumerator();
        for (var index = 0; index < 12; index++)
        {
            var step = items.MoveNextAsync();
            // What has been fetched is there at once.
            Assert.That(index % 5 == 0 || step.IsCompleted, $"{index}");
            Assert.That(step.AsTask().Result);
        }
        Assert.That(!items.MoveNextAsync().AsTask().Result);
        items.DisposeAsync().AsTask().Wait();
        Assert.Equal(3L, client.Count(Counter.Requests));
    }

    public static void A_failure_does_not_end_items()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1", "--fault", "status=409@builds#2");
        using var client = service.Client();
        using var items = client.Items(Operations.BuildsList(service.Project, pageSize: 10)).GetEnumerator();
        for (var index = 0; index < 10; index++)
            Assert.That(items.MoveNext());
        Assert.Throws<AzdoConflictException>(() => items.MoveNext());
        Assert.That(items.MoveNext() && items.Current.GetProperty("id").GetInt64() == 1002);
        Assert.That(items.MoveNext() && !items.MoveNext());
    }

    public static async Task The_same_asynchronously()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1", "--fault", "status=409@builds#2");
        using var client = service.Client();
        await using var items = client.ItemsAsync(Operations.BuildsList(service.Project, pageSize: 10)).GetAsyncEnumerator();
        for (var index = 0; index < 10; index++)
            Assert.That(await items.MoveNextAsync());
        Assert.Throws<AzdoConflictException>(items.MoveNextAsync().AsTask());
        Assert.That(await items.MoveNextAsync() && items.Current.GetProperty("id").GetInt64() == 1002);
        Assert.That(await items.MoveNextAsync() && !await items.MoveNextAsync());
    }

    public static void What_cannot_be_asked_for_is_refused()
    {
        using var client = new AzdoClient("http://127.0.0.1:9/c", Credential.Pat(Sandbox.Secret));
        void Refused(string word, Action call)
        {
            var refusal = Assert.Throws<AzdoInvalidArgumentException>(call);
            Assert.That(refusal.Message.Contains(word), refusal.Message);
        }
        Refused("Did you mean \"Builds - List\"?", () => client.Call(new Operation("Bulds - List")));
        Refused("buildId is missing", () => client.Call(new Operation("Report - Get", ("project", "p"))));
        Refused("project is missing", () => client.Call(Operations.ReportGet(null, 1)));
        Refused("Did you mean failed?", () => client.Call(Operations.BuildsList("p", resultFilter: "faild")));
        Refused("not JSON", () => client.Call(Operations.BuildsQueue("p", "{")));
        Refused("body is missing", () => client.Call(Operations.BuildsQueue("p", null!)));
        Refused("does not answer", () => client.Call(Operations.ReportGet("p", 1, accept: "text/plain")));
        // As soon as the list is described.
        Refused("list", () => client.Items(new ListOperation("Report - Get", ("project", "p"), ("buildId", 1))));
        void Unspelled(object value) => Assert.Throws<ArgumentException>(
            () => client.Call(new Operation("Builds - List", ("project", "p"), ("tagFilters", value))));
        Unspelled(new object());
        Unspelled(DateTime.UtcNow);
        Unspelled(new string?[] { "a", null });
        // Words and numbers of any kind, one or several: refused for the status alone.
        Refused("statusFilter", () => client.Call(new Operation(
            "Builds - List", ("project", "p"), ("definitions", new[] { 1, 2 }),
            ("resultFilter", new[] { BuildResult.Failed, BuildResult.Canceled }), ("statusFilter", "odd"))));
        Assert.Throws<ArgumentNullException>(() => client.Call(null!));
        Assert.Throws<ArgumentNullException>(() => client.Items(null!));
    }

    public static void Calls_end_from_outside()
    {
        using var service = new Sandbox("--fault", "stall-headers@builds");
        using var client = service.Client();
        using var source = new CancellationTokenSource(100);
        var list = Operations.BuildsList(service.Project);
        Assert.Throws<OperationCanceledException>(() => client.Call(list, source.Token));
        Assert.Throws<OperationCanceledException>(() => client.Items(list, source.Token).First());
        using var soon = new CancellationTokenSource(100);
        var items = client.ItemsAsync(list).GetAsyncEnumerator(soon.Token);
        Assert.Throws<OperationCanceledException>(items.MoveNextAsync().AsTask());
        items.DisposeAsync().AsTask().Wait();
        var hurried = client.WithTimeout(TimeSpan.FromMilliseconds(100));
        Assert.Throws<AzdoTimeoutException>(() => hurried.Call(list));
        Assert.Throws<AzdoTimeoutException>(() => hurried.Items(list).First());
    }

    public static void Tokens_of_a_provider()
    {
        using var service = new Sandbox("--builds", "12", "--projects", "1");
        var asked = 0;
        IEnumerable<JsonElement> items;
        using (var client = new AzdoClient(service.Url, (scope, token) =>
        {
            asked++;
            return new AzdoAccessToken(service.Pat, DateTimeOffset.UtcNow.AddHours(1));
        }))
        {
            client.Call(Operations.ProjectsList()).Dispose();
            items = client.Items(Operations.BuildsList(service.Project, pageSize: 5));
            Assert.Equal(12, items.Count());
        }
        Assert.Equal(1, asked);
    }

    /// <summary>Whatever the sandbox says of it: the library takes what the method makes.</summary>
    public static void Every_method_makes_what_the_library_takes()
    {
        using var service = new Sandbox("--builds", "1", "--projects", "1");
        using var client = service.Client();
        var methods = typeof(Operations).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        Assert.That(methods.Length > 100);
        foreach (var method in methods)
        {
            var operation = (Operation)method.Invoke(null, method.GetParameters().Select(Value).ToArray())!;
            try
            {
                client.Call(operation).Dispose();
            }
            catch (AzdoException e) when (!(e is AzdoInvalidArgumentException))
            {
                Assert.That(e.HttpStatus > 0, $"{method.Name}: {e.Message}");
            }
        }
    }

    static object? Value(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.Name switch
        {
            // Of the walk of a list; what has several words has them all elsewhere.
            "accept" => null,
            "pageSize" => null,
            "queryOrder" => null,
            "body" => "{}",
            "deletedFilter" => "onlyDeleted",
            "resultSet" => "top",
            "stateFilter" => "all",
            "continuationToken" when type == typeof(long) => 1L,
            _ when type == typeof(string) => "none",
            _ when type == typeof(long) => 7L,
            _ when type == typeof(bool) => true,
            _ when type == typeof(Guid) => Guid.NewGuid(),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            _ when type == typeof(IEnumerable<long>) => new long[] { 1, 2 },
            _ when type == typeof(IEnumerable<string>) => new[] { "a", "b" },
            _ => throw new Exception($"{parameter}"),
        };
    }

    public static void A_depth_is_bounded_by_the_client_alone()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 500)) + string.Concat(Enumerable.Repeat("]", 500));
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        try
        {
            var recording = new Dictionary<string, object>
            {
                ["request"] = new { method = "GET", uri = "https://dev.azure.com/o/p/_apis/build/settings" },
                ["response"] = new
                {
                    status = 200,
                    headers = new Dictionary<string, string[]> { ["content-type"] = new[] { "application/json" } },
                    body = deep,
                },
            };
            File.WriteAllText(Path.Combine(folder.FullName, "0.json"), JsonSerializer.Serialize(recording));
            using var service = new Sandbox("--replay", folder.FullName);
            var url = new Uri(new Uri(service.Url), "/o").ToString();
            using var client = new AzdoClient(url, Credential.Pat("any"));
            var found = client.Call(Operations.SettingsGet("p")).ReadAsJson();
            Assert.Equal(deep, found.GetRawText());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
