// What any operation of the REST reference answers: call_operation "Builds - Get" project=Fiber buildId=42
using System;
using System.Linq;
using Azdo;
using static System.Environment;

static class CallOperation
{
    static int Main(string[] arguments)
    {
        var url = GetEnvironmentVariable("AZDO_ORGANIZATION_URL");
        var options = new AzdoClientOptions { CaFile = GetEnvironmentVariable("AZDO_CA_FILE") };
        var operation = new Operation(arguments.FirstOrDefault() ?? "");
        foreach (var argument in arguments.Skip(1).Select(argument => argument.Split('=', 2)))
            operation.Set(argument[0], argument.ElementAtOrDefault(1) ?? "");
        try
        {
            using var client = new AzdoClient(url, Credential.Pat(GetEnvironmentVariable("AZDO_PAT")), options);
            using var answer = client.Call(operation);
            using var output = Console.OpenStandardOutput();
            answer.ReadAsStream().CopyTo(output);
            return 0;
        }
        catch (AzdoException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
