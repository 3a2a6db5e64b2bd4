using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Integers of a fixed size: exact digits.</summary>
internal sealed class IntegerShape<T> : ScalarShape<T>
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

    public override T FromCell(PickleCells cells, int at, PythonReading reading) =>
        cells.TryInteger(at, out var value) && Fits(value) ? T.CreateTruncating(value) : base.FromCell(cells, at, reading);

    public override bool TryCopy(PythonArray array, Span<T> destination)
    {
        if (Unsafe.SizeOf<T>() > 8 || array.Type.KindCode == 'O')
        {
            return false;
        }

        array.RefuseMasked(typeof(T));
        ArrayCopy.Integers(array, destination);
        return true;
    }

    protected override int Format(T value, Span<byte> destination)
    {
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    protected override bool TryParse(ReadOnlySpan<byte> text, out T value) =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    protected override bool TryFromPython(PythonValue value, out T result)
    {
        result = default;
        if (value is not PythonInteger integer)
        {
            return false;
        }

        if (integer.IsSmall
            ? Fits(integer.Small)
            : integer.Value >= BigInteger.CreateChecked(T.MinValue) && integer.Value <= BigInteger.CreateChecked(T.MaxValue))
        {
            result = integer.IsSmall ? T.CreateTruncating(integer.Small) : T.CreateChecked(integer.Value);
            return true;
        }

        return false;
    }

    protected override string Hint(PythonValue value) => value is PythonInteger ? $" It must be from {T.MinValue} to {T.MaxValue}; BigInteger takes any." : "";

    private static bool Fits(long value) => long.CreateSaturating(T.CreateSaturating(value)) == value && (value >= 0 || T.MinValue < T.Zero);
}
