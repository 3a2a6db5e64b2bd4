using System.Collections.Immutable;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Reports what is wrong with the lock file itself, at its lines.</summary>
/// <remarks>What differs from the lock file is reported where it is declared, by <see cref="ComputeFunctionAnalyzer"/>.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockFileAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics =>
        ImmutableArray.Create(Descriptors.UnreadableLock, Descriptors.UnknownPin, Descriptors.PinnedTwice);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownSymbols.Of(start.Compilation).HasLibrary)
            {
                // An action on the file, not on the end of the compilation: editors show the former, and offer its fixes.
                start.RegisterAdditionalFileAction(Analyze);
            }
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        if (!LockSource.IsLockFile(context.AdditionalFile, context.Options.AnalyzerConfigOptionsProvider))
        {
            return;
        }

        var document = LockDocument.Read(context.AdditionalFile, context.CancellationToken);
        if (document.File.Fault is { } fault)
        {
            var problem = Problem.Of(Descriptors.UnreadableLock, ProblemLocation.Identifier, document.Name, fault.Message);
            context.ReportDiagnostic(problem.At(document.LineAt(fault.Position)));
            return;
        }

        if (document.File.Entries.Count > 0)
        {
            AnalyzeEntries(context, document, LockedMethods.Of(context.Compilation, context.CancellationToken));
        }
    }

    private static void AnalyzeEntries(AdditionalFileAnalysisContext context, LockDocument document, HashSet<string> methods)
    {
        var pinned = new HashSet<(string Method, string Environment)>();
        for (var i = 0; i < document.File.Entries.Count; i++)
        {
            var pin = document.File.Entries[i].Pin;
            var problem = !methods.Contains(pin.Method)
                ? Problem.Of(Descriptors.UnknownPin, ProblemLocation.Identifier, pin.Method, pin.Environment, Overloads(pin.Method, methods))
                : !pinned.Add((pin.Method, pin.Environment)) ? Problem.Of(Descriptors.PinnedTwice, ProblemLocation.Identifier, pin.Method, pin.Environment)
                : null;
            if (problem is not null)
            {
                context.ReportDiagnostic(document.About(problem, i).At(document.At(document.File.Entries[i].Span)));
            }
        }
    }

    private static string Overloads(string method, HashSet<string> methods) =>
        methods.Any(other => other.StartsWith(method + "(", StringComparison.Ordinal)) ? " (it has overloads, which are named with their parameters)" : "";
}
