// Builds with HttpClient and System.Text.Json.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

/// <summary>What an answer holds of a build, for a program that reads eight fields of it.</summary>
sealed class Build
{
    public long Id { get; set; }
    public string BuildNumber { get; set; }
    public string Status { get; set; }
    public string Result { get; set; }
    public Named Definition { get; set; }
    public string SourceBranch { get; set; }
    public Person RequestedFor { get; set; }
}

sealed class Named
{
    public long Id { get; set; }
    public string Name { get; set; }
}

sealed class Person
{
    public string DisplayName { get; set; }
}

sealed class Page
{
    public List<Build> Value { get; set; }
}

static class HttpClientJson
{
    static readonly Job job = new Job();
    static readonly HttpClient client = new HttpClient();
    static readonly JsonSerializerOptions options =
        new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    static string Builds(string project) => $"{job.Url}/{project}/_apis/build/builds";

    static async Task<HttpResponseMessage> Get(string url)
    {
        var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        return answer.EnsureSuccessStatusCode();
    }

    static async Task<T> Json<T>(HttpResponseMessage answer)
    {
        using var body = await answer.Content.ReadAsStreamAsync();
        return await JsonSerializer.DeserializeAsync<T>(body, options);
    }

    static async IAsyncEnumerable<HttpResponseMessage> Pages(string project, int top)
    {
        for (string token = ""; token != null;)
        {
            var going = token == "" ? "" : $"&continuationToken={Uri.EscapeDataString(token)}";
            using var answer = await Get($"{Builds(project)}?api-version=7.1&$top={top}{going}");
            token = answer.Headers.TryGetValues("x-ms-continuationtoken", out var values) ? values.First() : null;
            yield return answer;
        }
    }

    static long Read(Build build) =>
        job.Read(
            build.Id, build.BuildNumber, build.Status, build.Result, build.Definition.Id, build.Definition.Name,
            build.SourceBranch, build.RequestedFor.DisplayName);

    static async Task<long> List(string project, int top)
    {
        long sum = 0;
        await foreach (var answer in Pages(project, top))
            sum += (await Json<Page>(answer)).Value.Sum(Read);
        return sum;
    }

    /// <summary>A document holds all that the service said; typed records would leave most of it out.</summary>
    static async Task<long> Hold()
    {
        var held = new List<JsonDocument>();
        await foreach (var answer in Pages(job.Project, Job.Page))
        {
            using var body = await answer.Content.ReadAsStreamAsync();
            held.Add(await JsonDocument.ParseAsync(body));
        }
        return held.Sum(page => page.RootElement.GetProperty("value").EnumerateArray().Sum(Read));
    }

    static long Read(JsonElement build)
    {
        var definition = build.GetProperty("definition");
        return job.Read(
            build.GetProperty("id").GetInt64(), build.GetProperty("buildNumber").GetString(),
            build.GetProperty("status").GetString(), build.GetProperty("result").GetString(),
            definition.GetProperty("id").GetInt64(), definition.GetProperty("name").GetString(),
            build.GetProperty("sourceBranch").GetString(),
            build.GetProperty("requestedFor").GetProperty("displayName").GetString());
    }

    static async Task<long> Cold()
    {
        job.Print = true;
        await foreach (var answer in Pages(job.Project, Job.Latest))
            return (await Json<Page>(answer)).Value.Sum(Read);
        return 0;
    }

    static async Task<long> GetEach()
    {
        long sum = 0;
        foreach (var id in job.Ids)
        {
            using var answer = await Get($"{Builds(job.Project)}/{id}?api-version=7.1");
            sum += Read(await Json<Build>(answer));
        }
        return sum;
    }

    static async Task<long> Harvest()
    {
        var next = -1;
        long sum = 0;
        async Task Work()
        {
            for (int project; (project = Interlocked.Increment(ref next)) < Job.Projects.Length;)
                Interlocked.Add(ref sum, await List(Job.Projects[project], Job.HarvestPage));
        }
        await Task.WhenAll(Enumerable.Range(0, Job.Threads).Select(_ => Work()));
        return sum;
    }

    static async Task<long> Log()
    {
        using var answer = await Get($"{Builds(job.Project)}/{job.FirstId}/logs/1");
        using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        for (int count; (count = await body.ReadAsync(buffer)) > 0;)
            bytes += count;
        return bytes;
    }

    static async Task<int> Main(string[] arguments)
    {
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes(job.Token));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", secret);
        switch (arguments[0])
        {
            case "list": return job.End(await List(job.Project, Job.Page));
            case "hold": return job.End(await Hold());
            case "cold": return job.End(await Cold());
            case "get": return job.End(await GetEach());
            case "harvest": return job.End(await Harvest());
            case "log": return job.End(await Log());
            default: return job.Unknown(arguments[0]);
        }
    }
}
