using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization;

/// <summary>Types as a person writes them, for messages.</summary>
internal static class TypeNames
{
    public static string Of(Type? type)
    {
        if (type is null)
        {
            return "nothing";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType())}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying)}?";
        }

        if (!type.IsGenericType)
        {
            return Keyword(type) ?? type.Name;
        }

        if (Structures.IsTuple(type) && type.GetGenericArguments().Length > 1)
        {
            return $"({string.Join(", ", Structures.ElementTypes(type).Select(Of))})";
        }

        var name = type.Name.AsSpan(0, Math.Max(0, type.Name.IndexOf('`', StringComparison.Ordinal)));
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Byte => "byte",
        TypeCode.SByte => "sbyte",
        TypeCode.Int16 => "short",
        TypeCode.UInt16 => "ushort",
        TypeCode.Int32 => "int",
        TypeCode.UInt32 => "uint",
        TypeCode.Int64 => "long",
        TypeCode.UInt64 => "ulong",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.Char => "char",
        TypeCode.String => "string",
        _ => type == typeof(object) ? "object" : null,
    };
}
