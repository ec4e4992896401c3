// What became of the stages, jobs and tasks of a build, and what they complained of: show_timeline BUILD
using System;
using System.Linq;
using System.Threading.Tasks;
using Azdo;
using static System.Environment;

static class ShowTimeline
{
    static async Task<int> Main(string[] arguments)
    {
        var url = GetEnvironmentVariable("AZDO_ORGANIZATION_URL");
        var project = GetEnvironmentVariable("AZDO_PROJECT");
        var options = new AzdoClientOptions { CaFile = GetEnvironmentVariable("AZDO_CA_FILE") };
        long.TryParse(arguments.FirstOrDefault(), out var build);
        try
        {
            using var client = new AzdoClient(url, Credential.Pat(GetEnvironmentVariable("AZDO_PAT")), options);
            var timeline = await client.Builds.GetTimelineAsync(project, build);
            var known = timeline.Select(part => part.Id).ToHashSet();
            // What a part belongs to need not be in the timeline.
            Show(timeline.ToLookup(part => known.Contains(part.ParentId) ? part.ParentId : ""), "", "");
            return 0;
        }
        catch (AzdoException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    static void Show(ILookup<string, TimelineRecord> parts, string parent, string indent)
    {
        foreach (var part in parts[parent].OrderBy(part => part.Order))
        {
            var how = part.ResultName != "" ? part.ResultName : part.StateName;
            Console.WriteLine($"{indent}{part.TypeName} {part.Name}: {how}");
            foreach (var issue in part.Issues)
                Console.WriteLine($"{indent}  {issue.KindName}: {issue.Message}");
            Show(parts, part.Id, indent + "  ");
        }
    }
}
