using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Architecture.Tests;

/// <summary>
/// What an app names every day is in the root namespace; everything else public is in the namespace of its folder. docs/architecture.md has the rule of names.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const int MostTypesInRoot = 45;

    // The words that say whose a name is. Exceptions are named for their subject, and for what happened to it.
    private static readonly string[] s_prefixes = ["Compute", "ICompute", "Python", "Shell", "Call"];
    private static readonly string[] s_subjects = ["Compute", "Call", "Task", "Result", "Function", "Service", "ShellCommand", "Authorization"];

    // What an app marks by a word that says all: [Sensitive].
    private static readonly string[] s_words = ["SensitiveAttribute"];

    private static readonly IReadOnlyList<INamedTypeSymbol> s_types = [.. PublicTypes()];

    [Fact]
    public void The_root_namespace_has_no_more_types_than_a_list_of_suggestions_can_hold() =>
        Assert.InRange(s_types.Count(IsInRoot), 1, MostTypesInRoot);

    [Fact]
    public void The_namespace_of_a_public_type_is_the_root_or_its_folder() =>
        Assert.Empty(
            from type in s_types
            from place in type.DeclaringSyntaxReferences
            let folder = place.SyntaxTree.FilePath[(SourceProject.Library.Folder.Length + 1)..].Split('/')
            let space = type.ContainingNamespace.ToString()!
            where !IsInRoot(type) && (folder.Length == 1 || space != SourceProject.Library.RootNamespace + "." + folder[0])
            select $"{place.SyntaxTree.FilePath}: {space}.{type.Name}");

    [Fact]
    public void No_name_in_the_root_namespace_is_a_plain_word_that_an_app_may_have_too() =>
        Assert.Empty(
            from type in s_types
            where IsInRoot(type)
            let words = type.Name.EndsWith("Exception", StringComparison.Ordinal) && type.TypeKind == TypeKind.Class ? s_subjects : s_prefixes
            where !words.Any(word => type.Name.StartsWith(word, StringComparison.Ordinal)) && !s_words.Contains(type.Name)
            select type.Name);

    [Fact]
    public void Exceptions_say_what_happened_wherever_they_are() =>
        Assert.Empty(
            from type in s_types
            where type.Name.EndsWith("Exception", StringComparison.Ordinal) && type.TypeKind == TypeKind.Class
            where !s_subjects.Any(word => type.Name.StartsWith(word, StringComparison.Ordinal))
            select type.Name);

    private static bool IsInRoot(INamedTypeSymbol type) => type.ContainingNamespace.ToString() == SourceProject.Library.RootNamespace;

    private static IEnumerable<INamedTypeSymbol> PublicTypes()
    {
        var left = new Queue<INamespaceSymbol>([SourceProject.Library.Compile().Assembly.GlobalNamespace]);
        while (left.TryDequeue(out var space))
        {
            foreach (var member in space.GetMembers())
            {
                if (member is INamespaceSymbol inner)
                {
                    left.Enqueue(inner);
                }
                else if (member is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type)
                {
                    yield return type;
                }
            }
        }
    }
}
