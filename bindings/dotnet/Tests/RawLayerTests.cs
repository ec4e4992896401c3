using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Azdo;

/// <summary>What was written down by hand of include/azdo.h is what stands there.</summary>
[Tests]
static class RawLayerTests
{
    const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    static readonly Assembly Assembly = typeof(AzdoClient).Assembly;
    static readonly Type Native = Assembly.GetType("Azdo.Native")!;
    static readonly string Header = Regex.Replace(
        File.ReadAllText(Path.Combine(Checkout(), "include", "azdo.h")), @"/\*.*?\*/", "", RegexOptions.Singleline);

    internal static string Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "include", "azdo.h")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    public static void Functions_are_declared_as_in_the_header()
    {
        var functions = Native.GetMethods(Any).Where(method => method.IsDefined(typeof(DllImportAttribute))).ToList();
        Assert.That(functions.Count > 50);
        foreach (var function in functions)
        {
            var declared = Regex.Match(Header, $@"(?<result>[^;()]*)\b{function.Name}\((?<parameters>[^)]*)\)");
            Assert.That(declared.Success, $"{function.Name} is not in the header");
            var parameters = declared.Groups["parameters"].Value.Split(',').Where(text => text != "void").ToList();
            Assert.Equal(parameters.Count, function.GetParameters().Length);
            for (var index = 0; index < parameters.Count; index++)
                Fits(parameters[index], function.GetParameters()[index].ParameterType, function.Name);
            Fits(declared.Groups["result"].Value, function.ReturnType, function.Name);
        }
    }

    public static void Records_are_declared_as_in_the_header()
    {
        var records = Native.GetNestedTypes(Any).Where(type => type.Name.StartsWith("azdo_")).ToList();
        Assert.Equal(14, records.Count);
        foreach (var record in records)
        {
            var body = Regex.Match(Header, $@"struct {record.Name} {{([^}}]*)}}").Groups[1].Value;
            var declared = Regex.Matches(body, @"(?<type>[^;]+)\b(?<name>\w+);").ToList();
            var fields = record.GetFields(Any);
            Assert.Same(declared.Select(field => field.Groups["name"].Value), fields.Select(field => field.Name));
            for (var index = 0; index < fields.Length; index++)
                Fits(declared[index].Groups["type"].Value, fields[index].FieldType, fields[index].Name);
        }
    }

    public static void Every_field_has_a_property()
    {
        var types = Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Record)) && !type.IsAbstract).ToList();
        Assert.Equal(12, types.Count);
        foreach (var type in types)
        {
            var properties = type.GetProperties().Select(property => property.Name).ToList();
            var record = type.GetField("record", Any)!.FieldType.GetElementType()!;
            // The size is the library's own business, each flag has a property, and a list knows its count.
            foreach (var field in record.GetFields(Any).Where(field => !field.Name.StartsWith("struct_")))
                if (field.Name != "flags" && field.FieldType != typeof(UIntPtr))
                    Assert.That(properties.Contains(Pascal(field.Name.Replace("_ns", "_nanoseconds"))), field.Name);
        }
    }

    public static void Numbers_are_the_headers()
    {
        var numbers = Regex.Matches(Header, @"AZDO_(\w+) = (\d+)")
            .Select(match => (Name: match.Groups[1].Value, Number: int.Parse(match.Groups[2].Value))).ToList();
        var statuses = Regex.Match(Header, @"enum azdo_status\b[^{]*{([^}]*)}").Groups[1].Value;
        Assert.Same(
            numbers.Where(one => statuses.Contains($"AZDO_{one.Name} ")),
            Enum.GetValues(typeof(AzdoStatus)).Cast<AzdoStatus>().Select(status => (Constant($"{status}"), (int)status))
                .Prepend(("DONE", 1)).Prepend(("OK", 0)));
        Assert.Same(
            numbers.Where(one => one.Name.StartsWith("REFERENCE_KIND_")),
            Enum.GetValues(typeof(ReferenceKind)).Cast<ReferenceKind>()
                .Select(kind => ($"REFERENCE_KIND_{Constant($"{kind}")}", (int)kind)));
        Assert.Same(
            numbers.Where(one => one.Name.StartsWith("VERDICT_")),
            Enum.GetValues(typeof(Verdict)).Cast<Verdict>()
                .Select(verdict => ($"VERDICT_{Constant($"{verdict}")}", (int)verdict)));
        Assert.Same(
            numbers.Where(one => one.Name.StartsWith("COUNTER_")),
            Enum.GetValues(typeof(Counter)).Cast<Counter>()
                .Select(counter => ($"COUNTER_{Constant($"{counter}")}", (int)counter)));
        var kinds = Assembly.GetTypes().Where(type => type.BaseType?.Name == "Word`1").ToList();
        Assert.Equal(6, kinds.Count);
        foreach (var type in kinds)
        {
            var known = type.GetField("Known", Any)!.GetValue(null)!;
            var words = ((Array)known.GetType().GetField("words", Any)!.GetValue(known)!).Cast<object>();
            Assert.Same(
                numbers.Where(one => one.Name.StartsWith($"{Constant(type.Name)}_")).Skip(1),
                words.Select((word, index) => ($"{Constant(type.Name)}_{Constant($"{word}")}", index + 1)));
        }
        foreach (var flag in Regex.Matches(Header, @"#define AZDO_((?:BUILD|CHANGE|DEFINITION)_\w+) (\d+)").ToList())
        {
            var constant = Native.GetField(Pascal(flag.Groups[1].Value), Any)!;
            Assert.Equal(uint.Parse(flag.Groups[2].Value), (uint)constant.GetValue(null)!);
        }
    }

    public static void The_version_is_the_headers()
    {
        var parts = Regex.Matches(Header, @"#define AZDO_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)");
        var version = string.Join(".", parts.Select(part => part.Groups[1].Value));
        Assert.Equal(version, Assembly.GetName().Version!.ToString(3));
    }

    /// <summary>A type carries what a C declaration means.</summary>
    static void Fits(string declaration, Type type, string place)
    {
        var depth = declaration.Count(letter => letter == '*') - (type.IsByRef ? 1 : 0);
        var plain = type.IsByRef ? type.GetElementType()! : type;
        var fits = typeof(SafeHandle).IsAssignableFrom(plain)
            ? depth == 1 && Regex.IsMatch(declaration, $@"\bazdo_{Object(plain)}\b")
            : depth > 0
                ? plain == typeof(IntPtr) || plain.IsPointer || plain.IsArray
                : Types.Any(known => known.Type == plain && Regex.IsMatch(declaration, $@"\b{known.C}\b"));
        Assert.That(fits, $"{place}: {type} is no {declaration.Trim()}");
    }

    static readonly (string C, Type Type)[] Types =
    {
        ("void", typeof(void)), ("size_t", typeof(UIntPtr)), ("azdo_status", typeof(int)), ("int32_t", typeof(int)),
        ("uint32_t", typeof(uint)), ("int64_t", typeof(long)), ("azdo_reference_kind", typeof(ReferenceKind)),
        ("azdo_str", Native.GetNestedType("azdo_str", Any)!),
    };

    /// <summary>BuildListHandle is of azdo_builds, BuildPageHandle of azdo_build_page.</summary>
    static string Object(Type handle) =>
        Constant(handle.Name.Replace("Handle", "")).ToLowerInvariant().Replace("_list", "s");

    static string Constant(string name) => Regex.Replace(name, "(?<=[a-z])(?=[A-Z])", "_").ToUpperInvariant();

    static string Pascal(string name) =>
        Regex.Replace(name.ToLowerInvariant(), "(?:^|_)(.)", start => start.Groups[1].Value.ToUpperInvariant());
}
