using System.Globalization;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Emission;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Generators.Tests.Emission;

public sealed class EmissionTests
{
    [Fact]
    public void Literals_mean_the_same_text()
    {
        string[] texts =
        [
            "", "a", "\n", "a\n", "\n\na", "  a\n\n    b\n \n", "\"", "\"\"\"", "a\"\"\"\"\nb\"", "\\n{x}", "\t\ta\n\t", "\r\n", "\0\u0001\u007F", "\u0085\u2028\u2029",
            "\u200B\uFEFF\uFFFF", "ü😀", "\uD83D", "\uDE00a", "\f\n a", "{{\"}}",
        ];
        foreach (var text in texts)
        {
            Assert.Equal(text, Value(CSharpLiteral.Of(text)));
            Assert.Equal(text, Value(CSharpLiteral.Block(text, "        ")));
        }

        Assert.Equal("null", CSharpLiteral.Of(null));
    }

    [Theory]
    [InlineData("FileBasedProgram", "double[]", false)]
    [InlineData("FileBasedProgram", "Reading[]", true)]
    [InlineData("", "Reading[]", false)]
    public void Only_a_file_based_app_leaves_it_to_publishing_to_warn_of_reflection(string feature, string type, bool isLeft)
    {
        var options = Compiled.ParseOptions.WithFeatures(feature.Length == 0 ? [] : [new(feature, "true")]);
        var project = Compiled.Empty.RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            $$"""
            using GlobusCompute.Remote;
            public sealed record Reading(double X);
            public interface IAnalysis
            {
                [ComputeFunction(Source = "def fit(x): return 1")] ComputeFuture<double> Fit({{type}} x);
            }
            """,
            options));
        var run = CSharpGeneratorDriver.Create([new ComputeProxyGenerator().AsSourceGenerator()], parseOptions: options).RunGenerators(project).GetRunResult();
        var text = Assert.Single(run.GeneratedTrees).ToString();
        Assert.Equal(isLeft, text.Contains("#pragma warning disable IL2026, IL3050\n", StringComparison.Ordinal));
        Assert.Equal(type == "Reading[]", text.Contains("UseReflectionJson()", StringComparison.Ordinal));
    }

    [Fact]
    public void Hint_names_differ_where_file_systems_see_no_difference()
    {
        string[] names = ["A.IWork", "A.Iwork", "A+IWork", "A_IWork", "Ä.IWork", "Ö.IWork", new('x', 500), new string('x', 500) + "y"];
        var hints = names.Select(HintName.Of).ToArray();
        Assert.Equal(names.Length, hints.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(hints, hint => Assert.Matches("^[A-Za-z0-9._]{1,140}$", hint));
        Assert.StartsWith("A.IWork.", hints[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_culture_of_the_machine_does_not_show()
    {
        const string Source = """
            [ComputeJson(Naming = (ComputeNaming)(-3))]
            public interface IInvariant
            {
                [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")] Task<double> InItII(int I = -1);
                [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0")] Task<double> InItIII(int ItI = -1);
            }
            """;
        var expected = Compiled.From(Source).Generated;
        var culture = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NegativeSign = "minus ";
        CultureInfo.CurrentCulture = other;
        try
        {
            Assert.Equal(expected, Compiled.From(Source + " ").Generated);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Contains("(global::GlobusCompute.Remote.Serialization.ComputeNaming)(-3)", expected, StringComparison.Ordinal);
    }

    private static string Value(string literal)
    {
        var expression = (LiteralExpressionSyntax)SyntaxFactory.ParseExpression("\n        " + literal);
        Assert.Empty(expression.GetDiagnostics());
        return expression.Token.ValueText;
    }
}
