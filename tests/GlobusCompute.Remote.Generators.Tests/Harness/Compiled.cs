using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GlobusCompute.Remote.Generators.Tests.Harness;

/// <summary>A small project compiled with the generator and the analyzers, every warning being an error.</summary>
internal sealed class Compiled
{
    public const string ProjectDirectory = "/repo/app/";

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using GlobusCompute.Remote;
        global using GlobusCompute.Remote.Models;
        global using GlobusCompute.Remote.Serialization;
        """;

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers =
    [
        .. typeof(ComputeFunctionAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    // All tests start from one compilation, so that references are bound once.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "App",
        [Parse(Usings, "Usings.cs")],
        s_references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress), new("CS8019", ReportDiagnostic.Suppress)],
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    private Compiled(Compilation output, GeneratorDriverRunResult run, ImmutableArray<Diagnostic> reported)
    {
        Output = output;
        Run = run;
        Reported = reported;
    }

    public static CSharpParseOptions ParseOptions => new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>All analyzers of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => s_analyzers;

    /// <summary>A project with nothing in it but the usings.</summary>
    public static CSharpCompilation Empty => s_empty;

    /// <summary>The compilation with the generated code in it.</summary>
    public Compilation Output { get; }

    public GeneratorDriverRunResult Run { get; }

    /// <summary>What the analyzers and the generator report, in the order of the source.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>The compiler's own complaints about source and generated code, warnings included.</summary>
    public IEnumerable<Diagnostic> CompilerProblems => Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public IEnumerable<string> GeneratedTexts => Run.Results.Single().GeneratedSources.Select(source => source.SourceText.ToString());

    public string Generated => Assert.Single(GeneratedTexts);

    /// <summary>Compiles sources to a library to be referenced.</summary>
    public static MetadataReference Library(string name, string source, params TestFile[] files)
    {
        var compiled = From(Project(source).WithAssemblyName(name), files);
        Assert.Empty(compiled.CompilerProblems);
        using var image = new MemoryStream();
        Assert.True(compiled.Output.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    public static Compiled From(string source, params TestFile[] files) => From(Project(source), files);

    public static Compiled From(CSharpCompilation project, params TestFile[] files)
    {
        var run = Driver(files).RunGeneratorsAndUpdateCompilation(project, out var output, out var generatorDiagnostics);
        var analyzers = new CompilationWithAnalyzers(
            output,
            s_analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([.. files], TestOptionsProvider.For(files)),
                onAnalyzerException: null,
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: false));
        var reported = analyzers.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return new(output, run.GetRunResult(), [.. generatorDiagnostics.Concat(reported).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)]);
    }

    public static CSharpCompilation Project(string source, params MetadataReference[] references) =>
        s_empty.AddSyntaxTrees(Parse(source)).AddReferences(references);

    /// <summary>A project that is a program.</summary>
    public static CSharpCompilation Program(string source) =>
        Project(source).WithOptions(s_empty.Options.WithOutputKind(OutputKind.ConsoleApplication));

    public static SyntaxTree Parse(string source, string path = "App.cs") => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    public static GeneratorDriver Driver(IReadOnlyList<AdditionalText> files, IIncrementalGenerator? generator = null) =>
        CSharpGeneratorDriver.Create(
            [(generator ?? new ComputeProxyGenerator()).AsSourceGenerator()],
            files,
            ParseOptions,
            TestOptionsProvider.For(files),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The source text that a diagnostic points at.</summary>
    public static string Marked(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
