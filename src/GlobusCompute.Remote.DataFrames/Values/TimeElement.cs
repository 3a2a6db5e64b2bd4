using System.Runtime.InteropServices;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>Times and durations: types that count ticks of 100 nanoseconds.</summary>
internal abstract class TimeElement<T> : ValueElement<T>
    where T : struct
{
    /// <summary>The ticks that a count of 0 stands for.</summary>
    protected abstract long Epoch { get; }

    protected abstract ColumnKind Kind { get; }

    protected abstract bool TryMake(Column column, long ticks, out T value);

    protected override void Convert(Column column, Span<T> values)
    {
        Check(column);
        var counts = column.Values<long>();
        var unit = column.Type.Unit;
        for (var row = 0; row < values.Length; row++)
        {
            if (counts[row] == long.MinValue)
            {
                continue;
            }

            if (unit == TimeUnit.Nanosecond && counts[row] % TimeSpan.NanosecondsPerTick != 0)
            {
                throw ColumnFault.At(column.Label, row, $"{typeof(T).Name} counts 100 nanoseconds, and the value ({counts[row]} ns) has a fraction of that. "
                    + $"Have the function round the column, for example by dt.floor('us'), or declare RecordBatch.");
            }

            if (!unit.TryToTicks(counts[row], out var ticks) || !TryMake(column, ticks, out values[row]))
            {
                throw ColumnFault.At(column.Label, row, $"the value ({counts[row]} {unit.Name()}) is beyond the limits of {typeof(T).Name}.");
            }
        }
    }

    protected virtual void Check(Column column)
    {
        if (column.Type.Kind != Kind)
        {
            throw Misfit(column);
        }
    }

    /// <summary>
    /// Creates a column: in nanoseconds, which every pandas has, where they hold the values, else in microseconds, which pandas 2 and later have.
    /// </summary>
    protected Column Write(string? label, T[] values, byte[]? mask, Func<T, long> ticksOf, Func<TimeUnit, ColumnType> typeOf)
    {
        var counts = new long[values.Length];
        var nanoseconds = true;
        for (var i = 0; i < counts.Length; i++)
        {
            if (mask is null || mask[i] == 0)
            {
                counts[i] = ticksOf(values[i]) - Epoch;
                nanoseconds &= counts[i] is >= long.MinValue / TimeSpan.NanosecondsPerTick and <= long.MaxValue / TimeSpan.NanosecondsPerTick;
            }
        }

        for (var i = 0; i < counts.Length; i++)
        {
            if (mask is not null && mask[i] != 0)
            {
                counts[i] = long.MinValue;
            }
            else if (nanoseconds)
            {
                counts[i] *= TimeSpan.NanosecondsPerTick;
            }
            else if (counts[i] % TimeSpan.TicksPerMicrosecond == 0)
            {
                counts[i] /= TimeSpan.TicksPerMicrosecond;
            }
            else
            {
                throw ColumnFault.At(label, i, $"the column has {(Kind == ColumnKind.Time ? "times beyond the years 1677 to 2262" : "durations of more than 292 years")}, "
                    + "which pandas holds in microseconds only, and this one has a fraction of a microsecond. Round it.");
            }
        }

        var unit = nanoseconds ? TimeUnit.Nanosecond : TimeUnit.Microsecond;
        return Column.OfValues(label, typeOf(unit), values.Length, BytesOf<long>.Over(counts));
    }
}
