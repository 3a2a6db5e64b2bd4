using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>numpy's datetime64 and timedelta64: a count of some unit, since 1970.</summary>
internal static class NumpyTimes
{
    /// <summary>The value as Python's own type where that can hold it: a date, a moment, a time span. Otherwise the count.</summary>
    public static PythonValue Value(PythonDataType type, long count)
    {
        var (unit, multiple) = type.Unit ?? ("generic", 1);
        return type.KindCode == 'M'
            ? Of(PythonKind.DateTime, count, unit, "numpy.datetime64", multiple)
            : Of(PythonKind.TimeDelta, count, unit, "numpy.timedelta64", multiple);
    }

    /// <summary>A moment or a time span by its count of a unit.</summary>
    public static PythonValue Of(PythonKind kind, long count, string unit, string typeName, long multiple = 1)
    {
        var units = (BigInteger)count * multiple;
        if (count == long.MinValue || units < long.MinValue || units > long.MaxValue)
        {
            return new PythonCount(kind, long.MinValue, unit);
        }

        PythonValue? value = kind == PythonKind.DateTime ? Moment(unit, (long)units, typeName) : Span(unit, units, typeName);
        return value ?? new PythonCount(kind, (long)units, unit, typeName.StartsWith("numpy", StringComparison.Ordinal) ? null : typeName);
    }

    private static PythonMoment? Moment(string unit, long count, string typeName)
    {
        if (unit is "Y" or "M")
        {
            var months = (BigInteger)count * (unit == "Y" ? 12 : 1);
            if (months < (1 - 1970) * 12 || months > ((9999 - 1970) * 12) + 11)
            {
                return null;
            }

            // Naive, as all of numpy's times: the epoch of .NET would make them UTC.
            var month = DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Unspecified).AddMonths((int)months);
            return new PythonMoment(PythonKind.Date, month, typeName: typeName);
        }

        if (Ticks(unit) is not { } perUnit)
        {
            return null;
        }

        var ticks = BigInteger.DivRem(count * perUnit.Ticks, perUnit.Divisor, out var rest) + DateTime.UnixEpoch.Ticks;
        if (!rest.IsZero || ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        var kind = unit is "D" or "W" ? PythonKind.Date : PythonKind.DateTime;
        return new PythonMoment(kind, new DateTime((long)ticks, DateTimeKind.Unspecified), typeName: typeName);
    }

    private static PythonDuration? Span(string unit, BigInteger count, string typeName)
    {
        if (Ticks(unit) is not { } perUnit)
        {
            return null;
        }

        var microseconds = BigInteger.DivRem(count * perUnit.Ticks, perUnit.Divisor * TimeSpan.TicksPerMicrosecond, out var rest);
        return rest.IsZero ? new PythonDuration(microseconds, typeName) : null;
    }

    private static (BigInteger Ticks, BigInteger Divisor)? Ticks(string unit) => unit switch
    {
        "W" => (7 * TimeSpan.TicksPerDay, 1),
        "D" => (TimeSpan.TicksPerDay, 1),
        "h" => (TimeSpan.TicksPerHour, 1),
        "m" => (TimeSpan.TicksPerMinute, 1),
        "s" => (TimeSpan.TicksPerSecond, 1),
        "ms" => (TimeSpan.TicksPerMillisecond, 1),
        "us" or "\u00b5s" => (TimeSpan.TicksPerMicrosecond, 1),
        "ns" => (1, 100),
        "ps" => (1, 100_000),
        "fs" => (1, 100_000_000),
        "as" => (1, 100_000_000_000),
        _ => null,
    };
}
