using System.Buffers.Binary;
using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>Elements of numpy arrays, made of their bytes when they are requested.</summary>
internal static class PythonElements
{
    /// <summary>The value of an element; an opaque object where the type is none that is read.</summary>
    public static PythonValue ValueOf(PythonDataType type, ReadOnlyMemory<byte> memory)
    {
        if (type.WhyUnreadable is not null)
        {
            return Opaque(type, memory);
        }

        var bytes = memory.Span;
        return (type.KindCode, type.ItemSize) switch
        {
            ('b', _) => bytes[0] != 0 ? PythonConstant.NumpyTrue : PythonConstant.NumpyFalse,
            ('i', var size) => PythonInteger.Of(Integer(bytes, type.IsBigEndian), $"numpy.int{8 * size}"),
            ('u', 8) => PythonInteger.Of(new BigInteger(Unsigned(bytes, type.IsBigEndian)), "numpy.uint64"),
            ('u', var size) => PythonInteger.Of((long)Unsigned(bytes, type.IsBigEndian), $"numpy.uint{8 * size}"),
            ('f', var size) => new PythonFloat(Float(bytes, type.IsBigEndian), $"numpy.float{8 * size}"),
            ('c', var size) => new PythonComplex(
                new Complex(Float(bytes[..(size / 2)], type.IsBigEndian), Float(bytes[(size / 2)..], type.IsBigEndian)),
                $"numpy.complex{8 * size}"),
            ('U', _) => Text(bytes, type.IsBigEndian) is { } text ? new PythonString(text, "numpy.str_") : Opaque(type, memory),
            ('S', _) => new PythonBytes(memory[..(bytes.LastIndexOfAnyExcept((byte)0) + 1)], "numpy.bytes_"),
            ('M' or 'm', _) => NumpyTimes.Value(type, Integer(bytes, type.IsBigEndian)),
            _ when type.Fields is { } fields => Fields(fields, i => ValueOf(fields[i].Type, memory.Slice(fields[i].Offset, fields[i].Type.ItemSize))),
            _ => new PythonBytes(memory, "numpy.void"),
        };
    }

    /// <summary>One element that stands alone.</summary>
    /// <exception cref="PayloadException">Type and bytes do not fit.</exception>
    public static PythonValue Scalar(PythonDataType type, PythonValue data)
    {
        type.IsFrozen = true;
        if (type.KindCode == 'O')
        {
            return data;
        }

        if (data is PythonArray { Lengths.Length: 0 } array && type.Fields is not null)
        {
            // Of a structure with objects in it, numpy pickles an array of no dimensions.
            return array.IsSet ? array.Single() : array;
        }

        return data is PythonBytes bytes && bytes.Value.Length == type.ItemSize
            ? ValueOf(type, bytes.Value)
            : throw new PayloadException($"A numpy value of the type {type.Code} does not have its {type.ItemSize} bytes.");
    }

    /// <summary>The element of a structure with objects in it, which comes as a tuple of its fields; what is none stays as it is.</summary>
    public static PythonValue Structure(PythonDataType type, PythonValue item) =>
        type is { WhyUnreadable: null, Fields: { } fields }
        && item is PythonSequence { Kind: PythonKind.Tuple, Raw: var values } && values.Count == fields.Count
            ? Fields(fields, i => Structure(fields[i].Type, values[i]))
            : item;

    private static PythonMapping Fields(IReadOnlyList<(PythonValue Name, PythonDataType Type, int Offset)> fields, Func<int, PythonValue> valueOf)
    {
        var entries = new List<KeyValuePair<PythonValue, PythonValue>>(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            entries.Add(new(fields[i].Name, valueOf(i)));
        }

        return new PythonMapping("numpy.void", entries);
    }

    private static long Integer(ReadOnlySpan<byte> bytes, bool bigEndian) => bytes.Length switch
    {
        1 => (sbyte)bytes[0],
        2 => bigEndian ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
        4 => bigEndian ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
        _ => bigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };

    private static ulong Unsigned(ReadOnlySpan<byte> bytes, bool bigEndian) => bytes.Length switch
    {
        1 => bytes[0],
        2 => bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };

    private static double Float(ReadOnlySpan<byte> bytes, bool bigEndian) => bytes.Length switch
    {
        2 => (double)(bigEndian ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        4 => bigEndian ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    /// <summary>Characters of four bytes without the zeros at the end; null when one is not a code point.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var end = bytes.LastIndexOfAnyExcept((byte)0) < 0 ? 0 : (bytes.LastIndexOfAnyExcept((byte)0) / 4 * 4) + 4;
        Span<char> few = stackalloc char[64];
        var text = end / 2 <= few.Length ? few : new char[end / 2];
        var length = 0;
        for (var i = 0; i < end; i += 4)
        {
            var point = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]);
            if (point <= 0xFFFF)
            {
                text[length++] = (char)point;
            }
            else if (point <= 0x10FFFF)
            {
                text[length++] = (char)(0xD800 + ((point - 0x10000) >> 10));
                text[length++] = (char)(0xDC00 + ((point - 0x10000) & 0x3FF));
            }
            else
            {
                return null;
            }
        }

        return new string(text[..length]);
    }

    // What .NET has no type for: its bytes, and what numpy takes them for.
    private static PythonObject Opaque(PythonDataType type, ReadOnlyMemory<byte> memory) => new(
        (type.KindCode, type.ItemSize) switch
        {
            ('f', _) => "numpy.longdouble",
            ('c', _) => "numpy.clongdouble",
            ('U', _) => "numpy.str_",
            _ => "numpy.void",
        },
        [new PythonBytes(memory), type]);
}
