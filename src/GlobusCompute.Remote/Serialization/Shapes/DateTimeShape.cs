using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>With an offset when its kind says one: <c>+00:00</c> for UTC, the machine's for local time. Times with an offset are read as UTC.</summary>
internal sealed class DateTimeShape : ScalarShape<DateTime>
{
    protected override string Wanted => "an ISO 8601 date and time as text (DateTime)";

    public override void PickleTo(PickleBuffer output, DateTime value) => PickleTime.Moment(output, value, OffsetOf(value));

    protected override int Format(DateTime value, Span<byte> destination) => IsoTime.Format(value, OffsetOf(value), destination);

    private static TimeSpan? OffsetOf(DateTime value) => value.Kind switch
    {
        DateTimeKind.Unspecified => null,
        DateTimeKind.Utc => TimeSpan.Zero,
        _ => TimeZoneInfo.Local.GetUtcOffset(value),
    };

    protected override bool TryParse(ReadOnlySpan<byte> text, out DateTime value)
    {
        if (!IsoTime.TryParse(text, out value, out var offset))
        {
            return false;
        }

        if (offset is { } shift)
        {
            var ticks = value.Ticks - shift.Ticks;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            {
                return false;
            }

            value = new DateTime(ticks, DateTimeKind.Utc);
        }

        return true;
    }

    protected override bool TryFromPython(PythonValue value, out DateTime result)
    {
        result = default;
        if (value is not PythonMoment { Kind: PythonKind.DateTime or PythonKind.Date } moment || (moment.Zone is not null && moment.Offset is null))
        {
            return false;
        }

        result = moment.Value;
        if (moment.Offset is { } offset)
        {
            var ticks = result.Ticks - offset.Ticks;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            {
                return false;
            }

            result = new DateTime(ticks, DateTimeKind.Utc);
        }

        return true;
    }

    protected override string Hint(PythonValue value) => TimeHints.Of(value);
}
