using System.Globalization;
using System.Text;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>The page <c>docs/benchmarks.md</c>.</summary>
internal static class Report
{
    public static async Task<string> WholeAsync(IReadOnlyList<FigureSet> sets, BenchmarkOptions options, TextWriter progress)
    {
        var page = new StringBuilder();
        page.AppendLine("# Benchmarks");
        page.AppendLine();
        page.AppendLine("<!-- Printed by the command below; do not edit. -->");
        page.AppendLine();
        page.AppendLine("```sh");
        page.AppendLine("dotnet run -c Release --project tests/Benchmarks -- whole > docs/benchmarks.md");
        page.AppendLine("```");
        page.AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"{Machine.Describe()}. Figures are medians of {options.Rounds} rounds. In each round the library and its comparator run");
        page.AppendLine("one after the other; the ratio is the library's figure over the comparator's, and the median of the rounds. Times depend on the machine and on what else");
        page.AppendLine("runs on it, ratios much less; counts and bytes hardly.");
        foreach (var set in sets)
        {
            await progress.WriteLineAsync($"{set.Title} ...");
            page.AppendLine();
            page.AppendLine(CultureInfo.InvariantCulture, $"## {set.Title}");
            page.AppendLine();
            page.AppendLine(CultureInfo.InvariantCulture, $"{set.How} Alone: `-- {set.Name}`.");
            page.AppendLine();
            page.Append(Table(await set.MeasureAsync(options)));
        }

        return page.ToString();
    }

    public static string Table(IReadOnlyList<Figure> figures)
    {
        var table = new StringBuilder();
        table.AppendLine("| figure | ratio | library | comparator |");
        table.AppendLine("| --- | --- | --- | --- |");
        foreach (var figure in figures)
        {
            var ratio = figure.Ratio is { } value ? Figure.Text(value, value < 0.1 ? "{0:0.000}" : "{0:0.00}") : "";
            table.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {ratio} | {figure.Library} | {figure.Comparator} |");
        }

        return table.ToString();
    }
}
