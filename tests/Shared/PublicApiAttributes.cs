using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Reflection;

namespace GlobusCompute.Remote.Testing;

/// <summary>Attributes that users of an assembly, their compiler or their trimmer take note of.</summary>
internal static class PublicApiAttributes
{
    public static string Of(IEnumerable<CustomAttributeData> attributes, Type? declaringType = null, string target = "")
    {
        var shown = attributes.Where(a => IsShown(a, declaringType)).Select(a => $"[{target}{Text(a)}]").Order(StringComparer.Ordinal).ToList();
        return shown.Count == 0 ? "" : string.Join(" ", shown) + " ";
    }

    private static bool IsShown(CustomAttributeData attribute, Type? declaringType)
    {
        var type = attribute.AttributeType;
        if (!type.IsVisible
            || type.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.InteropServices"
            || (type.Namespace == "System.Diagnostics" && type != typeof(ConditionalAttribute)))
        {
            return false;
        }

        // A ref struct, and the constructor of a type with required members, bear an [Obsolete] for compilers that do not know them.
        return type.Name switch
        {
            nameof(ParamArrayAttribute) or nameof(DefaultMemberAttribute) or "SuppressMessageAttribute" or "UnconditionalSuppressMessageAttribute" => false,
            nameof(ObsoleteAttribute) => declaringType is not { IsByRefLike: true }
                && !(attribute.ConstructorArguments is [{ Value: string text }, ..] && text.StartsWith("Constructors of types with required members", StringComparison.Ordinal)),
            _ => true,
        };
    }

    private static string Text(CustomAttributeData attribute)
    {
        var name = PublicApiNames.Simple(attribute.AttributeType);
        name = name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;

        // The Python text of a format's adapter is a program, not a surface.
        var arguments = attribute.ConstructorArguments.Take(name == "PythonAdapter" ? 1 : int.MaxValue).Select(Value)
            .Concat(attribute.NamedArguments.Select(a => $"{a.MemberName} = {Value(a.TypedValue)}"))
            .ToList();
        return arguments.Count == 0 ? name : $"{name}({string.Join(", ", arguments)})";
    }

    private static string Value(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => $"typeof({PublicApiNames.Of(type)})",
        ReadOnlyCollection<CustomAttributeTypedArgument> items => $"[{string.Join(", ", items.Select(Value))}]",
        _ => PublicApiNames.Value(argument.Value, argument.ArgumentType),
    };
}
