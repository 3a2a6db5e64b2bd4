using GlobusCompute.Remote.Generators.Binding;
using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Models;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>A name that the classes of several Python files want in one namespace. Each of them then takes its file's name before its own.</summary>
internal readonly record struct AmbiguousType(string Namespace, string Name);

/// <summary>Finds these names.</summary>
internal static class AmbiguousTypes
{
    /// <summary>The names that an interface's files want, each with its file.</summary>
    public static IEnumerable<(string Namespace, string Path, string Name)> Wanted(InterfaceModel? model, PythonFileTable files) =>
        model is null
            ? []
            : model.Modules.Where(module => module.IsOwn).SelectMany(module => files.Find(module.File).File is { } file
                ? ModuleNames.Wanted(file.Module).Select(name => (module.Namespace, file.Path, name))
                : []);

    /// <summary>Those that more than one file wants.</summary>
    public static EquatableArray<AmbiguousType> Of(IEnumerable<(string Namespace, string Path, string Name)> wanted) =>
        wanted.Distinct()
            .GroupBy(one => new AmbiguousType(one.Namespace, one.Name))
            .Where(group => group.Skip(1).Any())
            .Select(group => group.Key)
            .OrderBy(type => type.Namespace, StringComparer.Ordinal)
            .ThenBy(type => type.Name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>An interface with the names that count for it.</summary>
    public static LinkedInterface Link(LinkedInterface linked, EquatableArray<AmbiguousType> all) => linked.Interface.Modules.Count == 0
        ? linked
        : linked with
        {
            Ambiguous = all.Where(type => linked.Interface.Modules.Any(module => module.Namespace == type.Namespace))
                .Select(type => type.Name)
                .Distinct()
                .ToEquatableArray(),
        };
}
