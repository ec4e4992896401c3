// The 2016 page's sample: GET the builds, insist on success, print the body; on failure, say why.
using System;
using Azdo;
using static System.Environment;

static class GetBuilds
{
    static int Main()
    {
        var url = GetEnvironmentVariable("AZDO_ORGANIZATION_URL");
        var project = GetEnvironmentVariable("AZDO_PROJECT");
        var pat = GetEnvironmentVariable("AZDO_PAT");
        try
        {
            // Without a project, all builds that the token sees; the page's user name may be left out.
            Console.WriteLine(AzdoClient.GetBuilds(url, project, null, pat));
            return 0;
        }
        catch (AzdoException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
