using System;
using System.Collections.Generic;

namespace Azdo
{
    /// <summary>Whether something is in order.</summary>
    public enum Verdict
    {
        /// <summary>The service does not tell.</summary>
        CannotTell = 0,
        /// <summary>It is in order.</summary>
        Ok = 1,
        /// <summary>It is not; the hint says what to do.</summary>
        Problem = 2,
    }

    /// <summary>One thing that <see cref="AzdoClient.Diagnose"/> looked at.</summary>
    public sealed unsafe class Finding
    {
        Finding(Native.azdo_finding* record)
        {
            Check = Text(record->check);
            Verdict = (Verdict)record->verdict;
            Description = Text(record->text);
            Hint = Text(record->hint);
        }

        /// <summary>What was looked at, a stable word: "url", "proxy", "token", …; the header lists them.</summary>
        public string Check { get; }

        /// <summary>Whether it is in order.</summary>
        public Verdict Verdict { get; }

        /// <summary>What was found, on one line.</summary>
        public string Description { get; }

        /// <summary>What a person does next; "" where nothing is to be done or nothing honest can be said.</summary>
        public string Hint { get; }

        /// <summary>Check, verdict and what was found.</summary>
        public override string ToString() => $"{Check}: {Verdict}: {Description}";

        internal static IReadOnlyList<Finding> Of(FindingsHandle handle)
        {
            var records = (Native.azdo_finding**)Native.azdo_findings_records(handle, out var count);
            var findings = new Finding[(int)count];
            for (var index = 0; index < findings.Length; index++)
                findings[index] = new Finding(records[index]);
            GC.KeepAlive(handle);
            return findings;
        }

        static string Text(Native.azdo_str text) => Utf8.Decode((byte*)text.data);
    }
}
