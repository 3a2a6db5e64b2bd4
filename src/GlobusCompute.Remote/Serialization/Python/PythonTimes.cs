using System.Globalization;
using System.Numerics;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>A datetime, date or time. Python's microseconds always fit .NET's ticks.</summary>
internal sealed class PythonMoment(PythonKind kind, DateTime value, PythonValue? zone = null, bool fold = false, string? typeName = null) : PythonValue
{
    public override PythonKind Kind => kind;

    public override string TypeName => typeName ?? (kind == PythonKind.DateTime ? "datetime.datetime" : kind == PythonKind.Date ? "datetime.date" : "datetime.time");

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
        var format = distance.Ticks % TimeSpan.TicksPerMinute == 0 ? @"hh\:mm" : distance.Ticks % TimeSpan.TicksPerSecond == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.ffffff";
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

/// <summary>A fixed distance from UTC, or a zone of the IANA database by its name.</summary>
internal sealed class PythonZone(TimeSpan? offset, string? name) : PythonValue
{
    public static readonly PythonZone Utc = new(TimeSpan.Zero, null);

    private TimeZoneInfo? _zone;
    private volatile bool _isSearched;

    public override PythonKind Kind => PythonKind.TimeZone;

    public override string TypeName => offset is null ? "zoneinfo.ZoneInfo" : "datetime.timezone";

    public TimeSpan? Offset => offset;

    public string? Name => name;

    /// <summary>The zone's distance from UTC at a reading of its clocks; null when this machine does not know the zone.</summary>
    public TimeSpan? OffsetAt(DateTime reading, bool fold)
    {
        if (offset is { } known)
        {
            return known;
        }

        if (!_isSearched)
        {
            // The name becomes a file's, and came from the network: only what the database has for names is looked for.
            if (name is not null && IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
            {
                _zone = found;
            }

            _isSearched = true;
        }

        if (_zone is null)
        {
            return null;
        }

        if (!_zone.IsAmbiguousTime(reading))
        {
            return _zone.GetUtcOffset(reading);
        }

        // Clocks show the same reading twice; fold says that it is the second time, which is farther west.
        var both = _zone.GetAmbiguousTimeOffsets(reading);
        return fold ? both.Min() : both.Max();
    }

    private static bool IsName(string text) => text.Length < 64 && text.Split('/').All(static part =>
        part.Length > 0 && char.IsAsciiLetter(part[0]) && part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+'));

    internal override void WriteRepr(PythonRepr repr)
    {
        if (offset is not { } distance)
        {
            repr.Add($"zoneinfo.ZoneInfo(key='{name}')");
        }
        else
        {
            repr.Add(distance == TimeSpan.Zero && name is null ? "datetime.timezone.utc" : $"datetime.timezone({PythonMoment.OffsetText(distance)}{(name is null ? "" : $", '{name}'")})");
        }
    }
}

/// <summary>A timedelta: Python's reaches beyond .NET's, to a billion days.</summary>
internal sealed class PythonDuration(BigInteger microseconds, string typeName = "datetime.timedelta") : PythonValue
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    public override PythonKind Kind => PythonKind.TimeDelta;

    public override string TypeName => typeName;

    public BigInteger Microseconds => microseconds;

    /// <summary>Null when the time is longer than a <see cref="TimeSpan"/> can be.</summary>
    public TimeSpan? Value => BigInteger.Abs(microseconds) <= long.MaxValue / TimeSpan.TicksPerMicrosecond ? TimeSpan.FromTicks((long)microseconds * TimeSpan.TicksPerMicrosecond) : null;

    /// <summary>Days, then seconds of the day, then microseconds, as Python keeps them.</summary>
    public (BigInteger Days, long Seconds, long Microseconds) Parts
    {
        get
        {
            var days = BigInteger.DivRem(microseconds, MicrosecondsPerDay, out var rest);
            if (rest.Sign < 0)
            {
                days--;
                rest += MicrosecondsPerDay;
            }

            return (days, (long)rest / 1_000_000, (long)rest % 1_000_000);
        }
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        var (days, seconds, micros) = Parts;
        repr.Add($"datetime.timedelta(days={days}, seconds={seconds}, microseconds={micros})");
    }
}

/// <summary>A datetime64 or timedelta64 that is not a time, or that counts units which have no microseconds.</summary>
internal sealed class PythonCount(PythonKind kind, long value, string unit) : PythonValue
{
    public override PythonKind Kind => kind;

    public override string TypeName => kind == PythonKind.DateTime ? "numpy.datetime64" : "numpy.timedelta64";

    /// <summary>Whether this is NaT, numpy's null among times.</summary>
    public bool IsNotATime => value == long.MinValue;

    public long Value => value;

    public string Unit => unit;

    internal override void WriteRepr(PythonRepr repr) => repr.Add(IsNotATime ? $"{TypeName}('NaT')" : $"{TypeName}({value}, '{unit}')");
}
