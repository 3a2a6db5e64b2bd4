using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// pandas' times: counts of a unit, as numpy's, and a time zone. Those of pandas 1 count nanoseconds and say so since 1.5; later ones other units, too.
/// </summary>
internal static class PandasMakers
{
    private const long Nanoseconds = 10;

    // By the numbers that numpy has for units.
    private static readonly string?[] s_units = ["Y", "M", "W", null, "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"];

    /// <summary>The count in UTC, a frequency that went out of use, the zone, and the unit.</summary>
    public static PythonValue? Timestamp(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments.Count is not (3 or 4) || arguments[0] is not PythonInteger { IsSmall: true } count || UnitAt(arguments, 3) is not { } unit)
        {
            return null;
        }

        var zone = arguments[2];
        reader.Charge(256);
        var value = NumpyTimes.Of(PythonKind.DateTime, count.Small, unit, "pandas.Timestamp");
        return (value, zone) switch
        {
            (_, { IsNone: true }) => value,
            (PythonMoment moment, PythonZone known) => InZone(moment, known),
            _ => null,
        };
    }

    /// <summary>The count, and the unit.</summary>
    public static PythonValue? Timedelta(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments.Count is not (1 or 2) || arguments[0] is not PythonInteger { IsSmall: true } count || UnitAt(arguments, 1) is not { } unit)
        {
            return null;
        }

        reader.Charge(128);
        return NumpyTimes.Of(PythonKind.TimeDelta, count.Small, unit, "pandas.Timedelta");
    }

    /// <summary>pandas' null among times, which numpy has, too.</summary>
    public static PythonValue? NotATime(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [] or [{ IsNone: true }] ? new PythonCount(PythonKind.DateTime, long.MinValue, "ns", "pandas.NaT") : null;

    private static string? UnitAt(IReadOnlyList<PythonValue> arguments, int index)
    {
        var unit = arguments.Count > index ? (arguments[index] as PythonInteger)?.Small ?? -1 : Nanoseconds;
        return unit >= 0 && unit < s_units.Length ? s_units[unit] : null;
    }

    // The count is that of UTC; what its clocks show depends on the zone. Where that is not known here, UTC's are the same moment.
    private static PythonMoment InZone(PythonMoment moment, PythonZone zone)
    {
        if (zone.OffsetAtUtc(moment.Value, out var fold) is not { } offset
            || moment.Value.Ticks + offset.Ticks < 0 || moment.Value.Ticks + offset.Ticks > System.DateTime.MaxValue.Ticks)
        {
            return new PythonMoment(PythonKind.DateTime, moment.Value, PythonZone.Utc, typeName: moment.TypeName);
        }

        return new PythonMoment(PythonKind.DateTime, moment.Value + offset, zone, fold, moment.TypeName);
    }
}
