using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Text without an offset is refused: Python's naive times are the worker's local ones, which nobody here knows.</summary>
internal sealed class DateTimeOffsetShape : ScalarShape<DateTimeOffset>
{
    protected override string Wanted => "an ISO 8601 date and time with an offset as text (DateTimeOffset)";

    public override void PickleTo(PickleBuffer output, DateTimeOffset value) => PickleTime.Moment(output, value.DateTime, value.Offset);

    protected override int Format(DateTimeOffset value, Span<byte> destination) => IsoTime.Format(value.DateTime, value.Offset, destination);

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (!IsoTime.TryParse(text, out var moment, out var offset) || offset is not { } shift)
        {
            return false;
        }

        var ticks = moment.Ticks - shift.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(moment, shift);
        return true;
    }

    protected override bool TryFromPython(PythonValue value, out DateTimeOffset result) => TryRead(value, out result);

    /// <summary>Reads a moment whose offset is known and one that .NET has.</summary>
    public static bool TryRead(PythonValue value, out DateTimeOffset result)
    {
        result = default;
        if (value is not PythonMoment { Kind: PythonKind.DateTime, Offset: { } offset } moment
            || offset.Ticks % TimeSpan.TicksPerMinute != 0 || offset.Duration() > TimeSpan.FromHours(14)
            || moment.Value.Ticks - offset.Ticks < 0 || moment.Value.Ticks - offset.Ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        result = new DateTimeOffset(moment.Value, offset);
        return true;
    }

    protected override string Hint(PythonValue value) =>
        value is PythonMoment { Zone: null } ? " It has no time zone: declare DateTime, or have the function add tzinfo." : TimeHints.Of(value);
}
