using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Models;

/// <summary>A C# type that stands for a Python annotation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name as code writes it, where it has one.</param>
/// <param name="IsNullable">Whether null is one of its values.</param>
/// <param name="Arguments">What it is made of.</param>
/// <param name="ElementNames">The names of a tuple's elements, or empty.</param>
internal sealed record ModuleType(
    ModuleTypeKind Kind,
    string Name,
    bool IsNullable = false,
    EquatableArray<ModuleType> Arguments = default,
    EquatableArray<string> ElementNames = default)
{
    private const string Global = "global::";

    public static ModuleType Bool { get; } = new(ModuleTypeKind.Value, "bool");

    public static ModuleType Long { get; } = new(ModuleTypeKind.Value, "long");

    public static ModuleType Double { get; } = new(ModuleTypeKind.Value, "double");

    public static ModuleType String { get; } = new(ModuleTypeKind.Reference, "string");

    public static ModuleType Bytes { get; } = new(ModuleTypeKind.Reference, "byte[]");

    /// <summary>Anything that can be passed.</summary>
    public static ModuleType Anything { get; } = new(ModuleTypeKind.Reference, "object", IsNullable: true);

    /// <summary>Anything that can come back.</summary>
    public static ModuleType PythonValue { get; } = new(ModuleTypeKind.Reference, "global::GlobusCompute.Remote.Serialization.PythonValue");

    public bool IsValueType => Kind
        is ModuleTypeKind.Value or ModuleTypeKind.Tuple or ModuleTypeKind.NamedEnum or ModuleTypeKind.NumberedEnum or ModuleTypeKind.DeclaredValue;

    /// <summary>Whether it says nothing of the value.</summary>
    public bool IsOpen => Kind == ModuleTypeKind.Reference && (Name == Anything.Name || Name == PythonValue.Name);

    /// <summary>The table's row of the type, or null.</summary>
    public TypeRow? Row => TypeTable.Find(Name.StartsWith(Global, StringComparison.Ordinal) ? Name.Substring(Global.Length) : Name);

    /// <summary>Whether it is an array of numbers, which numpy has too.</summary>
    public bool IsNumericArray =>
        Kind == ModuleTypeKind.Array
        && Arguments[0] is { IsNullable: false } element
        && (element.IsNumericArray || element.Row?.Is(TypeUses.Number) == true);

    /// <summary>The type as code writes it.</summary>
    public string Text => Bare(type => type.Text, withNames: true) + (IsNullable ? "?" : "");

    /// <summary>The type without what only the compiler sees: annotations of references and names of elements.</summary>
    public string PlainText => Bare(type => type.PlainText, withNames: false) + (IsNullable && IsValueType ? "?" : "");

    public static ModuleType Array(ModuleType element) => new(ModuleTypeKind.Array, "", Arguments: EquatableArray.Of(element));

    public static ModuleType Set(ModuleType element) => new(ModuleTypeKind.Set, "", Arguments: EquatableArray.Of(element));

    public static ModuleType Dictionary(ModuleType key, ModuleType value) => new(ModuleTypeKind.Dictionary, "", Arguments: EquatableArray.Of(key, value));

    /// <summary>A type of the table.</summary>
    public static ModuleType Of(TypeRow row) =>
        new(
            row.Is(TypeUses.Value) ? ModuleTypeKind.Value : ModuleTypeKind.Reference,
            row.Name.StartsWith("System.", StringComparison.Ordinal) ? Global + row.Name : row.Name);

    /// <summary>The type with null among its values.</summary>
    public ModuleType OrNull() => IsNullable ? this : this with { IsNullable = true };

    private string Bare(Func<ModuleType, string> text, bool withNames) => Kind switch
    {
        ModuleTypeKind.Array => text(Arguments[0]) + "[]",
        ModuleTypeKind.Set => $"global::System.Collections.Generic.HashSet<{text(Arguments[0])}>",
        ModuleTypeKind.Dictionary => $"global::System.Collections.Generic.Dictionary<{text(Arguments[0])}, {text(Arguments[1])}>",
        ModuleTypeKind.Tuple => "(" + string.Join(", ", Arguments.Select((argument, i) =>
            text(argument) + (withNames && ElementNames.Count > 0 ? " " + CSharpName.OfIdentifier(ElementNames[i]) : ""))) + ")",
        _ => Name,
    };
}

/// <summary>Kinds of C# types, as far as code for them differs.</summary>
internal enum ModuleTypeKind
{
    /// <summary>A value type that the library knows.</summary>
    Value,

    /// <summary>A reference type that the library knows.</summary>
    Reference,

    Array,
    Set,
    Dictionary,
    Tuple,

    /// <summary>A generated record.</summary>
    Record,

    /// <summary>A generated enum whose members travel by name.</summary>
    NamedEnum,

    /// <summary>A generated enum whose members, and sums of them, travel as numbers.</summary>
    NumberedEnum,

    /// <summary>A class of the project that has the Python class's name.</summary>
    DeclaredReference,

    /// <summary>A struct or enum of the project that has the Python class's name.</summary>
    DeclaredValue,
}
