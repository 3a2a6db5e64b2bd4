using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Arrays of numbers: as <c>numpy.ndarray</c>, copied as they lie in memory, or as lists. The array is made by public names alone, <c>numpy.ndarray</c> and
/// <c>numpy.dtype</c> with the state that <c>__setstate__</c> has taken since numpy 1.0, so that workers with numpy 1 and 2 read it, and the array can be
/// written to.
/// </summary>
internal static class NumericArrays
{
    private static readonly Dictionary<Type, string> s_codes = new()
    {
        [typeof(bool)] = "|b1",
        [typeof(sbyte)] = "|i1",
        [typeof(byte)] = "|u1",
        [typeof(short)] = Order + "i2",
        [typeof(ushort)] = Order + "u2",
        [typeof(int)] = Order + "i4",
        [typeof(uint)] = Order + "u4",
        [typeof(long)] = Order + "i8",
        [typeof(ulong)] = Order + "u8",
        [typeof(Half)] = Order + "f2",
        [typeof(float)] = Order + "f4",
        [typeof(double)] = Order + "f8",
        [typeof(Complex)] = Order + "c16",
    };

    private static string Order => BitConverter.IsLittleEndian ? "<" : ">";

    /// <summary>Whether numpy has the element type.</summary>
    public static bool Has<T>() => Code<T>.Text is not null;

    /// <summary>Whether numpy has the element type.</summary>
    public static bool Has(Type element) => s_codes.ContainsKey(element);

    /// <summary>Writes a numpy array from elements in C order, of a type that numpy has.</summary>
    public static void Write<T>(PickleBuffer output, ReadOnlySpan<T> elements, params ReadOnlySpan<nint> lengths)
    {
        ref var first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(elements));
        WriteArray(output, MemoryMarshal.CreateReadOnlySpan(ref first, checked(elements.Length * Unsafe.SizeOf<T>())), Code<T>.Text!, lengths);
    }

    /// <summary>Writes an array of several dimensions: as a numpy array when that is requested, else as lists of lists.</summary>
    public static void Write(PickleBuffer output, Array array)
    {
        var element = array.GetType().GetElementType()!;
        if (output.Arrays == ArrayForm.NumPy && s_codes.TryGetValue(element, out var code))
        {
            Span<nint> lengths = stackalloc nint[array.Rank];
            for (var i = 0; i < lengths.Length; i++)
            {
                lengths[i] = array.GetLength(i);
            }

            var size = int.Parse(code.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
            WriteArray(output, MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * size)), code, lengths);
            return;
        }

        WriteLists(output, array, element, new int[array.Rank], 0);
    }

    private static void WriteArray(PickleBuffer output, ReadOnlySpan<byte> data, string code, ReadOnlySpan<nint> lengths)
    {
        // ndarray((0,)), then its state: version, shape, dtype, whether it is in Fortran order, data.
        output.CountUnhashable();
        output.Global(PickleGlobal.NdArray);
        output.Raw(
        [
            PickleOpcode.Int8, 0, PickleOpcode.Tuple1, PickleOpcode.Tuple1, PickleOpcode.Reduce,
            PickleOpcode.Mark, PickleOpcode.Int8, 1, PickleOpcode.Mark,
        ]);
        foreach (var length in lengths)
        {
            output.Integer(length);
        }

        output.Raw(PickleOpcode.Tuple);
        output.Global(PickleGlobal.DType);
        output.Text(code);
        output.Raw([PickleOpcode.Tuple1, PickleOpcode.Reduce, PickleOpcode.False]);
        output.Bytes(data);
        output.Raw([PickleOpcode.Tuple, PickleOpcode.Build]);
    }

    private static void WriteLists(PickleBuffer output, Array array, Type element, int[] indices, int dimension)
    {
        output.Enter(PickleOpcode.EmptyList);
        try
        {
            for (indices[dimension] = 0; indices[dimension] < array.GetLength(dimension); indices[dimension]++)
            {
                if (dimension < array.Rank - 1)
                {
                    WriteLists(output, array, element, indices, dimension + 1);
                    continue;
                }

                // Lower bounds other than 0 are for Visual Basic's arrays.
                output.Value(array.GetValue([.. indices.Select((index, i) => index + array.GetLowerBound(i))]), element);
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(indices[dimension]))
        {
            throw;
        }

        output.Leave(PickleOpcode.Appends);
    }

    private static class Code<T>
    {
        public static readonly string? Text = s_codes.GetValueOrDefault(typeof(T));
    }
}
