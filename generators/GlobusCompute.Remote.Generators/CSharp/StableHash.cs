using System.Globalization;

namespace GlobusCompute.Remote.Generators.CSharp;

/// <summary>A short hash that is the same on every machine and run (FNV-1a).</summary>
internal static class StableHash
{
    public static string Of(string text)
    {
        var hash = 2166136261;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
