using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>
/// Dates, times, durations and decimal numbers that are written as one word. Only what has one meaning is read: .NET would take 5.6 for a day in May, and
/// would round the digits that a decimal number has no room for.
/// </summary>
internal static partial class ExactWord
{
    private const int MaxDecimalText = 100;

    /// <summary>Reads <c>2026-11-30</c>; null for anything else.</summary>
    public static PythonValue? TryDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? PythonValue.From(date) : null;

    /// <summary>Reads <c>18:30</c> and <c>18:30:05.25</c>; null for anything else.</summary>
    public static PythonValue? TryTime(string text) =>
        Time().IsMatch(text) && TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? PythonValue.From(time) : null;

    /// <summary>Reads a date and a time in ISO form, with or without an offset, or a date alone; null for anything else.</summary>
    public static PythonValue? TryDateTime(string text)
    {
        if (!Moment().IsMatch(text) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return null;
        }

        return time.Kind == DateTimeKind.Unspecified
            ? PythonValue.From(time)
            : PythonValue.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
    }

    /// <summary>Reads a number of seconds, or hours, minutes and seconds with or without days before them; null for anything else.</summary>
    public static PythonValue? TryDuration(string text)
    {
        if (ScalarWord.TryFloat(text) is { } seconds)
        {
            return double.IsFinite(seconds) && Math.Abs(seconds) < 1e11 ? PythonValue.From(TimeSpan.FromSeconds(seconds)) : null;
        }

        var parts = Duration().Match(text);
        if (!parts.Success)
        {
            return null;
        }

        var ticks = long.Parse(parts.Groups["part"].Value.PadRight(7, '0'), CultureInfo.InvariantCulture);
        var span = new TimeSpan(Number("days"), Number("hours"), Number("minutes"), Number("seconds")) + TimeSpan.FromTicks(ticks);
        return PythonValue.From(parts.Groups["minus"].Success ? -span : span);

        int Number(string name) => parts.Groups[name].Success ? int.Parse(parts.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Reads a decimal number; null for text that is not one, and for a number that would be rounded.</summary>
    public static decimal? TryDecimal(string text)
    {
        var parts = Decimal().Match(text);
        if (text.Length > MaxDecimalText || !parts.Success || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        // Both as an integer times a power of ten.
        var fraction = parts.Groups["fraction"].Value;
        var (written, power) = (BigInteger.Parse($"0{parts.Groups["whole"].Value}{fraction}", CultureInfo.InvariantCulture), Power() - fraction.Length);
        var (read, scale) = (new BigInteger(Math.Abs(value) * 1m), 0);
        if (value.Scale > 0)
        {
            var bits = decimal.GetBits(value);
            (read, scale) = (((new BigInteger((uint)bits[2]) << 64) + (new BigInteger((uint)bits[1]) << 32)) + (uint)bits[0], -value.Scale);
        }

        var shift = power - scale;
        return written.IsZero || written * BigInteger.Pow(10, Math.Max(0, shift)) == read * BigInteger.Pow(10, Math.Max(0, -shift)) ? value : null;

        int Power() => parts.Groups["power"].Success ? int.Parse(parts.Groups["power"].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex(
        @"^(?<minus>-)?((?<days>[0-9]{1,6})[. ])?(?<hours>[0-9]{1,6}):(?<minutes>[0-5][0-9])(:(?<seconds>[0-5][0-9])(\.(?<part>[0-9]{1,7}))?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex(@"^[+-]?(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?([eE](?<power>[+-]?[0-9]{1,3}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
