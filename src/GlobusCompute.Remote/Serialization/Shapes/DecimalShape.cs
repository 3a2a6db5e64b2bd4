using System.Globalization;
using System.Numerics;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Read from the digits as they stand, never through a binary float. Not written as JSON: Python would make it one.</summary>
internal sealed class DecimalShape : Shape<decimal>
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

    public override decimal FromPython(PythonValue value, PythonReading reading)
    {
        switch (value)
        {
            case PythonArray { IsSet: true, Shape.Count: 0 } array:
                return FromPython(array.Single(), reading);
            case PythonDecimal number when Looked(number, reading) && TryRead(number, out var exact):
                return exact;
            case PythonDecimal:
                throw PythonMisfit.Of(value, "a number (decimal)", " A decimal has up to 28 digits, and neither NaN nor infinity. "
                    + "Have the function return str(x).");
            case PythonInteger { Value: var whole } when BigInteger.Abs(whole) <= (BigInteger)decimal.MaxValue:
                return (decimal)whole;
            case PythonFloat { Value: var binary } when TryShortest(binary, out var shortest):
                return shortest;
            default:
                throw PythonMisfit.Of(value, "a number (decimal)");
        }
    }

    /// <summary>Reads a number whose digits all fit.</summary>
    public static bool TryRead(PythonDecimal number, out decimal value)
    {
        value = number.Nearest ?? 0;
        return number.Nearest is not null && IsSame(number.Text, value);
    }

    // Each time, to see whether digits are lost.
    private static bool Looked(PythonDecimal number, PythonReading reading)
    {
        reading.Work(number.Text.Length / 4);
        return true;
    }

    private static bool TryShortest(double binary, out decimal value)
    {
        Span<char> digits = stackalloc char[MaxLength];
        value = default;
        if (!double.IsFinite(binary) || !binary.TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture))
        {
            return false;
        }

        // As Python writes it, and so as JSON brings it: 2.0.
        if (digits[..length].IndexOfAny('.', 'E') < 0)
        {
            ".0".CopyTo(digits[length..]);
            length += 2;
        }

        return decimal.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    // Digits beyond the 28th are rounded away by the parser.
    private static bool IsSame(string text, decimal value)
    {
        var digits = text.AsSpan().TrimStart("+-0.");
        var end = digits.IndexOfAny('E', 'e');
        var significant = 0;
        foreach (var c in (end < 0 ? digits : digits[..end]).TrimEnd('0'))
        {
            significant += char.IsAsciiDigit(c) ? 1 : 0;
        }

        // A small number, such as 1E-30, is rounded to fewer digits, or to zero.
        if (end >= 0 && significant > 0 && !IsWithinScale(text))
        {
            return false;
        }

        return significant <= 28 || (significant == 29 && value == decimal.Truncate(value)) || (significant == 0 && value == 0);
    }

    private static bool IsWithinScale(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny('E', 'e');
        var digits = text[..end];
        var point = digits.IndexOf('.');
        var fraction = point < 0 ? 0 : digits[(point + 1)..].TrimEnd('0').Length;
        return !int.TryParse(text[(end + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || (long)fraction - exponent <= 28;
    }
}
