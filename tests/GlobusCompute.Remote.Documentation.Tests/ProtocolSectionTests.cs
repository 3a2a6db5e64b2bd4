using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>Code may refer to docs/protocol.md, whose sections are there; documentation of public members may not, since users do not have it.</summary>
public sealed partial class ProtocolSectionTests
{
    private static readonly string[] s_folders = ["src", "generators", "tests", "samples", "docs"];

    private static readonly string s_protocol = Pages.Read("docs/protocol.md");

    [Fact]
    public void Every_section_that_is_cited_exists()
    {
        var sections = SectionPattern().Matches(s_protocol).Select(static match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var cited = (from file in Files()
                     from Match reference in ReferencePattern().Matches(File.ReadAllText(file))
                     from Match number in NumberPattern().Matches(reference.Value)
                     select (File: Path.GetRelativePath(TestPaths.Root, file), Section: number.Groups[1].Value)).ToArray();
        Assert.True(cited.Length > 50, "The pattern finds no references.");
        Assert.Empty(cited.Where(reference => !sections.Contains(reference.Section)).Select(static reference => $"{reference.File}: §{reference.Section}"));
    }

    [Fact]
    public void Every_trap_that_is_cited_exists()
    {
        var traps = TrapPattern().Matches(s_protocol).Select(static match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(from file in Files()
                     from Match reference in TrapReferencePattern().Matches(File.ReadAllText(file))
                     from Match number in DigitsPattern().Matches(reference.Value)
                     where !traps.Contains(number.Value)
                     select $"{Path.GetRelativePath(TestPaths.Root, file)}: trap {number.Value}");
    }

    [Fact]
    public void No_documentation_of_a_public_member_cites_the_protocol() =>
        Assert.Empty(from file in Files()
                     where file.EndsWith(".cs", StringComparison.Ordinal) && Path.GetRelativePath(TestPaths.Root, file).StartsWith("src", StringComparison.Ordinal)
                     from comment in PublicComments(File.ReadAllText(file))
                     where comment.Contains("protocol.md", StringComparison.Ordinal) || comment.Contains('§', StringComparison.Ordinal)
                     select $"{Path.GetRelativePath(TestPaths.Root, file)}: {comment.Trim()}");

    private static IEnumerable<string> Files() =>
        s_folders.SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(TestPaths.Root, folder), "*", SearchOption.AllDirectories))
            .Where(static path => Path.GetExtension(path) is ".cs" or ".py" or ".md" or ".targets" or ".props"
                && !path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or "vectors"));

    private static IEnumerable<string> PublicComments(string text) =>
        from member in CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
        where IsPublic(member) && member.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(IsPublic)
        from comment in member.GetLeadingTrivia()
        where comment.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
        select comment.ToFullString();

    private static bool IsPublic(MemberDeclarationSyntax member) =>
        member is EnumMemberDeclarationSyntax || member.Parent is InterfaceDeclarationSyntax
        || member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword);

    [GeneratedRegex(@"^#+ (\d+(?:\.\d+)?) ", RegexOptions.Multiline)]
    private static partial Regex SectionPattern();

    [GeneratedRegex(@"protocol\.md(?:\s*///)?[\s`]*(?:,?(?: and| to)? ?§\d+(?:\.\d+)?)+")]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"§(\d+(?:\.\d+)?)")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex TrapPattern();

    [GeneratedRegex(@"\btraps? \d+(?: to \d+)?")]
    private static partial Regex TrapReferencePattern();

    [GeneratedRegex(@"\d+")]
    private static partial Regex DigitsPattern();
}
