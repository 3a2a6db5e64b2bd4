using System.Globalization;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Arrow;

/// <summary>Time zones of Arrow: names, and offsets, which are written in several ways.</summary>
internal static class ArrowZone
{
    /// <summary>The zone as it travels: null for none, a name, or an offset such as <c>+01:30</c>.</summary>
    /// <exception cref="FormatException">It begins with a sign, and is not an offset.</exception>
    public static string? Of(string? label, string? zone)
    {
        if (string.IsNullOrEmpty(zone) || zone[0] is not ('+' or '-'))
        {
            return string.IsNullOrEmpty(zone) ? null : zone;
        }

        var digits = zone.Length == 6 && zone[3] == ':' ? zone.Remove(3, 1) : zone.Length == 3 ? zone + "00" : zone;
        return digits.Length == 5
            && int.TryParse(digits.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours < 24
            && int.TryParse(digits.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{zone[0]}{hours:00}:{minutes:00}")
            : throw ColumnFault.Of(label, $"the time zone '{zone}' is neither a name nor an offset from -23:59 to +23:59. "
                + "Write offsets as +01:30, or use a name such as Europe/Berlin.");
    }
}
