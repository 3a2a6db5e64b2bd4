using System.Buffers.Binary;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>
/// Dates and times as <c>datetime</c>'s types, by the states that their own pickles have. Python counts microseconds: the seventh digit of .NET's fractions, a
/// tenth of one, is cut off, as in JSON.
/// </summary>
internal static class PickleTime
{
    /// <summary>A <c>datetime</c>: naive without an offset, else aware.</summary>
    public static void Moment(PickleBuffer output, DateTime moment, TimeSpan? offset)
    {
        output.Global(PickleGlobal.DateTime);
        Span<byte> state = stackalloc byte[10];
        WriteDate(DateOnly.FromDateTime(moment), state);
        WriteTime(moment.TimeOfDay, state[4..]);
        output.Bytes(state);
        if (offset is { } shift)
        {
            Zone(output, shift);
            output.Raw([PickleOpcode.Tuple2, PickleOpcode.Reduce]);
        }
        else
        {
            output.Raw([PickleOpcode.Tuple1, PickleOpcode.Reduce]);
        }
    }

    public static void Date(PickleBuffer output, DateOnly date)
    {
        output.Global(PickleGlobal.Date);
        Span<byte> state = stackalloc byte[4];
        WriteDate(date, state);
        output.Bytes(state);
        output.Raw([PickleOpcode.Tuple1, PickleOpcode.Reduce]);
    }

    public static void Time(PickleBuffer output, TimeOnly time)
    {
        output.Global(PickleGlobal.Time);
        Span<byte> state = stackalloc byte[6];
        WriteTime(time.ToTimeSpan(), state);
        output.Bytes(state);
        output.Raw([PickleOpcode.Tuple1, PickleOpcode.Reduce]);
    }

    /// <summary>A <c>timedelta</c>; digits below a microsecond are cut off toward zero.</summary>
    public static void Span(PickleBuffer output, TimeSpan span)
    {
        output.Global(PickleGlobal.TimeDelta);

        // Python's parts: only the days have a sign.
        var microseconds = span.Ticks / TimeSpan.TicksPerMicrosecond;
        const long MicrosecondsPerDay = TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond;
        var days = Math.DivRem(microseconds, MicrosecondsPerDay, out var rest);
        if (rest < 0)
        {
            days--;
            rest += MicrosecondsPerDay;
        }

        output.Integer(days);
        output.Integer(rest / 1_000_000);
        output.Integer(rest % 1_000_000);
        output.Raw([PickleOpcode.Tuple3, PickleOpcode.Reduce]);
    }

    private static void Zone(PickleBuffer output, TimeSpan offset)
    {
        if (offset == TimeSpan.Zero)
        {
            output.Global(PickleGlobal.Utc);
            return;
        }

        output.Global(PickleGlobal.TimeZone);
        Span(output, offset);
        output.Raw([PickleOpcode.Tuple1, PickleOpcode.Reduce]);
    }

    private static void WriteDate(DateOnly date, Span<byte> state)
    {
        BinaryPrimitives.WriteUInt16BigEndian(state, (ushort)date.Year);
        state[2] = (byte)date.Month;
        state[3] = (byte)date.Day;
    }

    private static void WriteTime(TimeSpan time, Span<byte> state)
    {
        state[0] = (byte)time.Hours;
        state[1] = (byte)time.Minutes;
        state[2] = (byte)time.Seconds;
        var microseconds = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        state[3] = (byte)(microseconds >> 16);
        state[4] = (byte)(microseconds >> 8);
        state[5] = (byte)microseconds;
    }
}
