using System.Text;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>A table of a file: RFC 4180, with a head; cells of a file that ends in <c>.tsv</c> are separated by tabs.</summary>
/// <param name="Path">The file.</param>
/// <param name="Columns">The names in its head.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record CsvTable(string Path, IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BadOptionException">The file cannot be read, or is not such a table. The message names the line.</exception>
    public static CsvTable Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path, s_utf8), path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',');
        }
        catch (DecoderFallbackException)
        {
            throw new BadOptionException($"--each: {path} is not UTF-8: save it as UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadOptionException($"--each: the file '{path}' cannot be read: {e.Message}");
        }
    }

    /// <exception cref="BadOptionException">The text is not a table.</exception>
    internal static CsvTable Parse(string path, string text, char separator)
    {
        var lines = new CsvLines(path, text, separator);
        var head = lines.Next() ?? throw new BadOptionException($"--each: {path} is empty; its first line names the parameters.");
        var columns = head.Cells.Select(static cell => cell.Trim()).ToList();
        if (columns.Exists(static name => name.Length == 0))
        {
            throw new BadOptionException($"--each: {path}: a column has no name in the first line.");
        }

        if (columns.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            throw new BadOptionException($"--each: {path} has two columns '{twice.Key}'.");
        }

        var rows = new List<CsvRow>();
        while (lines.Next() is { } row)
        {
            rows.Add(row.Cells.Count == columns.Count
                ? row
                : throw new BadOptionException(
                    $"--each: {path}, line {row.Line}: {row.Cells.Count} cells, where the head has {columns.Count}. A cell with a separator is quoted."));
        }

        return new CsvTable(path, columns, rows);
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Line">The line that it begins on, from 1.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>Reads a text row by row. Empty lines are left out.</summary>
internal sealed class CsvLines(string path, string text, char separator)
{
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;

    /// <exception cref="BadOptionException">A quote is not closed, or text follows it.</exception>
    public CsvRow? Next()
    {
        while (_at < text.Length && text[_at] is '\r' or '\n')
        {
            LineEnd();
        }

        if (_at >= text.Length)
        {
            return null;
        }

        var (cells, line) = (new List<string>(), _line);
        while (true)
        {
            cells.Add(_at < text.Length && text[_at] == '"' ? Quoted(line) : Plain());
            if (_at < text.Length && text[_at] == separator)
            {
                _at++;
                continue;
            }

            LineEnd();
            return new CsvRow(line, cells);
        }
    }

    private string Plain()
    {
        var start = _at;
        while (_at < text.Length && text[_at] != separator && text[_at] is not ('\r' or '\n'))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string Quoted(int line)
    {
        var cell = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != '"')
            {
                _line += text[_at] == '\n' ? 1 : 0;
                cell.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                cell.Append('"');
                _at++;
            }
            else
            {
                _at++;
                return _at >= text.Length || text[_at] == separator || text[_at] is '\r' or '\n'
                    ? cell.ToString()
                    : throw new BadOptionException($"--each: {path}, line {_line}: text follows a closing quote. A quote within quotes is doubled.");
            }
        }

        throw new BadOptionException($"--each: {path}, line {line}: a quote is not closed.");
    }

    private void LineEnd()
    {
        if (_at < text.Length)
        {
            _at += text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n' ? 2 : 1;
            _line++;
        }
    }
}
