using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A datetime, date or time. Python's microseconds always fit .NET's ticks; numpy's and pandas' finer ones are there as far as they do.</summary>
internal sealed class PythonMoment(PythonKind kind, DateTime value, PythonValue? zone = null, bool fold = false, string? typeName = null) : PythonValue
{
    private const long NotSearched = long.MinValue;
    private const long NoOffset = long.MaxValue;

    private long _offset = NotSearched;

    public override PythonKind Kind => kind;

    public override string TypeName =>
        typeName ?? (kind == PythonKind.DateTime ? "datetime.datetime" : kind == PythonKind.Date ? "datetime.date" : "datetime.time");

    /// <summary>The clock's reading, of unspecified kind; a time is on the first day.</summary>
    public DateTime Value => value;

    /// <summary>The time zone; null for a naive value.</summary>
    public PythonValue? Zone => zone;

    public bool Fold => fold;

    /// <summary>The distance from UTC; null for a naive value, and where the zone is not known here.</summary>
    public TimeSpan? Offset
    {
        get
        {
            // Kept, since one moment may be in very many places.
            var known = Volatile.Read(ref _offset);
            if (known == NotSearched)
            {
                known = FindOffset()?.Ticks ?? NoOffset;
                Volatile.Write(ref _offset, known);
            }

            return known == NoOffset ? null : TimeSpan.FromTicks(known);
        }
    }

    public bool IsSameAs(PythonMoment other) => kind == other.Kind && value == other.Value && Offset == other.Offset;

    /// <summary>As Python's <c>isoformat()</c>.</summary>
    public string Iso()
    {
        var text = kind switch
        {
            PythonKind.Date => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            PythonKind.Time => value.ToString("HH:mm:ss" + Fraction, CultureInfo.InvariantCulture),
            _ => value.ToString("yyyy-MM-dd'T'HH:mm:ss" + Fraction, CultureInfo.InvariantCulture),
        };
        return Offset is { } offset ? text + OffsetText(offset) : text;
    }

    public static string OffsetText(TimeSpan offset)
    {
        var distance = offset.Duration();
        var format = distance.Ticks % TimeSpan.TicksPerMinute == 0 ? @"hh\:mm"
            : distance.Ticks % TimeSpan.TicksPerSecond == 0 ? @"hh\:mm\:ss"
            : @"hh\:mm\:ss\.ffffff";
        return (offset < TimeSpan.Zero ? "-" : "+") + distance.ToString(format, CultureInfo.InvariantCulture);
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        repr.Add($"{TypeName}({Iso()}");
        if (zone is not null && Offset is null)
        {
            repr.Add(", tzinfo=");
            repr.AddNested(zone);
        }

        repr.Add(")");
    }

    private TimeSpan? FindOffset() => zone switch
    {
        PythonZone fixedZone when fixedZone.Offset is { } offset => offset,
        PythonZone named when kind == PythonKind.DateTime => named.OffsetAt(value, fold),
        _ => null,
    };

    // numpy and pandas count finer than Python's six digits; they write nine then.
    private string Fraction =>
        value.Ticks % TimeSpan.TicksPerSecond == 0 ? ""
        : value.Ticks % TimeSpan.TicksPerMicrosecond == 0 ? ".ffffff"
        : ".fffffff'00'";
}
