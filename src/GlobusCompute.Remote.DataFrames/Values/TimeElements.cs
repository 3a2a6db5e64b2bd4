using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>Of unspecified kind without a time zone, UTC with one; local times are written as UTC.</summary>
internal sealed class DateTimeElement : TimeElement<DateTime>
{
    protected override long Epoch => DateTime.UnixEpoch.Ticks;

    protected override ColumnKind Kind => ColumnKind.Time;

    public override Column Write(string? label, DateTime[] values, byte[]? mask)
    {
        string? zone = null;
        var known = false;
        for (var row = 0; row < values.Length; row++)
        {
            if (mask is not null && mask[row] != 0)
            {
                continue;
            }

            var own = values[row].Kind == DateTimeKind.Unspecified ? null : "UTC";
            if (known && own != zone)
            {
                throw ColumnFault.At(label, row, "the time is UTC or local, and others of the column are of unspecified kind, or the other way round. "
                    + "Give all values the same DateTime.Kind.");
            }

            (zone, known) = (own, true);
            values[row] = values[row].Kind == DateTimeKind.Local ? values[row].ToUniversalTime() : values[row];
        }

        return Write(label, values, mask, static v => v.Ticks, unit => ColumnType.Time(unit, zone));
    }

    protected override bool TryMake(Column column, long ticks, out DateTime value)
    {
        value = default;
        if (ticks < -Epoch || ticks > DateTime.MaxValue.Ticks - Epoch)
        {
            return false;
        }

        value = new DateTime(Epoch + ticks, column.Type.Zone is null ? DateTimeKind.Unspecified : DateTimeKind.Utc);
        return true;
    }
}

/// <summary>In UTC, of columns that have a time zone.</summary>
internal sealed class DateTimeOffsetElement : TimeElement<DateTimeOffset>
{
    protected override long Epoch => DateTime.UnixEpoch.Ticks;

    protected override ColumnKind Kind => ColumnKind.Time;

    public override Column Write(string? label, DateTimeOffset[] values, byte[]? mask) =>
        Write(label, values, mask, static v => v.UtcTicks, static unit => ColumnType.Time(unit, "UTC"));

    protected override void Check(Column column)
    {
        if (column.Type is { Kind: ColumnKind.Time, Zone: null })
        {
            throw Misfit(column, "Its times have no time zone: declare DateTime, or have the function add one by dt.tz_localize.");
        }

        base.Check(column);
    }

    protected override bool TryMake(Column column, long ticks, out DateTimeOffset value)
    {
        value = default;
        if (ticks < -Epoch || ticks > DateTime.MaxValue.Ticks - Epoch)
        {
            return false;
        }

        value = new DateTimeOffset(Epoch + ticks, TimeSpan.Zero);
        return true;
    }
}

internal sealed class TimeSpanElement : TimeElement<TimeSpan>
{
    protected override long Epoch => 0;

    protected override ColumnKind Kind => ColumnKind.Duration;

    public override Column Write(string? label, TimeSpan[] values, byte[]? mask) => Write(label, values, mask, static v => v.Ticks, ColumnType.Duration);

    protected override bool TryMake(Column column, long ticks, out TimeSpan value)
    {
        value = new TimeSpan(ticks);
        return true;
    }
}
