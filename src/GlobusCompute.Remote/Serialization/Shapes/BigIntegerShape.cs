using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Python's int in full.</summary>
internal sealed class BigIntegerShape : Shape<BigInteger>
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
        if (reader.TryGetInt64(out var small))
        {
            return small;
        }

        return digits.Length > MaxDigits
            ? throw new ShapeException($"Found a whole number of {digits.Length:N0} digits; {MaxDigits:N0} are read at the most. "
                + "Have the function return it as text or bytes.")
            : BigInteger.Parse(Encoding.ASCII.GetString(digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }

    public override BigInteger FromPython(PythonValue value, PythonReading reading) => value switch
    {
        PythonInteger integer => integer.Value,
        PythonArray { IsSet: true, Shape.Count: 0 } array => FromPython(array.Single(), reading),
        _ => throw PythonMisfit.Of(value, "a whole number (BigInteger)"),
    };

    public override BigInteger FromPythonKey(PythonValue key, PythonReading reading) =>
        key is PythonString text && BigInteger.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : FromPython(key, reading);
}
