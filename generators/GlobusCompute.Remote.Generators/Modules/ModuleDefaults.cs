using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Python's defaults as C# can have them.</summary>
internal sealed class ModuleDefaults(ModuleNames names, PythonModule python)
{
    /// <summary>The constant for a type, or null where there is none.</summary>
    /// <param name="text">The default as Python writes it.</param>
    /// <param name="type">The C# type.</param>
    public string? Constant(string text, ModuleType type)
    {
        if (text == "None")
        {
            return type.IsNullable ? "null" : null;
        }

        return type.Kind == ModuleTypeKind.NamedEnum || type.Kind == ModuleTypeKind.NumberedEnum
            ? EnumMember(text)
            : CSharpDefault.Write(text, type.Text);
    }

    /// <summary>An empty collection as C# writes it, where Python's default is one, or null.</summary>
    public static string? EmptyCollection(string text, ModuleType type) => (text, type) switch
    {
        (_, { IsNullable: true }) => null,
        ("list" or "[]" or "list()" or "tuple" or "()" or "tuple()", { Kind: ModuleTypeKind.Array }) =>
            $"global::System.Array.Empty<{type.Arguments[0].Text}>()",
        ("dict" or "{}" or "dict()", { Kind: ModuleTypeKind.Dictionary })
            or ("set" or "set()" or "frozenset" or "frozenset()", { Kind: ModuleTypeKind.Set }) => $"new {type.Text}()",
        _ => null,
    };

    private string? EnumMember(string text)
    {
        var dot = text.LastIndexOf('.');
        if (dot < 0 || python.FindClass(text.Substring(0, dot)) is not { Kind: PythonClassKind.Enum } type)
        {
            return null;
        }

        var member = ModuleEnums.Members(type).FirstOrDefault(member => member.Python.Name == text.Substring(dot + 1));
        return member is null ? null : $"{names.Of(type)}.{CSharpName.OfIdentifier(member.Name)}";
    }
}
