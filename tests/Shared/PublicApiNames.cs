using System.Globalization;
using System.Reflection;

namespace GlobusCompute.Remote.Testing;

/// <summary>Types and values as C# writes them, under the implicit usings.</summary>
internal static class PublicApiNames
{
    private static readonly string[] s_implied =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    /// <summary>The name of a type in use, with a question mark wherever a reference may be null.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        // "T" says by itself that it may stand for a nullable type.
        var mark = nullability is { ReadState: NullabilityState.Nullable } && !type.IsValueType && !type.IsGenericParameter ? "?" : "";
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        if (type.IsGenericParameter)
        {
            return type.Name + mark;
        }

        if (s_keywords.TryGetValue(type, out var keyword))
        {
            return keyword + mark;
        }

        var arguments = type.GetGenericArguments();
        var names = arguments.Select((a, i) => Of(a, nullability?.GenericTypeArguments.ElementAtOrDefault(i))).ToArray();
        return Qualify(type, names) + mark;
    }

    /// <summary>The name of a type where it is declared, with its type parameters.</summary>
    public static string Declared(Type type) => Nested(type, [.. type.GetGenericArguments().Select(Variance)]);

    /// <summary>The name without type parameters and outer types.</summary>
    public static string Simple(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }

    /// <summary>A constant of a type.</summary>
    public static string Value(object? value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType && plain == type ? "default" : "null",
            _ when plain.IsEnum => EnumValue(plain, value),
            string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"",
            char c => $"'{c}'",
            bool b => b ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string EnumValue(Type type, object value)
    {
        var text = Enum.ToObject(type, value).ToString()!;
        return string.Join(" | ", text.Split(", ").Select(part => $"{Of(type)}.{part}"));
    }

    private static string Variance(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => $"out {parameter.Name}",
        GenericParameterAttributes.Contravariant => $"in {parameter.Name}",
        _ => parameter.Name,
    };

    private static string Qualify(Type type, string[] arguments)
    {
        var space = type.Namespace ?? "";
        var bare = s_implied.Contains(space) || space.StartsWith("GlobusCompute.Remote", StringComparison.Ordinal);
        return bare ? Nested(type, arguments) : $"{space}.{Nested(type, arguments)}";
    }

    // A nested type's arguments begin with those of the types around it.
    private static string Nested(Type type, string[] arguments)
    {
        var outer = type.DeclaringType;
        var given = outer?.GetGenericArguments().Length ?? 0;
        var own = arguments[given..];
        var name = Simple(type) + (own.Length == 0 ? "" : $"<{string.Join(", ", own)}>");
        return outer is null ? name : $"{Nested(outer, arguments[..given])}.{name}";
    }
}
