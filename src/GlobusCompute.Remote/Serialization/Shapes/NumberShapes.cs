using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Integers of a fixed size: exact digits.</summary>
internal sealed partial class IntegerShape<T> : ScalarShape<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    protected override string Wanted => $"a whole number ({TypeNames.Of(typeof(T))})";

    protected override bool IsText => false;

    public override void PickleTo(PickleBuffer output, T value)
    {
        if (value >= T.Zero ? T.CreateSaturating(long.MaxValue) >= value : T.CreateSaturating(long.MinValue) <= value)
        {
            output.Integer(long.CreateTruncating(value));
            return;
        }

        // One more byte, so that no unsigned number looks negative.
        Span<byte> bytes = stackalloc byte[17];
        bytes[16] = (byte)(T.IsNegative(value) ? 0xFF : 0);
        var length = value.WriteLittleEndian(bytes);
        bytes[length..].Fill(bytes[16]);
        output.LongInteger(bytes);
    }

    public override T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (TryParse(reader.ValueSpan, out var value))
            {
                return value;
            }

            if (ReadJson.IsInteger(ref reader))
            {
                throw ReadJson.Misfit(ref reader, Wanted, $" It must be from {T.MinValue} to {T.MaxValue}; BigInteger takes any.");
            }
        }

        throw ReadJson.Misfit(ref reader, Wanted);
    }

    protected override int Format(T value, Span<byte> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    protected override bool TryParse(ReadOnlySpan<byte> text, out T value) => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}

/// <summary>
/// Floats: the shortest text that reads back the same, always with a point or an exponent so that Python reads a float;
/// NaN and the infinities as Python's bare words. Whole numbers are read as floats, too.
/// </summary>
internal sealed partial class FloatShape<T> : ScalarShape<T>
    where T : struct, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    protected override string Wanted => $"a number ({TypeNames.Of(typeof(T))})";

    protected override bool IsText => false;

    public override void PickleTo(PickleBuffer output, T value) => output.Float(double.CreateTruncating(value));

    public override T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && TryParse(reader.ValueSpan, out var value))
        {
            if (T.IsFinite(value) || typeof(T) == typeof(double))
            {
                return value;
            }

            // Python's own floats overflow at 1e308, to infinity; a narrower type must not lose a finite one.
            return double.IsFinite(double.Parse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture))
                ? throw ReadJson.Misfit(ref reader, Wanted, $" It must be from {T.MinValue} to {T.MaxValue}; use double.")
                : value;
        }

        return TolerantJson.TryGetNonFinite(ref reader, out var special)
            ? T.CreateTruncating(special)
            : throw ReadJson.Misfit(ref reader, Wanted, reader.TokenType == JsonTokenType.Null ? $" Use {TypeNames.Of(typeof(T))}? to allow it." : "");
    }

    protected override int Format(T value, Span<byte> destination)
    {
        if (!T.IsFinite(value))
        {
            var word = T.IsNaN(value) ? "NaN"u8 : T.IsPositive(value) ? "Infinity"u8 : "-Infinity"u8;
            word.CopyTo(destination);
            return word.Length;
        }

        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        if (!destination[..written].ContainsAny((byte)'.', (byte)'E'))
        {
            destination[written++] = (byte)'.';
            destination[written++] = (byte)'0';
        }

        return written;
    }

    protected override bool TryParse(ReadOnlySpan<byte> text, out T value)
    {
        if (typeof(T) == typeof(double) && Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length)
        {
            value = Unsafe.As<double, T>(ref number);
            return true;
        }

        return T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary>Python's int in full.</summary>
internal sealed partial class BigIntegerShape : Shape<BigInteger>
{
    // Python itself refuses to parse more than 4,300 digits unless told otherwise; the time for it grows with the square.
    private const int MaxDigits = 100_000;

    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, BigInteger value) =>
        output.Raw(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    public override void PickleTo(PickleBuffer output, BigInteger value) => output.Integer(value);

    public override void WriteKey(JsonBuffer output, BigInteger key)
    {
        output.Raw('"');
        WriteTo(output, key);
        output.Raw('"');
    }

    public override BigInteger ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => Read(ref reader);

    public override BigInteger ReadKey(ref Utf8JsonReader reader) =>
        BigInteger.TryParse(ReadJson.Text(ref reader), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ShapeException($"The key \"{ReadJson.Text(ref reader)}\" is not a whole number (BigInteger).");

    public static BigInteger Read(ref Utf8JsonReader reader)
    {
        if (!ReadJson.IsInteger(ref reader))
        {
            throw ReadJson.Misfit(ref reader, "a whole number (BigInteger)");
        }

        var digits = reader.ValueSpan;
        return digits.Length > MaxDigits
            ? throw new ShapeException($"Found a whole number of {digits.Length:N0} digits; {MaxDigits:N0} are read at the most. Have the function return it as text or bytes.")
            : BigInteger.Parse(Encoding.ASCII.GetString(digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}

/// <summary>Read from the digits as they stand, never through a binary float. Not written as JSON: Python would make it one.</summary>
internal sealed partial class DecimalShape : Shape<decimal>
{
    // A sign, 29 digits and a point.
    private const int MaxLength = 32;

    public override bool IsScalar => true;

    public override void WriteTo(JsonBuffer output, decimal value)
    {
        output.ExpectInexact();
        throw new ShapeException(Refusals.Decimal);
    }

    /// <summary>All digits as they stand, zeros at the end included.</summary>
    public override void PickleTo(PickleBuffer output, decimal value)
    {
        output.Global(PickleGlobal.Decimal);
        Span<char> digits = stackalloc char[MaxLength];
        value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        output.Text(digits[..length]);
        output.Raw([PickleOpcode.Tuple1, PickleOpcode.Reduce]);
    }

    public override decimal ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && decimal.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ReadJson.Misfit(ref reader, "a number (decimal)");
}

internal sealed partial class BooleanShape : ScalarShape<bool>
{
    protected override string Wanted => "true or false (bool)";

    protected override bool IsText => false;

    public override void PickleTo(PickleBuffer output, bool value) => output.Boolean(value);

    public override bool ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw ReadJson.Misfit(ref reader, Wanted),
    };

    protected override int Format(bool value, Span<byte> destination)
    {
        var word = value ? "true"u8 : "false"u8;
        word.CopyTo(destination);
        return word.Length;
    }

    // As keys: JSON's words, as Python's json writes a bool key, or those of Python's str().
    protected override bool TryParse(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.SequenceEqual("true"u8) || text.SequenceEqual("True"u8);
        return value || text.SequenceEqual("false"u8) || text.SequenceEqual("False"u8);
    }
}

/// <summary>A value or None.</summary>
internal sealed partial class NullableShape<T>(Shape<T> shape) : Shape<T?>
    where T : struct
{
    public override void WriteTo(JsonBuffer output, T? value)
    {
        if (value is { } present)
        {
            shape.WriteTo(output, present);
        }
        else
        {
            output.Null();
        }
    }

    public override bool IsScalar => shape.IsScalar;

    public override void PickleTo(PickleBuffer output, T? value)
    {
        if (value is { } present)
        {
            shape.PickleTo(output, present);
        }
        else
        {
            output.Null();
        }
    }

    public override T? ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : shape.ReadFrom(ref reader, options);

    // JSON has only text for keys; Python's json writes None as "null".
    public override void WriteKey(JsonBuffer output, T? key) => shape.WriteKey(output, key!.Value);

    public override T? ReadKey(ref Utf8JsonReader reader) => shape.ReadKey(ref reader);
}
