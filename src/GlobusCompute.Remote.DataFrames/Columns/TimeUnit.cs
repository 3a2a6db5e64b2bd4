namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>The units of pandas' times.</summary>
internal enum TimeUnit
{
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
}

/// <summary>Facts about the units.</summary>
internal static class TimeUnits
{
    /// <summary>numpy's name.</summary>
    public static string Name(this TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "s",
        TimeUnit.Millisecond => "ms",
        TimeUnit.Microsecond => "us",
        _ => "ns",
    };

    /// <summary>Converts a count to ticks of 100 nanoseconds.</summary>
    /// <returns>False when there are no such ticks: the count is between two of them, or beyond the last.</returns>
    public static bool TryToTicks(this TimeUnit unit, long count, out long ticks)
    {
        if (unit == TimeUnit.Nanosecond)
        {
            (ticks, var rest) = Math.DivRem(count, TimeSpan.NanosecondsPerTick);
            return rest == 0;
        }

        var wide = (Int128)count * unit switch
        {
            TimeUnit.Second => TimeSpan.TicksPerSecond,
            TimeUnit.Millisecond => TimeSpan.TicksPerMillisecond,
            _ => TimeSpan.TicksPerMicrosecond,
        };
        ticks = (long)wide;
        return ticks == wide;
    }
}
