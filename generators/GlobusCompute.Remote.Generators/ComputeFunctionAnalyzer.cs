using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Checking;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Locking;
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

            PythonModule Read(SourceText text) => start.TryGetValue(text, s_modules, out var module) ? module : PythonFileReader.ReadModule(text);
            var files = new Lazy<PythonFileTable>(() => ReadFiles(start.Options, Read, start.CancellationToken));
            var paths = new PythonPaths(start.Options);
            var locks = new LockDocuments(start.Options, start.CancellationToken);
            start.RegisterAdditionalFileAction(file => AnalyzeFile(file, Read));
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, files, paths, locks), SymbolKind.NamedType);
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
                files.Add(new(path, file.GetText(cancellationToken) is { } text ? read(text) : PythonFileReader.ReadModule(null, cancellationToken)));
            }
        }

        return new(files);
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context, Func<SourceText, PythonModule> read)
    {
        var file = context.AdditionalFile;
        if (PythonFileReader.RelativePath(file, context.Options.AnalyzerConfigOptionsProvider) is { } path
            && file.GetText(context.CancellationToken) is { } text
            && SyntaxReport.OfFile(file.Path, path, read(text), text) is { } diagnostic)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context, Lazy<PythonFileTable> files, PythonPaths paths, LockDocuments locks)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind is TypeKind.Class or TypeKind.Struct)
        {
            foreach (var method in type.GetMembers().Where(KnownSymbols.IsRemote))
            {
                var problem = Problem.Of(Descriptors.NotOnInterface, Spot.FunctionAttribute, CSharpName.OfNested(type) + "." + method.Name);
                Report(context, method, problem, paths, locks);
            }
        }
        else if (type.TypeKind == TypeKind.Interface && KnownSymbols.IsProxyInterface(type))
        {
            AnalyzeInterface(context, type, files.Value, paths, locks);
        }
    }

    private static void AnalyzeInterface(
        SymbolAnalysisContext context, INamedTypeSymbol type, PythonFileTable files, PythonPaths paths, LockDocuments locks)
    {
        var filesWithImports = new HashSet<string>(StringComparer.Ordinal);
        var (model, members) = InterfaceParser.Parse(type, context.Compilation, context.CancellationToken);
        foreach (var problem in model.Problems)
        {
            Report(context, type, problem, paths, locks);
        }

        var modules = new ModuleChecker(type, model, [.. model.Members.Where((_, i) => !KnownSymbols.IsGenerated(members[i]))], files);
        foreach (var problem in modules.Check(paths.Contains))
        {
            Report(context, type, problem, paths, locks);
        }

        var written = 0;
        var locked = new LockChecker(model, locks);
        for (var i = 0; i < members.Length; i++)
        {
            var member = model.Members[i];
            if (!member.IsReported)
            {
                continue;
            }

            if (KnownSymbols.IsGenerated(members[i]))
            {
                // What was written from a Python file fits it. Only the lock file knows more.
                foreach (var problem in locked.Check(i, modules.Bind(member, written)))
                {
                    Report(context, type, problem with { Spot = modules.SpotOf(written) }, paths, locks);
                }

                written++;
                continue;
            }

            if (SyntaxReport.OfSource(member, members[i], context.CancellationToken) is { } diagnostic)
            {
                context.ReportDiagnostic(diagnostic);
            }

            var problems = member.Problems.AsEnumerable();
            var bound = FunctionBinder.Bind(member, member.Function?.File is { } path ? files.Find(path) : null);
            problems = bound.Problem is { } unbound ? problems.Append(unbound) : problems.Concat(ContractChecker.Check(member, members[i], bound));
            if (bound is { Problem: null, File: { Module.SyntaxError: null } file, Source: not null } && filesWithImports.Add(file.Path))
            {
                // Once for an interface: other members of the same file would only repeat it. A pinned function was registered elsewhere, in a way
                // that may have taken its modules along.
                problems = problems.Concat(ImportChecker.Check(member.DisplayName, bound.Name ?? "", file, Spot.FunctionArgument("File"), paths.Contains));
            }

            foreach (var problem in problems.Concat(locked.Check(i, modules.Adapt(member, bound))))
            {
                Report(context, member.IsInherited ? type : members[i], member.IsInherited ? problem with { Spot = Spot.Identifier } : problem, paths, locks);
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, ISymbol symbol, Problem problem, PythonPaths paths, LockDocuments locks)
    {
        var location = SpotLocator.Locate(symbol, problem.Spot, context.CancellationToken);
        context.ReportDiagnostic((paths.Locate(problem) ?? locks.Locate(problem)) is { } other ? problem.At(location, other) : problem.At(location));
    }
}
