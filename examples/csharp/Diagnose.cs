// What is in order between this machine and the builds, what is not, and what to do.
using System;
using System.Linq;
using Azdo;
using static System.Environment;

static class Diagnose
{
    static int Main()
    {
        var url = GetEnvironmentVariable("AZDO_ORGANIZATION_URL");
        var options = new AzdoClientOptions { CaFile = GetEnvironmentVariable("AZDO_CA_FILE") };
        try
        {
            using var credential = Credential.Pat(GetEnvironmentVariable("AZDO_PAT"));
            var findings = AzdoClient.Diagnose(url, credential, options);
            foreach (var finding in findings)
            {
                var word = finding.Verdict switch { Verdict.Ok => "ok", Verdict.Problem => "PROBLEM", _ => "cannot tell" };
                Console.WriteLine($"{finding.Check,-12} {word,-12} {finding.Description}");
                if (finding.Hint != "")
                    Console.WriteLine($"{"",26}{finding.Hint}");
            }
            return findings.Any(finding => finding.Verdict == Verdict.Problem) ? 1 : 0;
        }
        catch (AzdoException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
