using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Values by their type: shapes, structures of them, and types of the app.</content>
internal sealed partial class PickleBuffer
{
    [ThreadStatic]
    private static Stack<PickleBuffer>? s_idle;

    public static PickleBuffer Rent() => s_idle is { Count: > 0 } idle ? idle.Pop() : new PickleBuffer();

    public static void GiveBack(PickleBuffer buffer)
    {
        buffer.Clear();
        (s_idle ??= new Stack<PickleBuffer>()).Push(buffer);
    }

    /// <summary>Writes a value by its declared type.</summary>
    /// <exception cref="ShapeException">The value has no form that Python would read as the same value.</exception>
    public void Value<T>(T value)
    {
        if (BuiltIn<T>.Shape is { } shape)
        {
            shape.PickleTo(this, value);
        }
        else if (value is null)
        {
            Null();
        }
        else if (Structures.Covers(typeof(T)))
        {
            Structures.Write(this, value, typeof(T));
        }
        else
        {
            AppValue(value);
        }
    }

    /// <summary>Writes a value by a declared type that is known at run time only.</summary>
    /// <exception cref="ShapeException">The value has no form that Python would read as the same value.</exception>
    public void Value(object? value, Type type)
    {
        if (value is null)
        {
            Null();
        }
        else if (BuiltInShapes.Find(type) is { } shape)
        {
            shape.PickleBoxed(this, value);
        }
        else if (Structures.Covers(type))
        {
            Structures.Write(this, value, type);
        }
        else
        {
            AppValue(value, type);
        }
    }

    /// <summary>Writes what was written as JSON.</summary>
    public void Transcode(JsonSerializerOptions options, Action<JsonBuffer> write)
    {
        var side = Rent();
        side.Begin(_rules!, Arrays, _depth);
        var text = JsonBuffer.Rent(options, _depth);
        text.Side = side;
        try
        {
            write(text);
            JsonTokens.Write(this, text.Written, side);
        }
        finally
        {
            JsonBuffer.GiveBack(text);
            GiveBack(side);
        }
    }

    /// <summary>Appends part of another buffer.</summary>
    public void Splice(PickleBuffer other, int offset, int length)
    {
        Raw(other.Written.Slice(offset, length));
        _globals |= other._globals;
        Unhashables += other.Unhashables > 0 ? 1 : 0;
    }

    // Apart, so that values of shapes do not pay for what is captured here.
    private void AppValue<T>(T value)
    {
        var info = _rules!.PickleInfoOf<T>();
        Transcode(info.Options, text => text.Serialize(value, info));
    }

    private void AppValue(object value, Type type)
    {
        var info = PayloadRules.InfoOf(type, _rules!.PickleOptions);
        Transcode(info.Options, text => text.Serialize(value, info));
    }
}
