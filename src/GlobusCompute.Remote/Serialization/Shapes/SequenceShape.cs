using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Elements in a row as a JSON array.</summary>
internal abstract partial class SequenceShape<TSequence, T>(Shape<T> element) : Shape<TSequence?>
    where TSequence : class, IEnumerable<T>
{
    public sealed override bool CanPopulate => typeof(TSequence).IsAssignableTo(typeof(ICollection<T>)) && !typeof(TSequence).IsArray;

    public sealed override bool IsCopied => element.IsCopied;

    public sealed override void Populate(object target, object added)
    {
        if (target is not ICollection<T> { IsReadOnly: false } collection)
        {
            throw NotAddedTo(target);
        }

        foreach (var item in (IEnumerable<T>)added)
        {
            collection.Add(item);
        }
    }

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
        catch (ShapeException e) when (e.NoteAndDecline(count))
        {
            throw;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(items, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    public override TSequence? FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case { IsNone: true }:
                return null;
            case PythonArray { IsSet: true, Shape.Count: > 0 } array:
                return FromArray(array, reading);
            case PythonRange range:
                // Numbers of it are made one by one, and given up again.
                reading.Charge((long)range.Items.Count * PythonRange.ItemBytes);
                return FromItems(range.Items, reading);
            case PythonSequence or PythonObject { HasItems: true }:
                return FromItems(value is PythonSequence { Kind: not PythonKind.Set } sequence ? sequence.Raw : value.Items, reading);
            case PythonObject { StateValues: { } values }:
                return FromItems(values, reading);
            case PythonObject { Fields: not null } named:
                return FromItems(named.Arguments, reading);
            default:
                throw PythonMisfit.Of(value, $"a list ({TypeNames.Of(typeof(TSequence))})");
        }
    }

    /// <summary>Bytes that an item takes while the collection is made.</summary>
    protected virtual int ItemBytes => Unsafe.SizeOf<T>();

    protected abstract TSequence Make(ReadOnlySpan<T> items);

    /// <summary>Whether JSON would change a value by having no such collection.</summary>
    protected virtual bool IsInexact(JsonBuffer output) => false;

    /// <summary>Makes the collection of an array that nobody else has.</summary>
    protected virtual TSequence MakeOf(T[] items) => Make(items);

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
        catch (ShapeException e) when (e.NoteAndDecline(i))
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
        catch (ShapeException e) when (e.NoteAndDecline(i))
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
        catch (ShapeException e) when (e.NoteAndDecline(i))
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
        catch (ShapeException e) when (e.NoteAndDecline(i))
        {
            throw;
        }

        output.Leave(']');
    }

    private TSequence FromArray(PythonArray array, PythonReading reading)
    {
        var length = array.Shape[0];
        reading.Charge(32 + ((long)length * ItemBytes));
        var items = GC.AllocateUninitializedArray<T>(length);
        if (array.Shape.Count > 1 || !element.TryCopy(array, items))
        {
            // Elements and rows are made one by one, and given up again.
            reading.Items(length, array.PartBytes);
            Fill(items, array.Items, reading);
        }

        return MakeOf(items);
    }

    private TSequence FromItems(IReadOnlyList<PythonValue> values, PythonReading reading)
    {
        var items = Allocate(values.Count, reading);
        Fill(items, values, reading);
        return MakeOf(items);
    }

    private T[] Allocate(int count, PythonReading reading)
    {
        reading.Charge(32);
        reading.Items(count, ItemBytes);
        return new T[count];
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
        catch (ShapeException e) when (e.NoteAndDecline(i))
        {
            throw;
        }
    }
}
