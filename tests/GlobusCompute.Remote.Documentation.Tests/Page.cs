using System.Text.RegularExpressions;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>A fenced block of a page, with the marker in the comment before it.</summary>
/// <param name="Page">The page's path below the repository's root.</param>
/// <param name="Index">Which block of the page it is, from 1.</param>
/// <param name="Marker">The text of the comment before it: <c>run</c>, or <c>not compiled:</c> and the reason. Empty without a comment.</param>
/// <param name="Language">The language of the fence; empty for output.</param>
/// <param name="Text">The text inside the fence.</param>
internal sealed partial record PageBlock(string Page, int Index, string Marker, string Language, string Text)
{
    public bool IsRun => Marker == "run";

    /// <summary>Gets whether the marker gives a reason why the block is not compiled.</summary>
    public bool IsLeftOut => LeftOutPattern().IsMatch(Marker);

    public override string ToString() => $"{Page}, block {Index}";

    [GeneratedRegex(@"^not compiled: \S.{10,}$")]
    private static partial Regex LeftOutPattern();
}

/// <summary>The pages that users and contributors read.</summary>
internal static partial class Pages
{
    /// <summary>Gets the README, the pages of docs, and the README of each package, relative to the repository's root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(TestPaths.Root, "docs"), "*.md").Select(Relative).Order(StringComparer.Ordinal),
        .. Directory.EnumerateDirectories(Path.Combine(TestPaths.Root, "src")).Select(static folder => Path.Combine(folder, "README.md"))
            .Where(File.Exists).Select(Relative).Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(Path.Combine(TestPaths.Root, page)).ReplaceLineEndings("\n");

    public static IReadOnlyList<PageBlock> Blocks(string page) =>
        [.. BlockPattern().Matches(Read(page)).Select((match, index) =>
            new PageBlock(page, index + 1, match.Groups[1].Value.Trim(), match.Groups[2].Value, match.Groups[3].Value))];

    private static string Relative(string path) => Path.GetRelativePath(TestPaths.Root, path).Replace('\\', '/');

    [GeneratedRegex(@"(?:^<!--([^\n]*)-->\n)?^```([a-z]*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
