using System;
using System.Globalization;

namespace GlobusCompute.Remote.Shared.Display;

/// <summary>How the command line and the dashboard write numbers of bytes.</summary>
internal static class SizeText
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Writes a number of bytes in decimal units: <c>999 B</c>, <c>3.4 kB</c>, <c>12.0 MB</c>.</summary>
    public static string Of(long bytes)
    {
        if (bytes < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(bytes, 0)} B");
        }

        var (value, unit) = ((double)bytes, 0);

        // 999,950 bytes would be written as 1000.0 kB.
        while (value >= 999.95 && unit < s_units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {s_units[unit]}");
    }
}
