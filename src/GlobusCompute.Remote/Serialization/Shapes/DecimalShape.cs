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
            case PythonDecimal number when TryRead(number, out var exact):
                return exact;
            case PythonDecimal:
                throw PythonMisfit.Of(value, "a number (decimal)", " A decimal has up to 28 digits, and neither NaN nor infinity. "
                    + "Have the function return str(x).");
            case PythonInteger { Value: var whole } when BigInteger.Abs(whole) <= (BigInteger)decimal.MaxValue:
                return (decimal)whole;
            case PythonFloat { Value: var binary }
                when decimal.TryParse(PythonFloat.Text(binary), NumberStyles.Float, CultureInfo.InvariantCulture, out var shortest):
                return shortest;
            default:
                throw PythonMisfit.Of(value, "a number (decimal)");
        }
    }

    /// <summary>Reads a number whose digits all fit.</summary>
    public static bool TryRead(PythonDecimal number, out decimal value) =>
        decimal.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && IsSame(number.Text, value);

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

        return significant <= 28 || (significant == 29 && value == decimal.Truncate(value)) || (significant == 0 && value == 0);
    }
}
