using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Finds the methods of a project that a lock file may name: those whose functions are registered from a source.</summary>
internal static class LockedMethods
{
    /// <summary>Their names, also of methods that cannot be called as they are now: somebody may be about to fix them.</summary>
    public static HashSet<string> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(compilation);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in Interfaces(compilation.Assembly.GlobalNamespace, cancellationToken).Where(known.IsProxyInterface))
        {
            Add(InterfaceParser.Parse(type, compilation, cancellationToken).Model.Members, names);
        }

        return names;
    }

    private static void Add(EquatableArray<MemberModel> members, HashSet<string> names)
    {
        var locked = new LockNames(members);
        names.UnionWith(members.Where(member => member.Function is { Id: null, Shell: null }).Select(member => locked.Find(member)!));
    }

    private static IEnumerable<INamedTypeSymbol> Interfaces(INamespaceOrTypeSymbol container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Interface } type)
            {
                yield return type;
            }

            foreach (var nested in Interfaces(member, cancellationToken))
            {
                yield return nested;
            }
        }
    }
}
