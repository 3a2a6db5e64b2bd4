using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Elements in several dimensions: lists of lists, or a numpy array.</summary>
internal abstract class GridShape<TGrid, T>(Shape<T> element, int rank) : Shape<TGrid?>
    where TGrid : class
{
    public override void WriteTo(JsonBuffer output, TGrid? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        if (output.WantsNumPy && NumericArrays.Has<T>())
        {
            output.ExpectInexact();
        }

        WriteDimension(output, ElementsOf(value), LengthsOf(value), 0);
    }

    public override void PickleTo(PickleBuffer output, TGrid? value)
    {
        if (value is not null && output.Arrays == ArrayForm.NumPy && NumericArrays.Has<T>())
        {
            NumericArrays.Write(output, ElementsOf(value), LengthsOf(value));
        }
        else
        {
            base.PickleTo(output, value);
        }
    }

    public override TGrid? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        FromPython(BuiltIn<PythonValue>.Shape!.ReadFrom(ref reader, options)!, new PythonReading(options, PickleLimits.Unrelated));

    public override TGrid? FromPython(PythonValue value, PythonReading reading)
    {
        if (value.IsNone)
        {
            return null;
        }

        var grid = PythonGrid<T>.Read(value, rank, element, reading, typeof(TGrid));
        return Make(grid.Items, grid.Lengths);
    }

    /// <summary>The elements in C order.</summary>
    protected abstract ReadOnlySpan<T> ElementsOf(TGrid value);

    protected abstract nint[] LengthsOf(TGrid value);

    protected abstract TGrid Make(T[] items, int[] lengths);

    private void WriteDimension(JsonBuffer output, ReadOnlySpan<T> elements, ReadOnlySpan<nint> lengths, int dimension)
    {
        output.Enter('[');
        var size = lengths[dimension] == 0 ? 0 : elements.Length / (int)lengths[dimension];
        for (var i = 0; i < lengths[dimension]; i++)
        {
            output.Raw(i == 0 ? ""u8 : ", "u8);
            try
            {
                if (dimension < lengths.Length - 1)
                {
                    WriteDimension(output, elements.Slice(i * size, size), lengths, dimension + 1);
                }
                else
                {
                    element.WriteTo(output, elements[i]);
                }
            }
            catch (ShapeException e) when (e.IsAt(i))
            {
                throw;
            }
        }

        output.Leave(']');
    }
}

internal sealed class CubeShape<T>(Shape<T> element) : GridShape<T[,,], T>(element, rank: 3)
{
    protected override ReadOnlySpan<T> ElementsOf(T[,,] value) =>
        value.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(value)), value.Length);

    protected override nint[] LengthsOf(T[,,] value) => [value.GetLength(0), value.GetLength(1), value.GetLength(2)];

    protected override T[,,] Make(T[] items, int[] lengths)
    {
        var cube = new T[lengths[0], lengths[1], lengths[2]];
        if (items.Length > 0)
        {
            items.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(cube)), items.Length));
        }

        return cube;
    }
}

/// <summary>Any number of dimensions. A numpy array of none is a tensor of one element here, as tensors have at least one dimension.</summary>
internal sealed class TensorShape<T>(Shape<T> element) : GridShape<Tensor<T>, T>(element, rank: 0)
{
    protected override ReadOnlySpan<T> ElementsOf(Tensor<T> value)
    {
        var elements = new T[checked((int)value.FlattenedLength)];
        value.FlattenTo(elements);
        return elements;
    }

    protected override nint[] LengthsOf(Tensor<T> value) => [.. value.Lengths];

    protected override Tensor<T> Make(T[] items, int[] lengths) => Tensor.Create(items, lengths.Length == 0 ? [1] : [.. lengths.Select(length => (nint)length)]);
}

/// <summary>Elements in a row, in memory of whatever kind.</summary>
internal sealed class MemoryShape<T>(Shape<T> element) : Shape<ReadOnlyMemory<T>>
{
    private readonly ArrayShape<T> _array = new(element);

    public override void WriteTo(JsonBuffer output, ReadOnlyMemory<T> value) => _array.WriteTo(output, Array(value));

    public override void PickleTo(PickleBuffer output, ReadOnlyMemory<T> value)
    {
        if (output.Arrays == ArrayForm.NumPy && NumericArrays.Has<T>())
        {
            NumericArrays.Write(output, value.Span, value.Length);
        }
        else
        {
            _array.PickleTo(output, Array(value));
        }
    }

    public override ReadOnlyMemory<T> ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        _array.ReadFrom(ref reader, options) ?? throw ReadJson.Misfit(ref reader, $"an array ({TypeNames.Of(typeof(ReadOnlyMemory<T>))})");

    public override ReadOnlyMemory<T> FromPython(PythonValue value, PythonReading reading) =>
        _array.FromPython(value, reading) ?? throw PythonMisfit.Of(value, $"a list ({TypeNames.Of(typeof(ReadOnlyMemory<T>))})");

    private static T[] Array(ReadOnlyMemory<T> value) =>
        MemoryMarshal.TryGetArray(value, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : value.ToArray();
}
