using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Bytes that values of a type take, by its metadata: no less than the members that System.Text.Json sets need, alignment included.</summary>
internal static class RowCosts
{
    /// <summary>A list, and what System.Text.Json gathers its items in.</summary>
    public const int Collection = 96;

    /// <summary>A dictionary without entries.</summary>
    public const int Dictionary = 160;

    /// <summary>A Python value, and the boxed value that may be made of it.</summary>
    public const int Cell = 96;

    /// <summary>A number that is read as one of another kind.</summary>
    public const int OtherNumber = 40;

    // Bytes of an item for which readers of all values count 48 already.
    private const int Listed = 24;

    private const int Reference = 8;
    private const int Scalar = 16;
    private const int Header = 32;

    // What sets, queues and linked lists have around an item.
    private const int Node = 64;

    // Value types hold each other without end only in members that are computed.
    private const int MaxDepth = 8;

    private static readonly HashSet<Type> s_plain =
    [
        typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>),
    ];

    /// <summary>Gets the bytes of a value in an array, in a field or in a list.</summary>
    public static int Inline(Type type, JsonSerializerOptions options) => Inline(type, options, 0);

    /// <summary>Gets the bytes of a value of a value type as an object, while its fields are set.</summary>
    public static int Boxed(Type type, JsonSerializerOptions options) => Header + Inline(type, options);

    /// <summary>Gets the bytes of a list's items of a value type beyond what is counted for any item: a list doubles, and an array is copied from it.</summary>
    public static int Beyond(Type element, JsonSerializerOptions options) => element.IsValueType ? Math.Max(0, 4 * (Inline(element, options) - Listed)) : 0;

    /// <summary>Gets the bytes of an item of a collection, without room for others.</summary>
    public static int Item(Type collection, Type element, JsonSerializerOptions options) => Inline(element, options)
        + (collection.IsArray || (collection.IsGenericType && s_plain.Contains(collection.GetGenericTypeDefinition())) ? 0 : Node);

    /// <summary>Gets the bytes of an entry of a dictionary.</summary>
    public static int Entry(Type element, JsonSerializerOptions options) => Node + Inline(element, options);

    /// <summary>Gets the bytes that are allocated while an object is made: its members, and its arguments, which are boxed at the worst.</summary>
    public static int Object(JsonTypeInfo info)
    {
        var (members, arguments, isRequired) = (Header, 0, false);
        foreach (var property in info.Properties)
        {
            var size = IsSet(property) ? Inline(property.PropertyType, info.Options) : 0;
            members += size;
            arguments += property.AssociatedParameter is null ? 0 : Header + size;
            isRequired |= property.IsRequired;
        }

        return members + arguments + (arguments > 0 ? 2 * Header : 0) + (isRequired ? 2 * Header : 0);
    }

    /// <summary>Gets the bytes that are allocated while a tuple is made of its elements one by one.</summary>
    public static int Tuple(List<Type> elements, JsonSerializerOptions options)
    {
        var bytes = 3 * Header;
        foreach (var element in elements)
        {
            bytes += (2 * Reference) + Header + Inline(element, options);
        }

        return bytes;
    }

    private static int Inline(Type type, JsonSerializerOptions options, int depth)
    {
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum || depth == MaxDepth)
        {
            return Reference;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Reference + Inline(underlying, options, depth);
        }

        var bytes = 0;
        if (Structures.IsTuple(type))
        {
            foreach (var element in Structures.ElementTypes(type))
            {
                bytes += Inline(element, options, depth + 1);
            }

            return bytes;
        }

        if (PayloadRules.HasShape(type, options) || PayloadRules.InfoOf(type, options) is not { Kind: JsonTypeInfoKind.Object } info)
        {
            return Scalar;
        }

        foreach (var property in info.Properties)
        {
            bytes += IsSet(property) ? Inline(property.PropertyType, options, depth + 1) : 0;
        }

        return bytes;
    }

    private static bool IsSet(JsonPropertyInfo property) => property.Set is not null || property.AssociatedParameter is not null;
}
