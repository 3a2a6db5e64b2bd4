using System.Text.RegularExpressions;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Tests.Harness;
using GlobusCompute.Remote.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GlobusCompute.Remote.Generators.Tests.Diagnostics;

/// <summary>The page that help links lead to: all ids of rules and of the build, no others, and snippets that do what it says of them.</summary>
public sealed partial class DiagnosticsPageTests
{
    // What System.Text.Json's generator, which does not run here, adds to the context of a snippet.
    private const string ContextPart = """

        internal sealed partial class AnalysisContext() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            public static AnalysisContext Default { get; } = new();

            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;

            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """;

    private static readonly string s_page =
        File.ReadAllText(Path.Combine(TestPaths.Root, "docs", "diagnostics.md")).ReplaceLineEndings("\n");

    // A defect of the generator is provoked by no source.
    public static TheoryData<string> IdsWithSnippets => [.. Descriptors.All.Where(rule => rule != Descriptors.InternalError).Select(rule => rule.Id)];

    private static IEnumerable<string> AllIds => Descriptors.All.Select(rule => rule.Id).Concat(DiagnosticsTable.BuildErrors()).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_id_has_a_section_with_the_anchor_of_its_help_link() =>
        Assert.Equal(AllIds, HeadingPattern().Matches(s_page).Select(match => match.Groups[1].Value));

    [Fact]
    public void The_table_is_the_one_made_from_the_release_notes()
    {
        var start = s_page.IndexOf("| id | what |", StringComparison.Ordinal);
        var end = s_page.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        var expected = s_page[..start] + DiagnosticsTable.Write() + s_page[end..];
        VerifiedText.AssertAccepted("The table of docs/diagnostics.md", Path.Combine(TestPaths.Root, "docs", "diagnostics.md"), expected);
    }

    [Fact]
    public void Every_rule_of_the_table_names_tests_that_exist() =>
        Assert.All(DiagnosticsTable.Rows(), row => Assert.NotEmpty(row.Tests));

    [Fact]
    public void No_text_of_the_page_names_an_id_that_does_not_exist() =>
        Assert.Equal(AllIds, IdPattern().Matches(s_page).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(IdsWithSnippets))]
    public void The_violation_of_a_section_is_reported_under_its_id_alone(string id)
    {
        var compiled = Assert.Single(Compile(id, "Violation"));
        Assert.Equal(id, Assert.Single(compiled.Reported).Id);
        Assert.Empty(compiled.CompilerProblems);
    }

    [Theory]
    [MemberData(nameof(IdsWithSnippets))]
    public void The_fix_of_a_section_gets_a_proxy_and_nothing_is_reported(string id)
    {
        var all = Compile(id, "Fix");
        Assert.NotEmpty(all);
        Assert.All(all, compiled =>
        {
            Assert.Empty(compiled.Reported);
            Assert.Empty(compiled.CompilerProblems);
            Assert.NotEmpty(compiled.GeneratedTexts);
        });
    }

    /// <summary>Compiles each snippet between the words "Violation:" or "Fix:" and the next of them, with the lock file that stands there.</summary>
    private static List<Compiled> Compile(string id, string part)
    {
        var section = Section(id);
        var parts = PartPattern().Split(section);
        Assert.Equal(["Violation", "Fix"], [parts[1], parts[3]]);
        var text = parts[Array.IndexOf(parts, part) + 1];
        TestFile[] files =
        [
            .. PythonPattern().Matches(section).Select(match => new TestFile(match.Groups[1].Value, match.Groups[2].Value)),
            .. JsonPattern().Matches(text).Select(match => TestFile.Lock(match.Groups[1].Value)),
        ];
        return [.. CSharpPattern().Matches(text).Select(match => Compiled.From(Project(id, Complete(match.Groups[1].Value)), files))];
    }

    /// <summary>A project in which the rule is on, for those that are off by default.</summary>
    private static CSharpCompilation Project(string id, string source)
    {
        var project = source.Contains(" Main()", StringComparison.Ordinal) ? Compiled.Program(source) : Compiled.Project(source);
        return Descriptors.ById[id].IsEnabledByDefault
            ? project
            : project.WithOptions(project.Options.WithSpecificDiagnosticOptions(project.Options.SpecificDiagnosticOptions.SetItem(id, ReportDiagnostic.Info)));
    }

    private static string Complete(string source) =>
        source.Contains("partial class AnalysisContext", StringComparison.Ordinal) ? source + ContextPart : source;

    private static string Section(string id)
    {
        var start = s_page.IndexOf($"\n## {id}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no section {id}.");
        var end = s_page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return s_page[start..(end < 0 ? s_page.Length : end)];
    }


    // Its anchor is the heading in lower case, so there can be nothing but the id in it.
    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("GCR[0-9]+")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^(Violation|Fix):", RegexOptions.Multiline)]
    private static partial Regex PartPattern();

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpPattern();

    // A lock file has no place for its name.
    [GeneratedRegex("^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonPattern();

    [GeneratedRegex(@"^```python\n# (\S+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PythonPattern();
}
