using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Json;

/// <summary>
/// The JSON text being written, in a pooled array. Shapes write straight into it; types of the app go through System.Text.Json on a writer over it, and shapes
/// met inside them through a second buffer.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The writer is over this buffer alone and holds nothing of the system's; a buffer of a call given up is left to the collector.")]
internal sealed class JsonBuffer : IBufferWriter<byte>
{
    /// <summary>Nesting of arrays and objects that is read: more than Python, with its usual limit of recursion, can write.</summary>
    public const int MaxDepth = 1000;

    private const int KeptBytes = 64 * 1024;
    private const int CheckedDepth = 32;

    // Each level of System.Text.Json within itself catches what passes and throws it again, which takes much stack.
    private const int MaxNesting = 32;

    [ThreadStatic]
    private static JsonBuffer? s_serializing;

    // How many System.Text.Json calls lie within each other.
    [ThreadStatic]
    private static int s_nesting;

    [ThreadStatic]
    private static Stack<JsonBuffer>? s_idle;

    private byte[] _bytes = [];
    private int _length;
    private Utf8JsonWriter? _writer;
    private JsonSerializerOptions? _options;
    private int _depth;

    public int Length => _length;

    /// <summary>Gets the bytes that there is room for.</summary>
    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public JsonSerializerOptions Options => _options!;

    /// <summary>The buffer that is being written through System.Text.Json on this thread, or null.</summary>
    public static JsonBuffer? Serializing => s_serializing;

    /// <summary>How deep the next value lies.</summary>
    public int Depth => _depth;

    /// <summary>Where pickled parts of the value go; null when all of it is JSON.</summary>
    public PickleBuffer? Side { get; set; }

    /// <summary>Whether a value that Python would not read as the same value is given up, to be pickled instead.</summary>
    public bool IsExact { get; set; }

    /// <summary>Whether arrays of numbers are to be numpy arrays, which JSON cannot represent.</summary>
    public bool WantsNumPy { get; set; }

    /// <summary>Gives the value up when it must arrive as itself: what follows is a form that Python reads as something else.</summary>
    /// <exception cref="InexactException">It must.</exception>
    public void ExpectInexact()
    {
        if (IsExact)
        {
            throw new InexactException();
        }
    }

    /// <summary>Begins a value of its own.</summary>
    public void Begin(JsonSerializerOptions options, int depth = 0)
    {
        _options = options;
        _depth = depth;
    }

    /// <summary>Forgets what was written after a length.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>Empties the buffer, and gives a large array back.</summary>
    public void Clear()
    {
        _length = 0;
        _options = null;
        Side = null;
        IsExact = false;
        WantsNumPy = false;
        if (_bytes.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    /// <summary>At least this many free bytes; commit them with <see cref="Advance"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Grow(count);
        }

        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => Reserve(Math.Max(sizeHint, 256));

    public void Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Reserve(text.Length));
        _length += text.Length;
    }

    public void Raw(char ascii)
    {
        Reserve(1)[0] = (byte)ascii;
        _length++;
    }

    public void Null() => Raw("null"u8);

    /// <summary>A JSON string.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        // At least a byte for each char, so that a long text does not make the buffer grow again and again.
        Reserve(text.Length + 2)[0] = (byte)'"';
        _length++;

        // Six bytes a char at the worst, in pieces so that a long plain text does not reserve six times its size.
        while (!text.IsEmpty)
        {
            var piece = text[..Math.Min(text.Length, 4096)];
            _length += JsonStringText.EscapeText(piece, Reserve(6 * piece.Length));
            text = text[piece.Length..];
        }

        Raw('"');
    }

    /// <summary>Opens an array or object.</summary>
    public void Enter(char bracket)
    {
        if (++_depth > MaxDepth || (_depth > CheckedDepth && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw TooDeep();
        }

        Raw(bracket);
    }

    /// <summary>Closes an array or object.</summary>
    public void Leave(char bracket)
    {
        _depth--;
        Raw(bracket);
    }

    /// <summary>Writes a value by metadata of the app's.</summary>
    public void Serialize<T>(T value, JsonTypeInfo<T> info)
    {
        var mark = _length;
        var writer = BeginSerializing(out var outer);
        try
        {
            JsonSerializer.Serialize(writer, value, info);
            writer.Flush();
        }
        catch (JsonException e) when (IsTooDeepHere(writer, e))
        {
            Truncate(mark);
            DeepStack.Run(() => Serialize(value, info));
        }
        finally
        {
            EndSerializing(outer);
        }
    }

    /// <summary>Writes a value of a type known at run time only.</summary>
    public void Serialize(object value, JsonTypeInfo info)
    {
        var mark = _length;
        var writer = BeginSerializing(out var outer);
        try
        {
            JsonSerializer.Serialize(writer, value, info);
            writer.Flush();
        }
        catch (JsonException e) when (IsTooDeepHere(writer, e))
        {
            Truncate(mark);
            DeepStack.Run(() => Serialize(value, info));
        }
        catch (JsonException e)
        {
            // Its path begins here, and belongs below that of the value around it.
            throw PayloadFailure.IsTooDeep(e) ? TooDeep(e) : ShapeException.Around(e);
        }
        finally
        {
            EndSerializing(outer);
        }
    }

    /// <summary>A buffer for a shape that System.Text.Json calls; give it back with <see cref="GiveBack"/>.</summary>
    public static JsonBuffer RentBelow(Utf8JsonWriter writer, JsonSerializerOptions options)
    {
        var buffer = Rent(options, (s_serializing?._depth ?? 0) + writer.CurrentDepth);
        if (s_serializing is { } outer)
        {
            buffer.IsExact = outer.IsExact;
            buffer.WantsNumPy = outer.WantsNumPy;
        }

        return buffer;
    }

    /// <summary>A buffer for a value of its own; give it back with <see cref="GiveBack"/>.</summary>
    public static JsonBuffer Rent(JsonSerializerOptions options, int depth)
    {
        var buffer = s_idle is { Count: > 0 } idle ? idle.Pop() : new JsonBuffer();
        buffer.Begin(options, depth);
        return buffer;
    }

    public static void GiveBack(JsonBuffer buffer)
    {
        buffer.Clear();
        (s_idle ??= new Stack<JsonBuffer>()).Push(buffer);
    }

    public static PayloadException TooDeep(Exception? error = null) =>
        new($"The value is nested deeper than {PayloadLimits.MaxArgumentDepth} levels, or it contains itself. Python reads no more: "
            + "pass a flatter value.", null, error);

    /// <summary>Whether a writer for an ordinary stack refused another level.</summary>
    private static bool IsTooDeepHere(Utf8JsonWriter writer, JsonException error) =>
        !DeepStack.IsHere && writer.CurrentDepth >= DeepStack.OrdinaryDepth && error.InnerException is InvalidOperationException;

    private Utf8JsonWriter BeginSerializing(out JsonBuffer? outer)
    {
        if (s_nesting >= MaxNesting)
        {
            throw new PayloadException($"More than {MaxNesting} objects lie within each other in members declared as object, or one contains itself. "
                + "Declare the members by their types.");
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep();
        }

        var writer = DeepStack.IsHere
            ? new Utf8JsonWriter(this, new JsonWriterOptions { MaxDepth = Math.Max(1, MaxDepth - _depth), SkipValidation = true })
            : _writer ??= new Utf8JsonWriter(this, new JsonWriterOptions { MaxDepth = DeepStack.OrdinaryDepth, SkipValidation = true });
        writer.Reset(this);
        outer = s_serializing;
        s_serializing = this;
        s_nesting++;
        return writer;
    }

    private void EndSerializing(JsonBuffer? outer)
    {
        s_nesting--;
        s_serializing = outer;
        _writer?.Reset();
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + count), (int)Math.Min(Math.Max(256L, 2L * _bytes.Length), Array.MaxLength)));
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
