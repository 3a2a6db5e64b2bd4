namespace QuickStart.Output;

/// <summary>Residuals over x, in characters.</summary>
internal static class ResidualPlot
{
    private const int Columns = 64;
    private const int Rows = 11;

    public static void Write(double[] x, double[] residuals)
    {
        var (left, right) = (x.Min(), x.Max());
        var height = residuals.Max(Math.Abs);
        var counts = new int[Rows, Columns];
        for (var i = 0; i < x.Length; i++)
        {
            counts[Cell(height - residuals[i], 2 * height, Rows), Cell(x[i] - left, right - left, Columns)]++;
        }

        Console.WriteLine("Residuals over x");
        for (var row = 0; row < Rows; row++)
        {
            var level = height * (1 - (2.0 * row / (Rows - 1)));
            var label = row % 5 == 0 ? $"{level,7:F2}" : "       ";
            var cells = Enumerable.Range(0, Columns).Select(column => Mark(counts[row, column], onAxis: row == Rows / 2));
            Console.WriteLine($"{label} |{string.Concat(cells)}".TrimEnd());
        }

        Console.WriteLine($"        +{new string('-', Columns)}");
        Console.WriteLine($"         {left,-10:F1}{right,Columns - 10:F1}");
    }

    private static int Cell(double distance, double range, int cells) =>
        range == 0 ? cells / 2 : (int)Math.Round(distance / range * (cells - 1));

    private static char Mark(int count, bool onAxis) => count switch
    {
        0 => onAxis ? '.' : ' ',
        1 => 'o',
        _ => (char)('0' + Math.Min(count, 9)),
    };
}
