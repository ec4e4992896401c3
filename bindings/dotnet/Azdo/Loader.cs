using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Azdo
{
    /// <summary>Finds the shared library and makes sure that it is one this assembly can use.</summary>
    static class Loader
    {
        const string Override = "AZDO_LIBRARY";

        static readonly object Gate = new object();
        static IntPtr loaded;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate uint VersionNumber();

        internal static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
        {
            if (name != Native.Library)
                return IntPtr.Zero;
            // A failure is not kept: the next call tries again.
            lock (Gate)
                return loaded != IntPtr.Zero ? loaded : loaded = Load(assembly);
        }

        static IntPtr Load(Assembly assembly)
        {
            var own = assembly.GetName().Version!;
            var tried = new StringBuilder();
            foreach (var path in Candidates(assembly))
            {
                IntPtr library;
                try
                {
                    library = NativeLibrary.Load(path);
                }
                catch (Exception e) when (e is DllNotFoundException || e is BadImageFormatException)
                {
                    // The system's own words stand on the last line, below the runtime's general advice.
                    var reason = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last();
                    tried.Append($"\n  {path}: {reason.Replace($"{path}: ", "")}");
                    continue;
                }
                var fault = Fault(library, own);
                if (fault is null)
                    return library;
                tried.Append($"\n  {path}: {fault}");
                NativeLibrary.Free(library);
            }
            throw new DllNotFoundException(
                $"The azdo library cannot be loaded; set {Override} to its path. Tried:{tried}");
        }

        /// <summary>What the override names and nothing else, or beside this assembly, in the host's folders, and where
        /// the system looks.</summary>
        static IEnumerable<string> Candidates(Assembly assembly)
        {
            var named = Environment.GetEnvironmentVariable(Override);
            if (!string.IsNullOrEmpty(named))
                return new[] { named };
            var (platform, names) = Platform();
            var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            var beside = Folder(assembly);
            var hosts = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
            var found = hosts.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Prepend(beside)
                .Prepend(Path.Combine(beside, "runtimes", $"{platform}-{architecture}", "native"))
                .SelectMany(folder => names.Select(name => Path.Combine(folder, name)));
            // Windows would look into the current folder, where anybody may have put one.
            return platform == "win" ? found : found.Concat(names);
        }

        static (string Platform, string[] Names) Platform()
        {
            var major = typeof(Loader).Assembly.GetName().Version!.Major;
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
                return ("win", new[] { "azdo.dll" });
            if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
                return ("osx", new[] { $"libazdo.{major}.dylib", "libazdo.dylib" });
            var host = AppContext.GetData("RUNTIME_IDENTIFIER") as string ?? "";
            var isMusl = host.Contains("musl") || host.StartsWith("alpine", StringComparison.Ordinal);
            return (isMusl ? "linux-musl" : "linux", new[] { $"libazdo.so.{major}", "libazdo.so" });
        }

#if NET5_0_OR_GREATER
        [System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(
            "SingleFile", "IL3000", Justification = "In a single file it is empty, and the program's folder counts.")]
#endif
        static string Folder(Assembly assembly) =>
            assembly.Location.Length == 0 ? AppContext.BaseDirectory : Path.GetDirectoryName(assembly.Location)!;

        /// <summary>Why this library cannot be used; null if it can: same major version, and not older.</summary>
        static string? Fault(IntPtr library, Version own)
        {
            if (!NativeLibrary.TryGetExport(library, "azdo_version_number", out var export))
                return "it is not azdo";
            var number = (int)Marshal.GetDelegateForFunctionPointer<VersionNumber>(export)();
            var version = new Version(number / 10000, number / 100 % 100, number % 100);
            return version.Major == own.Major && version >= new Version(own.Major, own.Minor, own.Build)
                ? null
                : $"it is version {version}, and this assembly needs {own.ToString(3)} or a later {own.Major}.x";
        }
    }
}
