using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

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

            RefuseOdd([.. array.Shape], value, wanted);
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
        var part = value;
        while (part is PythonSequence { Kind: PythonKind.List or PythonKind.Tuple } list && (rank == 0 || lengths.Count < rank) && lengths.Count < 32)
        {
            lengths.Add(list.Raw.Count);
            part = list.Raw.Count > 0 ? list.Raw[0] : PythonConstant.Nothing;
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

        RefuseOdd([.. lengths], value, wanted);
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

    private static void RefuseOdd(ReadOnlySpan<int> lengths, PythonValue value, Type wanted)
    {
        if (!ArrayCopy.HasRoom(lengths))
        {
            throw PythonMisfit.Of(value, $"an array of no more rows than .NET has ({TypeNames.Of(wanted)})");
        }
    }

    private static int Fill(T[] items, PythonValue value, int[] lengths, int dimension, int at, Shape<T> element, PythonReading reading)
    {
        if (dimension == lengths.Length)
        {
            items[at] = element.FromPython(value, reading);
            return at + 1;
        }

        if (value is not (PythonSequence { Kind: PythonKind.List or PythonKind.Tuple } or PythonArray { Shape.Count: > 0 })
            || value.Count != lengths[dimension])
        {
            throw new ShapeException($"Found {PythonMisfit.Found(value)} after rows of {lengths[dimension]} elements; all rows have one length. "
                + "Use jagged arrays for others.");
        }

        // Rows may be one and the same list, and hold nothing that would be counted. Those of an array are made one by one.
        reading.Charge(32);
        reading.Items(value.Count, value is PythonArray array ? array.PartBytes : 0);
        var parts = value.Items;
        var i = 0;
        try
        {
            for (; i < parts.Count; i++)
            {
                at = Fill(items, parts[i], lengths, dimension + 1, at, element, reading);
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(i))
        {
            throw;
        }

        return at;
    }
}
