using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>What users and contributors read is standard technical English: phrases that were once used and puzzle readers do not return.</summary>
public sealed class WordsTests
{
    // Each with what to write instead.
    private static readonly (string Pattern, string Instead)[] s_banned =
    [
        (@"(?<!\b[Tt]here )(?<!\b[Ii]t )\b(?:is|are) no (?!longer\b|more\b|way\b|use\b|reason\b|room\b)(?:an? )?[A-Za-z.]", "is not a"),
        (@"(?<!\b[Tt]here )\bis none(?:\.|;|$)", "is not one"),
        (@"\b(?:ends?|ended) (?:the |a |its )?(?:\w+ )?in (?:an? )?`?\w+Exception\b", "faults with"),
        (@"\b[Mm]end(?:s|ed|ing)?\b", "fix"),
        (@"\bcomes? back as\b", "arrives as, becomes"),
        (@"\b(?:is|are|was|were) told (?:of|by|that|apart)\b", "gets, receives, is distinguished"),
        (@"\bgets? on\b", "continues, keeps up"),
        (@"\b[Aa]sks? how\b", "gets the status of"),
        (@"\b[Nn]o (?:such thing as|of its kind)\b", "no"),
        (@"\b[Bb]ehind (?:it|them)\b", "after it"),
        (@"\b[Ss]erialis(?:e|ed|er|es|ing|ation)\b", "serialize"),
        (@"(?!^cancelled$)\b[Cc]ancelled\b", "canceled"),
        (@"\bthere and then\b", "immediately"),
        (@"\bknows? no\b", "does not know"),
        (@"\b[Ww]hat (?:came|comes|became|becomes) of\b", "the outcome of"),
        (@"\bout of (?:reach|all proportion)\b", "unreachable; above the limit"),
        (@"\bhal(?:f|ves) of (?:a )?surrogate pairs?\b", "an unpaired surrogate"),
        (@"\b(?:was|were) wanted\b", "was expected"),
        (@"\b(?:can|must) (?:only |still |not )?be asked for\b", "can be requested, is polled"),
        (@"\b[Ww]ritten down\b", "recorded"),
    ];

    public static TheoryData<string, string> Banned => [.. s_banned.Select(static turn => new TheoryDataRow<string, string>(turn.Pattern, turn.Instead))];

    [Theory]
    [MemberData(nameof(Banned))]
    public void A_phrase_that_puzzles_readers_is_in_no_page(string pattern, string instead) =>
        Assert.Empty(
            from page in Pages.All.Concat(["CONTRIBUTING.md", "SECURITY.md", "tests/README.md"])
            from line in WithoutCode(Pages.Read(page)).Split('\n').Select(static (text, index) => (Text: text, Number: index + 1))
            where Regex.IsMatch(line.Text, pattern)
            select $"{page}({line.Number}): write \"{instead}\": {line.Text}");

    [Theory]
    [MemberData(nameof(Banned))]
    public void A_phrase_that_puzzles_readers_is_in_no_text_of_the_code(string pattern, string instead) =>
        Assert.Empty(
            from text in s_texts.Value
            where Regex.IsMatch(text.Text, pattern)
            select $"{text.File}({text.Line}): write \"{instead}\": {text.Text}");

    [Theory]
    [InlineData("'{0}' is no UUID.", true)]
    [InlineData("There is no token.", false)]
    [InlineData("The stream is no longer open.", false)]
    [InlineData("Arguments are no dict.", true)]
    [InlineData("The call ends in `CallRefusedException`.", true)]
    [InlineData("The line ends in a backslash.", false)]
    [InlineData("Mend it, or delete the file.", true)]
    [InlineData("I recommend it; see the amended file.", false)]
    [InlineData("The file is no .NET assembly.", true)]
    [InlineData("It ends the future in ResultDeserializationException.", true)]
    [InlineData("What came of the request is unknown.", true)]
    [InlineData("The process ends with exit code 1.", false)]
    [InlineData("The worker is asked for the result.", false)]
    public void The_list_finds_what_it_should(string text, bool isFound) =>
        Assert.Equal(isFound, s_banned.Any(turn => Regex.IsMatch(text, turn.Pattern)));

    private static readonly Lazy<(string File, int Line, string Text)[]> s_texts = new(static () =>
    [
        .. from folder in new[] { "src", "generators", "samples" }
           from path in Directory.EnumerateFiles(Path.Combine(TestPaths.Root, folder), "*.cs", SearchOption.AllDirectories)
           where !path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj")
           let tree = CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Latest))
           from token in tree.GetRoot().DescendantTokens(descendIntoTrivia: true)
           where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken) || (IsDocumentation(token))
           where token.Parent?.Parent is not AttributeArgumentSyntax
           select (Path.GetRelativePath(TestPaths.Root, path), tree.GetLineSpan(token.Span).StartLinePosition.Line + 1, token.ValueText),
    ]);

    private static bool IsDocumentation(SyntaxToken token) =>
        token.IsKind(SyntaxKind.XmlTextLiteralToken)
        && !token.Parent!.AncestorsAndSelf().OfType<XmlElementSyntax>().Any(static element => element.StartTag.Name.LocalName.Text is "c" or "code");

    private static string WithoutCode(string page) =>
        Regex.Replace(Regex.Replace(page, "^```.*?^```$", static match => new string('\n', match.Value.Count(static c => c == '\n')), RegexOptions.Multiline | RegexOptions.Singleline),
            "`[^`\n]*`", static match => match.Value.EndsWith("Exception`", StringComparison.Ordinal) ? match.Value : "`code`");
}
