// Every build with this result (all, if none is named), however many pages that takes: list_builds [result]
using System;
using System.Threading.Tasks;
using Azdo;
using static System.Environment;

static class ListBuilds
{
    static async Task<int> Main(string[] arguments)
    {
        var url = GetEnvironmentVariable("AZDO_ORGANIZATION_URL");
        var project = GetEnvironmentVariable("AZDO_PROJECT");
        var options = new AzdoClientOptions { CaFile = GetEnvironmentVariable("AZDO_CA_FILE") };
        var query = new BuildQuery();
        if (arguments.Length > 0)
            query.Set("resultFilter", arguments[0]);
        try
        {
            using var client = new AzdoClient(url, Credential.Pat(GetEnvironmentVariable("AZDO_PAT")), options);
            var listed = 0;
            await foreach (var build in client.Builds.ListAsync(project, query))
            {
                var how = build.ResultName != "" ? build.ResultName : build.StatusName;
                Console.WriteLine(
                    $"{build.Id}  {build.BuildNumber,-14}  {how,-20}  " +
                    $"{build.DefinitionName}  {build.SourceBranch}");
                listed++;
            }
            Console.WriteLine($"{listed} builds");
            return 0;
        }
        catch (AzdoException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
