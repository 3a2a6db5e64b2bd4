using System;
using System.Globalization;

namespace GlobusCompute.Remote.Shared.Display;

/// <summary>How the command line and the dashboard write durations.</summary>
internal static class DurationText
{
    /// <summary>Writes a duration with its unit: <c>3.1 ms</c>, <c>250 ms</c>, <c>1.2 s</c>, <c>2:05 min</c>, <c>26:40:00 h</c>. Never rounds up.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { Ticks: < 0 } => Of(TimeSpan.Zero),
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.0} ms"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalMilliseconds)} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(duration.TotalSeconds * 10) / 10:0.0} s"),
        { TotalHours: < 1 } => duration.ToString(@"m\:ss", CultureInfo.InvariantCulture) + " min",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours}:{duration:mm\\:ss} h"),
    };
}
