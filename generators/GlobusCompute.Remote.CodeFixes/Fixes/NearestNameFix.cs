using System.Collections.Immutable;
using System.Composition;
using GlobusCompute.Remote.CodeFixes.Reading;
using GlobusCompute.Remote.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Names the file or function that is there, where <c>[ComputeFunction]</c> names one that is not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestNameFix))]
[Shared]
public sealed class NearestNameFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Descriptors.UnknownFile.Id, Descriptors.UnknownFunction.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var items = await PythonItems.ReadAsync(context.Document.Project, context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var found = await RemoteMethod.FindAsync(context.Document, diagnostic.Location.SourceSpan, items, context.CancellationToken).ConfigureAwait(false);
            if (found is { } method
                && Change(method, diagnostic.Id == Descriptors.UnknownFile.Id) is var (argument, name, change))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Set {argument} to '{name}'",
                        cancellationToken => Layout.ChangeAsync(context.Document, change, cancellationToken),
                        nameof(NearestNameFix) + argument),
                    diagnostic);
            }
        }
    }

    private static (string Argument, string Name, TextChange Change)? Change(RemoteMethod method, bool isFile)
    {
        var argument = isFile ? "File" : "Name";
        var nearest = isFile ? method.Lookup?.Nearest : Nearest(method);
        return nearest is null ? null : (argument, nearest, Set(method, argument, nearest));
    }

    /// <summary>The function with the nearest name; a file with one function leaves no doubt.</summary>
    private static string? Nearest(RemoteMethod method) =>
        method is { Module: { } module, Bound.Name: { } name }
            ? NearestName.Find(name, module.Functions.Select(function => function.Name)) ?? module.OnlyFunction
            : null;

    private static TextChange Set(RemoteMethod method, string argument, string value)
    {
        var literal = SymbolDisplay.FormatLiteral(value, quote: true);
        return method.Argument(argument) is { } present
            ? new(present.Expression.Span, literal)
            : new(new(method.Attribute.ArgumentList!.CloseParenToken.SpanStart, 0), $", {argument} = {literal}");
    }
}
