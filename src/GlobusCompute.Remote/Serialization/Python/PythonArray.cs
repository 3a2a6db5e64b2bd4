using System.Buffers.Binary;
using System.Collections;
using System.Numerics;
using System.Text;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote;

/// <summary>
/// A numpy array, its elements still the bytes that arrived. <see cref="PythonValue.As{T}"/> copies them: <c>As&lt;double[]&gt;()</c>,
/// <c>As&lt;double[,]&gt;()</c>, <c>As&lt;Tensor&lt;double&gt;&gt;()</c>.
/// </summary>
public sealed class PythonArray : PythonValue
{
    private const int MaxDimensions = 64;

    private PythonDataType? _type;
    private ReadOnlyMemory<byte> _data;
    private List<PythonValue>? _objects;
    private int[] _lengths = [];
    private long[] _strides = [];
    private long _offset;

    internal PythonArray()
    {
    }

    /// <inheritdoc/>
    public override PythonKind Kind => PythonKind.Array;

    /// <inheritdoc/>
    public override string TypeName => "numpy.ndarray";

    /// <summary>The element type by numpy's code: <c>&lt;f8</c> for <c>float64</c>, <c>|b1</c> for <c>bool</c>; <c>&gt;</c> begins big-endian ones.</summary>
    public string ElementType => _type?.Code ?? "";

    /// <summary>How many elements each dimension has. Empty for an array of no dimensions, which is one element.</summary>
    public IReadOnlyList<int> Shape => _lengths;

    /// <summary>The elements of an array of one dimension; the rows or planes of others.</summary>
    public override IReadOnlyList<PythonValue> Items => _lengths.Length == 0 ? base.Items : new Parts(this);

    /// <inheritdoc/>
    public override int Count => _lengths.Length == 0 ? base.Count : _lengths[0];

    internal PythonDataType Type => _type!;

    internal bool IsSet => _type is not null;

    internal ReadOnlySpan<int> Lengths => _lengths;

    internal ReadOnlySpan<long> Strides => _strides;

    internal ReadOnlySpan<byte> Data => _data.Span[(int)_offset..];

    /// <summary>All elements.</summary>
    internal long Total
    {
        get
        {
            var total = 1L;
            foreach (var length in _lengths)
            {
                total *= length;
            }

            return total;
        }
    }

    /// <summary>Whether the elements lie one after another in C order.</summary>
    internal bool IsContiguous
    {
        get
        {
            long expected = _objects is null ? Type.ItemSize : 1;
            for (var i = _lengths.Length - 1; i >= 0; i--)
            {
                if (_lengths[i] > 1 && _strides[i] != expected)
                {
                    return Total == 0;
                }

                expected *= _lengths[i];
            }

            return true;
        }
    }

    /// <summary>Gives the array its elements. What does not fit together is refused.</summary>
    /// <exception cref="PayloadException">Shape, type and data do not fit together.</exception>
    internal void Set(PythonValue shape, PythonValue type, bool fortran, PythonValue data)
    {
        if (type is not PythonDataType elementType || shape is not PythonSequence { Raw: var dimensions } || dimensions.Count > MaxDimensions)
        {
            throw new PayloadException("A numpy array has no element type, or more than 64 dimensions.");
        }

        var lengths = new int[dimensions.Count];
        var total = 1L;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (dimensions[i] is not PythonInteger { IsSmall: true, Small: >= 0 and <= int.MaxValue } length)
            {
                throw new PayloadException("A numpy array has a dimension that is no whole number from 0.");
            }

            lengths[i] = (int)length.Small;
            total = Math.Min(total * lengths[i], int.MaxValue + 1L);
        }

        elementType.IsFrozen = true;
        _objects = null;
        _data = default;
        var size = elementType.ItemSize;
        if (elementType.KindCode == 'O')
        {
            _objects = data is PythonSequence { Kind: PythonKind.List, Raw: var items } && items.Count == total
                ? items
                : throw new PayloadException($"A numpy array of objects does not hold the {total} objects of its shape.");
            size = 1;
        }
        else
        {
            _data = data is PythonBytes bytes && bytes.Value.Length == total * size && total <= Math.Max(bytes.Value.Length, 1)
                ? bytes.Value
                : throw new PayloadException(
                    $"A numpy array of the type {elementType.Code} and the shape ({string.Join(", ", lengths)}) does not hold the bytes for it.");
        }

        _type = elementType;
        _lengths = lengths;
        _strides = new long[lengths.Length];
        long stride = size;
        for (var i = 0; i < lengths.Length; i++)
        {
            var dimension = fortran ? i : lengths.Length - 1 - i;
            _strides[dimension] = stride;
            stride *= Math.Max(lengths[dimension], 1);
        }
    }

    /// <summary>An element of an array of one dimension, or the part of others.</summary>
    internal PythonValue Part(int index)
    {
        var offset = _offset + (index * _strides[0]);
        return _lengths.Length == 1
            ? ValueAt(offset)
            : new PythonArray { _type = _type, _data = _data, _objects = _objects, _lengths = _lengths[1..], _strides = _strides[1..], _offset = offset };
    }

    /// <summary>The one element of an array of no dimensions.</summary>
    internal PythonValue Single() => IsSet ? ValueAt(_offset) : throw new PayloadException("A numpy array was never given its content.");

    /// <summary>One element that stands alone.</summary>
    /// <exception cref="PayloadException">Type and bytes do not fit.</exception>
    internal static PythonValue Scalar(PythonDataType type, PythonValue data)
    {
        type.IsFrozen = true;
        if (type.KindCode == 'O')
        {
            return data;
        }

        return data is PythonBytes bytes && bytes.Value.Length == type.ItemSize
            ? ValueOf(type, bytes.Value)
            : throw new PayloadException($"A numpy value of the type {type.Code} does not have its {type.ItemSize} bytes.");
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        if (!IsSet)
        {
            repr.Add("array()");
            return;
        }

        repr.Add("array(");
        if (_lengths.Length == 0)
        {
            repr.AddNested(Single());
        }
        else
        {
            WriteParts(repr);
        }

        repr.Add($", dtype='{ElementType}')");
    }

    private static PythonValue ValueOf(PythonDataType type, ReadOnlyMemory<byte> memory)
    {
        if (type.WhyUnreadable is { } why)
        {
            throw new PayloadException($"A numpy value cannot be read: {why}.");
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
            ('U', _) => new PythonString(Text(bytes, type.IsBigEndian), "numpy.str_"),
            ('S', _) => new PythonBytes(memory[..(bytes.LastIndexOfAnyExcept((byte)0) + 1)], "numpy.bytes_"),
            ('M' or 'm', _) => NumpyTimes.Value(type, Integer(bytes, type.IsBigEndian)),
            _ when type.Fields is { } fields => new PythonMapping(
                "numpy.void",
                [.. fields.Select(f => KeyValuePair.Create(f.Name, ValueOf(f.Type, memory.Slice(f.Offset, f.Type.ItemSize))))]),
            _ => new PythonBytes(memory, "numpy.void"),
        };
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

    private static string Text(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var text = new StringBuilder();
        var end = (bytes.LastIndexOfAnyExcept((byte)0) / 4 * 4) + (bytes.ContainsAnyExcept((byte)0) ? 4 : 0);
        for (var i = 0; i < end; i += 4)
        {
            var point = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]);
            _ = point switch
            {
                <= 0xFFFF => text.Append((char)point),
                <= 0x10FFFF => text.Append(char.ConvertFromUtf32((int)point)),
                _ => throw new PayloadException($"A numpy text holds the number {point:x}, which is no Unicode code point."),
            };
        }

        return text.ToString();
    }

    private void WriteParts(PythonRepr repr)
    {
        repr.Add("[");
        for (var i = 0; i < _lengths[0] && !repr.IsFull; i++)
        {
            repr.Add(i == 0 ? "" : ", ");
            if (Part(i) is PythonArray part)
            {
                part.WriteParts(repr);
            }
            else
            {
                repr.AddNested(Part(i));
            }
        }

        repr.Add("]");
    }

    private PythonValue ValueAt(long offset) => _objects is { } objects ? objects[(int)offset] : ValueOf(Type, _data.Slice((int)offset, Type.ItemSize));

    private sealed class Parts(PythonArray array) : IReadOnlyList<PythonValue>
    {
        public int Count => array._lengths[0];

        public PythonValue this[int index] => (uint)index < (uint)Count ? array.Part(index) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<PythonValue> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
            {
                yield return array.Part(i);
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
