namespace DataFrames.Output;

/// <summary>A plot in characters: measurements are o, the curve is dotted.</summary>
internal static class TextPlot
{
    private const int Columns = 64;
    private const int Rows = 15;

    public static void Write(Plot plot)
    {
        var cells = new char[Rows, Columns];
        Mark(plot.Curve, '.');
        Mark(plot.Measured, 'o');
        Console.WriteLine($"{plot.Title}: y over x, measured (o) and fitted (.)");
        for (var row = 0; row < Rows; row++)
        {
            var level = plot.YRange.Max - ((plot.YRange.Max - plot.YRange.Min) * row / (Rows - 1));
            var label = row % 7 == 0 ? $"{level,8:F1}" : new string(' ', 8);
            var line = string.Concat(Enumerable.Range(0, Columns).Select(column => cells[row, column] == 0 ? ' ' : cells[row, column]));
            Console.WriteLine($"{label} |{line}".TrimEnd());
        }

        Console.WriteLine($"         +{new string('-', Columns)}");
        Console.WriteLine($"          {plot.XRange.Min,-10:F1}{plot.XRange.Max,Columns - 10:F1}");

        void Mark(IReadOnlyList<(double X, double Y)> points, char mark)
        {
            foreach (var (x, y) in points)
            {
                cells[Rows - 1 - Cell(y, plot.YRange, Rows), Cell(x, plot.XRange, Columns)] = mark;
            }
        }
    }

    private static int Cell(double value, (double Min, double Max) range, int cells) =>
        (int)Math.Round((value - range.Min) / (range.Max - range.Min) * (cells - 1));
}
