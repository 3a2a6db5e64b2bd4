using System.Globalization;

namespace GlobusCompute.Remote.Wire;

/// <summary>The order of versions by their release numbers (PEP 440): what comes behind those makes no difference here.</summary>
internal static class VersionOrder
{
    /// <summary>Whether a version is surely below another. What cannot be read is not.</summary>
    public static bool IsBefore(string version, string? other)
    {
        if (Release(version) is not { Length: > 0 } left || Release(other) is not { Length: > 0 } right)
        {
            return false;
        }

        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var (a, b) = (left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            if (a != b)
            {
                return a < b;
            }
        }

        return false;
    }

    private static int[] Release(string? version)
    {
        var parts = new List<int>();
        foreach (var part in (version ?? "").TrimStart('v').Split('.'))
        {
            var digits = new string([.. part.TakeWhile(char.IsAsciiDigit)]);
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                break;
            }

            parts.Add(number);
            if (digits.Length < part.Length)
            {
                break;
            }
        }

        return [.. parts];
    }
}
