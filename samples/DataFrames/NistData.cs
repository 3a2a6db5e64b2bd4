using System.Globalization;
using Microsoft.Data.Analysis;

namespace DataFrames;

/// <summary>Data sets of NIST's Statistical Reference Datasets, which are in the public domain, and NIST's certified results.</summary>
internal static class NistData
{
    /// <summary>The measurements, with the columns dataset, x and y.</summary>
    public static DataFrame ReadMeasurements() => Read("measurements.csv", typeof(string), typeof(double), typeof(double));

    /// <summary>The certified values and the number of their digits.</summary>
    public static IReadOnlyList<(Estimate Estimate, int Digits)> ReadCertified() =>
        [.. Read("certified.csv", typeof(string), typeof(string), typeof(double), typeof(double), typeof(int)).Rows.Select(row =>
            (new Estimate((string)row[0], (string)row[1], (double)row[2], (double?)row[3]), (int)row[4]))];

    private static DataFrame Read(string name, params Type[] types)
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", name)).Where(line => !line.StartsWith('#'));
        return DataFrame.LoadCsvFromString(string.Join('\n', lines), dataTypes: types, cultureInfo: CultureInfo.InvariantCulture);
    }
}
