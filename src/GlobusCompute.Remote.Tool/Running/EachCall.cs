using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.Generators.Diagnostics;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>The call of one row.</summary>
/// <param name="Key">What tells it apart from the calls of other rows, also in a later run.</param>
/// <param name="Row">The row.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record EachCall(string Key, CsvRow Row, BoundArguments Arguments)
{
    /// <summary>Makes the calls of all rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="common">The arguments of all rows.</param>
    /// <param name="words">Those arguments as they were written.</param>
    /// <exception cref="BadOptionException">A column is not a parameter, or a cell does not fit it. The message names both.</exception>
    public static IReadOnlyList<EachCall> Of(CsvTable table, BoundArguments common, IReadOnlyList<string> words)
    {
        foreach (var column in table.Columns)
        {
            if (!common.Takes(column))
            {
                var near = NearestName.Find(column, common.Names);
                throw new BadOptionException($"--each: {table.Path}: the function has no parameter '{column}'."
                    + (column.AsSpan().IndexOfAny(';', '\t') >= 0 ? " Cells are separated by commas, and by tabs in a file that ends in .tsv." : "")
                    + (near is null ? $" Its parameters: {string.Join(", ", common.Names)}." : $" Did you mean '{near}'?"));
            }

            if (common.Has(column))
            {
                throw new BadOptionException($"--each: '{column}' is a column of {table.Path} and an argument for all rows.");
            }
        }

        // A file that was edited makes other calls.
        words = [.. words, .. common.FileDigests];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. table.Rows.Select(row => new EachCall(KeyOf(table, row, words, seen), row, Bind(table, row, common)))];
    }

    private static BoundArguments Bind(CsvTable table, CsvRow row, BoundArguments common)
    {
        var arguments = common.Copy();
        try
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                // An empty cell is left to Python's default, if there is one.
                if (row.Cells[i].Length > 0 || !common.IsOptional(table.Columns[i]))
                {
                    // Tables come from other people: a cell must not name a file of this machine.
                    var text = row.Cells[i].Length == 0 && common.AllowsNone(table.Columns[i]) ? "null" : row.Cells[i];
                    arguments.AddNamed(table.Columns[i], text, isLiteral: true);
                }
            }

            arguments.ThrowIfIncomplete();
            return arguments;
        }
        catch (BadOptionException e)
        {
            throw new BadOptionException($"--each: {table.Path}, line {row.Line}: {e.Message}");
        }
    }

    // By content, so that rows may be added and moved. Equal rows are counted.
    private static string KeyOf(CsvTable table, CsvRow row, IReadOnlyList<string> words, Dictionary<string, int> seen)
    {
        var parts = words.Append("").Concat(table.Columns.Zip(row.Cells, static (name, cell) => $"{name}={cell}").Order(StringComparer.Ordinal));
        var text = string.Concat(parts.Select(static part => $"{part.Length}:{part}"));
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16).ToLowerInvariant();
        var count = seen[hash] = seen.GetValueOrDefault(hash) + 1;
        return $"{hash}-{count}";
    }
}
