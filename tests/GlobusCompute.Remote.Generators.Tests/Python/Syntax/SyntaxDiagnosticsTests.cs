using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Generators.Python.Syntax;
using GlobusCompute.Remote.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Tests.Python.Syntax;

/// <summary>Where syntax errors are reported, and what is not reported beside them.</summary>
public sealed class SyntaxDiagnosticsTests
{
    private const string Quotes = "\"\"\"";

    public static TheoryData<string, string> Inline => new()
    {
        { "\"def f(x)[||]\\n    return x\"", "I.F: line 1 of Source is not valid Python: expected ':'" },
        { "\"def f(x):\\n    return [|)|]x\\n\"", "I.F: line 2 of Source is not valid Python: unmatched ')'" },
        { "\"\\u0023 caf\\xe9 \\U0001F600\\ndef f(x):\\n\\treturn '\\\\'', [|$|]x\"", "I.F: line 3 of Source is not valid Python: invalid syntax" },
        { "@\"# \"\"quoted\"\"\ndef f(x): return [|)|]\"", "I.F: line 2 of Source is not valid Python: unmatched ')'" },
        { "@\"\n    def f(x):\n        return 1 [|2|]\n\"", "I.F: line 3 of Source is not valid Python: invalid syntax" },
        { Quotes + "def f(x): return [|)|]" + Quotes, "I.F: line 1 of Source is not valid Python: unmatched ')'" },
        { $"{Quotes}\n    def f(x):\n\n        return 'a', [|)|]\n    {Quotes}", "I.F: line 3 of Source is not valid Python: unmatched ')'" },
        { $"{Quotes}\n      def f(x):\n          y = x\n          return x [|y|]\n    {Quotes}", "I.F: line 3 of Source is not valid Python: invalid syntax" },
        { "\"def f(x):\\n\" + (\"    return 1\\n\" + @\"def g(x): return [|)|]\")", "I.F: line 3 of Source is not valid Python: unmatched ')'" },
        { "\"def f(x):\\n    [|await|] x\"", "I.F: line 2 of Source is not valid Python: 'await' outside async function" },
        { "[|Scripts.Broken|]", "I.F: line 2 of Source is not valid Python: '(' was never closed" },
        { "\"def f(x):\\r\\n    return x\\r\\n  [|y|] = 1\"", "I.F: line 3 of Source is not valid Python: unindent does not match any outer indentation level" },
    };

    [Theory]
    [MemberData(nameof(Inline))]
    public void An_error_of_an_inline_source_is_reported_within_its_literal(string literal, string message)
    {
        var (source, span) = Marked.Parse(
            $$"""
            public interface I { [ComputeFunction(Name = "f", Source = {{literal}})] ComputeFuture<int> F(int x); }
            public static class Scripts { public const string Broken = "def f(x):\n    return (x\ny = 1\n"; }
            """);
        var compiled = Compiled.From(source);
        Assert.Empty(compiled.CompilerProblems);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal("GCR068", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(span, diagnostic.Location.SourceSpan);
    }

    [Theory]
    [InlineData("public interface I { [ComputeFunction(File = \"a.py\")] ComputeFuture<int> F(int x); }")]
    [InlineData("public interface I { [ComputeFunction(File = \"a.py\")] ComputeFuture<int> F(int x); [ComputeFunction(File = \"a.py\", Name = \"g\")] ComputeFuture<int> G(); }")]
    [InlineData("public interface I { [ComputeFunction(File = \"a.py\")] ComputeFuture<int> F(int x); } public interface J { [ComputeFunction(File = \"a.py\")] ComputeFuture<int> F(int x); }")]
    [InlineData("public interface I { [ComputeFunction(\"b0a5d1a0-2b22-4381-b899-ba73321e41e0\", File = \"a.py\")] ComputeFuture<int> F(int x); }")]
    [InlineData("[ComputeModule(\"a.py\")] public partial interface I;")]
    [InlineData("public class Nobody;")]
    public void An_error_of_a_file_is_reported_once_in_the_file(string source)
    {
        var compiled = Compiled.From(source, new TestFile("a.py", "import os\n\ndef f(x)\n    return x\n"), new TestFile("b.py", "def h(): return 1\n"));
        Assert.Empty(compiled.CompilerProblems);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal("GCR068", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("'a.py' is not valid Python: expected ':'", diagnostic.GetMessage());
        var place = diagnostic.Location.GetLineSpan();
        Assert.Equal(("/repo/app/a.py", 2, 8), (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character));
        Assert.StartsWith("/repo/app/a.py(3,9): error GCR068: ", diagnostic.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("def f(x, y, z):\n    return (x\n\ny = 1\n")]
    [InlineData("def other(): pass\ndef f(x\n")]
    [InlineData("def f(x: str) -> str:\nreturn x\n")]
    [InlineData("async def f(x): yield x\n)\n")]
    [InlineData("import b\ndef f(x): return x x\n")]
    [InlineData("'''\ndef f(x): return x\n")]
    public void Nothing_else_is_reported_of_a_file_with_an_error_and_its_functions_can_be_called(string python)
    {
        var compiled = Compiled.From(
            "public interface I { [ComputeFunction(File = \"a.py\", Name = \"f\")] ComputeFuture<int> F(int x); } [ComputeModule(\"a.py\", Functions = new[] { \"g\" })] public partial interface M;",
            new TestFile("a.py", python),
            new TestFile("b.py", "x = 1\n"));
        Assert.Empty(compiled.CompilerProblems);
        Assert.Equal("GCR068", Assert.Single(compiled.Reported).Id);
        Assert.Contains(compiled.GeneratedTexts, text => text.Contains("ComputeFuture<int>", StringComparison.Ordinal) && !text.Contains("NotSupportedException", StringComparison.Ordinal));
    }

    [Fact]
    public void A_silenced_error_leaves_the_decision_to_Python()
    {
        var project = Compiled.Project("public interface I { [ComputeFunction(File = \"a.py\", Name = \"f\")] ComputeFuture<int> F(int x); }");
        project = project.WithOptions(project.Options.WithSpecificDiagnosticOptions(project.Options.SpecificDiagnosticOptions.SetItem("GCR068", ReportDiagnostic.Suppress)));
        var compiled = Compiled.From(project, new TestFile("a.py", "def f(x): return x yet_to_come\n"));
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
        Assert.Contains("yet_to_come", compiled.Generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public interface I { [ComputeFunction(File = [|\"chain.py\"|], Name = \"f\")] ComputeFuture<int> F(int x); }", "I.F", 100_000)]
    [InlineData("[ComputeModule([|\"chain.py\"|])] public partial interface I;", "I", 100_000)]
    [InlineData("[ComputeModule([|\"chain.py\"|])] public partial interface I;", "I", 502)]
    public void A_long_chain_of_classes_is_refused(string marked, string name, int length) => AssertRefused(
        marked,
        new TestFile("chain.py", Chain(length)),
        $"{name}: 'chain.py' has classes that inherit from each other through more than 500 levels");

    [Fact]
    public void A_chain_of_classes_that_is_not_too_long_is_read()
    {
        var compiled = Compiled.From("[ComputeModule(\"chain.py\")] public partial interface I;", new TestFile("chain.py", Chain(501)));
        Assert.Empty(compiled.Reported);
        Assert.Empty(compiled.CompilerProblems);
    }

    private static string Chain(int length)
    {
        var text = new System.Text.StringBuilder("from dataclasses import dataclass\n@dataclass\nclass C0:\n    a: int\n");
        for (var i = 1; i < length; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"@dataclass\nclass C{i}(C{i - 1}):\n    pass\n");
        }

        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $"def f(x: int) -> C{length - 1}:\n    return x\n").ToString();
    }

    [Theory]
    [InlineData("public interface I { [ComputeFunction(File = [|\"big.py\"|])] ComputeFuture<int> F(int x); }", "I.F")]
    [InlineData("[ComputeModule([|\"big.py\"|])] public partial interface I;", "I")]
    public void A_file_beyond_the_limit_is_refused_without_being_read(string marked, string name) => AssertRefused(
        marked,
        new TestFile("big.py", new string('(', PythonSource.MaximumLength + 1)),
        $"{name}: 'big.py' is too long; Python files are read up to 8 Mi characters");

    private static void AssertRefused(string marked, TestFile file, string message)
    {
        var (source, span) = Marked.Parse(marked);
        var compiled = Compiled.From(source, file);
        Assert.Empty(compiled.CompilerProblems);
        var diagnostic = Assert.Single(compiled.Reported);
        Assert.Equal("GCR014", diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.All(compiled.GeneratedTexts, text => Assert.InRange(text.Length, 1, 100_000));
    }

    [Fact]
    public void An_edit_of_a_file_checks_that_file_alone()
    {
        var (first, second, edited) = (new TestFile("a.py", "def f(x): return x\n"), new TestFile("b.py", "def g(x) return x\n"), new TestFile("a.py", "def f(x) return x\n"));
        var project = Compiled.Project("public interface I { [ComputeFunction(File = \"a.py\")] ComputeFuture<int> F(int x); }");
        var driver = Compiled.Driver([first, second]).RunGenerators(project).ReplaceAdditionalText(first, edited).RunGenerators(project);
        var outputs = driver.GetRunResult().Results.Single().TrackedSteps[StepNames.PythonFiles].SelectMany(step => step.Outputs).ToArray();
        Assert.Equal(
            [("a.py", IncrementalStepRunReason.Modified, true), ("b.py", IncrementalStepRunReason.Cached, true)],
            outputs.Select(output => (((PythonFile)output.Value).Path, output.Reason, ((PythonFile)output.Value).Module.SyntaxError is not null)));
    }

    [Fact]
    public void A_file_is_read_with_its_error_by_the_reader_that_all_share() =>
        Assert.Equal(new PythonSyntaxError("unmatched ')'", 1, 5, 1), PythonFileReader.ReadModule(new TestFile("a.py", "x = )\r\n").GetText(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken).SyntaxError);
}
