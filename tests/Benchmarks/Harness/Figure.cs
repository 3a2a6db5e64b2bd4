using System.Globalization;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>One line of the report.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Ratio">The library's over the comparator's; null where nothing is compared.</param>
/// <param name="Library">The library's figure with its unit.</param>
/// <param name="Comparator">The comparator's figure with its unit, or what there is to say of it.</param>
internal sealed record Figure(string Name, double? Ratio, string Library, string Comparator)
{
    public static Figure Compared(string name, Comparison comparison, string format, string comparator) =>
        new(name, comparison.Ratio, Text(comparison.Library, format), $"{Text(comparison.Other, format)}, {comparator}");

    public static Figure Alone(string name, double value, string format, string remark = "") => new(name, null, Text(value, format), remark);

    public static string Text(double value, string format) => string.Format(CultureInfo.InvariantCulture, format, value);
}
