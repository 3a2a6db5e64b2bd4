using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Locking;

/// <summary>Finds the methods of a project that a lock file may name: those whose functions are registered from a source.</summary>
internal static class LockedMethods
{
    /// <summary>Their names, also of methods that cannot be called as they are now: somebody may be about to mend them.</summary>
    public static HashSet<string> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in Interfaces(compilation.Assembly.GlobalNamespace, cancellationToken).Where(KnownSymbols.IsProxyInterface))
        {
            Add(InterfaceParser.Parse(type, compilation, cancellationToken).Model, names);
        }

        return names;
    }

    private static void Add(InterfaceModel model, HashSet<string> names)
    {
        var locked = LockNames.Of(model);
        for (var i = 0; i < locked.Length; i++)
        {
            if (locked[i] is { } name && model.Members[i].Function is { Id: null, Shell: null })
            {
                names.Add(name);
            }
        }
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
