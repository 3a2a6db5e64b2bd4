using GlobusCompute.Remote.Generators.Collections;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A format that methods written from a Python file can use.</summary>
/// <param name="Format">The format.</param>
/// <param name="Scope">Which types it is for.</param>
/// <param name="Types">The names of these types as C# writes them; empty where it is for all.</param>
/// <param name="Annotated">The types that annotations stand for.</param>
/// <param name="IsOwn">Whether the interface names it, rather than a package that is referenced.</param>
internal sealed record ModuleFormat(
    FormatModel Format, ModuleFormatScope Scope, EquatableArray<string> Types, EquatableArray<AnnotatedType> Annotated, bool IsOwn)
{
    /// <summary>The format for a type, or null where it is not for it.</summary>
    public FormatModel? For(ModuleType type) => Scope switch
    {
        ModuleFormatScope.All => Format,
        ModuleFormatScope.Holders => Holds(type) ? Format : null,
        _ => type switch
        {
            _ when Types.Contains(type.Name) => Format,
            { Kind: ModuleTypeKind.Array, Arguments: [{ Arguments.Count: 0 } item] } when Types.Contains(item.Name) =>
                Format with { Shape = Shared.Python.FormattedResultShape.List, HoldsMany = true },
            { Kind: ModuleTypeKind.Dictionary, Arguments: [{ Name: "string" }, { Arguments.Count: 0 } item] } when Types.Contains(item.Name) =>
                Format with { Shape = Shared.Python.FormattedResultShape.Dictionary, HoldsMany = true },
            _ => null,
        },
    };

    /// <summary>Whether a part of the type is one of the format's types.</summary>
    public bool Holds(ModuleType type) => Types.Contains(type.Name) || type.Arguments.Any(Holds);
}

/// <summary>Which types a format is for.</summary>
internal enum ModuleFormatScope
{
    /// <summary>Every type.</summary>
    All,

    /// <summary>Its types, and all that hold one.</summary>
    Holders,

    /// <summary>Its types, lists of them, and dictionaries of them with text for keys.</summary>
    Items,
}

/// <summary>The C# type that an annotation stands for.</summary>
/// <param name="Annotation">The annotation with its module: <c>pandas.DataFrame</c>.</param>
/// <param name="Name">The type as C# writes it.</param>
/// <param name="IsValueType">Whether it is a value type.</param>
internal sealed record AnnotatedType(string Annotation, string Name, bool IsValueType);
