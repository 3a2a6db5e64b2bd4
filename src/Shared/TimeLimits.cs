namespace GlobusCompute.Remote.Shared;

/// <summary>The range of every time that an app sets.</summary>
internal static class TimeLimits
{
    /// <summary>The longest time, in whole days: a little less than what timers take.</summary>
    public const int LongestDays = 24;

    public static TimeSpan Longest { get; } = TimeSpan.FromDays(LongestDays);

    /// <summary>Whether a call may be limited to a time; null means no limit.</summary>
    public static bool AllowTimeout(TimeSpan? value) => value is null || (value > TimeSpan.Zero && value <= Longest);
}
