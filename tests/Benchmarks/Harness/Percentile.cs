namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Times of many calls.</summary>
internal static class Percentile
{
    /// <summary>Gets the value below which a part of all values is.</summary>
    /// <param name="values">The values.</param>
    /// <param name="part">The part, from 0 to 1.</param>
    public static double Of(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}
