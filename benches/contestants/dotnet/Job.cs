using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using static System.Environment;

/// <summary>What the driver asks for, and how it is answered: as bench.h has it, for the contestants in C#.</summary>
sealed class Job
{
    internal const int Page = 1000, HarvestPage = 100, Latest = 10, Threads = 16;
    internal static readonly string[] Projects =
        Enumerable.Range(0, 40).Select(number => $"Fabrikam-{number:00}").ToArray();

    readonly Stopwatch wall = Stopwatch.StartNew();
    readonly double cpu = CpuSeconds();

    internal readonly string Url = GetEnvironmentVariable("BENCH_URL");
    internal readonly string Project = GetEnvironmentVariable("BENCH_PROJECT");
    internal readonly string Token = GetEnvironmentVariable("BENCH_TOKEN");
    internal readonly long FirstId = long.Parse(GetEnvironmentVariable("BENCH_FIRST_ID"));
    readonly int gets = int.Parse(GetEnvironmentVariable("BENCH_GETS"));
    internal bool Print = GetEnvironmentVariable("BENCH_PRINT") != null;

    internal IEnumerable<long> Ids => Enumerable.Range(0, gets).Select(index => FirstId + index);

    internal long Read(
        long id, string number, string status, string result, long definition, string definitionName, string branch,
        string person)
    {
        if (Print)
            Console.WriteLine(
                $"{id}\t{number}\t{status}\t{result}\t{definition}\t{definitionName}\t{branch}\t{person}");
        var texts = number.Length + status.Length + result.Length + definitionName.Length + branch.Length;
        return id + definition + texts + (person != "" ? 1 : 0);
    }

    internal int Unknown(string workload)
    {
        Console.Error.WriteLine($"not a workload of this contestant: {workload}");
        return 2;
    }

    internal int End(long sum)
    {
        Console.WriteLine(
            $"{{\"sum\": {sum}, \"wall\": {wall.Elapsed.TotalSeconds:0.000000}, \"cpu\": {CpuSeconds() - cpu:0.000000}}}");
        return 0;
    }

    /// <summary>Of this process; what .NET has itself counts in hundredths.</summary>
    static double CpuSeconds()
    {
        const int ProcessClock = 2;
        _ = clock_gettime(ProcessClock, out var time);
        return time.Seconds + time.Nanoseconds / 1e9;
    }

    struct Timespec
    {
        internal long Seconds, Nanoseconds;
    }

    [DllImport("libc")]
    static extern int clock_gettime(int clock, out Timespec time);
}
