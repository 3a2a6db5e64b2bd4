using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>About how many bytes a value of a type takes, without what it refers to: an item of one byte may become an object of many members.</summary>
[RequiresUnreferencedCode("It finds fields by reflection.")]
internal static class TypeSize
{
    private const int Reference = 8;

    // An object's header and the reference to it.
    private const int Header = 24;

    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The bytes of a variable or an element of an array.</summary>
    public static int OfElement(Type type) => type.IsValueType ? OfValue(type) : Reference;

    /// <summary>The bytes of an object, or of a structure.</summary>
    public static int OfObject(Type type) => type.IsValueType ? OfValue(type) : Header + OfFields(type);

    private static int OfValue(Type type)
    {
        if (type.IsEnum)
        {
            return OfValue(type.GetEnumUnderlyingType());
        }

        if (type.IsPrimitive)
        {
            return Type.GetTypeCode(type) switch
            {
                TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
                TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
                TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
                _ => 8,
            };
        }

        var size = Math.Max(OfFields(type), type.StructLayoutAttribute?.Size ?? 0);
        return size * (type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1);
    }

    private static int OfFields(Type? type)
    {
        var size = 0;
        for (; type is not null; type = type.BaseType)
        {
            // Fields are aligned.
            size += type.GetFields(Own).Sum(static field => (OfElement(field.FieldType) + 3) & ~3);
        }

        return size;
    }
}
