using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Documentation.Tests;

/// <summary>A page that says how something is tested names tests that exist.</summary>
public sealed partial class CitedTestTests
{
    private static readonly string[] s_pages = ["SECURITY.md", "CONTRIBUTING.md", "tests/README.md"];

    private static readonly HashSet<string> s_projects =
    [
        .. Directory.EnumerateDirectories(Path.Combine(TestPaths.Root, "tests")).Select(static folder => Path.GetFileName(folder))
            .SelectMany(static name => new[] { name, name.Split('.')[^1] }),
    ];

    private static readonly Lazy<HashSet<string>> s_tests = new(static () =>
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(TestPaths.Root, "tests"), "*.cs", SearchOption.AllDirectories)
           where !path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj")
           from type in CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Latest)).GetRoot()
               .DescendantNodes().OfType<ClassDeclarationSyntax>()
           from name in type.Members.OfType<MethodDeclarationSyntax>().Where(IsTest).Select(method => $"{type.Identifier.Text}.{method.Identifier.Text}")
               .Append(type.Identifier.Text)
           select name,
    ]);

    [Fact]
    public void Every_test_that_a_page_names_exists() =>
        Assert.Empty(
            from page in Pages.All.Concat(s_pages)
            from Match name in NamePattern().Matches(Pages.Read(page))
            where !s_tests.Value.Contains(name.Groups[1].Value) && !s_projects.Contains(name.Groups[1].Value)
            select $"{page}: {name.Groups[1].Value}");

    [Fact]
    public void Each_promise_about_security_names_a_test()
    {
        var promises = Pages.Read("SECURITY.md").Split('\n').Where(static line => line.StartsWith("| **", StringComparison.Ordinal)).ToArray();

        Assert.True(promises.Length > 5, "The pattern finds no promises.");
        Assert.All(promises, static promise => Assert.Matches(NamePattern(), promise));
    }

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString() is "Fact" or "Theory");

    // `SomeTests`, `SomeTests.A_sentence`, and in tables of diagnostics SomeTests without marks; projects are GlobusCompute.Remote.Some.Tests.
    [GeneratedRegex(@"(?<![\w./])((?:GlobusCompute\.Remote\.)?[A-Z]\w*Tests(?:\.[A-Z]\w+)?)\b(?![\w.]*\.(?:cs|dll)\b)")]
    private static partial Regex NamePattern();
}
