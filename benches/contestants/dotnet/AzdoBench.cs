// Builds with azdo from C#.
using System.Linq;
using System.Threading;
using Azdo;

static class AzdoBench
{
    static readonly Job job = new Job();
    static readonly AzdoClient client = new AzdoClient(job.Url, Credential.Pat(job.Token.Split(':')[1]));

    static long Read(Build build) =>
        job.Read(
            build.Id, build.BuildNumber, build.StatusName, build.ResultName, build.DefinitionId, build.DefinitionName,
            build.SourceBranch, build.RequestedForName);

    static long List(string project, int pageSize) =>
        client.Builds.List(project, new BuildQuery { PageSize = pageSize }).Sum(Read);

    static long Hold()
    {
        var held = client.Builds.List(job.Project, new BuildQuery { PageSize = Job.Page }).AsPages().ToList();
        return held.Sum(page => page.Sum(Read));
    }

    static long Cold()
    {
        job.Print = true;
        return client.Builds.List(job.Project, new BuildQuery { Top = Job.Latest }).Sum(Read);
    }

    static long Harvest()
    {
        var next = -1;
        long sum = 0;
        void Work()
        {
            for (int project; (project = Interlocked.Increment(ref next)) < Job.Projects.Length;)
                Interlocked.Add(ref sum, List(Job.Projects[project], Job.HarvestPage));
        }
        var threads = Enumerable.Range(0, Job.Threads).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return sum;
    }

    static long Log()
    {
        using var response = client.Request("GET", $"{job.Project}/_apis/build/builds/{job.FirstId}/logs/1");
        using var body = response.ReadAsStream();
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        for (int count; (count = body.Read(buffer)) > 0;)
            bytes += count;
        return bytes;
    }

    static int Main(string[] arguments)
    {
        using var _ = client;
        switch (arguments[0])
        {
            case "list": return job.End(List(job.Project, Job.Page));
            case "hold": return job.End(Hold());
            case "cold": return job.End(Cold());
            case "get": return job.End(job.Ids.Sum(id => Read(client.Builds.Get(job.Project, id))));
            case "harvest": return job.End(Harvest());
            case "log": return job.End(Log());
            default: return job.Unknown(arguments[0]);
        }
    }
}
