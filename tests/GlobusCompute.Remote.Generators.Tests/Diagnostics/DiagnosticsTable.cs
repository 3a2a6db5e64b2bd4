using System.Text.RegularExpressions;
using GlobusCompute.Remote.Testing;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>
/// Makes the table of docs/diagnostics.md: ids, titles and severities from the release notes of the analyzers and the targets of the build, tests from
/// the tests' sources, and what fixes offer from the list below.
/// </summary>
internal static partial class DiagnosticsTable
{
    /// <summary>What the code fix of a rule offers. Rules that are not listed have none.</summary>
    private static readonly Dictionary<string, string> s_fixes = new()
    {
        ["GCR004"] = "return a future; return a task",
        ["GCR012"] = "name the nearest file; write the Python file",
        ["GCR013"] = "name the nearest function; write the Python function",
        ["GCR014"] = "write the Python function",
        ["GCR050"] = "remove the parameter",
        ["GCR051"] = "add the parameter",
        ["GCR052"] = "rename to match",
        ["GCR053"] = "put into Python's order",
        ["GCR054"] = "add [PythonKeyword]",
        ["GCR055"] = "remove [PythonKeyword]",
        ["GCR056"] = "rename to match",
        ["GCR057"] = "set Python's default; add [ComputeOmitWhenNull]",
        ["GCR058"] = "change the type",
        ["GCR059"] = "change the result",
        ["GCR060"] = "make the result nullable",
        ["GCR061"] = "add [ComputeOmitWhenNull]; make not nullable",
        ["GCR062"] = "remove [ComputeOmitWhenNull]",
        ["GCR071"] = "remove the entry",
        ["GCR073"] = "remove the entry",
        ["GCR074"] = "remove the entry",
        ["GCR080"] = "add [JsonSerializable]",
        ["GCR082"] = "await; discard",
        ["GCR083"] = "await; return a plain task",
    };

    private static readonly Dictionary<string, string> s_buildTitles = new()
    {
        ["GCR901"] = "The compiler of the build is too old for the generator",
        ["GCR902"] = "Python files without the generator",
        ["GCR903"] = "A listed Python file does not exist",
        ["GCR904"] = "An interface in a language without proxies",
    };

    private const string BuildWarning = "GCR904";

    private static string Generator => Path.Combine(TestPaths.Root, "generators", "GlobusCompute.Remote.Generators");

    public static string Write() =>
        "| id | what | severity | fix | test |\n| --- | --- | --- | --- | --- |\n"
        + string.Concat(Rows().Select(row => $"| [{row.Id}](#{row.Id.ToLowerInvariant()}) | {row.Title} | {row.Severity} | {row.Fix} | {row.Tests} |\n"));

    public static IReadOnlyList<(string Id, string Title, string Severity, string Fix, string Tests)> Rows()
    {
        var tests = TestFiles();
        return
        [
            .. new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
                .SelectMany(file => File.ReadLines(Path.Combine(Generator, file)))
                .Select(line => RulePattern().Match(line))
                .Where(match => match.Success)
                .Select(match => (Id: match.Groups[1].Value, Title: match.Groups[3].Value, Severity: match.Groups[2].Value))
                .Concat(BuildErrors().Select(id => (Id: id, Title: s_buildTitles[id], Severity: id == BuildWarning ? "Warning" : "Error")))
                .OrderBy(rule => rule.Id, StringComparer.Ordinal)
                .Select(rule => (
                    rule.Id,
                    rule.Title,
                    rule.Severity == "Disabled" ? "Info, off by default" : rule.Severity,
                    s_fixes.GetValueOrDefault(rule.Id, ""),
                    string.Join(", ", tests.Where(test => test.Text.Contains($"\"{rule.Id}\"", StringComparison.Ordinal)).Select(test => test.Name)))),
        ];
    }

    /// <summary>The ids of what the build itself reports.</summary>
    public static IReadOnlyList<string> BuildErrors()
    {
        var targets = File.ReadAllText(Path.Combine(Generator, "buildTransitive", "GlobusCompute.Remote.targets"));
        string[] codes = [.. CodePattern().Matches(targets).Select(match => match.Groups[1].Value).Distinct()];
        Assert.NotEmpty(codes);
        return codes;
    }

    private static (string Name, string Text)[] TestFiles() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(TestPaths.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Text: File.ReadAllText(file)))
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"^(GCR\d{3}) \| GlobusCompute \| (\w+) \| (.+)$")]
    private static partial Regex RulePattern();

    [GeneratedRegex("Code=\"(GCR[0-9]+)\"")]
    private static partial Regex CodePattern();
}
