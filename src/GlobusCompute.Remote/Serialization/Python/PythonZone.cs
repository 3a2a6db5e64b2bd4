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
            repr.Add(distance == TimeSpan.Zero && name is null
                ? "datetime.timezone.utc"
                : $"datetime.timezone({PythonMoment.OffsetText(distance)}{(name is null ? "" : $", '{name}'")})");
        }
    }
}
