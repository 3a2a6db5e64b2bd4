using System.Diagnostics;
using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Generators;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What the generator costs a project of many interfaces: at first, and after edits of one place.</summary>
/// <remarks>
/// The column "lookup" is a generator that only asks the compiler for the same declarations and files, and gives out as many files, empty ones. A
/// changed compilation binds all declarations anew, whichever place was edited, and the compiler hands every attributed method to a
/// generator again; and it compares the names of all files that a generator gives out with each other. So much grows with the project under any
/// generator that reads attributes. The column "rest" is this one's own.
/// </remarks>
internal static class GeneratorCost
{
    private const int Rounds = 15;

    public static void Run(int[] sizes)
    {
        Measure(new GeneratorProject(10), print: false);
        Console.WriteLine("interfaces  edit             generator      lookup        rest   steps that ran again (outputs not cached)");
        foreach (var size in sizes)
        {
            Measure(new GeneratorProject(size), print: true);
        }
    }

    private static void Measure(GeneratorProject project, bool print)
    {
        var count = project.Sources.Length;
        var cold = Fastest(3, _ => (Project(project), project.Driver(new ComputeProxyGenerator())));
        var coldLookup = Fastest(3, _ => (Project(project), project.Driver(new Lookup())));
        Print("cold", cold, coldLookup);

        var driver = project.Driver(new ComputeProxyGenerator()).RunGenerators(project.Compilation);
        var tracked = project.Driver(new ComputeProxyGenerator(), track: true).RunGenerators(project.Compilation);
        var lookup = project.Driver(new Lookup()).RunGenerators(project.Compilation);
        Compare("unrelated edit", (from, edit) => (project.WithUnrelatedEdit(edit), from));
        Compare("one method", (from, edit) => (project.WithMethodEdit(edit), from));
        Compare("one .py file", (from, edit) => (project.Compilation, from.ReplaceAdditionalText(project.Python[0], project.Python[0].Edited(edit))));

        void Compare(string name, Func<GeneratorDriver, int, (CSharpCompilation, GeneratorDriver)> prepare) =>
            Print(name, Fastest(Rounds, edit => prepare(driver, edit)), Fastest(Rounds, edit => prepare(lookup, edit)), Steps(prepare(tracked, 2)));

        void Print(string name, double own, double theirs, string steps = "all")
        {
            if (print)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count,10:N0}  {name,-14} {own,8:F1} ms {theirs,8:F1} ms {own - theirs,8:F1} ms   {steps}"));
            }
        }
    }

    // Nothing that an earlier round bound may help a cold one.
    private static CSharpCompilation Project(GeneratorProject project) => project.Compilation.Clone();

    private static double Fastest(int rounds, Func<int, (CSharpCompilation Compilation, GeneratorDriver Driver)> prepare)
    {
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var (compilation, driver) = prepare(i + 2);
            var start = Stopwatch.GetTimestamp();
            driver.RunGenerators(compilation);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times.Min();
    }

    private static string Steps((CSharpCompilation Compilation, GeneratorDriver Driver) prepared)
    {
        var tracked = prepared.Driver.RunGenerators(prepared.Compilation).GetRunResult().Results.Single().TrackedSteps;
        var ran = StepNames.All
            .Select(name => (Name: name, Count: tracked.TryGetValue(name, out var runs)
                ? runs.SelectMany(run => run.Outputs).Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
                : 0))
            .Where(step => step.Count > 0)
            .Select(step => $"{step.Name} {step.Count}");
        return string.Join(", ", ran) is { Length: > 0 } text ? text : "none";
    }

    /// <summary>Asks for what methods declare and which files there are, and gives out a file for each of those.</summary>
    private sealed class Lookup : IIncrementalGenerator
    {
        private static readonly SourceText s_nothing = SourceText.From("", Encoding.UTF8);

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            // Without an output nothing would run; an output for each method would cost more than finding it.
            var methods = context.SyntaxProvider
                .ForAttributeWithMetadataName(
                    KnownSymbols.ComputeFunctionMetadataName,
                    static (node, _) => node is MethodDeclarationSyntax { Parent: InterfaceDeclarationSyntax },
                    static (method, _) => Ask((IMethodSymbol)method.TargetSymbol))
                .Where(static asked => asked < 0);
            var files = context.AdditionalTextsProvider
                .Combine(context.AnalyzerConfigOptionsProvider)
                .Select(static (pair, _) => (Path: PythonFileReader.RelativePath(pair.Left, pair.Right), Text: pair.Left.GetText()));
            context.RegisterSourceOutput(methods, static (_, _) => { });
            context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.Path!.Replace('/', '.') + ".g.cs", s_nothing));
        }

        private static int Ask(IMethodSymbol method) =>
            method.GetAttributes().Length
            + method.ReturnType.Name.Length
            + method.Parameters.Sum(parameter => parameter.Type.Name.Length + parameter.GetAttributes().Length);
    }
}
