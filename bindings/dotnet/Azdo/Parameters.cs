using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Azdo
{
    /// <summary>Named values, some as typed properties. The library checks names and values when they are used; what
    /// is not set is left to it or to the service.</summary>
    public abstract class Parameters
    {
        readonly List<KeyValuePair<string, string>> others = new List<KeyValuePair<string, string>>();

        private protected Parameters() { }

        /// <summary>Sets any value by its own name; it counts more than the property of that value.</summary>
        public void Set(string name, string value) => others.Add(KeyValuePair.Create(name, value));

        private protected abstract NamedValues Typed { get; }

        internal NamedValues Values => ValuesOf(project: null);

        /// <summary>Those for a project, where it is not the client's; what was set by name counts more.</summary>
        internal NamedValues ValuesOf(string? project)
        {
            var values = new NamedValues { { "project", project } };
            values.AddRange(Typed);
            values.AddRange(others);
            return values;
        }

        /// <summary>Rounded up; a span that never ends is the longest that the library takes.</summary>
        internal static long Milliseconds(TimeSpan span) => span == Timeout.InfiniteTimeSpan
            ? int.MaxValue
            : span >= TimeSpan.Zero
            ? (long)Math.Ceiling(span.TotalMilliseconds)
            : throw new ArgumentOutOfRangeException(nameof(span), span, "a span of time cannot be negative");
    }

    /// <summary>Values that are set, spelled as in the REST reference. They are not put together by LINQ, which over
    /// pairs of text each process would compile anew, before its first request.</summary>
    sealed class NamedValues : List<KeyValuePair<string, string>>
    {
        internal void Add(string name, object? value)
        {
            if (value != null)
                Add(KeyValuePair.Create(name, Spelled(value)));
        }

        /// <summary>A value as the REST reference spells it.</summary>
        static string Spelled(object? value) => value switch
        {
            bool flag => flag ? "true" : "false",
            TimeSpan span => Spelled(Parameters.Milliseconds(span)),
            DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
            DateTime _ => throw new ArgumentException("a DateTime is no moment everywhere: use a DateTimeOffset"),
            string text => text,
            IWord word => word.ToString()!,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable several => string.Join(",", several.Cast<object?>().Select(Spelled)),
            null => throw new ArgumentException("one of several values is null"),
            _ => throw new ArgumentException($"a value cannot be a {value.GetType()}"),
        };
    }

    /// <summary>What every list takes.</summary>
    public abstract class ListQuery : Parameters
    {
        private protected ListQuery() { }

        /// <summary>How many are wanted in all (<c>$top</c>).</summary>
        public long? Top { get; set; }

        /// <summary>How many are asked for at once.</summary>
        public long? PageSize { get; set; }

        /// <summary>Where to go on: a page's <see cref="Page{T}.ContinuationToken"/>, with the same values
        /// otherwise.</summary>
        public string? ContinuationToken { get; set; }

        private protected abstract NamedValues Filters { get; }

        private protected override NamedValues Typed
        {
            get
            {
                var values = Filters;
                values.Add("$top", Top);
                values.Add("page_size", PageSize);
                values.Add("continuationToken", ContinuationToken);
                return values;
            }
        }
    }

    /// <summary>The filters of "Builds - List" in the REST reference.</summary>
    public sealed class BuildQuery : ListQuery
    {
        /// <summary>Only builds with this result (<c>resultFilter</c>).</summary>
        public BuildResult? Result { get; set; }

        /// <summary>Only builds that have come this far (<c>statusFilter</c>).</summary>
        public BuildStatus? Status { get; set; }

        /// <summary>Only builds queued for this reason: "manual", "individualCI", … (<c>reasonFilter</c>).</summary>
        public string? Reason { get; set; }

        /// <summary>Only builds of these definitions (<c>definitions</c>).</summary>
        public IEnumerable<long>? Definitions { get; set; }

        /// <summary>Only builds of these queues (<c>queues</c>).</summary>
        public IEnumerable<long>? Queues { get; set; }

        /// <summary>These builds (<c>buildIds</c>).</summary>
        public IEnumerable<long>? BuildIds { get; set; }

        /// <summary>Only builds with this number; it may end with * (<c>buildNumber</c>).</summary>
        public string? BuildNumber { get; set; }

        /// <summary>Only builds from this moment on, by the time that the order goes by (<c>minTime</c>).</summary>
        public DateTimeOffset? MinTime { get; set; }

        /// <summary>Only builds up to this moment (<c>maxTime</c>).</summary>
        public DateTimeOffset? MaxTime { get; set; }

        /// <summary>Only builds for this person (<c>requestedFor</c>).</summary>
        public string? RequestedFor { get; set; }

        /// <summary>Only builds with all of these tags (<c>tagFilters</c>).</summary>
        public IEnumerable<string>? Tags { get; set; }

        /// <summary>Which of the builds' properties the service tells (<c>properties</c>).</summary>
        public IEnumerable<string>? Properties { get; set; }

        /// <summary>How many of each definition at most (<c>maxBuildsPerDefinition</c>).</summary>
        public long? MaxBuildsPerDefinition { get; set; }

        /// <summary>"excludeDeleted", "includeDeleted" or "onlyDeleted" (<c>deletedFilter</c>).</summary>
        public string? Deleted { get; set; }

        /// <summary>"queueTimeDescending", … (<c>queryOrder</c>).</summary>
        public string? QueryOrder { get; set; }

        /// <summary>Only builds of this branch: "refs/heads/main", … (<c>branchName</c>).</summary>
        public string? BranchName { get; set; }

        /// <summary>Only builds of this repository, with its type (<c>repositoryId</c>).</summary>
        public string? RepositoryId { get; set; }

        /// <summary>"TfsGit", "GitHub", … (<c>repositoryType</c>).</summary>
        public string? RepositoryType { get; set; }

        private protected override NamedValues Filters => new NamedValues
        {
            { "resultFilter", Result }, { "statusFilter", Status }, { "reasonFilter", Reason },
            { "definitions", Definitions }, { "queues", Queues }, { "buildIds", BuildIds },
            { "buildNumber", BuildNumber }, { "minTime", MinTime }, { "maxTime", MaxTime },
            { "requestedFor", RequestedFor }, { "tagFilters", Tags }, { "properties", Properties },
            { "maxBuildsPerDefinition", MaxBuildsPerDefinition }, { "deletedFilter", Deleted },
            { "queryOrder", QueryOrder }, { "branchName", BranchName }, { "repositoryId", RepositoryId },
            { "repositoryType", RepositoryType },
        };
    }

    /// <summary>The filters of "Definitions - List" in the REST reference.</summary>
    public sealed class DefinitionQuery : ListQuery
    {
        /// <summary>Only definitions of this name, in any case; * stands for any part of it (<c>name</c>).</summary>
        public string? Name { get; set; }

        /// <summary>Only those in this folder (<c>path</c>).</summary>
        public string? Path { get; set; }

        /// <summary>These definitions (<c>definitionIds</c>).</summary>
        public IEnumerable<long>? DefinitionIds { get; set; }

        /// <summary>Only those of this repository, with its type (<c>repositoryId</c>).</summary>
        public string? RepositoryId { get; set; }

        /// <summary>"TfsGit", "GitHub", … (<c>repositoryType</c>).</summary>
        public string? RepositoryType { get; set; }

        /// <summary>Only those that are written in this file (<c>yamlFilename</c>).</summary>
        public string? YamlFilename { get; set; }

        /// <summary>Only those with builds after this moment (<c>builtAfter</c>).</summary>
        public DateTimeOffset? BuiltAfter { get; set; }

        /// <summary>Only those without builds after this moment (<c>notBuiltAfter</c>).</summary>
        public DateTimeOffset? NotBuiltAfter { get; set; }

        /// <summary>Whether the service tells the newest build of each (<c>includeLatestBuilds</c>).</summary>
        public bool? IncludeLatestBuilds { get; set; }

        /// <summary>"definitionNameAscending", … (<c>queryOrder</c>).</summary>
        public string? QueryOrder { get; set; }

        private protected override NamedValues Filters => new NamedValues
        {
            { "name", Name }, { "path", Path }, { "definitionIds", DefinitionIds },
            { "repositoryId", RepositoryId }, { "repositoryType", RepositoryType }, { "yamlFilename", YamlFilename },
            { "builtAfter", BuiltAfter }, { "notBuiltAfter", NotBuiltAfter },
            { "includeLatestBuilds", IncludeLatestBuilds }, { "queryOrder", QueryOrder },
        };
    }

    /// <summary>What "Builds - Get Build Changes" in the REST reference takes.</summary>
    public sealed class ChangeQuery : ListQuery
    {
        /// <summary>Whether the change that the build was queued for is among them, though it has been built before
        /// (<c>includeSourceChange</c>).</summary>
        public bool? IncludeSourceChange { get; set; }

        private protected override NamedValues Filters =>
            new NamedValues { { "includeSourceChange", IncludeSourceChange } };
    }

    /// <summary>What a build is queued with. What is not set is as the definition has it.</summary>
    public sealed class BuildRequest : Parameters
    {
        readonly string definition;

        /// <summary>A build of the definition with this id.</summary>
        public BuildRequest(long definitionId) => definition = definitionId.ToString(CultureInfo.InvariantCulture);

        /// <summary>A build of the definition with this name, or in this folder and with this name:
        /// <c>\Nightly\Windows</c>.</summary>
        public BuildRequest(string definition) => this.definition = definition;

        /// <summary>"refs/heads/main", … (<c>sourceBranch</c>).</summary>
        public string? SourceBranch { get; set; }

        /// <summary>The commit (<c>sourceVersion</c>).</summary>
        public string? SourceVersion { get; set; }

        /// <summary>Variables that the definition lets be set (<c>parameters</c>).</summary>
        public IDictionary<string, string> Variables { get; } = new Dictionary<string, string>();

        /// <summary>Parameters of the pipeline's text (<c>templateParameters</c>).</summary>
        public IDictionary<string, string> TemplateParameters { get; } = new Dictionary<string, string>();

        /// <summary>What an agent must have: "docker", "Agent.OS -equals Linux" (<c>demands</c>).</summary>
        public IEnumerable<string>? Demands { get; set; }

        /// <summary>The agent queue's id (<c>queue</c>).</summary>
        public long? QueueId { get; set; }

        /// <summary>The hosted agent: "ubuntu-latest" (<c>agentSpecification</c>).</summary>
        public string? AgentSpecification { get; set; }

        /// <summary>Why it is queued: "manual", … (<c>reason</c>).</summary>
        public string? Reason { get; set; }

        /// <summary>Its priority in the queue: "normal", … (<c>priority</c>).</summary>
        public string? Priority { get; set; }

        /// <summary>Whether it is queued although the service warns of it (<c>ignoreWarnings</c>).</summary>
        public bool? IgnoreWarnings { get; set; }

        private protected override NamedValues Typed
        {
            get
            {
                var values = new NamedValues
                {
                    { "definition", definition }, { "sourceBranch", SourceBranch }, { "sourceVersion", SourceVersion },
                    { "demands", Demands }, { "queue", QueueId }, { "agentSpecification", AgentSpecification },
                    { "reason", Reason }, { "priority", Priority }, { "ignoreWarnings", IgnoreWarnings },
                };
                AddAll("parameters", Variables);
                AddAll("templateParameters", TemplateParameters);
                return values;

                void AddAll(string what, IDictionary<string, string> all)
                {
                    foreach (var pair in all)
                        values.Add($"{what}.{pair.Key}", pair.Value);
                }
            }
        }
    }

    /// <summary>What is changed of a build.</summary>
    public sealed class BuildUpdate : Parameters
    {
        /// <summary>Cancelling asks for it to be cancelled (<c>status</c>).</summary>
        public BuildStatus? Status { get; set; }

        /// <summary>How it ended (<c>result</c>).</summary>
        public BuildResult? Result { get; set; }

        /// <summary>Whether it is kept whatever the retention policy says (<c>keepForever</c>).</summary>
        public bool? KeepForever { get; set; }

        /// <summary>Its name (<c>buildNumber</c>).</summary>
        public string? BuildNumber { get; set; }

        /// <summary>What people think of it (<c>quality</c>).</summary>
        public string? Quality { get; set; }

        /// <summary>Its priority in the queue: "normal", … (<c>priority</c>).</summary>
        public string? Priority { get; set; }

        /// <summary>Whether what has failed is run once more (<c>retry</c>).</summary>
        public bool? Retry { get; set; }

        private protected override NamedValues Typed => new NamedValues
        {
            { "status", Status }, { "result", Result }, { "keepForever", KeepForever }, { "buildNumber", BuildNumber },
            { "quality", Quality }, { "priority", Priority }, { "retry", Retry },
        };
    }

    /// <summary>The filters of "Projects - List" in the REST reference.</summary>
    public sealed class ProjectQuery : ListQuery
    {
        /// <summary>Only projects in this state: "wellFormed", … (<c>stateFilter</c>).</summary>
        public string? State { get; set; }

        private protected override NamedValues Filters => new NamedValues { { "stateFilter", State } };
    }

    /// <summary>What may be set about connections.</summary>
    public abstract class ConnectionOptions : Parameters
    {
        private protected ConnectionOptions() { }

        /// <summary>How long a whole call may take: 100 s.</summary>
        public TimeSpan? Timeout { get; set; }

        /// <summary>For looking up a host's name: 30 s.</summary>
        public TimeSpan? ResolveTimeout { get; set; }

        /// <summary>For a connection, one through a proxy included: 30 s.</summary>
        public TimeSpan? ConnectTimeout { get; set; }

        /// <summary>For the TLS handshake: 30 s.</summary>
        public TimeSpan? TlsTimeout { get; set; }

        /// <summary>From the request to the end of its answer's head: 60 s.</summary>
        public TimeSpan? FirstByteTimeout { get; set; }

        /// <summary>For each wait for more of a body: 60 s.</summary>
        public TimeSpan? IdleTimeout { get; set; }

        /// <summary>How often a request is sent again that failed for a reason which may pass: 4.</summary>
        public int? MaxRetries { get; set; }

        /// <summary>The most bytes of an answer that is gathered whole, decompressed: 32 MiB.</summary>
        public long? MaxBodyBytes { get; set; }

        /// <summary>The most bytes of an answer's head, its first line and its headers: 32 KiB.</summary>
        public int? MaxHeaderBytes { get; set; }

        /// <summary>How often a request is sent on to another place: 5 times; 0 follows no redirect.</summary>
        public int? MaxRedirects { get; set; }

        /// <summary>How deep objects and lists may lie in each other, in JSON that is handed out: 128.</summary>
        public int? MaxJsonDepth { get; set; }

        /// <summary>The most records of one page, however many a request asks for: 50,000.</summary>
        public int? MaxPageRecords { get; set; }

        /// <summary>The most pages of one list: 100,000.</summary>
        public long? MaxPages { get; set; }

        /// <summary>The URL of the HTTP proxy that everything goes through (<c>http://user:password@host:port</c>), in
        /// place of the environment's; an empty text is no proxy at all.</summary>
        public string? Proxy { get; set; }

        /// <summary>A PEM file of authorities to trust beside the platform's.</summary>
        public string? CaFile { get; set; }

        /// <summary>A PEM file with the client's own certificate and those between it and its authority, for servers
        /// that ask for it.</summary>
        public string? ClientCertFile { get; set; }

        /// <summary>A PEM file with the private key of <see cref="ClientCertFile"/>; without it, the key is in that
        /// file too.</summary>
        public string? ClientKeyFile { get; set; }

        /// <summary>Whether the secret may go to other machines in clear text: no.</summary>
        public bool? AllowHttp { get; set; }

        /// <summary>A file to which each exchange adds a line, or "stderr"; without it, what AZDO_TRACE says.</summary>
        public string? Trace { get; set; }

        private protected abstract NamedValues More { get; }

        private protected override NamedValues Typed
        {
            get
            {
                var values = new NamedValues
                {
                    { "timeout_ms", Timeout }, { "resolve_timeout_ms", ResolveTimeout },
                    { "connect_timeout_ms", ConnectTimeout }, { "tls_timeout_ms", TlsTimeout },
                    { "first_byte_timeout_ms", FirstByteTimeout }, { "idle_timeout_ms", IdleTimeout },
                    { "max_retries", MaxRetries }, { "max_body_bytes", MaxBodyBytes },
                    { "max_header_bytes", MaxHeaderBytes }, { "max_redirects", MaxRedirects },
                    { "max_json_depth", MaxJsonDepth }, { "max_page_records", MaxPageRecords },
                    { "max_pages", MaxPages }, { "proxy", Proxy }, { "ca_file", CaFile },
                    { "client_cert_file", ClientCertFile }, { "client_key_file", ClientKeyFile },
                    { "allow_http", AllowHttp }, { "trace", Trace },
                };
                values.AddRange(More);
                return values;
            }
        }
    }

    /// <summary>What may be set about a client.</summary>
    public sealed class AzdoClientOptions : ConnectionOptions
    {
        /// <summary>Whether records keep their JSON: yes.</summary>
        public bool? KeepJson { get; set; }

        /// <summary>Whether elements of a list that cannot be read are passed over, and told by its pages'
        /// <see cref="Page{T}.Broken"/>: no, they fail it.</summary>
        public bool? SkipBroken { get; set; }

        private protected override NamedValues More =>
            new NamedValues { { "keep_json", KeepJson }, { "skip_broken", SkipBroken } };
    }

    /// <summary>What may be set about the connection to Microsoft Entra.</summary>
    public sealed class ClientSecretOptions : ConnectionOptions
    {
        /// <summary>Where tokens are issued, in other clouds: <c>https://login.microsoftonline.com</c>.</summary>
        public string? Authority { get; set; }

        private protected override NamedValues More => new NamedValues { { "authority", Authority } };
    }

    /// <summary>What may be set about asking git or the Azure CLI for a credential.</summary>
    public sealed class CredentialOptions : Parameters
    {
        /// <summary>How long either may take: 30 s.</summary>
        public TimeSpan? Timeout { get; set; }

        /// <summary>Whether git and its helper may ask the person, in the terminal or a window: no.</summary>
        public bool? Prompt { get; set; }

        /// <summary>The organization's tenant, where it is not the one that the Azure CLI is signed in to.</summary>
        public string? Tenant { get; set; }

        private protected override NamedValues Typed =>
            new NamedValues { { "timeout_ms", Timeout }, { "prompt", Prompt }, { "tenant", Tenant } };
    }
}
