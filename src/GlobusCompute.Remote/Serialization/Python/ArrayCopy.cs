using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>
/// Elements of numpy arrays into memory of .NET: one copy where the type is the same, bytes turned where the order is another, and a conversion where the
/// type is a wider one. What would lose something is refused.
/// </summary>
internal static class ArrayCopy
{
    /// <summary>Whether .NET has arrays of such dimensions; numpy has longer ones, so long as there is nothing in them.</summary>
    public static bool HasRoom(ReadOnlySpan<int> lengths)
    {
        var total = 1L;
        foreach (var length in lengths)
        {
            total *= Math.Max(length, 1);
            if (total > Array.MaxLength)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Copies integers or floats, in C order.</summary>
    /// <exception cref="ShapeException">An element does not fit, or the type would lose something of every element.</exception>
    public static void Numbers<T>(PythonArray array, Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        var type = array.Type;
        var wanted = KindOf<T>();
        if (type.KindCode == wanted && type.ItemSize == Unsafe.SizeOf<T>())
        {
            Same(array, destination, Unsafe.SizeOf<T>());
            return;
        }

        if (wanted == 'f'
            ? type.KindCode is not ('i' or 'u' or 'f') || (type.KindCode == 'f' && type.ItemSize > Unsafe.SizeOf<T>())
            : type.KindCode is not ('i' or 'u'))
        {
            throw Misfit<T>(array);
        }

        switch (type.KindCode, type.ItemSize)
        {
            case ('i', 1):
                Convert<sbyte, T>(array, destination);
                break;
            case ('i', 2):
                Convert<short, T>(array, destination);
                break;
            case ('i', 4):
                Convert<int, T>(array, destination);
                break;
            case ('i', _):
                Convert<long, T>(array, destination);
                break;
            case ('u', 1):
                Convert<byte, T>(array, destination);
                break;
            case ('u', 2):
                Convert<ushort, T>(array, destination);
                break;
            case ('u', 4):
                Convert<uint, T>(array, destination);
                break;
            case ('u', _):
                Convert<ulong, T>(array, destination);
                break;
            case (_, 2):
                Convert<Half, T>(array, destination);
                break;
            default:
                Convert<float, T>(array, destination);
                break;
        }
    }

    /// <summary>Copies integers, whose type .NET's generic arithmetic does not show to be unmanaged.</summary>
    public static void Integers<T>(PythonArray array, Span<T> destination)
        where T : struct, IBinaryInteger<T>
    {
        switch (destination)
        {
            case var _ when typeof(T) == typeof(sbyte):
                Numbers(array, As<T, sbyte>(destination));
                break;
            case var _ when typeof(T) == typeof(byte):
                Numbers(array, As<T, byte>(destination));
                break;
            case var _ when typeof(T) == typeof(short):
                Numbers(array, As<T, short>(destination));
                break;
            case var _ when typeof(T) == typeof(ushort):
                Numbers(array, As<T, ushort>(destination));
                break;
            case var _ when typeof(T) == typeof(int):
                Numbers(array, As<T, int>(destination));
                break;
            case var _ when typeof(T) == typeof(uint):
                Numbers(array, As<T, uint>(destination));
                break;
            case var _ when typeof(T) == typeof(long):
                Numbers(array, As<T, long>(destination));
                break;
            default:
                Numbers(array, As<T, ulong>(destination));
                break;
        }
    }

    /// <summary>Copies floats.</summary>
    public static void Floats<T>(PythonArray array, Span<T> destination)
        where T : struct, IFloatingPointIeee754<T>
    {
        switch (destination)
        {
            case var _ when typeof(T) == typeof(double):
                Numbers(array, As<T, double>(destination));
                break;
            case var _ when typeof(T) == typeof(float):
                Numbers(array, As<T, float>(destination));
                break;
            default:
                Numbers(array, As<T, Half>(destination));
                break;
        }
    }

    public static void Booleans(PythonArray array, Span<bool> destination)
    {
        if (array.Type.KindCode != 'b')
        {
            throw Misfit<bool>(array);
        }

        // Any other byte than 0 is True, and only 1 is one here.
        var bytes = MemoryMarshal.AsBytes(destination);
        Same(array, bytes, 1);
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = bytes[i] == 0 ? (byte)0 : (byte)1;
            }
        }
    }

    public static void Complexes(PythonArray array, Span<Complex> destination)
    {
        switch (array.Type.KindCode, array.Type.ItemSize)
        {
            case ('c', 16):
                Same(array, destination, 8);
                break;
            case ('c', 8):
                var parts = new (float Real, float Imaginary)[destination.Length];
                Same<(float Real, float Imaginary)>(array, parts, 4);
                for (var i = 0; i < parts.Length; i++)
                {
                    destination[i] = new Complex(parts[i].Real, parts[i].Imaginary);
                }

                break;
            default:
                var reals = new double[destination.Length];
                Numbers<double>(array, reals);
                for (var i = 0; i < reals.Length; i++)
                {
                    destination[i] = reals[i];
                }

                break;
        }
    }

    // The caller has found out that they are the same type.
    private static Span<TTo> As<TFrom, TTo>(Span<TFrom> span) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<TFrom, TTo>(ref MemoryMarshal.GetReference(span)), span.Length);

    private static ShapeException Misfit<T>(PythonArray array) => PythonMisfit.Of(
        array,
        $"an array of {TypeNames.Of(typeof(T))}",
        array.Type.WhyUnreadable is { } why
            ? $" It cannot be read: {why}. Have the function convert it with astype."
            : " Elements are widened where nothing is lost; declare the type that numpy has, or have the function convert it with astype.");

    private static char KindOf<T>() =>
        typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half) ? 'f'
        : typeof(T) == typeof(byte) || typeof(T) == typeof(ushort) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong) ? 'u'
        : 'i';

    private static void Convert<TFrom, TTo>(PythonArray array, Span<TTo> destination)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var source = GC.AllocateUninitializedArray<TFrom>(destination.Length);
        Same<TFrom>(array, source, Unsafe.SizeOf<TFrom>());
        for (var i = 0; i < source.Length; i++)
        {
            var value = TTo.CreateSaturating(source[i]);
            if (TFrom.CreateSaturating(value) != source[i] && !TFrom.IsNaN(source[i]))
            {
                throw new ShapeException($"Element {i} of a numpy array of the type {array.ElementType} is {source[i]}, "
                    + $"which {TypeNames.Of(typeof(TTo))} does not hold exactly. Declare a type that does.");
            }

            destination[i] = value;
        }
    }

    /// <param name="array">An array whose elements are as large as those of the destination.</param>
    /// <param name="destination">For all elements.</param>
    /// <param name="unit">The size of what has a byte order: half an element for complex numbers.</param>
    private static void Same<T>(PythonArray array, Span<T> destination, int unit)
        where T : unmanaged
    {
        if (destination.IsEmpty)
        {
            return;
        }

        if (array.IsContiguous)
        {
            array.Data[..(destination.Length * Unsafe.SizeOf<T>())].CopyTo(MemoryMarshal.AsBytes(destination));
        }
        else
        {
            Gather(array, destination);
        }

        if (array.Type.IsBigEndian == BitConverter.IsLittleEndian)
        {
            Turn(MemoryMarshal.AsBytes(destination), unit);
        }
    }

    private static void Gather<T>(PythonArray array, Span<T> destination)
        where T : unmanaged
    {
        var lengths = array.Lengths;
        var strides = array.Strides;
        Span<int> index = stackalloc int[lengths.Length];
        index.Clear();
        var data = array.Data;
        var offset = 0L;
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = MemoryMarshal.Read<T>(data[(int)offset..]);
            for (var dimension = lengths.Length - 1; dimension >= 0; dimension--)
            {
                offset += strides[dimension];
                if (++index[dimension] < lengths[dimension])
                {
                    break;
                }

                offset -= strides[dimension] * lengths[dimension];
                index[dimension] = 0;
            }
        }
    }

    private static void Turn(Span<byte> bytes, int unit)
    {
        switch (unit)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
