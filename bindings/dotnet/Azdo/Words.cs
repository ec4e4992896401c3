using System;

namespace Azdo
{
    /// <summary>How far a build has come. A word that this version does not know is kept.</summary>
    public readonly struct BuildStatus : IEquatable<BuildStatus>
    {
        readonly string? word;

        /// <summary>Of a word of the service's, in any case.</summary>
        public BuildStatus(string word) => this.word = word;

        /// <summary>No status.</summary>
        public static BuildStatus None { get; } = new BuildStatus("none");

        /// <summary>Running.</summary>
        public static BuildStatus InProgress { get; } = new BuildStatus("inProgress");

        /// <summary>Finished; the result says how.</summary>
        public static BuildStatus Completed { get; } = new BuildStatus("completed");

        /// <summary>Being cancelled.</summary>
        public static BuildStatus Cancelling { get; } = new BuildStatus("cancelling");

        /// <summary>Put off.</summary>
        public static BuildStatus Postponed { get; } = new BuildStatus("postponed");

        /// <summary>In the queue.</summary>
        public static BuildStatus NotStarted { get; } = new BuildStatus("notStarted");

        // By their numbers in include/azdo.h.
        static readonly BuildStatus[] Known =
            { default, None, InProgress, Completed, Cancelling, Postponed, NotStarted };

        internal static BuildStatus Of(int number, Build build) =>
            number > 0 && number < Known.Length ? Known[number] : new BuildStatus(build.StatusName);

        /// <summary>Whether the words are the same but for their case.</summary>
        public bool Equals(BuildStatus other) => string.Equals(word, other.word, StringComparison.OrdinalIgnoreCase);

        /// <inheritdoc/>
        public override bool Equals(object? other) => other is BuildStatus same && Equals(same);

        /// <inheritdoc/>
        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

        /// <summary>The word.</summary>
        public override string ToString() => word ?? "";

        /// <summary>Whether the words are the same but for their case.</summary>
        public static bool operator ==(BuildStatus one, BuildStatus other) => one.Equals(other);

        /// <summary>Whether the words differ.</summary>
        public static bool operator !=(BuildStatus one, BuildStatus other) => !one.Equals(other);
    }

    /// <summary>How a build ended. A word that this version does not know is kept.</summary>
    public readonly struct BuildResult : IEquatable<BuildResult>
    {
        readonly string? word;

        /// <summary>Of a word of the service's, in any case.</summary>
        public BuildResult(string word) => this.word = word;

        /// <summary>No result yet.</summary>
        public static BuildResult None { get; } = new BuildResult("none");

        /// <summary>Everything went well.</summary>
        public static BuildResult Succeeded { get; } = new BuildResult("succeeded");

        /// <summary>Something that may fail did.</summary>
        public static BuildResult PartiallySucceeded { get; } = new BuildResult("partiallySucceeded");

        /// <summary>Something that may not fail did.</summary>
        public static BuildResult Failed { get; } = new BuildResult("failed");

        /// <summary>Cancelled before it was done.</summary>
        public static BuildResult Canceled { get; } = new BuildResult("canceled");

        // By their numbers in include/azdo.h.
        static readonly BuildResult[] Known = { default, None, Succeeded, PartiallySucceeded, Failed, Canceled };

        internal static BuildResult Of(int number, Build build) =>
            number > 0 && number < Known.Length ? Known[number] : new BuildResult(build.ResultName);

        /// <summary>Whether the words are the same but for their case.</summary>
        public bool Equals(BuildResult other) => string.Equals(word, other.word, StringComparison.OrdinalIgnoreCase);

        /// <inheritdoc/>
        public override bool Equals(object? other) => other is BuildResult same && Equals(same);

        /// <inheritdoc/>
        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

        /// <summary>The word.</summary>
        public override string ToString() => word ?? "";

        /// <summary>Whether the words are the same but for their case.</summary>
        public static bool operator ==(BuildResult one, BuildResult other) => one.Equals(other);

        /// <summary>Whether the words differ.</summary>
        public static bool operator !=(BuildResult one, BuildResult other) => !one.Equals(other);
    }
}
