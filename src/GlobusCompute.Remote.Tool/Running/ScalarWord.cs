using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>Values that are written as one word: on a command line, in a cell of a table, as a text or a key of JSON.</summary>
internal static class ScalarWord
{
    /// <summary>Reads a word by its annotation; null where it does not fit, or the annotation is not one of such values.</summary>
    public static PythonValue? TryRead(string text, PythonType type) => type.Kind switch
    {
        PythonTypeKind.Str => PythonValue.From(text),
        PythonTypeKind.Int => TryInteger(text) is { } integer ? PythonValue.From(integer) : null,
        PythonTypeKind.Float => TryFloat(text) is { } number ? PythonValue.From(number) : null,
        PythonTypeKind.Bool => text.ToLowerInvariant() switch { "true" => PythonValue.From(true), "false" => PythonValue.From(false), _ => null },
        PythonTypeKind.Bytes => PythonValue.From(new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text))),
        PythonTypeKind.None => text is "null" or "None" ? PythonValue.None : null,
        PythonTypeKind.Complex => TryComplex(text) is { } complex ? PythonValue.From(complex) : null,
        PythonTypeKind.Decimal => ExactWord.TryDecimal(text) is { } value ? PythonValue.From(value) : null,
        PythonTypeKind.Uuid => Guid.TryParse(text, out var id) ? PythonValue.From(id) : null,
        PythonTypeKind.Date => ExactWord.TryDate(text),
        PythonTypeKind.Time => ExactWord.TryTime(text),
        PythonTypeKind.TimeDelta => ExactWord.TryDuration(text),
        PythonTypeKind.DateTime => ExactWord.TryDateTime(text),
        PythonTypeKind.Union => type.Arguments.OrderBy(static member => RankOf(member.Kind))
            .Select(member => TryRead(text, member)).FirstOrDefault(static value => value is not null),
        PythonTypeKind.Literal => type.Arguments.Select(member => TryLiteral(text, member.Name)).FirstOrDefault(static value => value is not null),
        _ => null,
    };

    /// <summary>
    /// Gets which of several types a word is read as first: the most exact one, so that 5 stays an integer for <c>float | int</c>. A text fits anything,
    /// so that it comes last; JSON fits a container even where a text would do.
    /// </summary>
    public static int RankOf(PythonTypeKind kind) => kind switch
    {
        PythonTypeKind.None or PythonTypeKind.Bool or PythonTypeKind.Literal => 0,
        PythonTypeKind.Int => 1,
        PythonTypeKind.Float => 2,
        PythonTypeKind.Any or PythonTypeKind.Unknown or PythonTypeKind.Class => 4,
        PythonTypeKind.Bytes => 5,
        PythonTypeKind.Str => 6,
        _ => 3,
    };

    public static BigInteger? TryInteger(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads a number; null for text that is not one, and for a number that a float would make infinite.</summary>
    public static double? TryFloat(string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "+inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null,
    };

    /// <summary>Gets whether a word is a number that a float would make infinite, such as <c>1e400</c>.</summary>
    public static bool IsBeyondFloat(string text) =>
        TryFloat(text) is null && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsInfinity(value);

    /// <summary>Reads a value of a <c>Literal</c>.</summary>
    /// <param name="text">The word.</param>
    /// <param name="literal">The value as the annotation writes it.</param>
    public static PythonValue? TryLiteral(string text, string literal) => literal switch
    {
        "None" => text is "null" or "None" ? PythonValue.None : null,
        "True" or "False" => string.Equals(text, literal, StringComparison.OrdinalIgnoreCase) ? PythonValue.From(literal == "True") : null,
        _ when literal.Trim('\'', '"') is var value && value.Length == literal.Length - 2 => text == value ? PythonValue.From(value) : null,
        _ => text == literal && TryInteger(literal) is { } number ? PythonValue.From(number) : null,
    };

    private static Complex? TryComplex(string text)
    {
        if (TryFloat(text) is { } real)
        {
            return new Complex(real, 0);
        }

        var match = Regex.Match(
            text,
            @"^\(?(?<re>[+-]?[\d.]+(?:e[+-]?\d+)?(?=[+-]))?(?<im>[+-]?[\d.]+(?:e[+-]?\d+)?)j\)?$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success && TryFloat(match.Groups["im"].Value) is { } imaginary
            && (match.Groups["re"].Success ? TryFloat(match.Groups["re"].Value) : 0) is { } part
                ? new Complex(part, imaginary)
                : null;
    }
}
