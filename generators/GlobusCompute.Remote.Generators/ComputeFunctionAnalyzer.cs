using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Checking;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.Generators;

/// <summary>Reports what keeps remote functions from working, at the places where it can be put right.</summary>
/// <remarks>It reads interfaces with the generator's own parser, so that what it reports is what the generated code does.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ComputeFunctionAnalyzer : DiagnosticAnalyzer
{
    private static readonly SourceTextValueProvider<PythonModule> s_modules = new(static text => PythonFileReader.ReadModule(text));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownSymbols.ComputeFunctionMetadataName) is null)
            {
                return;
            }

            var files = new Lazy<PythonFileTable>(() => ReadFiles(
                start.Options,
                text => start.TryGetValue(text, s_modules, out var module) ? module : PythonFileReader.ReadModule(text),
                start.CancellationToken));
            var paths = new PythonPaths(start.Options);
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, files, paths), SymbolKind.NamedType);
        });
    }

    private static PythonFileTable ReadFiles(
        AnalyzerOptions options, Func<SourceText, PythonModule> read, CancellationToken cancellationToken)
    {
        var files = new List<PythonFile>();
        foreach (var file in options.AdditionalFiles)
        {
            if (PythonFileReader.RelativePath(file, options.AnalyzerConfigOptionsProvider) is { } path)
            {
                files.Add(new(path, file.GetText(cancellationToken) is { } text ? read(text) : PythonFileReader.ReadModule(null)));
            }
        }

        return new(files);
    }

    private static void AnalyzeType(SymbolAnalysisContext context, Lazy<PythonFileTable> files, PythonPaths paths)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind is TypeKind.Class or TypeKind.Struct)
        {
            foreach (var method in type.GetMembers().Where(KnownSymbols.IsRemote))
            {
                var problem = Problem.Of(Descriptors.NotOnInterface, Spot.FunctionAttribute, CSharpName.OfNested(type) + "." + method.Name);
                Report(context, method, problem, paths);
            }
        }
        else if (type.TypeKind == TypeKind.Interface && KnownSymbols.IsProxyInterface(type))
        {
            AnalyzeInterface(context, type, files.Value, paths);
        }
    }

    private static void AnalyzeInterface(
        SymbolAnalysisContext context, INamedTypeSymbol type, PythonFileTable files, PythonPaths paths)
    {
        var filesWithImports = new HashSet<string>(StringComparer.Ordinal);
        var (model, members) = InterfaceParser.Parse(type, context.Compilation, context.CancellationToken);
        foreach (var problem in model.Problems)
        {
            Report(context, type, problem, paths);
        }

        if (model.Modules.Count > 0)
        {
            var declared = model.Members.Where((_, i) => !KnownSymbols.IsGenerated(members[i])).ToArray();
            foreach (var problem in ModuleChecker.Check(type, model, declared, files, paths.Contains))
            {
                Report(context, type, problem, paths);
            }
        }

        for (var i = 0; i < members.Length; i++)
        {
            // What was written from the Python file fits it; what did not is reported with the interface.
            var member = model.Members[i];
            if (!member.IsReported || KnownSymbols.IsGenerated(members[i]))
            {
                continue;
            }

            var problems = member.Problems.AsEnumerable();
            var bound = FunctionBinder.Bind(member, member.Function?.File is { } path ? files.Find(path) : null);
            problems = bound.Problem is { } unbound ? problems.Append(unbound) : problems.Concat(ContractChecker.Check(member, members[i], bound));
            if (bound is { Problem: null, File: { } file, Source: not null } && filesWithImports.Add(file.Path))
            {
                // Once for an interface: other members of the same file would only repeat it. A pinned function was registered elsewhere, in a way
                // that may have taken its modules along.
                problems = problems.Concat(ImportChecker.Check(member.DisplayName, bound.Name ?? "", file, Spot.FunctionArgument("File"), paths.Contains));
            }

            foreach (var problem in problems)
            {
                Report(context, member.IsInherited ? type : members[i], member.IsInherited ? problem with { Spot = Spot.Identifier } : problem, paths);
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, ISymbol symbol, Problem problem, PythonPaths paths)
    {
        var location = SpotLocator.Locate(symbol, problem.Spot, context.CancellationToken);
        context.ReportDiagnostic(paths.Locate(problem) is { } python ? problem.At(location, python) : problem.At(location));
    }
}
