using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.CodeFixes.CSharp;

/// <summary>What names mean at one place of a document.</summary>
internal sealed class CSharpScope(SemanticModel model, int position)
{
    /// <summary>A type by its name alone where that is enough.</summary>
    public string Named(string space, string name, int arity = 0)
    {
        var found = Find(name).Where(type => type.Arity == arity).ToArray();
        return found is [var only] && only.ContainingNamespace?.ToDisplayString() == space ? name : $"{space}.{name}";
    }

    /// <summary>Whether some type has the name.</summary>
    public bool Has(string name) => Find(name).Any();

    private IEnumerable<INamedTypeSymbol> Find(string name) => model.LookupNamespacesAndTypes(position, name: name).OfType<INamedTypeSymbol>();
}
