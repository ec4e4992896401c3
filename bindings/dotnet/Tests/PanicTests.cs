using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Azdo;

[Tests]
static class PanicTests
{
    delegate uint PanicIn(uint calls);

    /// <summary>A panic inside of the library is an exception of the call that it happened in, and of no other.</summary>
    public static void A_host_survives_every_panic()
    {
        using var service = new Sandbox("--builds", "30");
        var ships = Environment.GetEnvironmentVariable("AZDO_LIBRARY")!;
        var library = Path.Combine(Path.GetDirectoryName(ships)!, "../failpoint", Path.GetFileName(ships));
        Assert.That(File.Exists(library), "`make failpoint` builds the library for this");
        var ended = Child.Start(
            new[] { "panic", service.Url, service.Project, service.Pat, library }, ("AZDO_LIBRARY", library));
        Assert.Equal("", ended.Error);
        Assert.Equal(0, ended.Status);
    }

    internal static int InChild(string url, string project, string pat, string library)
    {
        var symbol = NativeLibrary.GetExport(NativeLibrary.Load(library), "azdo_panic_in");
        var panicIn = Marshal.GetDelegateForFunctionPointer<PanicIn>(symbol);
        for (uint panics = 0; ; panics++)
        {
            panicIn(panics + 1);
            try
            {
                var builds = AllOfIt(url, project, pat);
                var over = panicIn(0) != 0;
                Console.WriteLine(over ? $"{panics} panics, then {builds} builds" : $"panic {panics + 1} was lost");
                return over && panics > 15 && builds == 4 ? 0 : 1;
            }
            catch (AzdoException e) when (
                e.Status == AzdoStatus.Internal && e.Description.StartsWith("panic: on purpose at src/ffi/"))
            {
            }
        }
    }

    static int AllOfIt(string url, string project, string pat)
    {
        Reference.Parse(url);
        AzdoClient.GetBuilds(url, project, null, pat);
        using var credential = Credential.Pat(pat);
        using var client = new AzdoClient(url, credential);
        client.SetCredential(credential);
        var builds = client.Builds.List(project, new BuildQuery { PageSize = 2, Top = 4 }).ToList();
        client.Builds.Get(project, builds[0].Id);
        using var response = client.Request("GET", "_apis/projects");
        response.ReadAsString();
        return builds.Count;
    }
}
