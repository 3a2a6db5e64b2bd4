using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>Doc comments of public members read like those of .NET: what the member does, beginning with a verb in the third person.</summary>
public sealed partial class DocCommentTests
{
    [Fact]
    public void The_summary_of_each_public_member_begins_with_a_verb()
    {
        var summaries = (
            from path in Directory.EnumerateFiles(Path.Combine(TestPaths.Root, "src"), "*.cs", SearchOption.AllDirectories)
            where !path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj")
            from member in CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Latest)).GetRoot()
                .DescendantNodes().OfType<MemberDeclarationSyntax>()
            where IsPublic(member) && member.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(IsPublic)
            where member is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or EnumMemberDeclarationSyntax) && !member.Modifiers.Any(SyntaxKind.ConstKeyword)
            let summary = SummaryOf(member)
            where summary is not null
            select (File: Path.GetRelativePath(TestPaths.Root, path), Summary: summary)).ToArray();

        Assert.True(summaries.Length > 300, "The pattern finds no summaries.");
        Assert.Empty(summaries.Where(static found => !VerbPattern().IsMatch(found.Summary)).Select(static found => $"{found.File}: {found.Summary}"));
    }

    private static string? SummaryOf(MemberDeclarationSyntax member) =>
        member.GetLeadingTrivia().Select(static trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>()
            .SelectMany(static comment => comment.Content.OfType<XmlElementSyntax>())
            .Where(static element => element.StartTag.Name.LocalName.Text == "summary")
            .Select(static element => MarginPattern().Replace(element.Content.ToString(), " ").Trim())
            .FirstOrDefault();

    private static bool IsPublic(MemberDeclarationSyntax member) =>
        member.Parent is InterfaceDeclarationSyntax || member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword);

    // A verb in the third person ends with an s; the words listed here do too.
    [GeneratedRegex(@"^(?!This\b|Its\b|As\b|Options\b|Results\b|Always\b|Others\b|Bytes\b|Seconds\b)[A-Z][a-z]+s\b")]
    private static partial Regex VerbPattern();

    [GeneratedRegex(@"\s*\n\s*///\s*")]
    private static partial Regex MarginPattern();
}
