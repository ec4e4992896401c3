using System;

namespace Azdo
{
    /// <summary>Whatever the words are of.</summary>
    interface IWord { }

    /// <summary>A word of the service's, one of few that are known or another. Words are the same whatever their
    /// case.</summary>
    public abstract class Word<T> : IEquatable<T>, IWord where T : Word<T>
    {
        readonly string word;

        private protected Word(string word) => this.word = word ?? throw new ArgumentNullException(nameof(word));

        /// <summary>Whether the words are the same but for their case.</summary>
        public bool Equals(T? other) =>
            !(other is null) && string.Equals(word, other.word, StringComparison.OrdinalIgnoreCase);

        /// <inheritdoc/>
        public override bool Equals(object? other) => Equals(other as T);

        /// <inheritdoc/>
        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(word);

        /// <summary>The word.</summary>
        public override string ToString() => word;

        /// <summary>Whether the words are the same but for their case.</summary>
        public static bool operator ==(Word<T>? one, Word<T>? other) => Equals(one, other);

        /// <summary>Whether the words differ.</summary>
        public static bool operator !=(Word<T>? one, Word<T>? other) => !Equals(one, other);
    }

    /// <summary>The words of one kind by their numbers in include/azdo.h, from 1, and how others are made.</summary>
    sealed class KnownWords<T> where T : Word<T>
    {
        readonly T[] words;

        internal KnownWords(Func<string, T> make, params T[] words) => (Make, this.words) = (make, words);

        internal Func<string, T> Make { get; }

        /// <summary>The word of this number; null where there is none.</summary>
        internal T? this[int number] => number > 0 && number <= words.Length ? words[number - 1] : null;

        /// <summary>0 where it is not known.</summary>
        internal int NumberOf(T word) => Array.IndexOf(words, word) + 1;
    }

    /// <summary>How far a build has come. A word that this version does not know is kept.</summary>
    public sealed class BuildStatus : Word<BuildStatus>
    {
        /// <summary>Of a word of the service's, in any case.</summary>
        public BuildStatus(string word) : base(word) { }

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

        internal static readonly KnownWords<BuildStatus> Known = new KnownWords<BuildStatus>(
            word => new BuildStatus(word), None, InProgress, Completed, Cancelling, Postponed, NotStarted);
    }

    /// <summary>How a build ended. A word that this version does not know is kept.</summary>
    public sealed class BuildResult : Word<BuildResult>
    {
        /// <summary>Of a word of the service's, in any case.</summary>
        public BuildResult(string word) : base(word) { }

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

        internal static readonly KnownWords<BuildResult> Known = new KnownWords<BuildResult>(
            word => new BuildResult(word), None, Succeeded, PartiallySucceeded, Failed, Canceled);
    }

    /// <summary>Whether builds of a definition can be queued. A word that this version does not know is kept.</summary>
    public sealed class QueueStatus : Word<QueueStatus>
    {
        /// <summary>Of a word of the service's, in any case.</summary>
        public QueueStatus(string word) : base(word) { }

        /// <summary>The service does not say.</summary>
        public static QueueStatus None { get; } = new QueueStatus("none");

        /// <summary>They are queued and run.</summary>
        public static QueueStatus Enabled { get; } = new QueueStatus("enabled");

        /// <summary>They are queued and wait.</summary>
        public static QueueStatus Paused { get; } = new QueueStatus("paused");

        /// <summary>They are refused.</summary>
        public static QueueStatus Disabled { get; } = new QueueStatus("disabled");

        internal static readonly KnownWords<QueueStatus> Known = new KnownWords<QueueStatus>(
            word => new QueueStatus(word), None, Enabled, Paused, Disabled);
    }

    /// <summary>How far a part of a build has come. A word that this version does not know is kept.</summary>
    public sealed class TimelineState : Word<TimelineState>
    {
        /// <summary>Of a word of the service's, in any case.</summary>
        public TimelineState(string word) : base(word) { }

        /// <summary>The service does not say.</summary>
        public static TimelineState None { get; } = new TimelineState("none");

        /// <summary>It has not begun.</summary>
        public static TimelineState Pending { get; } = new TimelineState("pending");

        /// <summary>It is running.</summary>
        public static TimelineState InProgress { get; } = new TimelineState("inProgress");

        /// <summary>It is over; the result says how.</summary>
        public static TimelineState Completed { get; } = new TimelineState("completed");

        internal static readonly KnownWords<TimelineState> Known = new KnownWords<TimelineState>(
            word => new TimelineState(word), None, Pending, InProgress, Completed);
    }

    /// <summary>How a part of a build ended. A word that this version does not know is kept.</summary>
    public sealed class TimelineResult : Word<TimelineResult>
    {
        /// <summary>Of a word of the service's, in any case.</summary>
        public TimelineResult(string word) : base(word) { }

        /// <summary>No result yet.</summary>
        public static TimelineResult None { get; } = new TimelineResult("none");

        /// <summary>Everything went well.</summary>
        public static TimelineResult Succeeded { get; } = new TimelineResult("succeeded");

        /// <summary>It went well, and something is worth a look.</summary>
        public static TimelineResult SucceededWithIssues { get; } = new TimelineResult("succeededWithIssues");

        /// <summary>It did not go well.</summary>
        public static TimelineResult Failed { get; } = new TimelineResult("failed");

        /// <summary>Cancelled before it was done.</summary>
        public static TimelineResult Canceled { get; } = new TimelineResult("canceled");

        /// <summary>Its condition was not met.</summary>
        public static TimelineResult Skipped { get; } = new TimelineResult("skipped");

        /// <summary>The agent was lost.</summary>
        public static TimelineResult Abandoned { get; } = new TimelineResult("abandoned");

        /// <summary>It waits for somebody to start it.</summary>
        public static TimelineResult ManuallyQueued { get; } = new TimelineResult("manuallyQueued");

        /// <summary>What it depends on waits for somebody to start it.</summary>
        public static TimelineResult DependentOnManualQueue { get; } = new TimelineResult("dependentOnManualQueue");

        internal static readonly KnownWords<TimelineResult> Known = new KnownWords<TimelineResult>(
            word => new TimelineResult(word), None, Succeeded, SucceededWithIssues, Failed, Canceled,
            Skipped, Abandoned, ManuallyQueued, DependentOnManualQueue);
    }

    /// <summary>How bad an issue is. A word that this version does not know is kept.</summary>
    public sealed class IssueKind : Word<IssueKind>
    {
        /// <summary>Of a word of the service's, in any case.</summary>
        public IssueKind(string word) : base(word) { }

        /// <summary>The service does not say.</summary>
        public static IssueKind None { get; } = new IssueKind("none");

        /// <summary>An error.</summary>
        public static IssueKind Error { get; } = new IssueKind("error");

        /// <summary>A warning.</summary>
        public static IssueKind Warning { get; } = new IssueKind("warning");

        internal static readonly KnownWords<IssueKind> Known = new KnownWords<IssueKind>(
            word => new IssueKind(word), None, Error, Warning);
    }
}
