using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization;

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
    private ReadOnlyMemory<byte> _mask;
    private string? _whyUnreadable;

    internal PythonArray()
    {
    }

    /// <inheritdoc/>
    public override PythonKind Kind => PythonKind.Array;

    /// <inheritdoc/>
    public override string TypeName => Class;

    /// <summary>
    /// Gets the element type by numpy's code: <c>&lt;f8</c> for <c>float64</c>, <c>|b1</c> for <c>bool</c>; <c>&gt;</c> begins big-endian ones.
    /// </summary>
    public string ElementType => _type?.Code ?? "";

    /// <summary>Gets the number of elements in each dimension. Empty for an array of no dimensions, which is one element.</summary>
    public IReadOnlyList<int> Shape => _lengths;

    /// <summary>Gets the elements of an array of one dimension; the rows or planes of others.</summary>
    public override IReadOnlyList<PythonValue> Items => _lengths.Length == 0 ? base.Items : new PythonArrayParts(this);

    /// <inheritdoc/>
    public override int Count => _lengths.Length == 0 ? base.Count : _lengths[0];

    internal string Class { get; init; } = "numpy.ndarray";

    /// <summary>Why nothing is known of the array but that it is one; null where it is read.</summary>
    internal string? WhyUnreadable => _whyUnreadable;

    /// <summary>Whether elements are masked out: a masked array's, which are None here.</summary>
    internal bool HasMasked => !_mask.IsEmpty;

    /// <summary>About how many bytes a part takes, which is made when it is requested: an element, or a row.</summary>
    internal int PartBytes => _lengths.Length > 1 ? 240 + (12 * _lengths.Length) : (int)Math.Min(_type!.ElementBytes, int.MaxValue);

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
        if (type is not PythonDataType && type.Kind == PythonKind.Object)
        {
            _whyUnreadable = $"its elements are of a type that is not known here ({type.TypeName})";
            return;
        }

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
                throw new PayloadException("A numpy array has a dimension that is not a whole number from 0.");
            }

            lengths[i] = (int)length.Small;
            total = Math.Min(total * lengths[i], int.MaxValue + 1L);
        }

        elementType.IsFrozen = true;
        _objects = null;
        _data = default;
        var size = elementType.ItemSize;
        if (elementType.KindCode == 'O' || (elementType.Fields is not null && data is PythonSequence))
        {
            // Of a structure with objects in it, numpy pickles a tuple for each element.
            _objects = data is PythonSequence { Kind: PythonKind.List, Raw: var items } && items.Count == total
                ? items
                : throw new PayloadException($"A numpy array of objects does not hold the {total} objects of its shape.");
            size = 1;
        }
        else if (size == 0 && total > 1 && data is PythonBytes { Value.Length: 0 })
        {
            _whyUnreadable = "its elements take no bytes, so nothing says that there are as many";
            return;
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
            : new PythonArray
            {
                _type = _type,
                _data = _data,
                _objects = _objects,
                _lengths = _lengths[1..],
                _strides = _strides[1..],
                _offset = offset,
                _mask = _mask,
            };
    }

    /// <summary>Takes elements out that are masked, by a byte for each in the order of the data.</summary>
    internal void Mask(ReadOnlyMemory<byte> mask)
    {
        if (mask.Length == Total)
        {
            _mask = mask.Span.ContainsAnyExcept((byte)0) && _type!.ItemSize > 0 ? mask : default;
        }
        else
        {
            _whyUnreadable = "parts of its elements are masked out by themselves";
            _type = null;
            _lengths = [];
        }
    }

    /// <summary>Refuses elements that are masked out, where a type has no value for them.</summary>
    internal void RefuseMasked(Type element)
    {
        if (HasMasked)
        {
            throw PythonMisfit.Of(this, $"an array of {TypeNames.Of(element)}", $" Elements of it are masked out: declare {TypeNames.Of(element)}?[], "
                + "or have the function fill them.");
        }
    }

    /// <summary>Puts a value in the place of each element that is masked out.</summary>
    internal void FillMasked<T>(Span<T> elements, T value)
    {
        if (HasMasked)
        {
            var at = 0;
            Fill(this, elements, value, ref at);
        }
    }

    private static void Fill<T>(PythonArray array, Span<T> elements, T value, ref int at)
    {
        for (var i = 0; i < array._lengths[0]; i++)
        {
            if (array._lengths.Length > 1)
            {
                Fill((PythonArray)array.Part(i), elements, value, ref at);
            }
            else if (array.IsMasked(array._offset + (i * array._strides[0])))
            {
                elements[at++] = value;
            }
            else
            {
                at++;
            }
        }
    }

    /// <summary>The one element of an array of no dimensions.</summary>
    internal PythonValue Single() => IsSet ? ValueAt(_offset) : throw new PayloadException("A numpy array was never given its content.");

    internal override void WriteRepr(PythonRepr repr)
    {
        if (!IsSet)
        {
            repr.Add(_whyUnreadable is null ? "array()" : $"<{Class}: {_whyUnreadable}>");
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

    private PythonValue ValueAt(long offset) =>
        IsMasked(offset) ? PythonConstant.Nothing
        : _objects is { } objects ? PythonElements.Structure(Type, objects[(int)offset])
        : PythonElements.ValueOf(Type, _data.Slice((int)offset, Type.ItemSize));

    // The mask has the order of the data, and one byte where that has an element.
    private bool IsMasked(long offset) => HasMasked && _mask.Span[(int)(offset / (_objects is null ? Type.ItemSize : 1))] != 0;
}
