using System;
using System.Diagnostics;
using System.IO;
using Azdo;

[Tests]
static class LoaderTests
{
    static readonly string[] LibraryVersion = { "version" };
    static readonly string Library = Environment.GetEnvironmentVariable("AZDO_LIBRARY")!;
    static readonly string Folder = AppContext.BaseDirectory;

    static string Compiled(string folder, string name, string source)
    {
        var file = Path.Combine(folder, $"{name}.c");
        File.WriteAllText(file, source);
        var library = Path.Combine(folder, $"lib{name}.so");
        using var compiler = Process.Start("cc", $"-shared -fPIC -o {library} {file}")!;
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return library;
    }

    public static void A_library_that_cannot_be_used_is_named()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        try
        {
            var text = Path.Combine(folder, "text.so");
            File.WriteAllText(text, "not a library");
            // Of another processor: an ELF header whose machine is none.
            var elf = File.ReadAllBytes(Library);
            elf[18] = 0xff;
            var foreign = Path.Combine(folder, "foreign.so");
            File.WriteAllBytes(foreign, elf);
            const string other = "and this assembly needs 0.";
            string Version(int number) =>
                Compiled(folder, $"v{number}", $"unsigned azdo_version_number(void) {{ return {number}; }}");
            foreach (var (library, reason) in new[]
            {
                (Path.Combine(folder, "missing.so"), "No such file or directory"),
                (text, "file too short"),
                (foreign, "cannot open shared object file"),
                (Compiled(folder, "other", "int other;"), "it is not azdo"),
                (Version(1), $"it is version 0.0.1, {other}"),
                (Version(990000), $"it is version 99.0.0, {other}"),
            })
            {
                var ended = Child.Start(LibraryVersion, ("AZDO_LIBRARY", library));
                Assert.That(ended.Status != 0 && ended.Output == "", ended.Output);
                Assert.That(ended.Error.Contains(nameof(DllNotFoundException)), ended.Error);
                Assert.That(!ended.Error.Contains(nameof(TypeInitializationException)), ended.Error);
                Assert.That(ended.Error.Contains($"{library}: ") && ended.Error.Contains(reason), ended.Error);
                Assert.That(ended.Error.Contains("AZDO_LIBRARY"), ended.Error);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static void Without_the_variable_it_lies_where_a_package_has_it()
    {
        var native = Path.Combine(Folder, "runtimes");
        Assert.Equal($"{AzdoClient.LibraryVersion}\n", Child.Start(LibraryVersion, ("AZDO_LIBRARY", null)).Output);
        var away = native + ".away";
        Directory.Move(native, away);
        try
        {
            var ended = Child.Start(LibraryVersion, ("AZDO_LIBRARY", ""));
            foreach (var place in new[] { $"{native}/linux-", $"{Folder}libazdo.so.0: ", "\n  libazdo.so.0: " })
                Assert.That(ended.Error.Contains(place), ended.Error);
            File.Copy(Library, Path.Combine(Folder, "libazdo.so"));
            Assert.Equal($"{AzdoClient.LibraryVersion}\n", Child.Start(LibraryVersion, ("AZDO_LIBRARY", null)).Output);
        }
        finally
        {
            File.Delete(Path.Combine(Folder, "libazdo.so"));
            Directory.Move(away, native);
        }
    }
}
