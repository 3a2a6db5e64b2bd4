using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Advice about times that .NET cannot hold.</summary>
internal static class TimeHints
{
    public static string Of(PythonValue value) => value switch
    {
        PythonMoment { Zone: { } zone, Offset: null } =>
            $" Its time zone ({PythonRepr.Of(zone)}) is not known here: have the function return moment.astimezone(datetime.timezone.utc).",
        PythonMoment { Offset: not null } => " In UTC, or with this offset, it lies outside of what .NET holds.",
        PythonCount { IsNotATime: true } => " NaT, numpy's null among times, needs a type that can be null.",
        PythonCount => " .NET counts in tenths of a microsecond, from the year 1 to 9999: have the function convert it with astype.",
        PythonDuration => " It is longer than a TimeSpan can be.",
        _ => "",
    };
}
