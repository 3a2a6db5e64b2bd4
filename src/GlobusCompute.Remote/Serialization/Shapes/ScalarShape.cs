using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A value with a short ASCII form: a number or bool as it is, others as text.</summary>
internal abstract partial class ScalarShape<T> : Shape<T>
{
    private const int MaxLength = 64;

    /// <summary>What is expected, in words.</summary>
    protected abstract string Wanted { get; }

    /// <summary>Whether the value is a JSON string.</summary>
    protected virtual bool IsText => true;

    public sealed override bool IsScalar => true;

    public sealed override void WriteTo(JsonBuffer output, T value)
    {
        if (IsText)
        {
            // Python reads text, and not the value.
            output.ExpectInexact();
            WriteKey(output, value);
            return;
        }

        output.Advance(Format(value, output.Reserve(MaxLength)));
    }

    public sealed override void WriteKey(JsonBuffer output, T key)
    {
        var span = output.Reserve(MaxLength + 2);
        span[0] = (byte)'"';
        var length = Format(key, span[1..]);
        span[length + 1] = (byte)'"';
        output.Advance(length + 2);
    }

    public override T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParseText(ref reader, out var value) ? value : throw ReadJson.Misfit(ref reader, Wanted);

    public sealed override T ReadKey(ref Utf8JsonReader reader) =>
        TryParseText(ref reader, out var value) ? value : throw new ShapeException($"The key \"{ReadJson.Text(ref reader)}\" is not {Wanted}.");

    /// <summary>Pickles a value.</summary>
    public abstract override void PickleTo(PickleBuffer output, T value);

    /// <summary>Writes the form, at most 64 bytes, and gives its length.</summary>
    protected abstract int Format(T value, Span<byte> destination);

    protected abstract bool TryParse(ReadOnlySpan<byte> text, out T value);

    private bool TryParseText(ref Utf8JsonReader reader, out T value)
    {
        var text = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return TryParse(text, out value);
        }

        // An escaped form longer than this is none of ours.
        if (text.Length > 6 * MaxLength)
        {
            value = default!;
            return false;
        }

        Span<byte> plain = stackalloc byte[6 * MaxLength];
        return TryParse(plain[..JsonStringText.Unescape(text, plain)], out value);
    }
}
