using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Python's defaults as C# can have them.</summary>
internal sealed class ModuleDefaults(ModuleNames names, PythonModule python)
{
    /// <summary>The constant for a type, or null where there is none.</summary>
    /// <param name="text">The default as Python writes it.</param>
    /// <param name="type">The C# type.</param>
    public string? Constant(string text, ModuleType type)
    {
        return type.Kind == ModuleTypeKind.NamedEnum || type.Kind == ModuleTypeKind.NumberedEnum
            ? EnumMember(text, type) ?? (type.IsNullable && IsNone(text) ? "null" : null)
            : CSharpDefault.Write(text, type.Text);
    }

    /// <summary>Whether a default is None.</summary>
    public static bool IsNone(string text) => PythonConstant.Read(text) is { Kind: PythonConstantKind.None };

    /// <summary>An empty collection as C# writes it, where a field's default is one, or null.</summary>
    public string? EmptyCollection(PythonField field, ModuleType type) => (Collection(field), type) switch
    {
        (_, { IsNullable: true }) => null,
        ("list" or "tuple", { Kind: ModuleTypeKind.Array }) => $"global::System.Array.Empty<{type.Arguments[0].Text}>()",
        ("dict", { Kind: ModuleTypeKind.Dictionary }) or ("set" or "frozenset", { Kind: ModuleTypeKind.Set }) => $"new {type.Text}()",
        _ => null,
    };

    /// <summary>The type of the empty collection that a field has by default, or null. A type by itself makes one as a factory only.</summary>
    private string? Collection(PythonField field)
    {
        var type = field.DefaultFactory ?? field.Default switch
        {
            "[]" => "list",
            "()" => "tuple",
            "{}" => "dict",
            { } call when call.EndsWith("()", StringComparison.Ordinal) => call.Substring(0, call.Length - 2),
            _ => null,
        };
        return type is null || python.FindClass(type) is not null || python.Functions.Any(function => function.Name == type) ? null : type;
    }

    private string? EnumMember(string text, ModuleType enumeration)
    {
        var dot = text.LastIndexOf('.');
        if (dot < 0
            || python.FindClass(PythonIdentifier.Normalize(text.Substring(0, dot))) is not { Kind: PythonClassKind.Enum } type
            || names.Of(type) != enumeration.Name)
        {
            return null;
        }

        var name = PythonIdentifier.Normalize(text.Substring(dot + 1));
        var member = ModuleEnums.Members(type).FirstOrDefault(member => member.Python.Name == name);
        return member is null ? null : $"{names.Of(type)}.{CSharpName.OfIdentifier(member.Name)}";
    }
}
