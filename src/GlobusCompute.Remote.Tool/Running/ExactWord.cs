using System.Globalization;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared.Numbers;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>
/// Dates, times, durations and decimal numbers that are written as one word. Only what has one meaning is read: .NET would take 5.6 for a day in May, and
/// would round the digits that a decimal number has no room for.
/// </summary>
internal static partial class ExactWord
{
    private const NumberStyles DecimalStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads <c>2026-11-30</c>; null for anything else.</summary>
    public static PythonValue? TryDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? PythonValue.From(date) : null;

    /// <summary>Reads <c>18:30</c> and <c>18:30:05.25</c>; null for anything else.</summary>
    public static PythonValue? TryTime(string text) =>
        Time().IsMatch(text) && TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? PythonValue.From(time) : null;

    /// <summary>Reads a date and a time in ISO form, with or without an offset, or a date alone; null for anything else.</summary>
    public static PythonValue? TryDateTime(string text)
    {
        var parts = Moment().Match(text);
        if (!parts.Success)
        {
            return null;
        }

        if (parts.Groups["offset"].Success)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment) ? PythonValue.From(moment) : null;
        }

        return DateTime.TryParse(text, CultureInfo.InvariantCulture, out var time) ? PythonValue.From(time) : null;
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
    public static decimal? TryDecimal(string text) =>
        decimal.TryParse(text, DecimalStyle, CultureInfo.InvariantCulture, out var value) && ExactDecimal.IsSame(text, value) ? value : null;

    [GeneratedRegex(@"^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex(
        @"^(?<minus>-)?((?<days>[0-9]{1,6})[. ])?(?<hours>[0-9]{1,6}):(?<minutes>[0-5][0-9])(:(?<seconds>[0-5][0-9])(\.(?<part>[0-9]{1,7}))?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
