using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Elements in several dimensions: lists of lists, or a numpy array.</summary>
internal abstract class GridShape<TGrid, T>(Shape<T> element, int rank) : Shape<TGrid?>
    where TGrid : class
{
    public override bool IsCopied => element.IsCopied;

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
        FromPython(BuiltIn<PythonValue>.Shape!.ReadFrom(ref reader, options)!, new PythonReading(options, PayloadBudget.Current ?? PayloadBudget.Unrelated()));

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
            catch (ShapeException e) when (e.NoteAndDecline(i))
            {
                throw;
            }
        }

        output.Leave(']');
    }
}
