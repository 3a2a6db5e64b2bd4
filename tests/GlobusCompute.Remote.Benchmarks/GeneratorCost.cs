using System.Diagnostics;
using System.Globalization;
using GlobusCompute.Remote.Generators;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>What the generator costs a project of many interfaces: at first, and after edits of one place.</summary>
/// <remarks>
/// The column "lookup" is a generator that only asks the compiler for the same declarations and files, and makes nothing of them. A
/// changed compilation binds all declarations anew, whichever place was edited, and the compiler hands every attributed method to a
/// generator again; so much grows with the project under any generator that reads attributes. The column "rest" is this one's own.
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
        var lookup = project.Driver(new Lookup()).RunGenerators(project.Compilation);
        Compare("unrelated edit", (from, edit) => (project.WithUnrelatedEdit(edit), from));
        Compare("one method", (from, edit) => (project.WithMethodEdit(edit), from));
        Compare("one .py file", (from, edit) => (project.Compilation, from.ReplaceAdditionalText(project.Python[0], project.Python[0].Edited(edit))));

        void Compare(string name, Func<GeneratorDriver, int, (CSharpCompilation, GeneratorDriver)> prepare) =>
            Print(name, Fastest(Rounds, edit => prepare(driver, edit)), Fastest(Rounds, edit => prepare(lookup, edit)));

        void Print(string name, (double Milliseconds, string Steps) own, (double Milliseconds, string Steps) theirs)
        {
            if (print)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count,10:N0}  {name,-14} {own.Milliseconds,8:F1} ms {theirs.Milliseconds,8:F1} ms {own.Milliseconds - theirs.Milliseconds,8:F1} ms   {(name == "cold" ? "all" : own.Steps)}"));
            }
        }
    }

    // Nothing that an earlier round bound may help a cold one.
    private static CSharpCompilation Project(GeneratorProject project) => project.Compilation.Clone();

    private static (double Milliseconds, string Steps) Fastest(int rounds, Func<int, (CSharpCompilation Compilation, GeneratorDriver Driver)> prepare)
    {
        var times = new double[rounds];
        var steps = "";
        for (var i = 0; i < rounds; i++)
        {
            var (compilation, driver) = prepare(i + 2);
            var start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            steps = Steps(driver);
        }

        return (times.Min(), steps);
    }

    private static string Steps(GeneratorDriver driver)
    {
        var tracked = driver.GetRunResult().Results.Single().TrackedSteps;
        var ran = StepNames.All
            .Select(name => (Name: name, Count: tracked.TryGetValue(name, out var runs)
                ? runs.SelectMany(run => run.Outputs).Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
                : 0))
            .Where(step => step.Count > 0)
            .Select(step => $"{step.Name} {step.Count}");
        return string.Join(", ", ran) is { Length: > 0 } text ? text : "none";
    }

    /// <summary>Asks for what methods declare and which files there are.</summary>
    private sealed class Lookup : IIncrementalGenerator
    {
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
                .Select(static (pair, _) => PythonFileReader.RelativePath(pair.Left, pair.Right))
                .Collect();
            context.RegisterSourceOutput(methods, static (_, _) => { });
            context.RegisterSourceOutput(files, static (_, _) => { });
        }

        private static int Ask(IMethodSymbol method) =>
            method.GetAttributes().Length
            + method.ReturnType.Name.Length
            + method.Parameters.Sum(parameter => parameter.Type.Name.Length + parameter.GetAttributes().Length);
    }
}
