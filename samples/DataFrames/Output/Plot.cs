using Microsoft.Data.Analysis;

namespace DataFrames.Output;

/// <summary>What is drawn of a data set.</summary>
/// <param name="Title">The name of the data set.</param>
/// <param name="Measured">The measurements.</param>
/// <param name="Curve">Points of the fitted curve, by rising x.</param>
internal sealed record Plot(string Title, IReadOnlyList<(double X, double Y)> Measured, IReadOnlyList<(double X, double Y)> Curve)
{
    public (double Min, double Max) XRange { get; } = Range(Measured.Concat(Curve).Select(point => point.X));

    public (double Min, double Max) YRange { get; } = Range(Measured.Concat(Curve).Select(point => point.Y));

    /// <summary>One for each row of the summary.</summary>
    public static IReadOnlyList<Plot> Of(DataFrame summary, DataFrame measurements, DataFrame curves) =>
        [.. summary["dataset"].Cast<string>().Select(name => new Plot(name, Points(measurements, name), Points(curves, name)))];

    private static List<(double X, double Y)> Points(DataFrame frame, string dataset)
    {
        var rows = frame.Filter(frame["dataset"].ElementwiseEquals(dataset));
        return [.. rows["x"].Cast<double>().Zip(rows["y"].Cast<double>())];
    }

    private static (double Min, double Max) Range(IEnumerable<double> values)
    {
        var (min, max) = (values.Min(), values.Max());
        return min < max ? (min, max) : (min - 1, max + 1);
    }
}
