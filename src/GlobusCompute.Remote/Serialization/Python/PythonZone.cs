namespace GlobusCompute.Remote.Serialization.Python;

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

        if (Found is not { } zone)
        {
            return null;
        }

        if (!zone.IsAmbiguousTime(reading))
        {
            return zone.GetUtcOffset(reading);
        }

        // Clocks show the same reading twice; fold says that it is the second time, which is farther west.
        var both = zone.GetAmbiguousTimeOffsets(reading);
        return fold ? both.Min() : both.Max();
    }

    /// <summary>The zone's distance from UTC at a moment of UTC, and whether its clocks show the time there for the second time.</summary>
    public TimeSpan? OffsetAtUtc(DateTime utc, out bool fold)
    {
        fold = false;
        if (offset is not null || Found is not { } zone)
        {
            return offset;
        }

        var known = zone.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
        var ticks = utc.Ticks + known.Ticks;
        if (ticks >= 0 && ticks <= DateTime.MaxValue.Ticks)
        {
            var reading = new DateTime(ticks, DateTimeKind.Unspecified);
            fold = zone.IsAmbiguousTime(reading) && zone.GetAmbiguousTimeOffsets(reading).Min() == known;
        }

        return known;
    }

    /// <summary>The zone as this machine knows it; null when it does not.</summary>
    private TimeZoneInfo? Found
    {
        get
        {
            if (!_isSearched)
            {
                // The name becomes a file's, and came from the network: only what the database has for names is looked for.
                if (name is not null && IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
                {
                    _zone = found;
                }

                _isSearched = true;
            }

            return _zone;
        }
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
            repr.Add(distance == TimeSpan.Zero && name is null
                ? "datetime.timezone.utc"
                : $"datetime.timezone({PythonMoment.OffsetText(distance)}{(name is null ? "" : $", '{name}'")})");
        }
    }
}
