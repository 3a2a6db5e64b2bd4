using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GlobusCompute.Remote.Architecture.Tests;

/// <summary>Finds which folders of a project refer to which: every name in the code is bound, and its declaration's folder is the arrow's head.</summary>
internal static class ArrowFinder
{
    /// <summary>Finds the arrows between folders, each with the places that make it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="compilation">Its sources.</param>
    /// <param name="only">The files to look at; none for all.</param>
    public static IReadOnlyDictionary<Arrow, IReadOnlyList<string>> Find(SourceProject project, CSharpCompilation compilation, IReadOnlySet<string> only)
    {
        var found = new Dictionary<Arrow, IReadOnlyList<string>>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (project.RoomOf(tree.FilePath) is not { } from || (only.Count > 0 && !only.Contains(tree.FilePath)))
            {
                continue;
            }

            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                foreach (var to in HeadsOf(project, model, node))
                {
                    if (to != from)
                    {
                        var arrow = new Arrow(from, to);
                        if (!found.TryGetValue(arrow, out var places))
                        {
                            found.Add(arrow, places = new List<string>());
                        }

                        ((List<string>)places).Add($"{tree.FilePath}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {node}");
                    }
                }
            }
        }

        return found;
    }

    private static IEnumerable<string> HeadsOf(SourceProject project, SemanticModel model, SyntaxNode node) => node switch
    {
        // A using counts by itself, whether or not the file names a type behind it; but where public types that carry facts are, the names decide.
        UsingDirectiveSyntax { Name: { } name, Alias: null } =>
            RoomOfNamespace(project, name.ToString()) is { } room && !HasVocabulary(project, model.GetSymbolInfo(name).Symbol) ? [room] : [],
        SimpleNameSyntax name when !IsMerelyNamed(name) && model.GetSymbolInfo(name) is var info && (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } symbol => RoomsOf(project, symbol),
        _ => [],
    };

    // A name in a message is no dependency: nothing is called.
    private static bool IsMerelyNamed(SimpleNameSyntax name) => name.Ancestors().OfType<InvocationExpressionSyntax>().Any(
        call => call.Expression is IdentifierNameSyntax { Identifier.Text: "nameof" }
            || (name.Parent is TypeOfExpressionSyntax && call.Expression.ToString() == "ObjectDisposedException.ThrowIf"));

    private static bool HasVocabulary(SourceProject project, ISymbol? space) =>
        space is INamespaceSymbol named && named.GetTypeMembers().Any(type => project.IsVocabulary(type) && IsPublic(type));

    private static string? RoomOfNamespace(SourceProject project, string name)
    {
        var shared = "GlobusCompute.Remote.Shared.";
        if (name.StartsWith(shared, StringComparison.Ordinal))
        {
            return "Shared";
        }

        return name.StartsWith(project.RootNamespace + ".", StringComparison.Ordinal) ? name[(project.RootNamespace.Length + 1)..].Split('.')[0] : null;
    }

    private static IEnumerable<string> RoomsOf(SourceProject project, ISymbol symbol)
    {
        var type = symbol as ITypeSymbol ?? symbol.ContainingType;
        if (type is null)
        {
            return [];
        }

        var rooms = type.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => project.RoomOf(reference.SyntaxTree.FilePath)).OfType<string>().Distinct();
        return project.IsVocabulary(type) && IsPublic(symbol) ? rooms.Select(_ => SourceProject.Vocabulary).Distinct() : rooms;
    }

    private static bool IsPublic(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current is not ITypeParameterSymbol && current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }
}
