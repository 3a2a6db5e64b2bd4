using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>
/// Dates and times as Python's <c>isoformat()</c> writes and <c>fromisoformat()</c> reads them, on every Python 3.7 and later: a fraction is left out or has
/// exactly six digits (the seventh of .NET, a tenth of a microsecond, is cut off: Python has no place for it), and UTC is <c>+00:00</c>, since <c>Z</c> needs
/// 3.11.
/// </summary>
internal static class IsoTime
{
    public static int FormatDate(DateOnly date, Span<byte> destination)
    {
        date.TryFormat(destination, out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return written;
    }

    public static int FormatTime(TimeOnly time, Span<byte> destination)
    {
        var format = time.Ticks % TimeSpan.TicksPerSecond < TimeSpan.TicksPerMicrosecond ? "HH:mm:ss" : "HH:mm:ss.ffffff";
        time.TryFormat(destination, out var written, format, CultureInfo.InvariantCulture);
        return written;
    }

    public static int Format(DateTime moment, TimeSpan? offset, Span<byte> destination)
    {
        var written = FormatDate(DateOnly.FromDateTime(moment), destination);
        destination[written++] = (byte)'T';
        written += FormatTime(TimeOnly.FromDateTime(moment), destination[written..]);
        if (offset is { } shift)
        {
            destination[written++] = shift < TimeSpan.Zero ? (byte)'-' : (byte)'+';
            shift.Duration().TryFormat(destination[written..], out var length, "hh\\:mm", CultureInfo.InvariantCulture);
            written += length;
        }

        return written;
    }

    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary><c>HH:MM[:SS[.fraction]]</c>; digits of the fraction beyond the seventh are cut off.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out TimeOnly time)
    {
        time = default;
        var second = 0;
        var ticks = 0;
        if (text.Length < 5 || text[2] != ':' || !TryDigits(text[..2], out var hour) || !TryDigits(text[3..5], out var minute)
            || hour > 23 || minute > 59)
        {
            return false;
        }

        if (text.Length > 5)
        {
            if (text.Length < 8 || text[5] != ':' || !TryDigits(text[6..8], out second) || second > 59 || !TryFraction(text[8..], out ticks))
            {
                return false;
            }
        }

        time = new TimeOnly(new TimeSpan(hour, minute, second).Ticks + ticks);
        return true;
    }

    /// <summary>A date, then possibly <c>T</c> or a space and a time, then possibly <c>Z</c> or an offset.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime moment, out TimeSpan? offset)
    {
        moment = default;
        offset = null;
        if (text.Length < 10 || !TryParseDate(text[..10], out var date))
        {
            return false;
        }

        var time = TimeOnly.MinValue;
        if (text.Length > 10)
        {
            var rest = text[11..];
            if (text[10] is not ((byte)'T' or (byte)' ') || !TryTakeOffset(ref rest, out offset) || !TryParseTime(rest, out time))
            {
                return false;
            }
        }

        moment = date.ToDateTime(time);
        return true;
    }

    private static bool TryTakeOffset(ref ReadOnlySpan<byte> time, out TimeSpan? offset)
    {
        offset = null;
        var sign = time.IndexOfAny((byte)'Z', (byte)'+', (byte)'-');
        if (sign < 0)
        {
            return true;
        }

        var text = time[(sign + 1)..];
        var negative = time[sign] == '-';
        var isZulu = time[sign] == 'Z';
        time = time[..sign];
        if (isZulu)
        {
            offset = TimeSpan.Zero;
            return text.IsEmpty;
        }

        // Python knows offsets to the second; .NET's end at whole minutes and 14 hours.
        if (text.Length == 8 && text[5..].SequenceEqual(":00"u8))
        {
            text = text[..5];
        }

        if (text.Length != 5 || !TryParseTime(text, out var shift) || shift.Ticks > 14 * TimeSpan.TicksPerHour)
        {
            return false;
        }

        offset = negative ? -shift.ToTimeSpan() : shift.ToTimeSpan();
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out int ticks)
    {
        ticks = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.Length < 2 || text[0] != '.' || text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        for (var i = 1; i <= 7; i++)
        {
            ticks = (ticks * 10) + (i < text.Length ? text[i] - '0' : 0);
        }

        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = (value * 10) + digit - '0';
        }

        return true;
    }
}
