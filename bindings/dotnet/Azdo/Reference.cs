using System;

namespace Azdo
{
    /// <summary>What a reference names, the most particular of it. Later versions may add to it.</summary>
    public enum ReferenceKind
    {
        /// <summary>Nothing that is known.</summary>
        Unknown = 0,
        /// <summary>An organization, or a collection of a Server.</summary>
        Organization = 1,
        /// <summary>A project.</summary>
        Project = 2,
        /// <summary>A git repository.</summary>
        Repository = 3,
        /// <summary>A definition (pipeline).</summary>
        Definition = 4,
        /// <summary>A build (run), perhaps with a job and a task of it.</summary>
        Build = 5,
        /// <summary>A log of a build.</summary>
        Log = 6,
        /// <summary>An artifact of a build.</summary>
        Artifact = 7,
    }

    /// <summary>What a URL that somebody pasted names; what is absent is null. It does not change. Two are equal if
    /// they name the same, whatever their URLs looked like.</summary>
    public sealed unsafe class Reference : IEquatable<Reference>
    {
        Reference(ReferenceHandle handle)
        {
            Kind = Native.azdo_reference_kind_of(handle);
            OrganizationUrl = Text(Native.azdo_reference_organization_url(handle));
            OrganizationName = Text(Native.azdo_reference_organization_name(handle));
            Project = Text(Native.azdo_reference_project(handle));
            Repository = Text(Native.azdo_reference_repository(handle));
            DefinitionId = Number(Native.azdo_reference_definition_id(handle));
            BuildId = Number(Native.azdo_reference_build_id(handle));
            LogId = Number(Native.azdo_reference_log_id(handle));
            ArtifactName = Text(Native.azdo_reference_artifact_name(handle));
            JobId = Text(Native.azdo_reference_job_id(handle));
            TaskId = Text(Native.azdo_reference_task_id(handle));
            WebUrl = Text(Native.azdo_reference_web_url(handle));
            ApiUrl = Text(Native.azdo_reference_api_url(handle));
        }

        /// <summary>Of any URL that people have: of a web page, the API, a git remote, or
        /// <c>vstfs:///Build/…</c>. Nothing is sent.</summary>
        public static Reference Parse(string url)
        {
            using var text = new Utf8(url, nameof(url));
            AzdoException.Check(Native.azdo_reference_parse(text.Pointer, out var handle, out var error), error);
            using (handle)
                return new Reference(handle);
        }

        /// <summary>What it names.</summary>
        public ReferenceKind Kind { get; }

        /// <summary>The organization's own URL; null for <c>vstfs:///…</c>. It makes an <see cref="AzdoClient"/>, and
        /// so does the URL that was parsed.</summary>
        public string? OrganizationUrl { get; }

        /// <summary>The name of the organization, of the account, or of the Server's collection.</summary>
        public string? OrganizationName { get; }

        /// <summary>The project's name or GUID.</summary>
        public string? Project { get; }

        /// <summary>The git repository's name or GUID.</summary>
        public string? Repository { get; }

        /// <summary>The definition's (pipeline's) number; null for a build, even where the URL had both.</summary>
        public long? DefinitionId { get; }

        /// <summary>The build's number, also where a part of the build is named.</summary>
        public long? BuildId { get; }

        /// <summary>The log's number in its build.</summary>
        public long? LogId { get; }

        /// <summary>The name of the build's artifact.</summary>
        public string? ArtifactName { get; }

        /// <summary>The id that a job of the build has in its timeline: a GUID in lower case.</summary>
        public string? JobId { get; }

        /// <summary>The id that a task of the build has in its timeline: a GUID in lower case.</summary>
        public string? TaskId { get; }

        /// <summary>The page that a browser shows; for a log or an artifact, its build's.</summary>
        public string? WebUrl { get; }

        /// <summary>Where the API has it, for <see cref="AzdoClient.Request"/>.</summary>
        public string? ApiUrl { get; }

        /// <summary>Whether they name the same.</summary>
        public bool Equals(Reference? other) => other != null && Parts.Equals(other.Parts);

        /// <inheritdoc/>
        public override bool Equals(object? other) => Equals(other as Reference);

        /// <inheritdoc/>
        public override int GetHashCode() => Parts.GetHashCode();

        /// <summary>The most that can be said of it in one word: a URL, or a number.</summary>
        public override string ToString() => WebUrl ?? ApiUrl ?? $"{BuildId ?? DefinitionId}";

        // The API's URL has all of the rest, where there is one.
        (ReferenceKind, string?, string?, string?, long?, long?) Parts =>
            (Kind, ApiUrl, JobId, TaskId, BuildId, DefinitionId);

        static string? Text(byte* text) => *text == 0 ? null : Utf8.Decode(text);

        static long? Number(long number) => number == 0 ? (long?)null : number;
    }
}
