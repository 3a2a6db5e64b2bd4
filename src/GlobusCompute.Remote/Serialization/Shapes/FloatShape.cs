using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Floats: the shortest text that reads back the same (of a Half, as a double), always with a point or an exponent so that Python reads a float; NaN and the
/// infinities as Python's bare words. Whole numbers are read as floats, too.
/// </summary>
internal sealed class FloatShape<T> : ScalarShape<T>
    where T : struct, IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    protected override string Wanted => $"a number ({TypeNames.Of(typeof(T))})";

    protected override bool IsText => false;

    public override void PickleTo(PickleBuffer output, T value) => output.Float(double.CreateTruncating(value));

    public override T ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && TryParse(reader.ValueSpan, out var value))
        {
            // Python's own floats overflow at 1e308, to infinity; an int does not, and a narrower type must not lose a finite float.
            return T.IsFinite(value) || (!ReadJson.IsInteger(ref reader) && (typeof(T) == typeof(double) || !IsDouble(reader.ValueSpan)))
                ? value
                : throw ReadJson.Misfit(ref reader, Wanted, OutOfRange(IsDouble(reader.ValueSpan)));
        }

        return TolerantJson.TryGetNonFinite(ref reader, out var special)
            ? T.CreateTruncating(special)
            : throw ReadJson.Misfit(ref reader, Wanted, reader.TokenType == JsonTokenType.Null ? $" Use {TypeNames.Of(typeof(T))}? to allow it." : "");
    }

    public override T FromCell(PickleCells cells, int at, PythonReading reading) =>
        typeof(T) == typeof(double) && cells.TryFloat(at, out var value) ? Unsafe.As<double, T>(ref value) : base.FromCell(cells, at, reading);

    public override bool TryCopy(PythonArray array, Span<T> destination)
    {
        if (array.Type.KindCode == 'O')
        {
            return false;
        }

        ArrayCopy.Floats(array, destination);
        array.FillMasked(destination, T.NaN);
        return true;
    }

    protected override int Format(T value, Span<byte> destination)
    {
        if (!T.IsFinite(value))
        {
            var word = T.IsNaN(value) ? "NaN"u8 : T.IsPositive(value) ? "Infinity"u8 : "-Infinity"u8;
            word.CopyTo(destination);
            return word.Length;
        }

        // A double has all digits of a Half, whose own shortest text may be another number to Python: 65500 for 65504.
        _ = typeof(T) == typeof(Half)
            ? double.CreateTruncating(value).TryFormat(destination, out var written, default, CultureInfo.InvariantCulture)
            : value.TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
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

    protected override bool TryFromPython(PythonValue value, out T result)
    {
        result = value switch
        {
            PythonFloat exact => T.CreateTruncating(exact.Value),
            PythonInteger whole => whole.Nearest<T>(),
            _ => T.NaN,
        };
        return T.IsFinite(result) || (value is PythonFloat { Value: var number } && !double.IsFinite(number));
    }

    protected override string Hint(PythonValue value) =>
        value.IsNone ? $" Use {TypeNames.Of(typeof(T))}? to allow it."
        : value is PythonFloat ? OutOfRange(isDouble: true)
        : value is PythonInteger whole ? OutOfRange(double.IsFinite(whole.Nearest<double>()))
        : "";

    private static bool IsDouble(ReadOnlySpan<byte> text) => double.IsFinite(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static string OutOfRange(bool isDouble) => $" It must be from {T.MinValue} to {T.MaxValue}; use {(isDouble ? "double" : "BigInteger")}.";
}
