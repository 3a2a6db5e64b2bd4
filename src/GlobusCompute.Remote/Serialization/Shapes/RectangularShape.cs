using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A two-dimensional array as a list of rows of one length.</summary>
internal sealed class RectangularShape<T>(Shape<T> element) : Shape<T[,]?>
{
    private readonly Shape<T> _element = element;
    private readonly ArrayShape<T[]?> _rows = new(new ArrayShape<T>(element));

    public override bool IsCopied => _element.IsCopied;

    public override void WriteTo(JsonBuffer output, T[,]? value)
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

        value = ZeroBased.Of(value);
        output.Enter('[');
        for (var i = 0; i < value.GetLength(0); i++)
        {
            if (i > 0)
            {
                output.Raw(", "u8);
            }

            WriteRow(output, value, i);
        }

        output.Leave(']');
    }

    public override void PickleTo(PickleBuffer output, T[,]? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        if (output.Arrays == ArrayForm.NumPy && NumericArrays.Has<T>())
        {
            NumericArrays.Write(output, value);
            return;
        }

        value = ZeroBased.Of(value);
        output.Enter(PickleOpcode.EmptyList);
        for (var i = 0; i < value.GetLength(0); i++)
        {
            PickleRow(output, value, i);
        }

        output.Leave(PickleOpcode.Appends);
    }

    public override T[,]? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        ReadJson.ExpectArray(ref reader, typeof(T[,]));
        var rows = _rows.ReadFrom(ref reader, options)!;
        var result = new T[rows.Length, rows.Length == 0 ? 0 : rows[0]?.Length ?? 0];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] is not { } row || row.Length != result.GetLength(1))
            {
                var error = new ShapeException($"Found a row of {rows[i]?.Length ?? 0} elements after rows of {result.GetLength(1)}; "
                    + $"all rows of {TypeNames.Of(typeof(T[,]))} have one length. Use {TypeNames.Of(typeof(T[][]))} for others.");
                error.Note(i);
                throw error;
            }

            for (var j = 0; j < row.Length; j++)
            {
                result[i, j] = row[j];
            }
        }

        return result;
    }

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

    private void PickleRow(PickleBuffer output, T[,] value, int i)
    {
        output.Enter(PickleOpcode.EmptyList);
        var j = 0;
        try
        {
            for (; j < value.GetLength(1); j++)
            {
                _element.PickleTo(output, value[i, j]);
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(j) || e.NoteAndDecline(i))
        {
            throw;
        }

        output.Leave(PickleOpcode.Appends);
    }

    private void WriteRow(JsonBuffer output, T[,] value, int i)
    {
        output.Enter('[');
        var j = 0;
        try
        {
            for (; j < value.GetLength(1); j++)
            {
                if (j > 0)
                {
                    output.Raw(", "u8);
                }

                _element.WriteTo(output, value[i, j]);
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(j) || e.NoteAndDecline(i))
        {
            throw;
        }

        output.Leave(']');
    }
}
