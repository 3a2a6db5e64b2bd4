using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>A value with a short ASCII form: a number or bool as it is, others as text.</summary>
internal abstract class ScalarShape<T> : Shape<T>
{
    private const int MaxLength = 64;

    /// <summary>What is expected, in words.</summary>
    protected abstract string Wanted { get; }

    /// <summary>Whether the value is a JSON string.</summary>
    protected virtual bool IsText => true;

    public sealed override bool IsScalar => true;

    public sealed override bool IsCopied => true;

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

    public sealed override T FromPython(PythonValue value, PythonReading reading)
    {
        value = Single(value);
        if (TryFromPython(value, out var result))
        {
            return result;
        }

        return IsText && value is PythonString text && TryParseText(text.Value, out result) ? result : throw PythonMisfit.Of(value, Wanted, Hint(value));
    }

    public sealed override T FromPythonKey(PythonValue key, PythonReading reading) =>
        TryFromPython(key, out var result) || (key is PythonString text && TryParseText(text.Value, out result))
            ? result
            : throw PythonMisfit.Of(key, "a key that is " + Wanted);

    /// <summary>Writes the form, at most 64 bytes, and gives its length.</summary>
    protected abstract int Format(T value, Span<byte> destination);

    protected abstract bool TryParse(ReadOnlySpan<byte> text, out T value);

    /// <summary>An array of no dimensions is its element.</summary>
    protected static PythonValue Single(PythonValue value) => value is PythonArray { IsSet: true, Shape.Count: 0 } array ? array.Single() : value;

    /// <summary>Reads the Python types that stand for this one.</summary>
    protected abstract bool TryFromPython(PythonValue value, out T result);

    /// <summary>What to do about a value that does not fit; with a space before it.</summary>
    protected virtual string Hint(PythonValue value) => "";

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

    private bool TryParseText(string text, out T result)
    {
        Span<byte> utf8 = stackalloc byte[3 * MaxLength];
        if (text.Length <= MaxLength)
        {
            return TryParse(utf8[..Encoding.UTF8.GetBytes(text, utf8)], out result);
        }

        result = default!;
        return false;
    }
}
