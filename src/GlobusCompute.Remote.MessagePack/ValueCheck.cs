using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Numbers;
using MessagePack;

namespace GlobusCompute.Remote.MessagePack;

/// <summary>
/// Finds values of a result that the declared type would take as others: the serializer makes infinity of a large number, rounds an integer that a double does
/// not hold, makes bytes of text, and null of a type that a union does not have.
/// </summary>
/// <remarks>
/// It follows contracts, lists and dictionaries. Where the data has another structure, the serializer refuses it, or a formatter of the app reads it.
/// </remarks>
[RequiresUnreferencedCode("It finds the members of contracts by reflection, as MessagePack does.")]
internal sealed class ValueCheck
{
    private static readonly ConcurrentDictionary<Type, ValueCheck?> s_checks = new();
    private static readonly ConcurrentDictionary<Type, bool> s_matter = new();

    private static readonly Dictionary<Type, Kind> s_kinds = new()
    {
        [typeof(Half)] = Kind.Half,
        [typeof(float)] = Kind.Single,
        [typeof(double)] = Kind.Double,
        [typeof(decimal)] = Kind.Decimal,
        [typeof(byte[])] = Kind.Bytes,
        [typeof(Memory<byte>)] = Kind.Bytes,
        [typeof(ReadOnlyMemory<byte>)] = Kind.Bytes,
        [typeof(ArraySegment<byte>)] = Kind.Bytes,
        [typeof(ReadOnlySequence<byte>)] = Kind.Bytes,
    };

    // Of a dictionary: the hash, the next one, and spare room, without key and value.
    private const int BytesOfEntry = 16;

    private readonly Kind _kind;
    private readonly int _rank;

    // What an item of a list, an entry of a dictionary or an object of a contract takes beyond what any of them is counted with.
    private readonly int _extra;
    private readonly Type? _key;
    private readonly Type? _item;
    private readonly IReadOnlyDictionary<object, Type>? _members;

    private ValueCheck(Kind kind, Type? item = null, Type? key = null, IReadOnlyDictionary<object, Type>? members = null, int rank = 0, int extra = 0) =>
        (_kind, _item, _key, _members, _rank, _extra) = (kind, item, key, members, rank, Math.Max(extra, 0));

    private enum Kind
    {
        Half,
        Single,
        Double,
        Decimal,
        Bytes,
        Grid,
        Union,
        List,
        Map,
        Contract,
    }

    /// <summary>Checks a value that is well-formed.</summary>
    /// <exception cref="FormatException">A number would become another one.</exception>
    public static void Check(ReadOnlyMemory<byte> data, Type type, ComputeFormatBudget budget)
    {
        if (!s_matter.GetOrAdd(type, static type => Matters(type, [])))
        {
            return;
        }

        var reader = new MessagePackReader(data);
        Walk(ref reader, type, depth: 0, budget);
    }

    private static void Walk(ref MessagePackReader reader, Type? type, int depth, ComputeFormatBudget budget)
    {
        if (type is null || depth > 400 || Of(type) is not { } check)
        {
            reader.Skip();
            return;
        }

        switch (check._kind, reader.NextMessagePackType)
        {
            case (Kind.Half, MessagePackType.Float):
                Finite(reader.ReadDouble(), static number => Half.IsFinite((Half)number), "Half");
                break;
            case (Kind.Half, MessagePackType.Integer):
                Exact(ref reader, static integer => Half.IsFinite((Half)(double)integer) && (Int128)(double)(Half)(double)integer == integer, "Half");
                break;
            case (Kind.Single, MessagePackType.Float):
                Finite(reader.ReadDouble(), static number => float.IsFinite((float)number), "float");
                break;
            case (Kind.Single, MessagePackType.Integer):
                Exact(ref reader, static integer => (Int128)(float)integer == integer, "float");
                break;
            case (Kind.Double, MessagePackType.Integer):
                Exact(ref reader, static integer => (Int128)(double)integer == integer, "double");
                break;
            case (Kind.Decimal, MessagePackType.String):
                Exact(Encoding.UTF8.GetString(reader.ReadStringSequence() ?? default));
                break;
            case (Kind.Bytes, MessagePackType.String):
                throw new FormatException("a str arrived where bytes are declared. Encode it in the function: value.encode().");
            case (Kind.Grid, MessagePackType.Array):
                WalkGrid(ref reader, check, depth, budget);
                break;
            case (Kind.List, MessagePackType.Array):
                var items = reader.ReadArrayHeader();
                budget.Charge((long)check._extra * items);
                for (var left = items; left > 0; left--)
                {
                    Walk(ref reader, check._item, depth + 1, budget);
                }

                break;
            case (Kind.Map, MessagePackType.Map):
                var entries = reader.ReadMapHeader();
                budget.Charge((long)check._extra * entries);
                for (var left = entries; left > 0; left--)
                {
                    Walk(ref reader, check._key, depth + 1, budget);
                    Walk(ref reader, check._item, depth + 1, budget);
                }

                break;
            case (Kind.Contract, MessagePackType.Array):
                budget.Charge(check._extra);
                var count = reader.ReadArrayHeader();
                for (var i = 0; i < count; i++)
                {
                    Walk(ref reader, check._members!.GetValueOrDefault(i), depth + 1, budget);
                }

                break;
            case (Kind.Contract, MessagePackType.Map):
                budget.Charge(check._extra);
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

                    Walk(ref reader, key is null ? null : check._members!.GetValueOrDefault(key), depth + 1, budget);
                }

                break;
            case (Kind.Union, MessagePackType.Array) when WhichOf(reader.CreatePeekReader()) is { } which:
                reader.ReadArrayHeader();
                reader.Skip();
                Walk(
                    ref reader,
                    check._members!.GetValueOrDefault(which) ?? throw new FormatException($"{which} is not the number of a type of the union {type.Name}."),
                    depth + 1,
                    budget);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    /// <summary>Elements of an array of several dimensions: the serializer makes it from the lengths, whose product may be another one.</summary>
    private static void WalkGrid(ref MessagePackReader reader, ValueCheck check, int depth, ComputeFormatBudget budget)
    {
        var peek = reader.CreatePeekReader();
        var product = (BigInteger)1;
        var lengths = peek.ReadArrayHeader() - 1;
        for (var i = 0; i < lengths && peek.NextMessagePackType == MessagePackType.Integer; i++)
        {
            product *= peek.ReadInt32();
        }

        if (lengths != check._rank || peek.NextMessagePackType != MessagePackType.Array)
        {
            reader.Skip();
            return;
        }

        var count = peek.ReadArrayHeader();
        budget.Charge((long)check._extra * count);
        reader = product == count
            ? peek
            : throw new FormatException($"an array of {check._rank} dimensions has the lengths of {product} elements, and {count} arrived.");
        for (var left = count; left > 0; left--)
        {
            Walk(ref reader, check._item, depth + 1, budget);
        }
    }

    /// <summary>The number of the type in a list of it and the value, or null.</summary>
    private static int? WhichOf(MessagePackReader reader) =>
        reader.ReadArrayHeader() == 2 && reader.NextMessagePackType == MessagePackType.Integer ? reader.ReadInt32() : null;

    private static void Finite(double number, Func<double, bool> fits, string type)
    {
        if (double.IsFinite(number) && !fits(number))
        {
            throw Refuse(number, type);
        }
    }

    private static void Exact(ref MessagePackReader reader, Func<Int128, bool> isExact, string type)
    {
        Int128 integer = reader.NextCode == MessagePackCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64();
        if (!isExact(integer))
        {
            throw Refuse(integer, type);
        }
    }

    // Text that is not a number is refused by the serializer.
    private static void Exact(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !ExactDecimal.IsSame(text, number))
        {
            throw new FormatException(
                $"{(text.Length > 100 ? text[..100] + "…" : text)} has more digits than a decimal holds. Round it in the function, or declare string.");
        }
    }

    private static FormatException Refuse<TNumber>(TNumber number, string type)
        where TNumber : IFormattable =>
        new($"{number.ToString(null, CultureInfo.InvariantCulture)} arrived where {type} is declared, which cannot hold it. Declare "
            + $"{(type is "float" or "Half" ? "double, or convert it in the function." : "long, ulong or object, or convert it to float in the function.")}");

    private static bool Matters(Type type, HashSet<Type> seen) => seen.Add(type) && Of(type) is { } check && (check._kind < Kind.List || check._extra > 0
        || (check._item is { } item && Matters(item, seen))
        || (check._key is { } key && Matters(key, seen))
        || (check._members?.Values.Any(member => Matters(member, seen)) ?? false));

    private static ValueCheck? Of(Type type) => s_checks.GetOrAdd(type, Make);

    private static ValueCheck? Make(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (s_kinds.TryGetValue(type, out var kind))
        {
            return new(kind);
        }

        if (type == typeof(Complex))
        {
            return new(Kind.List, typeof(double));
        }

        if (type.IsArray)
        {
            return type.IsSZArray ? ListOf(type.GetElementType()!) : ListOf(type.GetElementType()!, type.GetArrayRank());
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
            return new(
                Kind.Contract,
                members: ContractMembers.Of(type, contract.KeyAsPropertyName),
                extra: TypeSize.OfObject(type) - MessagePackScan.BytesOfContainer);
        }

        var arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        return arguments.Length switch
        {
            1 when typeof(System.Collections.IEnumerable).IsAssignableFrom(type) => ListOf(arguments[0]),
            2 when typeof(System.Collections.IEnumerable).IsAssignableFrom(type) => new(
                Kind.Map, arguments[1], arguments[0], extra: BytesOfEntry + TypeSize.OfElement(arguments[0]) + TypeSize.OfElement(arguments[1])),
            > 0 when typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type) =>
                new(Kind.Contract, members: arguments.Select((argument, i) => (argument, i)).ToDictionary(pair => (object)pair.i, pair => pair.argument)),
            _ => null,
        };
    }

    private static ValueCheck ListOf(Type item, int rank = 1) =>
        new(rank == 1 ? Kind.List : Kind.Grid, item, rank: rank, extra: TypeSize.OfElement(item) - MessagePackScan.BytesOfItem);
}
