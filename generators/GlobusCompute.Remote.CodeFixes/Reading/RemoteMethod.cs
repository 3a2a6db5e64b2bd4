using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using GlobusCompute.Remote.Generators.Python;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GlobusCompute.Remote.CodeFixes.Reading;

/// <summary>A remote method in a document, read as the analyzer reads it, and the Python it stands for.</summary>
/// <param name="Declaration">The method's declaration.</param>
/// <param name="Symbol">The method.</param>
/// <param name="Attribute">Its <c>[ComputeFunction]</c>.</param>
/// <param name="Member">Its model.</param>
/// <param name="Lookup">What is there under the path that it gives, or null when it gives none.</param>
/// <param name="Bound">Its function.</param>
/// <param name="Known">The types of its compilation.</param>
internal sealed record RemoteMethod(
    MethodDeclarationSyntax Declaration,
    IMethodSymbol Symbol,
    AttributeSyntax Attribute,
    MemberModel Member,
    FileLookup? Lookup,
    BoundFunction Bound,
    KnownSymbols Known)
{
    /// <summary>The Python text that is searched for the function, or null.</summary>
    public PythonModule? Module => Lookup?.File?.Module ?? Member.Function?.Source;

    /// <summary>The function, or null where it is not certain which one runs.</summary>
    public PythonSignature? Function => Bound.Name is { } name ? Module?.FindEntryPoint(name) : null;

    /// <summary>The method around a place, or null when there is none or it is not remote.</summary>
    public static async Task<RemoteMethod?> FindAsync(Document document, TextSpan span, PythonItems items, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var declaration = root?.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return declaration is null || model?.GetDeclaredSymbol(declaration, cancellationToken) is not { } symbol
            ? null
            : Read(declaration, symbol, KnownSymbols.Of(model.Compilation), items, cancellationToken);
    }

    /// <summary>Reads a method, or gives null when it is not remote.</summary>
    public static RemoteMethod? Read(
        MethodDeclarationSyntax declaration, IMethodSymbol symbol, KnownSymbols known, PythonItems items, CancellationToken cancellationToken)
    {
        var data = known.Find(symbol, KnownSymbols.ComputeFunctionAttribute);
        if (data?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax attribute)
        {
            return null;
        }

        var member = new MemberParser(known).Parse(symbol, isInherited: false, isReported: true);
        var lookup = member.Function?.File is { } path ? items.Table.Find(path) : null;
        return new(declaration, symbol, attribute, member, lookup, FunctionBinder.Bind(member, lookup), known);
    }

    /// <summary>A named argument of the attribute, or null.</summary>
    public AttributeArgumentSyntax? Argument(string name) =>
        Attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
}
