using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

/// <summary>Marks a class whose public static methods are tests.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class TestsAttribute : Attribute { }

/// <summary>Runs every test, or those whose names hold the argument. "child" is for the processes that tests
/// start.</summary>
static class Program
{
    static async Task<int> Main(string[] arguments)
    {
        if (arguments.FirstOrDefault() == "child")
            return Child.Run(arguments.Skip(1).ToArray());

        var tests = typeof(Program).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<TestsAttribute>() != null)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(test => arguments.All(test.Name.Contains));
        int passed = 0, failed = 0;
        foreach (var test in tests)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                if (test.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null) is Task task)
                    await task;
                passed++;
                Console.WriteLine($"ok      {Title(test)} ({watch.ElapsedMilliseconds} ms)");
            }
            catch (Exception e)
            {
                failed++;
                Console.WriteLine($"FAILED  {Title(test)}\n{e}");
            }
        }
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    static string Title(MethodInfo test) => test.Name.Replace('_', ' ');
}
