using System.Globalization;

namespace QuickStart;

/// <summary>The calibration of an ozone monitor, published by NIST with certified results.</summary>
internal sealed record NorrisData(double[] X, double[] Y)
{
    /// <summary>What NIST computed in extended precision, to 15 digits.</summary>
    public static LineFit Certified { get; } = new(-0.262323073774029, 1.00211681802045, 0.884796396144373, 36);

    public static NorrisData Read()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "nist-norris.csv"))
            .Where(line => !line.StartsWith('#'))
            .Skip(1)
            .Select(line => Array.ConvertAll(line.Split(','), text => double.Parse(text, CultureInfo.InvariantCulture)))
            .ToList();
        return new NorrisData([.. rows.Select(row => row[1])], [.. rows.Select(row => row[0])]);
    }
}
