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
            case PythonDecimal { Exact: { } exact }:
                return exact;
            case PythonDecimal:
                throw PythonMisfit.Of(value, "a number (decimal)", " A decimal has up to 28 digits, and neither NaN nor infinity. "
                    + "Have the function return str(x).");
            case PythonInteger { IsSmall: true, Small: var small }:
                return small;
            case PythonInteger { Value: var whole } when BigInteger.Abs(whole) <= (BigInteger)decimal.MaxValue:
                return (decimal)whole;
            case PythonFloat { Value: var binary } when TryShortest(binary, out var shortest):
                return shortest;
            default:
                throw PythonMisfit.Of(value, "a number (decimal)");
        }
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
}
