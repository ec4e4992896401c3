using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Azdo;

[Tests]
static class JobTests
{
    public static void The_header_is_what_RFC_7617_says()
    {
        foreach (var (user, pat) in new[]
        {
            (null, "token"), ("", "token"), ("jörg", "tökén"), ("u", "a:b:c"), (null, new string('x', 84)), ("漢字", "é"),
        })
        {
            var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{pat}"));
            var header = AuthenticationHeaderValue.Parse(Credential.Pat(pat, user).ToHeader());
            Assert.Equal("Basic", header.Scheme);
            Assert.Equal(expected, header.Parameter);
            Assert.Equal($"Basic {expected}", Credential.Pat($" {pat}\r\n", user).ToHeader());
        }
    }

    public static void What_cannot_be_a_token_is_refused_unseen()
    {
        const string secret = Sandbox.Secret;
        foreach (var end in new[] { $"\n{secret}", "\0", "\ud800", "\x7f" })
        {
            var refusal = Assert.Throws<AzdoInvalidArgumentException>(() => Credential.Pat(secret + end));
            Assert.Equal(AzdoStatus.InvalidArgument, refusal.Status);
            Assert.Equal("invalid_argument", refusal.Cause);
            Assert.That(!refusal.ToString().Contains(secret), refusal.ToString());
        }
        foreach (var (pat, user) in new[] { ("", null), (null!, null), ("p", "a:b") })
            Assert.Equal(
                AzdoStatus.InvalidArgument, Assert.Throws<AzdoInvalidArgumentException>(() => Credential.Pat(pat, user)).Status);
    }

    public static void Every_build_over_all_pages()
    {
        using var service = new Sandbox("--builds", "45", "--projects", "1");
        using var client = service.Client();
        IEnumerable<long> Ids(BuildQuery query) => client.Builds.List(service.Project, query).Select(build => build.Id);

        var whole = client.Builds.List(service.Project).Select(build => build.Id).ToList();
        Assert.Equal(45, whole.Distinct().Count());
        foreach (var size in new[] { 1, 44, 45, 46 })
            Assert.Same(whole, Ids(new BuildQuery { PageSize = size }));
        Assert.Same(whole.Take(7), Ids(new BuildQuery { Top = 7, PageSize = 3 }));

        var pages = client.Builds.List(service.Project, new BuildQuery { PageSize = 20 }).AsPages().ToList();
        Assert.Same(new[] { 20, 20, 5 }, pages.Select(page => page.Count));
        var after = new BuildQuery { PageSize = 20, ContinuationToken = pages[0].ContinuationToken };
        Assert.Same(whole.Skip(20), Ids(after));
        Assert.Equal("", pages[2].ContinuationToken);
        Assert.Equal(whole[44], pages[2][4].Id);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pages[2][5]; });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = pages[2][-1]; });

        var twice = client.Builds.List(service.Project, new BuildQuery { PageSize = 20 });
        Assert.Same(twice.Select(build => build.Id), twice.Select(build => build.Id));
    }

    public static async Task The_same_asynchronously()
    {
        using var service = new Sandbox("--builds", "45", "--projects", "1");
        using var client = service.Client();
        var query = new BuildQuery { PageSize = 20 };
        var whole = client.Builds.List(service.Project).Select(build => build.Id).ToList();
        Assert.Same(whole, (await client.Builds.ListAsync(service.Project, query).ToList()).Select(build => build.Id));
        Assert.Same(
            new[] { 20, 20, 5 },
            (await client.Builds.ListAsync(service.Project, query).AsPages().ToList()).Select(page => page.Count));
        var json = client.Builds.GetJson(service.Project);
        Assert.Equal(json, await client.Builds.GetJsonAsync(service.Project));
        Assert.Equal(json, await AzdoClient.GetBuildsAsync(service.Url, service.Project, null, service.Pat));
        Assert.Equal(whole[3], (await client.Builds.GetAsync(service.Project, whole[3])).Id);
        Assert.Equal(1, (await client.Projects.ListAsync().ToList()).Count);
        using var response = await client.RequestAsync("GET", "_apis/projects");
        Assert.That((await response.ReadAsStringAsync()).Contains(service.Project));
        Assert.Throws<AzdoNotFoundException>(client.Builds.GetAsync(service.Project, 1));
    }

    public static void Records_say_what_the_JSON_says()
    {
        using var service = new Sandbox("--builds", "40", "--projects", "1");
        using var client = service.Client();
        foreach (var build in client.Builds.List(service.Project))
        {
            var sent = JsonDocument.Parse(build.Json).RootElement;
            string Member(string name) => sent.TryGetProperty(name, out var value) ? value.GetString()! : "";
            Assert.Equal(sent.GetProperty("id").GetInt64(), build.Id);
            Assert.Equal(Member("buildNumber"), build.BuildNumber);
            Assert.Equal(sent.GetProperty("definition").GetProperty("id").GetInt64(), build.DefinitionId);
            Assert.Equal(sent.GetProperty("definition").GetProperty("name").GetString(), build.DefinitionName);
            Assert.Equal(Member("sourceBranch"), build.SourceBranch);
            Assert.Equal(Member("status"), build.Status.ToString());
            Assert.Equal(Member("status"), build.StatusName);
            Assert.Equal(Member("result"), build.ResultName);
            Assert.Equal(Member("result") == "" ? "none" : Member("result"), build.Result.ToString());
            Assert.Equal(service.Project, build.ProjectName);
            Assert.Equal(sent.TryGetProperty("keepForever", out var keep) && keep.GetBoolean(), build.KeepForever);
            var queued = DateTimeOffset.Parse(Member("queueTime"));
            Assert.Equal(queued, build.QueueTime);
            Assert.Equal((queued - DateTimeOffset.UnixEpoch).Ticks * 100, build.QueueTimeNanoseconds);
            Assert.Equal(TimeSpan.Zero, build.QueueTime!.Value.Offset);
            Assert.Equal(sent.TryGetProperty("finishTime", out _), build.FinishTime.HasValue);
            Assert.Equal(build.FinishTime is null, build.FinishTimeNanoseconds == long.MinValue);
            Assert.That(build.ToString().StartsWith($"{build.Id} {build.BuildNumber} "), build.ToString());
        }
        Assert.That(client.Builds.List(service.Project).Any(build => build.DefinitionName.Any(letter => letter > 127)));
        using var terse = service.Client(options: new AzdoClientOptions { KeepJson = false });
        Assert.Equal("", terse.Builds.List(service.Project).First().Json);
    }

    public static void Filters_have_the_references_names()
    {
        using var service = new Sandbox("--builds", "60", "--projects", "1");
        using var client = service.Client();
        List<Build> List(BuildQuery query) => client.Builds.List(service.Project, query).ToList();

        var failed = List(new BuildQuery { Result = BuildResult.Failed, Status = new BuildStatus("COMPLETED") });
        Assert.That(failed.Count > 3 && failed.All(build => build.Result == BuildResult.Failed));
        var byName = new BuildQuery { Result = BuildResult.Succeeded };
        byName.Set("resultFilter", "failed");
        Assert.Same(failed.Select(build => build.Id), List(byName).Select(build => build.Id));

        var wanted = failed.Take(3).Select(build => build.Id).ToArray();
        Assert.Same(wanted, List(new BuildQuery { BuildIds = wanted }).Select(build => build.Id));
        var since = failed[0].QueueTime!.Value.ToOffset(TimeSpan.FromHours(5.5));
        var later = List(new BuildQuery { MinTime = since, QueryOrder = "queueTimeAscending" });
        Assert.Equal(failed[0].Id, later[0].Id);
        var definition = failed[0].DefinitionId;
        var same = List(new BuildQuery { Definitions = new[] { definition }, BranchName = failed[0].SourceBranch });
        Assert.That(same.Count > 0 && same.All(build => build.DefinitionId == definition));

        var unknown = new BuildQuery();
        unknown.Set("resultfilter", "failed");
        var impossible = new BuildQuery { Result = new BuildResult("red") };
        foreach (var query in new[] { unknown, impossible, new BuildQuery { Top = -1 } })
        {
            var refusal = Assert.Throws<AzdoInvalidArgumentException>(() => client.Builds.List(service.Project, query));
            Assert.Equal(AzdoStatus.InvalidArgument, refusal.Status);
            Assert.Equal(query == unknown, refusal.Hint.Contains("Did you mean resultFilter?"));
            var other = Assert.Throws<AzdoInvalidArgumentException>(() => client.Builds.ListAsync(service.Project, query));
            Assert.Equal(refusal.Message, other.Message);
        }
    }

    public static void What_passes_is_tried_again_and_counted()
    {
        using var service = new Sandbox("--builds", "5", "--fault", "status=503@builds#1");
        using var client = service.Client(options: new AzdoClientOptions { MaxRetries = 1 });
        Assert.Equal(5, client.Builds.List(service.Project).Count());
        Assert.Equal((2L, 1L), (client.Count(Counter.Requests), client.Count(Counter.Retries)));
        Assert.That(client.Count(Counter.WaitedMs) > 100, "it waited");
        Assert.That(client.Count(Counter.ReceivedBytes) > 1000, "it received");
        Assert.Equal(0L, client.Count(Counter.Throttled));
    }

    public static void The_other_jobs()
    {
        using var service = new Sandbox("--builds", "5", "--projects", "3");
        using var client = service.Client();
        var json = AzdoClient.GetBuilds(service.Url, service.Project, "user", service.Pat);
        Assert.Equal(json, client.Builds.GetJson(service.Project));
        var body = JsonDocument.Parse(json).RootElement;
        Assert.Equal(5, body.GetProperty("count").GetInt32());
        var first = body.GetProperty("value")[0].GetProperty("id").GetInt64();
        Assert.Equal(first, client.Builds.Get(service.Project, first).Id);
        Assert.That(AzdoClient.GetBuilds(service.Url, null, null, service.Pat).Contains(service.Project));

        var projects = client.Projects.List(new ProjectQuery { State = "wellFormed" }).ToList();
        Assert.Equal(3, projects.Count);
        var named = projects.Single(project => project.Name == service.Project);
        var sent = JsonDocument.Parse(named.Json).RootElement;
        Assert.Equal(sent.GetProperty("id").GetString(), named.Id);
        Assert.Equal(sent.GetProperty("revision").GetInt64(), named.Revision);
        Assert.Equal(sent.GetProperty("lastUpdateTime").GetDateTimeOffset(), named.LastUpdateTime);
        var oneByOne = client.Projects.List(new ProjectQuery { PageSize = 1 });
        Assert.Same(projects.Select(project => project.Id), oneByOne.Select(project => project.Id));
        Assert.Equal(named.Name, named.ToString());
    }

    public static async Task A_response_is_read_as_it_comes()
    {
        using var service = new Sandbox("--projects", "3");
        using var client = service.Client();
        var headers = new Dictionary<string, string> { ["Accept"] = "application/json" };
        string whole;
        using (var response = client.Request("GET", "_apis/projects", headers))
        {
            Assert.Equal(200, response.StatusCode);
            Assert.That(response.Header("CONTENT-type").StartsWith("application/json"));
            Assert.Equal("", response.Header("X-None"));
            whole = response.ReadAsString();
        }
        using (var response = client.Request("GET", $"{service.Url}/_apis/projects"))
        {
            var stream = response.ReadAsStream();
            var start = new byte[5];
            Assert.Equal(0, stream.Read(start, 0, 0));
            var count = await stream.ReadAsync(start, 0, start.Length);
            Assert.Equal(
                whole, Encoding.UTF8.GetString(start, 0, count) + Encoding.UTF8.GetString(response.ReadAsByteArray()));
            Assert.Equal(0, stream.Read(start));
        }
        using (var response = await client.RequestAsync("GET", "_apis/projects"))
        using (var reader = new StreamReader(response.ReadAsStream()))
            Assert.Equal(whole, await reader.ReadToEndAsync());
        var disposed = client.Request("GET", "_apis/projects");
        disposed.ReadAsStream().Dispose();
        Assert.Throws<ObjectDisposedException>(() => disposed.ReadAsString());
        Assert.Throws<AzdoNotFoundException>(() => client.Request("GET", "_apis/nothing"));
        Assert.Equal(
            AzdoStatus.InvalidArgument,
            Assert.Throws<AzdoInvalidArgumentException>(() => client.Request("GET", "https://example.invalid/_apis/projects")).Status);
        var body = Encoding.UTF8.GetBytes("{}");
        var refused = Assert.Throws<AzdoException>(() => client.Request("PUT", "_apis/projects", null, body));
        Assert.Equal(405, refused.HttpStatus);
    }

    public static void Credentials_come_and_go()
    {
        using var service = new Sandbox("--builds", "3");
        using var client = service.Client(Sandbox.Secret);
        AzdoException Refusal() =>
            Assert.Throws<AzdoUnauthenticatedException>(() => client.Builds.GetJson(service.Project));

        Assert.Equal(401, Refusal().HttpStatus);
        using (var better = Credential.Pat(service.Pat))
            client.SetCredential(better);
        Assert.That(client.Builds.GetJson(service.Project).Length > 0);

        var bearer = Credential.Bearer(Sandbox.Secret, DateTimeOffset.UtcNow.AddSeconds(-1));
        client.SetCredential(bearer);
        Assert.Equal("token_expired", Refusal().Cause);
        foreach (var moment in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            client.SetCredential(Credential.Bearer(Sandbox.Secret, moment));
            // Nothing is sent with what has expired.
            Assert.Equal(moment == DateTimeOffset.MaxValue ? 401 : 0, Refusal().HttpStatus);
        }
        Assert.Equal("token_expired", Assert.Throws<AzdoUnauthenticatedException>(() => bearer.ToHeader()).Cause);
        Assert.Equal($"Bearer {Sandbox.Secret}", Credential.Bearer(Sandbox.Secret).ToHeader());
        bearer.Dispose();
        Assert.Equal("Credential (bearer token)", bearer.ToString());
        Assert.Throws<ObjectDisposedException>(() => client.SetCredential(bearer));

        const string cloud = "https://dev.azure.com/fabrikam";
        (string, string?)[] Environment(string? pat) =>
            new[] { ("AZDO_PAT", pat), ("AZURE_DEVOPS_EXT_PAT", null), ("SYSTEM_ACCESSTOKEN", null) };

        Assert.Equal("Credential (AZDO_PAT)\n", Child.Start(new[] { "credential", cloud }, Environment("x")).Output);
        Assert.Equal("Unauthenticated\n", Child.Start(new[] { "credential", service.Url }, Environment("x")).Output);
        Assert.Equal("Unauthenticated\n", Child.Start(new[] { "credential", cloud }, Environment(null)).Output);
    }

    public static void References()
    {
        const string page = "https://dev.azure.com/fabrikam/%C3%9Cber%20uns/_build/results?buildId=42";
        var build = Reference.Parse($"{page}&view=results");
        Assert.Equal(ReferenceKind.Build, build.Kind);
        Assert.Equal("Über uns", build.Project);
        Assert.Equal(42L, build.BuildId);
        Assert.Equal("https://dev.azure.com/fabrikam", build.OrganizationUrl);
        Assert.That(build.LogId is null && build.JobId is null && build.ArtifactName is null);
        Assert.Equal(page, build.WebUrl);
        Assert.Equal(page, build.ToString());
        var same = Reference.Parse(build.ApiUrl!);
        Assert.That(build.Equals(same) && build.GetHashCode() == same.GetHashCode());
        Assert.That(!build.Equals(Reference.Parse($"{page}&j=12f1170f-54f2-53f3-20dd-22fc7dff55f9")));
        var uri = Reference.Parse("vstfs:///Build/Build/42");
        Assert.That(uri.OrganizationUrl is null && uri.WebUrl is null && !uri.Equals(build));
        Assert.Equal("42", uri.ToString());
        var refusal = Assert.Throws<AzdoInvalidArgumentException>(() => Reference.Parse($"https://{Sandbox.Secret}@dev.azure.com/o"));
        Assert.Equal(AzdoStatus.InvalidArgument, refusal.Status);
        Assert.That(!refusal.ToString().Contains(Sandbox.Secret));
        Assert.Throws<AzdoInvalidArgumentException>(() => Reference.Parse(null!));
        using var client = new AzdoClient("git@ssh.dev.azure.com:v3/fabrikam/Fiber/Web", Credential.Pat("token"));
    }

    public static void Words_that_nobody_knew()
    {
        var (one, other) = (new BuildResult("exploded"), new BuildResult("melted"));
        Assert.That(one != other && one != BuildResult.Failed && one == new BuildResult("Exploded"));
        Assert.Equal(one.GetHashCode(), new BuildResult("EXPLODED").GetHashCode());
        Assert.Equal("exploded", one.ToString());
        Assert.That(new BuildStatus("inprogress") == BuildStatus.InProgress && !BuildStatus.None.Equals("none"));
    }
}
