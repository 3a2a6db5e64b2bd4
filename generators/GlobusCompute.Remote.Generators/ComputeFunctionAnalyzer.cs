using System.Collections.Concurrent;
using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Checking;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Locking;
using GlobusCompute.Remote.Generators.Models;
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
            if (!KnownSymbols.Of(start.Compilation).HasLibrary)
            {
                return;
            }

            PythonModule Read(SourceText text) => start.TryGetValue(text, s_modules, out var module) ? module : PythonFileReader.ReadModule(text);
            var files = new Lazy<PythonFileTable>(() => ReadFiles(start.Options, Read, start.CancellationToken));
            var paths = new PythonPaths(start.Options);
            var locks = new LockDocuments(start.Options, start.CancellationToken);
            start.RegisterAdditionalFileAction(file => AnalyzeFile(file, Read));
            var reported = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (AnalyzeType(symbol, files, paths, locks) is { } named)
                    {
                        AnalyzeNamed(symbol, named, files.Value, reported);
                    }
                },
                SymbolKind.NamedType);
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

        var candidates = PythonCandidates.Of(options);
        return new(files, candidates, path => candidates.Read(path, read, cancellationToken));
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

    /// <summary>Reports syntax errors of files that are not items, once for all interfaces that name them.</summary>
    private static void AnalyzeNamed(
        SymbolAnalysisContext context, InterfaceModel model, PythonFileTable files, ConcurrentDictionary<string, bool> reported)
    {
        foreach (var path in PythonFileTable.PathsOf(model))
        {
            if (files.FindCandidate(path) is { } file
                && files.Find(path).File is { } found
                && file.GetText(context.CancellationToken) is { } text
                && SyntaxReport.OfFile(file.Path, found.Path, found.Module, text) is { } diagnostic
                && reported.TryAdd(found.Path, true))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }

    /// <summary>Analyzes a type, and gives what it says where it is an interface with a proxy.</summary>
    private static InterfaceModel? AnalyzeType(SymbolAnalysisContext context, Lazy<PythonFileTable> files, PythonPaths paths, LockDocuments locks)
    {
        var known = KnownSymbols.Of(context.Compilation);
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind is TypeKind.Class or TypeKind.Struct)
        {
            foreach (var method in type.GetMembers().Where(known.IsRemote))
            {
                var problem = Problem.Of(Descriptors.NotOnInterface, ProblemLocation.FunctionAttribute, CSharpName.OfNested(type) + "." + method.Name);
                Report(context, method, problem, paths, locks);
            }
        }
        else if (type.TypeKind == TypeKind.Interface && known.IsProxyInterface(type))
        {
            return AnalyzeInterface(context, type, files.Value, paths, locks);
        }

        return null;
    }

    private static InterfaceModel AnalyzeInterface(
        SymbolAnalysisContext context, INamedTypeSymbol type, PythonFileTable files, PythonPaths paths, LockDocuments locks)
    {
        var parsed = InterfaceParser.Parse(type, context.Compilation, context.CancellationToken);
        foreach (var (symbol, problem) in new InterfaceChecker(parsed, files, locks, paths.Contains).Check())
        {
            Report(context, symbol, problem, paths, locks);
        }

        foreach (var member in parsed.Members.Where(member => member.Model.IsReported))
        {
            if (SyntaxReport.OfSource(member.Model, member.Model.IsInherited ? type : member.Symbol, parsed.Known, context.CancellationToken) is { } diagnostic)
            {
                context.ReportDiagnostic(diagnostic);
            }
        }

        return parsed.Model;
    }

    private static void Report(SymbolAnalysisContext context, ISymbol symbol, Problem problem, PythonPaths paths, LockDocuments locks)
    {
        var location = new ProblemLocator(KnownSymbols.Of(context.Compilation), context.CancellationToken).Locate(symbol, problem.Location);
        context.ReportDiagnostic((paths.Locate(problem) ?? locks.Locate(problem)) is { } other ? problem.At(location, other) : problem.At(location));
    }
}
