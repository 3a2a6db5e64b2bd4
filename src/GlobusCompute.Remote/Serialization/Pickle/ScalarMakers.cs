using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Values without parts: bytes, numbers, paths, ids.</summary>
internal static class ScalarMakers
{
    private static readonly SearchValues<char> s_decimalChars = SearchValues.Create("0123456789.+-eEafIiNnstyQqS");

    public static PythonValue? ByteArray(PickleReader reader, IReadOnlyList<PythonValue> arguments) => arguments switch
    {
        [] => new PythonBytes(default, "bytearray"),
        [PythonBytes bytes] => new PythonBytes(bytes.Value, "bytearray"),
        [PythonString text, PythonString encoding] when Encode(reader, text, encoding) is { } bytes => new PythonBytes(bytes, "bytearray"),
        _ => null,
    };

    public static PythonValue? Bytes(PickleReader reader, IReadOnlyList<PythonValue> arguments) => arguments switch
    {
        [] => new PythonBytes(default),
        [PythonBytes bytes] => new PythonBytes(bytes.Value),
        [PythonString text, PythonString encoding] when Encode(reader, text, encoding) is { } bytes => new PythonBytes(bytes),
        _ => null,
    };

    /// <summary>How protocols before 3 carry bytes: as the text of Latin-1.</summary>
    public static PythonValue? Encoded(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonString text, PythonString encoding] && Encode(reader, text, encoding) is { } bytes ? new PythonBytes(bytes) : null;

    public static PythonValue? Complex(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonFloat real, PythonFloat imaginary] ? new PythonComplex(new Complex(real.Value, imaginary.Value)) : null;

    public static PythonValue? Range(PickleReader reader, IReadOnlyList<PythonValue> arguments) => arguments switch
    {
        [PythonInteger stop] => new PythonRange(0, stop.Value, 1),
        [PythonInteger start, PythonInteger stop] => new PythonRange(start.Value, stop.Value, 1),
        [PythonInteger start, PythonInteger stop, PythonInteger step] when !step.Value.IsZero => new PythonRange(start.Value, stop.Value, step.Value),
        _ => null,
    };

    public static PythonValue? Slice(PickleReader reader, IReadOnlyList<PythonValue> arguments) => arguments switch
    {
        [var stop] => new PythonSlice(PythonConstant.Nothing, stop, PythonConstant.Nothing),
        [var start, var stop] => new PythonSlice(start, stop, PythonConstant.Nothing),
        [var start, var stop, var step] => new PythonSlice(start, stop, step),
        _ => null,
    };

    public static PythonValue? Decimal(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [PythonString { Value: { Length: > 0 and <= 100_000 } text }])
        {
            return null;
        }

        // Looked at here, and parsed when it becomes a number.
        reader.Work(text.Length);
        return text.AsSpan().ContainsAnyExcept(s_decimalChars) ? null : new PythonDecimal(text);
    }

    public static PythonValue? Fraction(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        switch (arguments)
        {
            case [PythonInteger numerator, PythonInteger { Value.Sign: > 0 } denominator]:
                return new PythonFraction(numerator.Value, denominator.Value);
            case [PythonString { Value: { Length: <= PayloadLimits.MaxDigits } text }]:
                // Before Python 3.11, as its text. The time for digits grows with their square.
                reader.Charge(text.Length);
                reader.Work(text.Length * (8L + (text.Length / 64)) / 8);
                var parts = text.Split('/');
                return parts.Length <= 2
                    && BigInteger.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
                    && BigInteger.TryParse(parts.Length == 2 ? parts[1] : "1", NumberStyles.None, CultureInfo.InvariantCulture, out var d)
                    && d.Sign > 0
                    ? new PythonFraction(n, d)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Made empty; its number comes as its state.</summary>
    public static PythonValue? Uuid(PickleReader reader, IReadOnlyList<PythonValue> arguments) => arguments.Count == 0 ? new PythonUuid() : null;

    public static PickleMaker Path(string className)
    {
        var separator = className.Contains("Windows", StringComparison.Ordinal) ? '\\' : '/';
        return (reader, arguments) => Joined(reader, arguments, className, separator);
    }

    private static PythonPath? Joined(PickleReader reader, IReadOnlyList<PythonValue> arguments, string className, char separator)
    {
        var text = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (argument is not PythonString { Value: var part })
            {
                return null;
            }

            reader.Charge(4L * (part.Length + 1));
            if (separator == '\\')
            {
                part = part.Replace('/', '\\');
            }

            if (text.Length > 0 && text[^1] != separator)
            {
                text.Append(separator);
            }

            text.Append(part);
        }

        return new PythonPath(className, text.Length == 0 ? "." : text.ToString());
    }

    private static byte[]? Encode(PickleReader reader, PythonString text, PythonString encoding)
    {
        var value = text.Value;
        reader.Charge(32 + (3L * value.Length));
        switch (encoding.Value)
        {
            case "latin1" or "latin-1" or "iso-8859-1":
                var bytes = new byte[value.Length];
                return Encoding.Latin1.TryGetBytes(value, bytes, out _) && !value.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff') ? bytes : null;
            case "utf-8" or "utf8":
                return Encoding.UTF8.GetBytes(value);
            case "ascii" when Ascii.IsValid(value):
                return Encoding.ASCII.GetBytes(value);
            default:
                return null;
        }
    }
}
