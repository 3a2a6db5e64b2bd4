using System.Numerics;
using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Python's datetime: numbers packed into bytes, and a time zone.</summary>
internal static class TimeMakers
{
    // A bit of the month or hour says that clocks showed the time before.
    private const int FoldBit = 0x80;

    private static readonly BigInteger s_longest = new BigInteger(1_000_000_000) * 86_400_000_000;

    public static PythonValue? DateTime(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (State(arguments) is not { Length: 10 } state || !TryZone(arguments, out var zone))
        {
            return null;
        }

        var fold = (state[2] & FoldBit) != 0;
        return Moment((state[0] << 8) | state[1], state[2] & ~FoldBit, state[3], state[4], state[5], state[6], Micros(state, 7)) is { } moment
            ? new PythonMoment(PythonKind.DateTime, moment, zone, fold)
            : null;
    }

    public static PythonValue? Date(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments.Count == 1 && State(arguments) is { Length: 4 } state && Moment((state[0] << 8) | state[1], state[2], state[3]) is { } day
            ? new PythonMoment(PythonKind.Date, day)
            : null;

    public static PythonValue? Time(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (State(arguments) is not { Length: 6 } state || !TryZone(arguments, out var zone))
        {
            return null;
        }

        var fold = (state[0] & FoldBit) != 0;
        return Moment(1, 1, 1, state[0] & ~FoldBit, state[1], state[2], Micros(state, 3)) is { } time
            ? new PythonMoment(PythonKind.Time, time, zone, fold)
            : null;
    }

    public static PythonValue? TimeDelta(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [PythonInteger days, PythonInteger seconds, PythonInteger micros])
        {
            return null;
        }

        if (!days.IsSmall || !seconds.IsSmall || !micros.IsSmall)
        {
            return null;
        }

        var total = (days.Value * 86_400_000_000) + (seconds.Value * 1_000_000) + micros.Value;
        return BigInteger.Abs(total) <= s_longest ? new PythonDuration(total) : null;
    }

    public static PythonValue? TimeZone(PickleReader reader, IReadOnlyList<PythonValue> arguments) => arguments switch
    {
        [PythonDuration { Value: { } offset }] when offset.Duration() < TimeSpan.FromDays(1) =>
            offset == TimeSpan.Zero ? PythonZone.Utc : new PythonZone(offset, null),
        [PythonDuration { Value: { } offset }, PythonString name] when offset.Duration() < TimeSpan.FromDays(1) => new PythonZone(offset, name.Value),
        _ => null,
    };

    public static PythonValue? ZoneInfo(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonString key, _] ? reader.ZoneOf(key.Value) : null;

    /// <summary>A zone of pytz by its name; at one of its offsets, a fixed one.</summary>
    public static PythonValue? Pytz(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonString name, ..] && arguments.Count is 1 or 4 ? reader.ZoneOf(name.Value) : null;

    public static PythonValue? Utc(PickleReader reader, IReadOnlyList<PythonValue> arguments) => arguments.Count == 0 ? PythonZone.Utc : null;

    private static bool TryZone(IReadOnlyList<PythonValue> arguments, out PythonValue? zone)
    {
        zone = arguments.Count > 1 && !arguments[1].IsNone ? arguments[1] : null;
        return arguments.Count <= 2 && zone is null or PythonZone or PythonObject;
    }

    // Python 2 had the bytes in a text.
    private static byte[]? State(IReadOnlyList<PythonValue> arguments) => arguments switch
    {
        [PythonBytes { Value: { Length: <= 10 } bytes }, ..] => bytes.ToArray(),
        [PythonString { Value: { Length: <= 10 } text }, ..] when !text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff') => Encoding.Latin1.GetBytes(text),
        _ => null,
    };

    private static int Micros(byte[] state, int at) => (state[at] << 16) | (state[at + 1] << 8) | state[at + 2];

    private static DateTime? Moment(int year, int month, int day, int hour = 0, int minute = 0, int second = 0, int micros = 0) =>
        year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > System.DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59 || micros > 999_999
            ? null
            : new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
