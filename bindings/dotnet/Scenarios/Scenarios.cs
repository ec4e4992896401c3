// The scenarios' calls in C#: see tests/scenarios/README.md.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Azdo;

/// <summary>The lines of one call.</summary>
sealed class Call
{
    readonly List<KeyValuePair<string, string>> lines;

    internal Call(List<KeyValuePair<string, string>> lines) => this.lines = lines;

    internal string? Get(string key) =>
        lines.Where(line => line.Key == key).Select(line => line.Value).FirstOrDefault();

    internal string Text(string key) => Get(key) ?? "";

    internal Dictionary<string, string> Pairs(string key) => lines.Where(line => line.Key == key)
        .Select(line => line.Value.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    internal TimeSpan? Timeout =>
        Get("deadline_ms") is string text ? TimeSpan.FromMilliseconds(int.Parse(text)) : (TimeSpan?)null;

    internal T With<T>(string key, T parameters) where T : Parameters
    {
        foreach (var (name, value) in Pairs(key))
            parameters.Set(name, value);
        return parameters;
    }

    Credential? Credential => Get("pat") is string pat ? Azdo.Credential.Pat(pat, Get("user")) : null;

    AzdoClientOptions Options => With("option", new AzdoClientOptions());

    internal IEnumerable<Finding> Diagnose() => AzdoClient.Diagnose(Text("url"), Credential, Options, Timeout);

    internal AzdoClient Client()
    {
        var client = new AzdoClient(Text("url"), Credential, Options);
        return Timeout is TimeSpan timeout ? client.WithTimeout(timeout) : client;
    }
}

static class Scenarios
{
    static readonly UTF8Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    static readonly StreamWriter Output = new StreamWriter(Console.OpenStandardOutput(), Utf8);

    static readonly BuildStatus[] Statuses =
    {
        BuildStatus.None, BuildStatus.InProgress, BuildStatus.Completed, BuildStatus.Cancelling, BuildStatus.Postponed,
        BuildStatus.NotStarted,
    };

    static readonly BuildResult[] Results =
    {
        BuildResult.None, BuildResult.Succeeded, BuildResult.PartiallySucceeded, BuildResult.Failed,
        BuildResult.Canceled,
    };

    static void Main()
    {
        using var input = new StreamReader(Console.OpenStandardInput(), Utf8);
        var lines = new List<KeyValuePair<string, string>>();
        while (input.ReadLine() is string line)
        {
            if (line.Length > 0)
            {
                var parts = line.Split(' ', 2);
                lines.Add(KeyValuePair.Create(parts[0], Unescaped(parts[1])));
                continue;
            }
            try
            {
                Run(new Call(lines));
            }
            catch (AzdoException e)
            {
                Error(e);
            }
            Output.Write("\n");
            Output.Flush();
            lines.Clear();
        }
    }

    static void Run(Call call)
    {
        var name = call.Text("call");
        if (name == "basic_auth_header")
        {
            using var credential = Credential.Pat(call.Text("pat"), call.Get("user"));
            Line("value", credential.ToHeader());
            return;
        }
        if (name == "get_builds")
        {
            Line("value", AzdoClient.GetBuilds(
                call.Text("url"), call.Get("project"), call.Get("user"), call.Text("pat"), call.Timeout));
            return;
        }
        if (name == "reference_parse")
        {
            Record(Reference.Parse(call.Text("url")));
            return;
        }
        if (name == "diagnose")
        {
            foreach (var finding in call.Diagnose())
                Record(finding);
            return;
        }
        using var client = call.Client();
        switch (name)
        {
            case "builds_get_json":
                Line("value", client.Builds.GetJson(call.Get("project")));
                break;
            case "builds_list":
                foreach (var build in client.Builds.List(query: call.With("param", new BuildQuery())))
                    Record(build);
                break;
            case "builds_pages":
                foreach (var page in client.Builds.List(query: call.With("param", new BuildQuery())).AsPages())
                {
                    Line("page", page.Count);
                    foreach (var build in page)
                        Record(build);
                }
                break;
            case "build_get":
                Record(client.Builds.Get(call.Get("project"), long.Parse(call.Text("id"))));
                break;
            case "projects_list":
                foreach (var project in client.Projects.List(call.With("param", new ProjectQuery())))
                    Record(project);
                break;
            case "request":
                var body = call.Get("body") is string text ? Utf8.GetBytes(text) : null;
                var (method, path) = (call.Text("method"), call.Text("path"));
                Answer(client.Request(method, path, call.Pairs("header"), body));
                break;
            case "call":
                var operation = call.With("param", new Operation(call.Text("operation")));
                operation.Body = call.Get("body");
                Answer(client.Call(operation));
                break;
            case "items":
                foreach (var item in client.Items(call.With("param", new ListOperation(call.Text("operation")))))
                {
                    Line("record", "");
                    Line("json", item.GetRawText());
                }
                break;
            default:
                throw new ArgumentException(name);
        }
    }

    static void Answer(AzdoResponse response)
    {
        using (response)
        {
            Line("http_status", response.StatusCode);
            Line("content_type", response.ContentType);
            Line("value", response.ReadAsString());
        }
    }

    static void Record(Finding finding)
    {
        Line("record", "");
        Line("verdict", (int)finding.Verdict);
        Line("check", finding.Check);
        Line("text", finding.Description);
        Line("hint", finding.Hint);
    }

    static void Record(Build build)
    {
        Line("record", "");
        Line("flags", (build.KeepForever ? 1 : 0) + (build.RetainedByRelease ? 2 : 0) + (build.Deleted ? 4 : 0));
        Line("id", build.Id);
        Line("definition_id", build.DefinitionId);
        // The header's numbers, 0 for a word that is none of these.
        Line("status", Array.IndexOf(Statuses, build.Status) + 1);
        Line("result", Array.IndexOf(Results, build.Result) + 1);
        Line("queue_time_ns", build.QueueTimeNanoseconds);
        Line("start_time_ns", build.StartTimeNanoseconds);
        Line("finish_time_ns", build.FinishTimeNanoseconds);
        Line("last_changed_time_ns", build.LastChangedTimeNanoseconds);
        Line("build_number", build.BuildNumber);
        Line("status_name", build.StatusName);
        Line("result_name", build.ResultName);
        Line("reason", build.Reason);
        Line("priority", build.Priority);
        Line("definition_name", build.DefinitionName);
        Line("project_id", build.ProjectId);
        Line("project_name", build.ProjectName);
        Line("source_branch", build.SourceBranch);
        Line("source_version", build.SourceVersion);
        Line("repository_id", build.RepositoryId);
        Line("repository_type", build.RepositoryType);
        Line("requested_for_name", build.RequestedForName);
        Line("requested_for_unique_name", build.RequestedForUniqueName);
        Line("requested_by_name", build.RequestedByName);
        Line("queue_name", build.QueueName);
        Line("uri", build.Uri);
        Line("url", build.Url);
        Line("web_url", build.WebUrl);
        Line("json", build.Json);
        Line("queue_id", build.QueueId);
        Line("pool_id", build.PoolId);
        Line("pool_name", build.PoolName);
        Line("requested_for_id", build.RequestedForId);
        Line("requested_by_id", build.RequestedById);
        Line("requested_by_unique_name", build.RequestedByUniqueName);
        Line("last_changed_by_id", build.LastChangedById);
        Line("last_changed_by_name", build.LastChangedByName);
        Line("last_changed_by_unique_name", build.LastChangedByUniqueName);
    }

    static void Record(Project project)
    {
        Line("record", "");
        Line("flags", 0);
        Line("revision", project.Revision);
        Line("last_update_time_ns", project.LastUpdateTimeNanoseconds);
        Line("id", project.Id);
        Line("name", project.Name);
        Line("description", project.Description);
        Line("state", project.State);
        Line("visibility", project.Visibility);
        Line("url", project.Url);
        Line("json", project.Json);
    }

    static void Record(Reference reference)
    {
        Line("record", "");
        Line("kind", (int)reference.Kind);
        Line("organization_url", reference.OrganizationUrl);
        Line("organization_name", reference.OrganizationName);
        Line("project", reference.Project);
        Line("repository", reference.Repository);
        Line("definition_id", reference.DefinitionId ?? 0);
        Line("build_id", reference.BuildId ?? 0);
        Line("log_id", reference.LogId ?? 0);
        Line("artifact_name", reference.ArtifactName);
        Line("job_id", reference.JobId);
        Line("task_id", reference.TaskId);
        Line("web_url", reference.WebUrl);
        Line("api_url", reference.ApiUrl);
    }

    static void Error(AzdoException e)
    {
        Line("error_status", Regex.Replace($"{e.Status}", "(?<=[a-z])(?=[A-Z])", "_").ToUpperInvariant());
        Line("error_cause", e.Cause);
        Line("error_message", e.Description);
        Line("error_hint", e.Hint);
        Line("error_text", e.Message);
        Line("error_http_status", e.HttpStatus);
        Line("error_service_code", e.ServiceCode);
        Line("error_type_key", e.TypeKey);
        Line("error_message_code", e.MessageCode);
        Line("error_activity_id", e.ActivityId);
        Line("error_e2e_id", e.E2EId);
        Line("error_session_id", e.SessionId);
        Line("error_edge_ref", e.EdgeRef);
        Line("error_retry_after_ms", e.RetryAfter?.TotalMilliseconds ?? -1);
        Line("error_is_retriable", e.IsRetriable ? 1 : 0);
    }

    static void Line(string key, object? value)
    {
        var text = $"{value}".Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");
        Output.Write($"{key} {text}\n");
    }

    static string Unescaped(string value) => Regex.Replace(value, @"\\(.)", match => match.Groups[1].Value switch
    {
        "n" => "\n",
        "r" => "\r",
        "t" => "\t",
        _ => "\\",
    });
}
