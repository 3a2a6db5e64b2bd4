using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal abstract partial class SequenceShape<TSequence, T>
{
    public override TSequence? FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case { IsNone: true }:
                return null;
            case PythonArray { Shape.Count: > 0 } array:
                return FromArray(array, reading);
            case PythonSequence or PythonRange or PythonObject { HasItems: true }:
                return FromItems(value is PythonSequence { Kind: not PythonKind.Set } sequence ? sequence.Raw : value.Items, reading);
            case PythonObject { Fields: not null } named:
                return FromItems(named.Arguments, reading);
            default:
                throw PythonMisfit.Of(value, $"a list ({TypeNames.Of(typeof(TSequence))})");
        }
    }

    /// <summary>Makes the collection of an array that nobody else has.</summary>
    protected virtual TSequence MakeOf(T[] items) => Make(items);

    private TSequence FromArray(PythonArray array, PythonReading reading)
    {
        var length = array.Shape[0];
        reading.Charge((long)length * Unsafe.SizeOf<T>());
        var items = GC.AllocateUninitializedArray<T>(length);
        if (array.Shape.Count > 1 || !element.TryCopy(array, items))
        {
            Fill(items, array.Items, reading);
        }

        return MakeOf(items);
    }

    private TSequence FromItems(IReadOnlyList<PythonValue> values, PythonReading reading)
    {
        reading.Charge(16 + ((long)values.Count * Unsafe.SizeOf<T>()));
        var items = new T[values.Count];
        Fill(items, values, reading);
        return MakeOf(items);
    }

    private void Fill(T[] items, IReadOnlyList<PythonValue> values, PythonReading reading)
    {
        var i = 0;
        try
        {
            for (; i < items.Length; i++)
            {
                items[i] = element.FromPython(values[i], reading);
            }
        }
        catch (ShapeException e) when (e.IsAt(i))
        {
            throw;
        }
    }
}

internal sealed partial class ArrayShape<T>
{
    protected override T[] MakeOf(T[] items) => items;
}

internal sealed partial class ReadOnlySequenceShape<TInterface, T>
{
    protected override TInterface MakeOf(T[] items) => (TInterface)(object)items;
}

internal sealed partial class RectangularShape<T>
{
    public override T[,]? FromPython(PythonValue value, PythonReading reading)
    {
        if (value.IsNone)
        {
            return null;
        }

        var grid = PythonGrid<T>.Read(value, 2, _element, reading, typeof(T[,]));
        var result = new T[grid.Lengths[0], grid.Lengths[1]];
        grid.CopyTo(result);
        return result;
    }
}

/// <summary>Elements of a numpy array or of nested lists, in C order, and how many each dimension has.</summary>
internal readonly ref struct PythonGrid<T>
{
    private readonly T[] _items;

    private PythonGrid(T[] items, int[] lengths)
    {
        _items = items;
        Lengths = lengths;
    }

    public int[] Lengths { get; }

    public T[] Items => _items;

    /// <param name="value">The array or the lists.</param>
    /// <param name="rank">How many dimensions there must be; 0 for any.</param>
    /// <param name="element">How elements are read.</param>
    /// <param name="reading">The conversion.</param>
    /// <param name="wanted">The type, for messages.</param>
    public static PythonGrid<T> Read(PythonValue value, int rank, Shape<T> element, PythonReading reading, Type wanted)
    {
        if (value is PythonArray { IsSet: true } array)
        {
            if (rank != 0 && array.Shape.Count != rank)
            {
                throw PythonMisfit.Of(value, $"an array of {rank} dimensions ({TypeNames.Of(wanted)})");
            }

            var size = Math.Min(array.Total, int.MaxValue);
            reading.Charge(size * Unsafe.SizeOf<T>());
            var copied = GC.AllocateUninitializedArray<T>((int)size);
            if (!element.TryCopy(array, copied))
            {
                Fill(copied, value, [.. array.Shape], 0, 0, element, reading);
            }

            return new PythonGrid<T>(copied, [.. array.Shape]);
        }

        var lengths = new List<int>();
        for (var part = value; part is PythonSequence { Kind: PythonKind.List or PythonKind.Tuple } list && (rank == 0 || lengths.Count < rank) && lengths.Count < 32; part = list.Raw.Count > 0 ? list.Raw[0] : PythonConstant.Nothing)
        {
            lengths.Add(list.Raw.Count);
        }

        // Nothing is known of the dimensions within an empty list.
        while (rank != 0 && lengths.Count < rank && lengths.Contains(0))
        {
            lengths.Add(0);
        }

        if (lengths.Count == 0 || (rank != 0 && lengths.Count != rank))
        {
            throw PythonMisfit.Of(value, $"{(rank == 0 ? "" : $"{rank}-fold ")}nested lists of one length, or a numpy array ({TypeNames.Of(wanted)})");
        }

        var total = lengths.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue));
        reading.Charge(total * Unsafe.SizeOf<T>());
        var items = new T[total];
        Fill(items, value, [.. lengths], 0, 0, element, reading);
        return new PythonGrid<T>(items, [.. lengths]);
    }

    /// <summary>Copies into a rectangular array of the same size.</summary>
    public void CopyTo(Array target)
    {
        if (_items.Length > 0)
        {
            _items.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(target)), _items.Length));
        }
    }

    private static int Fill(T[] items, PythonValue value, int[] lengths, int dimension, int at, Shape<T> element, PythonReading reading)
    {
        if (dimension == lengths.Length)
        {
            items[at] = element.FromPython(value, reading);
            return at + 1;
        }

        if (value is not (PythonSequence { Kind: PythonKind.List or PythonKind.Tuple } or PythonArray { Shape.Count: > 0 }) || value.Count != lengths[dimension])
        {
            throw new ShapeException($"Found {PythonMisfit.Found(value)} after rows of {lengths[dimension]} elements; all rows have one length. Use jagged arrays for others.");
        }

        // Rows may be one and the same list, and hold nothing that would be counted.
        reading.Charge(32);
        var parts = value.Items;
        var i = 0;
        try
        {
            for (; i < parts.Count; i++)
            {
                at = Fill(items, parts[i], lengths, dimension + 1, at, element, reading);
            }
        }
        catch (ShapeException e) when (e.IsAt(i))
        {
            throw;
        }

        return at;
    }
}

internal sealed partial class DictionaryShape<TDictionary, TKey, TValue>
{
    public override TDictionary? FromPython(PythonValue value, PythonReading reading)
    {
        if (value.IsNone)
        {
            return null;
        }

        if (value.Members is not { } members || (value is PythonObject && members.Count == 0))
        {
            throw PythonMisfit.Of(value, $"a dict ({TypeNames.Of(typeof(TDictionary))})");
        }

        reading.Charge(64 + (48L * members.Count));
        var dictionary = new Dictionary<TKey, TValue>(members.Count);
        foreach (var (key, item) in members)
        {
            var name = keyShape.FromPythonKey(key, reading);
            try
            {
                dictionary[name] = valueShape.FromPython(item, reading);
            }
            catch (ShapeException e) when (e.IsAt(name.ToString() ?? ""))
            {
                throw;
            }
        }

        return (TDictionary)(object)dictionary;
    }
}

internal sealed partial class ObjectShape
{
    public override object? FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case PythonConstant { IsNone: true } or PythonCount { IsNotATime: true }:
                return null;
            case PythonConstant { Kind: PythonKind.Boolean } constant:
                return constant.IsTrue;
            case PythonInteger integer:
                return integer.IsSmall ? (object)integer.Small : integer.Value;
            case PythonFloat number:
                return number.Value;
            case PythonString text:
                return text.Value;
            case PythonComplex complex:
                return complex.Value;
            case PythonUuid { IsSet: true } uuid:
                return uuid.Value;
            case PythonPath path:
                return path.Text;
            case PythonDuration { Value: { } span }:
                return span;
            case PythonDecimal:
                return BuiltIn<decimal>.Shape!.FromPython(value, reading);
            case PythonMoment moment:
                return Moment(moment, reading);
            case PythonBytes or PythonArray { IsSet: true } or PythonMapping or PythonSequence:
                return Shared(value, reading);
            default:
                // An opaque object, a range, a fraction: as Python's own.
                return value;
        }
    }

    private static object Moment(PythonMoment moment, PythonReading reading) => moment switch
    {
        { Kind: PythonKind.Date } => DateOnly.FromDateTime(moment.Value),
        { Kind: PythonKind.Time, Zone: null } => TimeOnly.FromDateTime(moment.Value),
        { Kind: PythonKind.DateTime, Zone: null } => moment.Value,
        { Kind: PythonKind.DateTime, Offset: not null } => BuiltIn<DateTimeOffset>.Shape!.FromPython(moment, reading),
        _ => moment,
    };

    private object? Shared(PythonValue value, PythonReading reading)
    {
        if (reading.Made.TryGetValue(value, out var made))
        {
            return made;
        }

        reading.Enter();
        var result = value switch
        {
            PythonBytes => BuiltIn<byte[]>.Shape!.FromPython(value, reading),
            PythonArray array => ArrayOf(array, reading),
            PythonMapping mapping => DictionaryOf(mapping, reading),
            _ => ListOf((PythonSequence)value, reading),
        };
        reading.Leave();
        return reading.Made[value] = result!;
    }

    private List<object?> ListOf(PythonSequence sequence, PythonReading reading)
    {
        var items = sequence.Kind == PythonKind.Set ? sequence.Items : sequence.Raw;
        reading.Charge(64 + (8L * items.Count));
        var list = new List<object?>(items.Count);
        reading.Made[sequence] = list;
        try
        {
            foreach (var item in items)
            {
                list.Add(FromPython(item, reading));
            }
        }
        catch (ShapeException e) when (e.IsAt(list.Count))
        {
            throw;
        }

        return list;
    }

    private Dictionary<string, object?> DictionaryOf(PythonMapping mapping, PythonReading reading)
    {
        reading.Charge(128 + (40L * mapping.Raw.Count));
        var dictionary = new Dictionary<string, object?>(mapping.Raw.Count);
        reading.Made[mapping] = dictionary;
        foreach (var (key, item) in mapping.Raw)
        {
            var name = BuiltIn<string>.Shape!.FromPythonKey(key, reading);
            try
            {
                dictionary[name] = FromPython(item, reading);
            }
            catch (ShapeException e) when (e.IsAt(name))
            {
                throw;
            }
        }

        return dictionary;
    }

    /// <summary>Numbers in one or two dimensions as arrays of their type; others stay numpy's.</summary>
    private object? ArrayOf(PythonArray array, PythonReading reading) => array.Shape.Count switch
    {
        0 => FromPython(array.Single(), reading),
        1 => ArrayShapeOf(array)?.FromPythonBoxed(array, reading) ?? array,
        2 => GridShapeOf(array)?.FromPythonBoxed(array, reading) ?? array,
        _ => array,
    };

    private static IShape? ArrayShapeOf(PythonArray array) => BuiltInShapes.Find((array.Type.KindCode, array.Type.ItemSize) switch
    {
        ('b', _) => typeof(bool[]),
        ('i', 1) => typeof(sbyte[]),
        ('i', 2) => typeof(short[]),
        ('i', 4) => typeof(int[]),
        ('i', 8) => typeof(long[]),
        ('u', 1) => typeof(byte[]),
        ('u', 2) => typeof(ushort[]),
        ('u', 4) => typeof(uint[]),
        ('u', 8) => typeof(ulong[]),
        ('f', 4) => typeof(float[]),
        ('f', 8) => typeof(double[]),
        ('U', _) => typeof(string[]),
        ('O', _) => typeof(object[]),
        _ => typeof(PythonArray),
    });

    private static IShape? GridShapeOf(PythonArray array) => BuiltInShapes.Find((array.Type.KindCode, array.Type.ItemSize) switch
    {
        ('b', _) => typeof(bool[,]),
        ('i', 4) => typeof(int[,]),
        ('i', 8) => typeof(long[,]),
        ('f', 4) => typeof(float[,]),
        ('f', 8) => typeof(double[,]),
        _ => typeof(PythonArray),
    });
}
