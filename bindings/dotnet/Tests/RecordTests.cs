using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Azdo;

/// <summary>What programs touch daily, read and written: against a server that says what it was asked, and what was
/// recorded of the service.</summary>
[Tests]
static class RecordTests
{
    /// <summary>The whole JSON of a record, by the names of the properties that have its values.</summary>
    static void Says(Record record, string json, params (string Property, string Pointer)[] told)
    {
        var sent = JsonDocument.Parse(json).RootElement;
        foreach (var (property, pointer) in told)
        {
            var value = pointer.Split('.').Aggregate(sent, (element, name) => element.GetProperty(name));
            var found = record.GetType().GetProperty(property)!.GetValue(record);
            var expected = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
            Assert.Equal(expected, found is DateTimeOffset time ? $"{time:yyyy-MM-ddTHH:mm:ssZ}" : $"{found}");
        }
        var properties = record.GetType().GetProperties().Select(property => property.Name);
        foreach (var property in properties.Where(name => name.EndsWith("Nanoseconds")))
        {
            var time = record.GetType().GetProperty(property.Replace("Nanoseconds", ""))!.GetValue(record);
            var nanoseconds = (long)record.GetType().GetProperty(property)!.GetValue(record)!;
            Assert.Equal((((DateTimeOffset)time!) - DateTimeOffset.UnixEpoch).Ticks * 100, nanoseconds);
        }
        if (record is JsonRecord whole)
            Assert.Equal(json, whole.Json);
    }

    public static void A_definition_says_what_its_JSON_says()
    {
        const string json =
            @"{""id"":12,""revision"":3,""name"":""Nightly"",""path"":""\\a"",""type"":""build""," +
            @"""quality"":""draft"",""queueStatus"":""paused"",""description"":""größe"",""createdDate"":""2026-11-24T21:56:01Z""," +
            @"""project"":{""id"":""pi"",""name"":""pn""},""queue"":{""id"":5,""name"":""qn"",""pool"":{""id"":6," +
            @"""name"":""pool""}},""repository"":{""id"":""ri"",""name"":""rn"",""type"":""GitHub""," +
            @"""defaultBranch"":""refs/heads/main""},""process"":{""yamlFilename"":""a.yml""}," +
            @"""authoredBy"":{""displayName"":""J"",""uniqueName"":""j@x""},""latestBuild"":{""id"":9," +
            @"""buildNumber"":""9.1"",""status"":""inProgress"",""result"":""failed""},""latestCompletedBuild"":{" +
            @"""id"":8,""buildNumber"":""8.1"",""result"":""canceled""},""uri"":""vstfs:1"",""url"":""u""," +
            @"""_links"":{""web"":{""href"":""w""}}}";
        using var service = new Echo(json);
        using var client = service.Client();
        var one = client.Definitions.Get("p", 12, revision: 3, includeLatestBuilds: true);
        Assert.Same(new[] { "GET p/_apis/build/definitions/12?revision=3&includeLatestBuilds=true" }, service.Sent());
        Says(
            one, json, ("Id", "id"), ("Revision", "revision"), ("Name", "name"), ("Path", "path"), ("TypeName", "type"),
            ("Quality", "quality"), ("QueueStatusName", "queueStatus"), ("QueueStatus", "queueStatus"),
            ("Description", "description"), ("CreatedTime", "createdDate"), ("ProjectId", "project.id"),
            ("ProjectName", "project.name"), ("QueueId", "queue.id"), ("QueueName", "queue.name"),
            ("PoolId", "queue.pool.id"), ("PoolName", "queue.pool.name"), ("RepositoryId", "repository.id"),
            ("RepositoryName", "repository.name"), ("RepositoryType", "repository.type"),
            ("DefaultBranch", "repository.defaultBranch"), ("YamlFile", "process.yamlFilename"),
            ("AuthoredByName", "authoredBy.displayName"), ("AuthoredByUniqueName", "authoredBy.uniqueName"),
            ("LatestBuildId", "latestBuild.id"), ("LatestBuildNumber", "latestBuild.buildNumber"),
            ("LatestBuildStatus", "latestBuild.status"), ("LatestBuildResult", "latestBuild.result"),
            ("LatestCompletedBuildId", "latestCompletedBuild.id"),
            ("LatestCompletedBuildNumber", "latestCompletedBuild.buildNumber"),
            ("LatestCompletedBuildResult", "latestCompletedBuild.result"), ("Uri", "uri"), ("Url", "url"),
            ("WebUrl", "_links.web.href"));
        Assert.That(one.IsDraft && one.QueueStatus == QueueStatus.Paused);
        Assert.That(one.LatestBuildStatus == BuildStatus.InProgress && one.LatestBuildResult == BuildResult.Failed);
        Assert.Equal("12 Nightly", one.ToString());
    }

    public static void A_timeline_says_what_its_JSON_says()
    {
        const string json =
            @"{""id"":""i"",""parentId"":""pa"",""type"":""Job"",""name"":""n"",""refName"":""rn""," +
            @"""identifier"":""a.b"",""order"":2,""attempt"":3,""state"":""completed""," +
            @"""result"":""succeededWithIssues"",""resultCode"":""rc"",""percentComplete"":70," +
            @"""currentOperation"":""co"",""startTime"":""2026-11-24T21:56:01Z""," +
            @"""finishTime"":""2026-11-24T21:56:02Z"",""lastModified"":""2026-11-24T21:56:03Z"",""errorCount"":4," +
            @"""warningCount"":5,""log"":{""id"":6,""url"":""lu""},""workerName"":""w"",""queueId"":7," +
            @"""task"":{""id"":""ti"",""name"":""tn"",""version"":""tv""},""details"":{""id"":""di""}," +
            @"""changeId"":8,""url"":""u"",""issues"":[{""type"":""warning"",""category"":""Code""," +
            @"""message"":""m""},{""type"":""hint"",""message"":""größe""}],""previousAttempts"":[{""attempt"":1,""timelineId"":""t1""," +
            @"""recordId"":""r1""},{""attempt"":2,""timelineId"":""t2"",""recordId"":""r2""}]}";
        using var service = new Echo($@"{{""id"":""t"",""changeId"":19,""records"":[{json},{{""id"":""j""}}]}}");
        using var client = service.Client();
        var id = Guid.Parse("6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a");
        var timeline = client.Builds.GetTimeline("p", 7, id, changeId: 4);
        Assert.Same(new[] { $"GET p/_apis/build/builds/7/timeline/{id}?changeId=4" }, service.Sent());
        Assert.Equal(("t", 19L, 2, ""), (timeline.Id, timeline.ChangeId, timeline.Count, timeline.ContinuationToken));
        Assert.Equal(0, timeline.Broken.Count);
        Says(
            timeline[0], json, ("Id", "id"), ("ParentId", "parentId"), ("TypeName", "type"), ("Name", "name"),
            ("RefName", "refName"), ("Identifier", "identifier"), ("Order", "order"), ("Attempt", "attempt"),
            ("StateName", "state"), ("State", "state"), ("ResultName", "result"), ("Result", "result"),
            ("ResultCode", "resultCode"), ("PercentComplete", "percentComplete"),
            ("CurrentOperation", "currentOperation"), ("StartTime", "startTime"), ("FinishTime", "finishTime"),
            ("LastModifiedTime", "lastModified"), ("ErrorCount", "errorCount"), ("WarningCount", "warningCount"),
            ("LogId", "log.id"), ("LogUrl", "log.url"), ("WorkerName", "workerName"), ("QueueId", "queueId"),
            ("TaskId", "task.id"), ("TaskName", "task.name"), ("TaskVersion", "task.version"),
            ("DetailsId", "details.id"), ("ChangeId", "changeId"), ("Url", "url"));
        Assert.That(timeline[0].State == TimelineState.Completed);
        Assert.That(timeline[0].Result == TimelineResult.SucceededWithIssues);
        Assert.Same(
            new[] { "warning Code m", "hint  größe" },
            timeline[0].Issues.Select(issue => $"{issue.KindName} {issue.Category} {issue.Message}"));
        Assert.That(timeline[0].Issues[0].Kind == IssueKind.Warning);
        Assert.That(timeline[0].Issues[1].Kind == new IssueKind("HINT"));
        Assert.Same(
            new[] { "1 t1 r1", "2 t2 r2" },
            timeline[0].PreviousAttempts.Select(one => $"{one.Attempt} {one.TimelineId} {one.RecordId}"));
        var bare = timeline[1];
        Assert.That(bare.State == TimelineState.None && bare.Result == TimelineResult.None && bare.StartTime is null);
        Assert.Equal((0, 0, 0L, "", ""), (
            bare.Issues.Count, bare.PreviousAttempts.Count, bare.LogId, bare.StateName, bare.ParentId));
    }

    /// <summary>What is held of a page is good after all the rest of it has been let go.</summary>
    public static void An_issue_keeps_its_timeline()
    {
        using var service = new Echo(
            @"{""records"":[{""id"":""a"",""issues"":[{""type"":""error"",""message"":""boom""}]}]}");
        using var client = service.Client();
        var held = Enumerable.Range(0, 20).Select(_ => Held(client)).ToList();
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.That(held.All(issue => issue.Message == "boom" && issue.Kind == IssueKind.Error));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Issue Held(AzdoClient client) => client.Builds.GetTimeline("p", 7)[0].Issues[0];

    public static void What_else_there_is_of_a_build()
    {
        const string log =
            @"{""id"":1,""lineCount"":60,""createdOn"":""2026-11-24T21:56:01Z""," +
            @"""lastChangedOn"":""2026-11-24T21:56:02Z"",""type"":""Container"",""url"":""u""}";
        Only(
            log, client => client.Builds.GetLogs("p", 7), "logs", ("Id", "id"), ("LineCount", "lineCount"),
            ("CreatedTime", "createdOn"), ("LastChangedTime", "lastChangedOn"), ("TypeName", "type"), ("Url", "url"));
        const string artifact =
            @"{""id"":3,""name"":""drop"",""source"":""s"",""resource"":{""type"":""PipelineArtifact""," +
            @"""data"":""d"",""properties"":{""artifactsize"":""123""},""downloadUrl"":""du"",""url"":""u""}}";
        Only(
            artifact, client => client.Builds.GetArtifacts("p", 7), "artifacts", ("Id", "id"), ("Name", "name"),
            ("Source", "source"), ("TypeName", "resource.type"), ("Data", "resource.data"),
            ("Size", "resource.properties.artifactsize"), ("DownloadUrl", "resource.downloadUrl"),
            ("Url", "resource.url"));
        Only(
            @"{""id"":""7"",""url"":""u""}", client => client.Builds.GetWorkItems("p", 7, top: 9), "workitems?$top=9",
            ("Id", "id"), ("Url", "url"));
        const string change =
            @"{""id"":""c1"",""type"":""TfsGit"",""timestamp"":""2026-11-24T21:56:01Z"",""message"":""m""," +
            @"""messageTruncated"":true,""author"":{""id"":""ai"",""displayName"":""an"",""uniqueName"":""au""}," +
            @"""pusher"":""pu"",""location"":""l"",""displayUri"":""du""}";
        var query = new ChangeQuery { IncludeSourceChange = true };
        Only(
            change, client => client.Builds.ListChanges("p", 7, query).AsPages().Single(),
            "changes?includeSourceChange=true&$top=1000", ("Id", "id"), ("TypeName", "type"), ("Time", "timestamp"),
            ("Message", "message"), ("AuthorId", "author.id"), ("AuthorName", "author.displayName"),
            ("AuthorUniqueName", "author.uniqueName"), ("Pusher", "pusher"), ("Location", "location"),
            ("DisplayUrl", "displayUri"));
        using var cut = new Echo($@"{{""value"":[{change}]}}");
        using var client = cut.Client();
        Assert.That(client.Builds.ListChanges("p", 7).Single().MessageTruncated);
        using var unsized = new Echo(@"{""value"":[{""id"":3,""name"":""log""}]}");
        using var other = unsized.Client();
        Assert.Equal(null, other.Builds.GetArtifacts("p", 7)[0].Size);
    }

    static void Only<T>(
        string json, Func<AzdoClient, Page<T>> get, string asked, params (string, string)[] told) where T : Record
    {
        using var service = new Echo($@"{{""value"":[{json}]}}");
        using var client = service.Client();
        var page = get(client);
        Assert.Same(new[] { $"GET p/_apis/build/builds/7/{asked}" }, service.Sent());
        Says(page.Single(), json, told);
    }

    public static async Task Definitions_are_listed()
    {
        using var service = new Echo(@"{""value"":[{""id"":1},{""id"":2},{""id"":3}]}");
        using var client = service.Client();
        var query = new DefinitionQuery { Name = "N*", Path = @"\a", IncludeLatestBuilds = true };
        Assert.Same(new long[] { 1, 2, 3 }, client.Definitions.List("p", query).Select(one => one.Id));
        var sent = service.Sent().Single();
        foreach (var part in new[] { "name=N", "path=%5Ca", "includeLatestBuilds=true" })
            Assert.That(sent.Contains(part), sent);
        var pages = await client.Definitions.ListAsync("p").AsPages().ToList();
        Assert.Same(new[] { 3 }, pages.Select(page => page.Count));
        var unknown = new DefinitionQuery();
        unknown.Set("nam", "x");
        Assert.Throws<AzdoInvalidArgumentException>(() => client.Definitions.List("p", unknown));
    }

    public static void What_is_broken_fails_its_list_or_is_passed_over()
    {
        using var service = new Echo(@"{""value"":[{""id"":1},{""name"":""a""},7,{""id"":2}]}");
        using var strict = service.Client();
        var refused = Assert.Throws<AzdoException>(() => strict.Builds.GetLogs("p", 7));
        Assert.That(refused.Message.Contains("element 1 of the answer is not a log: it has no id"), refused.Message);
        using var lenient = service.Client(new AzdoClientOptions { SkipBroken = true });
        var logs = lenient.Builds.GetLogs("p", 7);
        Assert.Same(new long[] { 1, 2 }, logs.Select(log => log.Id));
        Assert.Same(new[] { "1: it has no id", "2: it is no object" }, logs.Broken.Select(one => $"{one}"));
    }

    public static void Builds_are_queued()
    {
        using var service = new Echo(@"{""id"":7,""status"":""notStarted"",""validationResults"":[]}");
        using var client = service.Client();
        var request = new BuildRequest(12)
        {
            SourceBranch = "refs/heads/größe",
            SourceVersion = "abc",
            Variables = { ["Configuration"] = "Re\"lease" },
            TemplateParameters = { ["deploy"] = "false" },
            Demands = new[] { "docker", "Agent.OS -equals Linux" },
            QueueId = 5,
            AgentSpecification = "ubuntu-latest",
            Reason = "manual",
            Priority = "high",
            IgnoreWarnings = true,
        };
        Assert.That(client.Builds.Queue("p", request).Status == BuildStatus.NotStarted);
        var (what, body) = service.Asked().Single();
        Assert.Equal("POST p/_apis/build/builds?ignoreWarnings=true", what);
        var sent = JsonDocument.Parse(body).RootElement;
        Assert.Equal(12, sent.GetProperty("definition").GetProperty("id").GetInt32());
        Assert.Equal("refs/heads/größe", sent.GetProperty("sourceBranch").GetString());
        Assert.Equal("abc", sent.GetProperty("sourceVersion").GetString());
        Assert.Equal(@"{""Configuration"":""Re\""lease""}", sent.GetProperty("parameters").GetString());
        Assert.Equal("false", sent.GetProperty("templateParameters").GetProperty("deploy").GetString());
        Assert.Same(
            new[] { "docker", "Agent.OS -equals Linux" },
            sent.GetProperty("demands").EnumerateArray().Select(one => one.GetString()!));
        Assert.Equal(5, sent.GetProperty("queue").GetProperty("id").GetInt32());
        Assert.Equal("ubuntu-latest", sent.GetProperty("agentSpecification").GetProperty("identifier").GetString());
        Assert.Equal("manual", sent.GetProperty("reason").GetString());
        Assert.Equal("high", sent.GetProperty("priority").GetString());

        var wrong = new BuildRequest(12);
        wrong.Set("variables.a", "b");
        var refused = Assert.Throws<AzdoInvalidArgumentException>(() => client.Builds.Queue("p", wrong));
        Assert.That(refused.Message.Contains("variables.a"), refused.Message);
        wrong = new BuildRequest(12) { Priority = "hgh" };
        refused = Assert.Throws<AzdoInvalidArgumentException>(() => client.Builds.Queue("p", wrong));
        Assert.That(refused.Message.Contains("Did you mean high?"), refused.Message);
        Assert.Throws<AzdoInvalidArgumentException>(() => client.Builds.Queue("p", new BuildRequest(null!)));
        Assert.Throws<ArgumentNullException>(() => client.Builds.Queue("p", null!));
        Assert.Equal(0, service.Asked().Count);
    }

    public static void A_build_that_is_not_run_is_a_failure()
    {
        using var service = new Echo(
            @"{""id"":7,""validationResults"":[{""result"":""error"",""message"":""no pool""}]}");
        using var client = service.Client();
        var refused = Assert.Throws<AzdoException>(() => client.Builds.Queue("p", new BuildRequest(1)));
        Assert.Equal((AzdoStatus.Rejected, "pipeline_invalid"), (refused.Status, refused.Cause));
        Assert.That(refused.Message.Contains("no pool"), refused.Message);
    }

    public static void A_definition_is_queued_by_its_name()
    {
        using var service = new Echo(what => what.StartsWith("GET")
            ? (200, @"{""value"":[{""id"":4,""name"":""Nightly"",""path"":""\\a""}]}")
            : (200, @"{""id"":7}"));
        using var client = service.Client();
        Assert.Equal(7, client.Builds.Queue("p", new BuildRequest(@"\a\nightly")).Id);
        Assert.Equal(@"{""definition"":{""id"":4}}", service.Asked()[1].Body);
    }

    static (int, string) Changed(string what) =>
        what.Contains("/stages/") || what == "DELETE p/_apis/build/builds/7"
            ? (204, "")
            : (200, what.Contains("/tags") ? @"{""value"":[""a"",""b, c""]}" : @"{""id"":7,""status"":""cancelling""}");

    public static void A_server_is_asked_for_its_version()
    {
        using var service = new Echo(@"{""value"":[{""area"":""Build"",""maxVersion"":""6.0""}]}");
        using var client = service.Client();
        client.LearnVersion();
        client.LearnVersionAsync().Wait();
        Assert.Same(new[] { "OPTIONS _apis", "OPTIONS _apis" }, service.Asked().Select(asked => asked.What.Trim()));
        using var silent = new Echo("[]");
        using var other = silent.Client();
        Assert.Equal("broken_answer", Assert.Throws<AzdoException>(() => other.LearnVersion()).Cause);
    }

    public static void Builds_are_changed()
    {
        using var service = new Echo(Changed);
        using var client = service.Client();
        var builds = client.Builds;
        var update = new BuildUpdate { KeepForever = true, BuildNumber = "1.2", Status = BuildStatus.Cancelling };
        builds.Update("p", 7, update);
        builds.Update("p", 7, new BuildUpdate { Retry = true });
        Assert.That(builds.Cancel("p", 7).Status == BuildStatus.Cancelling);
        builds.RetryStage("p", 7, "Deploy it");
        builds.RetryStage("p", 7, "Deploy it", allJobs: true);
        builds.Delete("p", 7);
        Assert.Same(new[] { "a", "b, c" }, builds.AddTags("p", 7, new[] { "a", "b, c" }).Select(tag => tag.Name));
        builds.AddTags("p", 7, new[] { "ö" });
        builds.RemoveTags("p", 7, new List<string> { "a", "b" });
        Assert.Same(new[] { "a", "b, c" }, builds.GetTags("p", 7).Select(tag => $"{tag}"));
        Assert.Same(
            new[]
            {
                @"PATCH p/_apis/build/builds/7 {""status"":""cancelling"",""keepForever"":true," +
                @"""buildNumber"":""1.2""}",
                @"PATCH p/_apis/build/builds/7?retry=true {}",
                @"PATCH p/_apis/build/builds/7 {""status"":""cancelling""}",
                @"PATCH p/_apis/build/builds/7/stages/Deploy%20it {""state"":""retry"",""forceRetryAllJobs"":false}",
                @"PATCH p/_apis/build/builds/7/stages/Deploy%20it {""state"":""retry"",""forceRetryAllJobs"":true}",
                @"DELETE p/_apis/build/builds/7",
                @"POST p/_apis/build/builds/7/tags [""a"",""b, c""]",
                @"PUT p/_apis/build/builds/7/tags/%C3%B6",
                @"DELETE p/_apis/build/builds/7/tags/a",
                @"DELETE p/_apis/build/builds/7/tags/b",
                @"GET p/_apis/build/builds/7/tags",
            },
            service.Sent());
        Assert.Throws<AzdoInvalidArgumentException>(() => builds.Update("p", 7, new BuildUpdate()));
        Assert.Throws<AzdoInvalidArgumentException>(() => builds.AddTags("p", 7, new string[0]));
        Assert.Throws<AzdoInvalidArgumentException>(() => builds.AddTags("p", 7, new[] { "a", "b\0c" }));
        Assert.Throws<AzdoInvalidArgumentException>(() => builds.RemoveTags("p", 7, new[] { "a", null! }));
        Assert.Throws<ArgumentNullException>(() => builds.AddTags("p", 7, null!));
        Assert.Equal(0, service.Asked().Count);
    }

    public static void Definitions_are_written()
    {
        using var service = new Echo(what =>
            what.StartsWith("DELETE") ? (204, "")
            : (200, what.StartsWith("PUT")
                ? @"{""id"":12,""revision"":4,""queueStatus"":""disabled""}"
                : @"{""id"":12,""revision"":3,""queueStatus"":""enabled"",""x"":1.50}"));
        using var client = service.Client();
        var definitions = client.Definitions;
        Assert.Equal(12, definitions.Create("p", @"{""name"":""n""}").Id);
        Assert.Equal(4, definitions.Update("p", 12, @"{""id"":12}").Revision);
        var set = definitions.SetQueueStatus("p", 12, new QueueStatus("DISABLED"));
        Assert.That(set.QueueStatus == QueueStatus.Disabled);
        definitions.Delete("p", 12);
        var asked = service.Asked();
        Assert.Same(
            new[]
            {
                "POST p/_apis/build/definitions", "PUT p/_apis/build/definitions/12",
                "GET p/_apis/build/definitions/12", "PUT p/_apis/build/definitions/12", "DELETE p/_apis/build/definitions/12",
            },
            asked.Select(request => request.What));
        Assert.Equal(@"{""name"":""n""}", asked[0].Body);
        Assert.That(asked[3].Body.Contains(@"""queueStatus"":""disabled""") && asked[3].Body.Contains("1.50"));
        foreach (var status in new[] { QueueStatus.None, new QueueStatus("on") })
            Assert.Throws<AzdoInvalidArgumentException>(() => definitions.SetQueueStatus("p", 12, status));
        Assert.Throws<AzdoInvalidArgumentException>(() => definitions.Create("p", "{"));
        Assert.Equal(0, service.Asked().Count);
    }

    public static async Task The_same_asynchronously()
    {
        using var service = new Echo(what =>
            what.Contains("/timeline") ? (200, @"{""records"":[{""id"":""a""}]}")
            : what.Contains("/tags") || what.Contains("/logs") ? (200, @"{""value"":[]}")
            : what.Contains("/artifacts") || what.Contains("/workitems") || what.Contains("/changes")
                ? (200, @"{""value"":[]}")
            : what.Contains("/stages/") || what.StartsWith("DELETE") ? (204, "")
            : (200, @"{""id"":7,""queueStatus"":""paused""}"));
        using var client = service.Client();
        var (builds, definitions) = (client.Builds, client.Definitions);
        Assert.Equal("a", (await builds.GetTimelineAsync("p", 7)).Single().Id);
        Assert.Equal(0, (await builds.GetLogsAsync("p", 7)).Count);
        Assert.Equal(0, (await builds.GetArtifactsAsync("p", 7)).Count);
        Assert.Equal(0, (await builds.GetWorkItemsAsync("p", 7)).Count);
        Assert.Equal(0, (await builds.GetTagsAsync("p", 7)).Count);
        Assert.Equal(0, (await builds.ListChangesAsync("p", 7).ToList()).Count);
        Assert.Equal(7, (await builds.QueueAsync("p", new BuildRequest(1))).Id);
        Assert.Equal(7, (await builds.UpdateAsync("p", 7, new BuildUpdate { Quality = "good" })).Id);
        Assert.Equal(7, (await builds.CancelAsync("p", 7)).Id);
        await builds.RetryStageAsync("p", 7, "s");
        Assert.Equal(0, (await builds.AddTagsAsync("p", 7, new[] { "a" })).Count);
        await builds.DeleteAsync("p", 7);
        Assert.Equal(7, (await definitions.GetAsync("p", 7)).Id);
        Assert.Equal(7, (await definitions.CreateAsync("p", "{}")).Id);
        Assert.Equal(7, (await definitions.UpdateAsync("p", 7, "{}")).Id);
        Assert.Equal(7, (await definitions.SetQueueStatusAsync("p", 7, QueueStatus.Paused)).Id);
        await definitions.DeleteAsync("p", 7);
        Assert.Equal(17, service.Asked().Count);

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<TaskCanceledException>(builds.DeleteAsync("p", 7, source.Token));
        Assert.Throws<OperationCanceledException>(() => builds.Queue("p", new BuildRequest(1), source.Token));
        using var hasty = client.WithTimeout(TimeSpan.Zero);
        Assert.Throws<AzdoTimeoutException>(() => hasty.Builds.Delete("p", 7));
        Assert.Equal(0, service.Asked().Count);
    }

    /// <summary>What the service refused has had no effect: it is sent once more with another token.</summary>
    public static void What_is_refused_is_written_with_another_token()
    {
        var tokens = 0;
        using var service = new Echo(_ => tokens == 1 ? (401, "{}") : (200, @"{""id"":7}"));
        using var client = new AzdoClient(
            service.Url, (scope, token) => new AzdoAccessToken($"t{++tokens}", DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal(7, client.Builds.Queue("p", new BuildRequest(1)).Id);
        client.Builds.Cancel("p", 7);
        Assert.Equal(2, tokens);
        Assert.Equal(2, service.Asked().Count(request => request.What == "POST p/_apis/build/builds"));
    }

    public static void What_was_recorded()
    {
        var folder = Path.Combine(RawLayerTests.Checkout(), "../shared/api/recordings");
        if (!Directory.Exists(folder))
        {
            Console.WriteLine("SKIPPED: no recordings of the service beside the project");
            return;
        }
        using var service = new Sandbox("--replay", folder);
        AzdoClient At(string organization) =>
            new AzdoClient(new Uri(new Uri(service.Url), $"/{organization}").ToString(), Credential.Pat("x"));
        using var server = At("DefaultCollection");
        var timeline = server.Builds.GetTimeline("Fabrikam-Fiber-Git", 391);
        Assert.Equal(4, timeline.Count);
        Assert.That(timeline.All(record => record.State == TimelineState.Completed && record.Json.Contains(record.Id)));
        Assert.Equal(1, timeline.Sum(record => record.Issues.Count));
        using var client = At("fabrikam-a");
        Assert.Equal(3, client.Builds.GetTags("buildtests", 637).Count);
        Assert.Equal(20, client.Builds.Queue("buildtests", new BuildRequest(20)).DefinitionId);
        Assert.That(client.Definitions.Get("pipelinesTest000001", 28).QueueStatus == QueueStatus.Enabled);
        using var other = At("devops-cli-test-org");
        var query = new DefinitionQuery { Name = "BuildTests Definition1" };
        Assert.Equal("BuildTests Definition1", other.Definitions.List("buildtests", query).Single().Name);
    }
}
