using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>A project of many interfaces with ten remote functions each, every interface and every Python file in a file of its own.</summary>
internal sealed class GeneratorProject
{
    private const int Methods = 10;
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public GeneratorProject(int interfaces)
    {
        Sources = [.. Enumerable.Range(0, interfaces).Select(i => Parse(Interface(i), $"IFunctions{i}.cs"))];
        Python = [.. Enumerable.Range(0, interfaces).Select(i => new PythonText($"python/functions{i}.py", Functions(i)))];
        Unrelated = Parse("public static class Unrelated { public static int Get() => 1; }", "Unrelated.cs");
        Compilation = CSharpCompilation.Create(
            "App",
            [.. Sources, Unrelated, Parse("global using System; global using System.Threading.Tasks; global using GlobusCompute.Remote;", "Usings.cs")],
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public CSharpCompilation Compilation { get; }

    public SyntaxTree[] Sources { get; }

    public SyntaxTree Unrelated { get; }

    public PythonText[] Python { get; }

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, s_parseOptions, path);

    /// <summary>A driver that has not run yet.</summary>
    /// <param name="generator">What it runs.</param>
    /// <param name="track">Whether it notes which steps run, which no compiler does, and which takes time.</param>
    public GeneratorDriver Driver(IIncrementalGenerator generator, bool track = false) =>
        CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            Python,
            s_parseOptions,
            new Options(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    /// <summary>The compilation after somebody typed in a class that has nothing to do with remote functions.</summary>
    public CSharpCompilation WithUnrelatedEdit(int edit) =>
        Compilation.ReplaceSyntaxTree(Unrelated, Parse($"public static class Unrelated {{ public static int Get() => {edit}; }}", Unrelated.FilePath));

    /// <summary>The compilation after one parameter of one method was renamed.</summary>
    public CSharpCompilation WithMethodEdit(int edit) =>
        Compilation.ReplaceSyntaxTree(Sources[0], Parse(Interface(0).Replace("double[] x", $"double[] x{edit}", StringComparison.Ordinal), Sources[0].FilePath));

    private static string Interface(int number)
    {
        var text = new StringBuilder($"namespace App.Area{number % 10};\n\npublic interface IFunctions{number}\n{{\n");
        for (var i = 0; i < Methods; i++)
        {
            text.Append(
                $"    /// <summary>Function {i}.</summary>\n"
                + $"    [ComputeFunction(File = \"python/functions{number}.py\")]\n"
                + $"    ComputeFuture<double> Function{i}(double[] x, string name, [PythonKeyword] int maxSteps = {i}, [PythonKeyword, ComputeOmitWhenNull] double? tolerance = null);\n\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Functions(int number)
    {
        var text = new StringBuilder("import math\n\n");
        for (var i = 0; i < Methods; i++)
        {
            text.Append(
                $"def function{i}(x: list[float], name: str, *, max_steps: int = {i}, tolerance: float | None = None) -> float:\n"
                + $"    \"\"\"Function {i} of file {number}.\"\"\"\n    return math.fsum(x) + {number}\n\n");
        }

        return text.ToString();
    }

    /// <summary>A <c>PythonFunction</c> item.</summary>
    internal sealed class PythonText(string path, string content) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(content);

        public override string Path => path;

        public PythonText Edited(int edit) => new(path, content + $"# {edit}\n");

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Values(new()
            {
                ["build_metadata.AdditionalFiles.SourceItemType"] = "PythonFunction",
                ["build_metadata.AdditionalFiles.PythonFunctionPath"] = textFile.Path,
            });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
