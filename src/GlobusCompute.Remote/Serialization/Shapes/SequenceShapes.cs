using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Elements in a row as a JSON array.</summary>
internal abstract partial class SequenceShape<TSequence, T>(Shape<T> element) : Shape<TSequence?>
    where TSequence : class, IEnumerable<T>
{
    public sealed override void WriteTo(JsonBuffer output, TSequence? value)
    {
        if (IsInexact(output) && value is not null)
        {
            output.ExpectInexact();
        }

        switch (value)
        {
            case null:
                output.Null();
                break;
            case T[] array:
                WriteElements(output, array);
                break;
            case List<T> list:
                WriteElements(output, CollectionsMarshal.AsSpan(list));
                break;
            default:
                WriteEach(output, value);
                break;
        }
    }

    public override void PickleTo(PickleBuffer output, TSequence? value)
    {
        switch (value)
        {
            case null:
                output.Null();
                break;
            case T[] array:
                PickleElements(output, array);
                break;
            case List<T> list:
                PickleElements(output, CollectionsMarshal.AsSpan(list));
                break;
            default:
                PickleEach(output, value);
                break;
        }
    }

    public sealed override TSequence? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        ReadJson.ExpectArray(ref reader, typeof(TSequence));
        var items = ArrayPool<T>.Shared.Rent(16);
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (count == items.Length)
                {
                    Grow(ref items);
                }

                items[count] = element.ReadFrom(ref reader, options);
                count++;
            }

            return Make(items.AsSpan(0, count));
        }
        catch (ShapeException e) when (e.IsAt(count))
        {
            throw;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(items, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    protected abstract TSequence Make(ReadOnlySpan<T> items);

    /// <summary>Whether JSON would change a value by having no such collection.</summary>
    protected virtual bool IsInexact(JsonBuffer output) => false;

    private static void Grow(ref T[] items)
    {
        var larger = ArrayPool<T>.Shared.Rent(2 * items.Length);
        items.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(items, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        items = larger;
    }

    private void WriteElements(JsonBuffer output, ReadOnlySpan<T> items)
    {
        output.Enter('[');
        var i = 0;
        try
        {
            for (; i < items.Length; i++)
            {
                if (i > 0)
                {
                    output.Raw(", "u8);
                }

                element.WriteTo(output, items[i]);
            }
        }
        catch (ShapeException e) when (e.IsAt(i))
        {
            throw;
        }

        output.Leave(']');
    }

    private void PickleElements(PickleBuffer output, ReadOnlySpan<T> items)
    {
        output.Enter(PickleOpcode.EmptyList);
        var i = 0;
        try
        {
            for (; i < items.Length; i++)
            {
                element.PickleTo(output, items[i]);
            }
        }
        catch (ShapeException e) when (e.IsAt(i))
        {
            throw;
        }

        output.Leave(PickleOpcode.Appends);
    }

    private void PickleEach(PickleBuffer output, TSequence items)
    {
        output.Enter(PickleOpcode.EmptyList);
        var i = 0;
        try
        {
            foreach (var item in items)
            {
                element.PickleTo(output, item);
                i++;
            }
        }
        catch (ShapeException e) when (e.IsAt(i))
        {
            throw;
        }

        output.Leave(PickleOpcode.Appends);
    }

    private void WriteEach(JsonBuffer output, TSequence items)
    {
        output.Enter('[');
        var i = 0;
        try
        {
            foreach (var item in items)
            {
                if (i > 0)
                {
                    output.Raw(", "u8);
                }

                element.WriteTo(output, item);
                i++;
            }
        }
        catch (ShapeException e) when (e.IsAt(i))
        {
            throw;
        }

        output.Leave(']');
    }
}

internal sealed partial class ArrayShape<T>(Shape<T> element) : SequenceShape<T[], T>(element)
{
    public override void PickleTo(PickleBuffer output, T[]? value)
    {
        if (value is not null && output.Arrays == ArrayForm.NumPy && NumericArrays.Has<T>())
        {
            NumericArrays.Write<T>(output, value, value.Length);
        }
        else
        {
            base.PickleTo(output, value);
        }
    }

    protected override bool IsInexact(JsonBuffer output) => output.WantsNumPy && NumericArrays.Has<T>();

    protected override T[] Make(ReadOnlySpan<T> items) => items.ToArray();
}

internal sealed partial class ListShape<T>(Shape<T> element) : SequenceShape<List<T>, T>(element)
{
    protected override List<T> Make(ReadOnlySpan<T> items)
    {
        var list = new List<T>(items.Length);
        list.AddRange(items);
        return list;
    }
}

internal sealed partial class SetShape<T>(Shape<T> element) : SequenceShape<HashSet<T>, T>(element)
{
    private readonly Shape<T> _element = element;

    public override void PickleTo(PickleBuffer output, HashSet<T>? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        output.Enter(PickleOpcode.EmptySet);
        var i = 0;
        try
        {
            foreach (var item in value)
            {
                var before = output.Unhashables;
                _element.PickleTo(output, item);
                output.ExpectHashable(before, "An element of the set");
                i++;
            }
        }
        catch (ShapeException e) when (e.IsAt(i))
        {
            throw;
        }

        output.Leave(PickleOpcode.AddItems);
    }

    protected override bool IsInexact(JsonBuffer output) => true;

    protected override HashSet<T> Make(ReadOnlySpan<T> items)
    {
        var set = new HashSet<T>(items.Length);
        foreach (var item in items)
        {
            set.Add(item);
        }

        return set;
    }
}

/// <summary>Interfaces that only read: an array is made.</summary>
internal sealed partial class ReadOnlySequenceShape<TInterface, T>(Shape<T> element) : SequenceShape<TInterface, T>(element)
    where TInterface : class, IEnumerable<T>
{
    protected override TInterface Make(ReadOnlySpan<T> items) => (TInterface)(object)items.ToArray();
}

/// <summary>Interfaces that can add: a list is made.</summary>
internal sealed partial class MutableSequenceShape<TInterface, T>(Shape<T> element) : SequenceShape<TInterface, T>(element)
    where TInterface : class, IEnumerable<T>
{
    protected override TInterface Make(ReadOnlySpan<T> items)
    {
        var list = new List<T>(items.Length);
        list.AddRange(items);
        return (TInterface)(object)list;
    }
}

/// <summary>A two-dimensional array as a list of rows of one length.</summary>
internal sealed partial class RectangularShape<T>(Shape<T> element) : Shape<T[,]?>
{
    private readonly Shape<T> _element = element;
    private readonly ArrayShape<T[]?> _rows = new(new ArrayShape<T>(element));

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
                var error = new ShapeException($"Found a row of {rows[i]?.Length ?? 0} elements after rows of {result.GetLength(1)}; all rows of {TypeNames.Of(typeof(T[,]))} have one length. Use {TypeNames.Of(typeof(T[][]))} for others.");
                error.IsAt(i);
                throw error;
            }

            for (var j = 0; j < row.Length; j++)
            {
                result[i, j] = row[j];
            }
        }

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
        catch (ShapeException e) when (e.IsAt(j) || e.IsAt(i))
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
        catch (ShapeException e) when (e.IsAt(j) || e.IsAt(i))
        {
            throw;
        }

        output.Leave(']');
    }
}
