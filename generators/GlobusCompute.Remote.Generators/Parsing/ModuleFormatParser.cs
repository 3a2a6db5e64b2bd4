using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using Microsoft.CodeAnalysis;

namespace GlobusCompute.Remote.Generators.Parsing;

/// <summary>Reads the formats that methods written from a Python file can use: that of the interface, and those of packages that are referenced.</summary>
internal static class ModuleFormatParser
{
    /// <summary>The formats, the interface's own first; none that cannot be used.</summary>
    public static IEnumerable<ModuleFormat> Parse(INamedTypeSymbol type, KnownSymbols known)
    {
        var own = FormatFinder.OfInterface(type, known);
        if (own is not null && FormatParser.Refuse(own, known) is null)
        {
            yield return Of(own, type, known, isOwn: true);
        }

        if (known.PandasFormat is { } pandas && !SymbolEqualityComparer.Default.Equals(pandas, own))
        {
            yield return Of(pandas, type, known, isOwn: false);
        }
    }

    /// <summary>Why the interface's format cannot be used, with its name; null where it can, or there is none.</summary>
    public static (string Name, string Reason)? Obstacle(INamedTypeSymbol type, KnownSymbols known) =>
        FormatFinder.OfInterface(type, known) is { } format && FormatParser.Refuse(format, known) is { } reason
            ? (format.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), reason)
            : null;

    private static ModuleFormat Of(INamedTypeSymbol format, INamedTypeSymbol type, KnownSymbols known, bool isOwn)
    {
        var model = FormatParser.Model(format, known);
        var (marker, types) = FormatFinder.Marks(format, known);
        if (FormatFinder.ValueOf(format, known) is { } value)
        {
            return new(
                model,
                ModuleFormatScope.Items,
                EquatableArray.Of(CSharpName.OfType(value)),
                CanBeNamed(value) ? model.Annotations.Select(annotation => Annotated(annotation, value)).ToEquatableArray() : default,
                isOwn);
        }

        if (types.Count > 0)
        {
            return new(model, ModuleFormatScope.Items, types.Select(CSharpName.OfType).ToEquatableArray(), ByPosition(model, types).ToEquatableArray(), isOwn);
        }

        return marker is null
            ? new(model, ModuleFormatScope.All, default, default, isOwn)
            : new(model, ModuleFormatScope.Holders, Marked(type, marker).ToEquatableArray(), default, isOwn);
    }

    /// <summary>Of each annotation the type at its position; those that differ in their module alone are the same.</summary>
    private static IEnumerable<AnnotatedType> ByPosition(FormatModel model, IReadOnlyList<ITypeSymbol> types)
    {
        var names = model.Annotations.Select(Last).ToList();
        return model.Annotations
            .Select((annotation, i) => (annotation, Position: names.IndexOf(names[i])))
            .Where(pair => pair.Position < types.Count && CanBeNamed(types[pair.Position]))
            .Select(pair => Annotated(pair.annotation, types[pair.Position]));
    }

    private static IEnumerable<string> Marked(INamedTypeSymbol type, ITypeSymbol marker) => type.ContainingNamespace.GetTypeMembers()
        .Where(candidate => candidate.Arity == 0 && FormatFinder.HasMarker(candidate, marker))
        .Select(CSharpName.OfType)
        .OrderBy(name => name, StringComparer.Ordinal);

    // The documentation id of a generic type is not written as its name is.
    private static bool CanBeNamed(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: false, IsTupleType: false };

    private static AnnotatedType Annotated(string annotation, ITypeSymbol type) => new(annotation, CSharpName.OfType(type), type.IsValueType);

    private static string Last(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
