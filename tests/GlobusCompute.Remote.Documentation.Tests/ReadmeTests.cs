using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>The first page stays short, and no link of any page leads nowhere.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] s_others = ["CONTRIBUTING.md", "SECURITY.md", "tests/README.md"];

    public static TheoryData<string> AllPages => [.. Pages.All, .. s_others];

    [Fact]
    public void The_README_has_at_most_150_lines() => Assert.InRange(Pages.Read("README.md").TrimEnd('\n').Split('\n').Length, 1, 150);

    [Fact]
    public void The_README_begins_with_an_example_of_at_most_12_lines()
    {
        var example = Pages.Blocks("README.md")[0];
        Assert.Equal("csharp", example.Language);
        Assert.True(example.IsRun);
        Assert.InRange(example.Text.TrimEnd('\n').Split('\n').Length, 1, 12);
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Every_link_of_a_page_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(TestPaths.Root, page))!;
        foreach (Match link in LinkPattern().Matches(Pages.Read(page)))
        {
            var parts = link.Groups[1].Value.Split('#');
            var target = parts[0].Length == 0 ? Path.Combine(TestPaths.Root, page) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page}: {link.Value}");
            if (parts.Length == 2 && target.EndsWith(".md", StringComparison.Ordinal))
            {
                Assert.True(Anchors(File.ReadAllText(target)).Contains(parts[1]), $"{page}: {link.Value}");
            }
        }
    }

    /// <summary>Makes the anchors of a page's headings as GitHub does.</summary>
    private static HashSet<string> Anchors(string text) =>
        [.. HeadingPattern().Matches(text.ReplaceLineEndings("\n")).Select(static match => PunctuationPattern().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex PunctuationPattern();
}
