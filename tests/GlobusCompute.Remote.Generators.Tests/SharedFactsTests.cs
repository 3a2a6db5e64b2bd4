using System.Reflection;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Generators.Tests;

/// <summary>What library and generator must agree on is written in src/Shared, and nowhere else.</summary>
public sealed partial class SharedFactsTests
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(
        typeof(SharedFactsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!, "..", ".."));

    /// <summary>Files that name many types for another reason.</summary>
    private static readonly Dictionary<string, string> s_otherTables = new()
    {
        ["src/GlobusCompute.Remote/Serialization/TypeNames.cs"] = "how C# spells types that are known at run time",
        ["generators/GlobusCompute.Remote.Generators/Python/PythonTypeNames.cs"] = "how Python spells types",
    };

    public static TheoryData<string, string> Facts => new()
    {
        { "merge conflict markers", @"<<<<<<<|'<' or '=' or '>'|has merge conflict markers at line" },
        { "the reasons for which a lock file is refused", @"is malformed at line|valid JSON at line" },
        { "the members of a lock entry", "\"source_hash\"" },
        { "removing indentation", @"\b(string|int|void)\s+\w*(Dedent|CommonPrefix|CommonIndentation)\w*\(" },
        { "Python's keywords", "\"lambda\", \"nonlocal\"" },
        { "NFKC", @"NormalizationForm\.|\bLeadBase\b" },
        { "the hash of a source", @"""sha256:""" },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Shared_alone_holds(string what, string pattern)
    {
        var holders = Sources().Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.Path).ToArray();

        Assert.True(holders.Length > 0 && holders.All(path => path.StartsWith("src/Shared/", StringComparison.Ordinal)), $"{what}: {string.Join(", ", holders)}");
    }

    [Fact]
    public void Shared_alone_holds_the_table_of_types()
    {
        var holders = Sources()
            .Where(file => !s_otherTables.ContainsKey(file.Path) && (Count(TypeNames(), file.Text) >= 8 || Count(SpecialTypes(), file.Text) >= 8))
            .Select(file => file.Path);

        Assert.Equal(["src/Shared/Types/TypeTable.cs"], holders);
        Assert.All(s_otherTables.Keys, path => Assert.True(File.Exists(Path.Combine(s_root, path)), path));
    }

    private static int Count(Regex pattern, string text) => pattern.Matches(text).Select(match => match.Value).Distinct().Count();

    private static IEnumerable<(string Path, string Text)> Sources() =>
        from folder in (string[])["src", "generators"]
        from path in Directory.EnumerateFiles(Path.Combine(s_root, folder), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(s_root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal)
        select (relative, File.ReadAllText(path));

    [GeneratedRegex("\"(bool|char|sbyte|byte|short|ushort|int|uint|long|ulong|float|double|decimal|string|object|byte\\[\\]|(global::)?System\\.(Guid|DateTime|DateTimeOffset|DateOnly|TimeOnly|TimeSpan|Half|Int128|Uri))\"")]
    private static partial Regex TypeNames();

    [GeneratedRegex(@"SpecialType\.System_(Boolean|Char|SByte|Byte|Int16|UInt16|Int32|UInt32|Int64|UInt64|Single|Double|Decimal|String|DateTime|Object)\b")]
    private static partial Regex SpecialTypes();
}
