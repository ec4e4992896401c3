// The page's header from a personal access token, for other tools: basic_auth_header | curl -H @- URL
using System;
using Azdo;

static class BasicAuthHeader
{
    static int Main()
    {
        try
        {
            using var credential = Credential.Pat(Environment.GetEnvironmentVariable("AZDO_PAT"));
            Console.WriteLine($"Authorization: {credential.ToHeader()}");
            return 0;
        }
        catch (AzdoException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
