using System.Globalization;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A datetime, date or time. Python's microseconds always fit .NET's ticks.</summary>
internal sealed class PythonMoment(PythonKind kind, DateTime value, PythonValue? zone = null, bool fold = false, string? typeName = null) : PythonValue
{
    public override PythonKind Kind => kind;

    public override string TypeName =>
        typeName ?? (kind == PythonKind.DateTime ? "datetime.datetime" : kind == PythonKind.Date ? "datetime.date" : "datetime.time");

    /// <summary>The clock's reading, of unspecified kind; a time is on the first day.</summary>
    public DateTime Value => value;

    /// <summary>The time zone; null for a naive value.</summary>
    public PythonValue? Zone => zone;

    public bool Fold => fold;

    /// <summary>The distance from UTC; null for a naive value, and where the zone is not known here.</summary>
    public TimeSpan? Offset => zone switch
    {
        PythonZone fixedZone when fixedZone.Offset is { } offset => offset,
        PythonZone named when kind == PythonKind.DateTime => named.OffsetAt(value, fold),
        _ => null,
    };

    public bool IsSameAs(PythonMoment other) => kind == other.Kind && value == other.Value && Offset == other.Offset;

    /// <summary>As Python's <c>isoformat()</c>.</summary>
    public string Iso()
    {
        var text = kind switch
        {
            PythonKind.Date => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            PythonKind.Time => value.ToString(HasFraction ? "HH:mm:ss.ffffff" : "HH:mm:ss", CultureInfo.InvariantCulture),
            _ => value.ToString(HasFraction ? "yyyy-MM-dd'T'HH:mm:ss.ffffff" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
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

    private bool HasFraction => value.Ticks % TimeSpan.TicksPerSecond != 0;
}
