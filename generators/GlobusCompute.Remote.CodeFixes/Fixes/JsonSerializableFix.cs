using System.Collections.Immutable;
using System.Composition;
using GlobusCompute.Remote.CodeFixes.Reading;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Diagnostics;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Fixes;

/// <summary>Lists a type in the <c>JsonSerializerContext</c> of the interface that sends or receives it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JsonSerializableFix))]
[Shared]
public sealed class JsonSerializableFix : CodeFixProvider
{
    private static readonly FixAllProvider s_fixAll = new SolutionFixAll("Add the missing [JsonSerializable] attributes", AddAllAsync);

    // The attribute's argument takes no annotation of a reference type.
    private static readonly SymbolDisplayFormat s_format = SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Descriptors.TypeNotInJsonContext.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => s_fixAll;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FindAsync(context.Document, diagnostic.Location.SourceSpan, context.CancellationToken).ConfigureAwait(false) is var (json, types)
                && ListedIn(json, context.CancellationToken) is not null)
            {
                var names = string.Join(", ", types.Select(type => type.ToDisplayString(s_format)));
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Add [JsonSerializable] for {names} to {json.Name}",
                        cancellationToken => AddAllAsync(
                            context.Document.Project.Solution, ImmutableArray.Create((context.Document.Id, diagnostic)), cancellationToken),
                        nameof(JsonSerializableFix)),
                    diagnostic);
            }
        }
    }

    private static async Task<Solution> AddAllAsync(
        Solution solution, ImmutableArray<(DocumentId Document, Diagnostic Diagnostic)> diagnostics, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<DocumentId, List<TextChange>>();
        foreach (var (id, diagnostic) in diagnostics)
        {
            var found = await FindAsync(solution.GetDocument(id)!, diagnostic.Location.SourceSpan, cancellationToken).ConfigureAwait(false);
            if (found is not var (json, types)
                || ListedIn(json, cancellationToken) is not { } listed
                || solution.GetDocument(listed.SyntaxTree) is not { } document)
            {
                continue;
            }

            var own = changes.TryGetValue(document.Id, out var known) ? known : changes[document.Id] = [];
            foreach (var type in types)
            {
                var change = await ChangeAsync(document, listed, type, cancellationToken).ConfigureAwait(false);
                if (!own.Contains(change))
                {
                    own.Add(change);
                }
            }
        }

        foreach (var pair in changes)
        {
            var text = await solution.GetDocument(pair.Key)!.GetTextAsync(cancellationToken).ConfigureAwait(false);

            // Those of one context stand in one place, which takes one change.
            var merged = pair.Value
                .GroupBy(change => change.Span)
                .Select(group => new TextChange(group.Key, string.Concat(group.Select(change => change.NewText))))
                .OrderBy(change => change.Span.Start);
            solution = solution.WithDocumentText(pair.Key, text.WithChanges(merged));
        }

        return solution;
    }

    /// <summary>The context, and the types that it lacks at a place: a parameter, a result, or for inherited methods the interface's name.</summary>
    private static async Task<(INamedTypeSymbol Context, IReadOnlyList<ITypeSymbol> Types)?> FindAsync(
        Document document, TextSpan span, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var node = root?.FindNode(span, getInnermostNodeForTie: true);
        if (model is null
            || node?.FirstAncestorOrSelf<InterfaceDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || JsonParser.FindContext(type, model.Compilation) is not { } json
            || JsonContextTypes.Read(json, KnownSymbols.Of(model.Compilation)) is not { } listed)
        {
            return null;
        }

        var known = KnownSymbols.Of(model.Compilation);
        IEnumerable<ITypeSymbol> missing;
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
        {
            var symbol = (IMethodSymbol)model.GetDeclaredSymbol(method, cancellationToken)!;
            var index = node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter ? method.ParameterList.Parameters.IndexOf(parameter) : -1;
            missing = JsonContextAnalyzer.Missing(symbol, listed, known).Where(sent => sent.Parameter == index).Select(sent => sent.Type);
        }
        else
        {
            missing = type.AllInterfaces.SelectMany(inherited => inherited.GetMembers()).OfType<IMethodSymbol>().Where(known.IsRemote)
                .SelectMany(inherited => JsonContextAnalyzer.Missing(inherited, listed, known))
                .Select(sent => sent.Type)
                .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default);
        }

        return missing.ToArray() is { Length: > 0 } types ? (json, types) : null;
    }

    /// <summary>The last <c>[JsonSerializable]</c> of a context that is written in this solution.</summary>
    private static AttributeSyntax? ListedIn(INamedTypeSymbol context, CancellationToken cancellationToken) =>
        context.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "JsonSerializableAttribute")
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken))
            .OfType<AttributeSyntax>()
            .LastOrDefault();

    private static async Task<TextChange> ChangeAsync(Document document, AttributeSyntax listed, ITypeSymbol type, CancellationToken cancellationToken)
    {
        var model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var list = (AttributeListSyntax)listed.Parent!;
        var name = type.ToMinimalDisplayString(model, list.SpanStart, s_format);
        var line = $"{Layout.NewLine(text)}{Layout.Indentation(text, list.SpanStart)}[{listed.Name}(typeof({name}))]";
        return new(new(list.Span.End, 0), line);
    }
}
