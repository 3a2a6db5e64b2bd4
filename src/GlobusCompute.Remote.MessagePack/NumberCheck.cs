using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using MessagePack;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>
/// Finds numbers of a result that the declared type would take as other numbers: the serializer makes infinity of a large one, and rounds an integer that a
/// double does not hold.
/// </summary>
/// <remarks>
/// It follows contracts, lists and dictionaries. Where the data has another structure, the serializer refuses it, or a formatter of the app reads it.
/// </remarks>
[RequiresUnreferencedCode("It finds the members of contracts by reflection, as MessagePack does.")]
internal sealed class NumberCheck
{
    private static readonly ConcurrentDictionary<Type, NumberCheck?> s_checks = new();
    private static readonly ConcurrentDictionary<Type, bool> s_matter = new();

    private readonly Kind _kind;
    private readonly Type? _key;
    private readonly Type? _item;
    private readonly IReadOnlyDictionary<object, Type>? _members;

    private NumberCheck(Kind kind, Type? item = null, Type? key = null, IReadOnlyDictionary<object, Type>? members = null) =>
        (_kind, _item, _key, _members) = (kind, item, key, members);

    private enum Kind
    {
        Single,
        Double,
        Decimal,
        List,
        Map,
        Contract,
        Union,
    }

    /// <summary>Checks a value that is well-formed.</summary>
    /// <exception cref="FormatException">A number would become another one.</exception>
    public static void Check(ReadOnlyMemory<byte> data, Type type)
    {
        if (!s_matter.GetOrAdd(type, static type => Matters(type, [])))
        {
            return;
        }

        var reader = new MessagePackReader(data);
        Walk(ref reader, type, depth: 0);
    }

    private static void Walk(ref MessagePackReader reader, Type? type, int depth)
    {
        if (type is null || depth > 400 || Of(type) is not { } check)
        {
            reader.Skip();
            return;
        }

        switch (check._kind, reader.NextMessagePackType)
        {
            case (Kind.Single, MessagePackType.Float):
                var number = reader.ReadDouble();
                _ = double.IsFinite(number) && !float.IsFinite((float)number) ? throw Refuse(number, "float") : 0;
                break;
            case (Kind.Single, MessagePackType.Integer):
                Exact(ref reader, static integer => (Int128)(float)integer == integer, "float");
                break;
            case (Kind.Double, MessagePackType.Integer):
                Exact(ref reader, static integer => (Int128)(double)integer == integer, "double");
                break;
            case (Kind.Decimal, MessagePackType.String):
                CheckDecimal(Encoding.UTF8.GetString(reader.ReadStringSequence() ?? default));
                break;
            case (Kind.List, MessagePackType.Array):
                for (var left = reader.ReadArrayHeader(); left > 0; left--)
                {
                    Walk(ref reader, check._item, depth + 1);
                }

                break;
            case (Kind.Map, MessagePackType.Map):
                for (var left = reader.ReadMapHeader(); left > 0; left--)
                {
                    Walk(ref reader, check._key, depth + 1);
                    Walk(ref reader, check._item, depth + 1);
                }

                break;
            case (Kind.Contract, MessagePackType.Array):
                var count = reader.ReadArrayHeader();
                for (var i = 0; i < count; i++)
                {
                    Walk(ref reader, check._members!.GetValueOrDefault(i), depth + 1);
                }

                break;
            case (Kind.Contract, MessagePackType.Map):
                for (var left = reader.ReadMapHeader(); left > 0; left--)
                {
                    object? key = null;
                    if (reader.NextMessagePackType == MessagePackType.String)
                    {
                        key = reader.ReadString();
                    }
                    else
                    {
                        reader.Skip();
                    }

                    Walk(ref reader, key is null ? null : check._members!.GetValueOrDefault(key), depth + 1);
                }

                break;
            case (Kind.Union, MessagePackType.Array) when WhichOf(reader.CreatePeekReader()) is { } which:
                reader.ReadArrayHeader();
                reader.Skip();
                Walk(ref reader, check._members!.GetValueOrDefault(which), depth + 1);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    /// <summary>The number of the type in a list of it and the value, or null.</summary>
    private static int? WhichOf(MessagePackReader reader) =>
        reader.ReadArrayHeader() == 2 && reader.NextMessagePackType == MessagePackType.Integer ? reader.ReadInt32() : null;

    private static void Exact(ref MessagePackReader reader, Func<Int128, bool> isExact, string type)
    {
        Int128 integer = reader.NextCode == MessagePackCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64();
        if (!isExact(integer))
        {
            throw Refuse(integer, type);
        }
    }

    private static void CheckDecimal(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (text.Count(char.IsAsciiDigit) > 28
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && BigInteger.TryParse(point < 0 ? text : text.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits)
            && !IsSame(digits, point < 0 ? 0 : text.Length - 1 - point, number))
        {
            throw new FormatException($"{text} has more digits than a decimal holds. Round it in the function, or declare string.");
        }
    }

    private static bool IsSame(BigInteger digits, int places, decimal number)
    {
        var bits = decimal.GetBits(number);
        var whole = new BigInteger(new decimal(bits[0], bits[1], bits[2], bits[3] < 0, 0));
        return digits * BigInteger.Pow(10, number.Scale) == whole * BigInteger.Pow(10, places);
    }

    private static FormatException Refuse<TNumber>(TNumber number, string type)
        where TNumber : IFormattable =>
        new($"{number.ToString(null, CultureInfo.InvariantCulture)} arrived where {type} is declared, which cannot hold it. Declare "
            + $"{(type == "float" ? "double, or convert it in the function." : "long, ulong or object, or convert it to float in the function.")}");

    private static bool Matters(Type type, HashSet<Type> seen) => seen.Add(type) && Of(type) is { } check && (check._kind < Kind.List
        || (check._item is { } item && Matters(item, seen))
        || (check._key is { } key && Matters(key, seen))
        || (check._members?.Values.Any(member => Matters(member, seen)) ?? false));

    private static NumberCheck? Of(Type type) => s_checks.GetOrAdd(type, Make);

    private static NumberCheck? Make(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(float) || type == typeof(double) || type == typeof(decimal))
        {
            return new(type == typeof(float) ? Kind.Single : type == typeof(double) ? Kind.Double : Kind.Decimal);
        }

        if (type.IsArray)
        {
            return type.GetArrayRank() == 1 ? new(Kind.List, type.GetElementType()) : null;
        }

        if (type.GetCustomAttribute<MessagePackFormatterAttribute>() is not null)
        {
            return null;
        }

        if (type.GetCustomAttributes<UnionAttribute>(inherit: false).ToList() is { Count: > 0 } unions)
        {
            return new(Kind.Union, members: unions.ToDictionary(union => (object)union.Key, union => union.SubType));
        }

        if (type.GetCustomAttribute<MessagePackObjectAttribute>() is { } contract)
        {
            return new(Kind.Contract, members: Members(type, contract.KeyAsPropertyName));
        }

        var arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        return arguments.Length switch
        {
            1 when typeof(System.Collections.IEnumerable).IsAssignableFrom(type) => new(Kind.List, arguments[0]),
            2 when typeof(System.Collections.IEnumerable).IsAssignableFrom(type) => new(Kind.Map, arguments[1], arguments[0]),
            > 0 when typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type) =>
                new(Kind.Contract, members: arguments.Select((argument, i) => (argument, i)).ToDictionary(pair => (object)pair.i, pair => pair.argument)),
            _ => null,
        };
    }

    private static Dictionary<object, Type> Members(Type type, bool byName)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var members = new Dictionary<object, Type>();
        foreach (var (member, own) in type.GetProperties(All).Select(property => ((MemberInfo)property, property.PropertyType))
            .Concat(type.GetFields(All).Select(field => ((MemberInfo)field, field.FieldType))))
        {
            var key = member.GetCustomAttribute<KeyAttribute>(inherit: true);
            if (member.GetCustomAttribute<MessagePackFormatterAttribute>() is null && member.GetCustomAttribute<IgnoreMemberAttribute>() is null)
            {
                object? name = key?.IntKey
                    ?? (object?)key?.StringKey
                    ?? (byName ? member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name : null);
                if (name is not null)
                {
                    members[name] = own;
                }
            }
        }

        return members;
    }
}
