using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Shared.Display;
using GlobusCompute.Remote.Tool.Sessions;
using GlobusCompute.Remote.Tool.Tasks;

namespace GlobusCompute.Remote.Tool.Running;

/// <summary>
/// The results of <c>run --each</c>: a line of JSON for the function, then one for each call that completed. The last line of a key counts.
/// Safe for use by many threads.
/// </summary>
internal sealed class ResultsFile : IDisposable
{
    private const int Format = 1;
    private const string FormatName = "gcompute_results";

    private readonly object _lock = new();
    private readonly FileStream _runs;
    private readonly FileStream _stream;
    private readonly Dictionary<string, (string State, Guid? TaskId)> _known = new(StringComparer.Ordinal);
    private long _end;

    private ResultsFile(string path, FileStream runs, FileStream stream) => (Path, _runs, _stream) = (path, runs, stream);

    public string Path { get; }

    /// <summary>Opens a file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="function">The function's name.</param>
    /// <param name="hash">What tells versions of the function apart.</param>
    /// <exception cref="ExitException">It cannot be used. The message says why, and what to do.</exception>
    public static ResultsFile Open(string path, string function, string hash)
    {
        FileStream stream;
        try
        {
            // Without a buffer: what could not be written is not tried again behind the next line, nor when the file is closed.
            stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                BufferSize = 0,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unusable(path, e);
        }

        ResultsFile file;
        try
        {
            file = new ResultsFile(path, Claim(path), stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        try
        {
            file.Load(function, hash);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            file.Dispose();
            throw Unusable(path, e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gets the recorded state of a call; null where there is none.</summary>
    public (string State, Guid? TaskId)? Find(string key)
    {
        lock (_lock)
        {
            return _known.TryGetValue(key, out var known) ? known : null;
        }
    }

    /// <summary>Adds the outcome of a call, and has it written when it returns.</summary>
    /// <exception cref="ExitException">It cannot be written, such as on a full disk. The file is as it was.</exception>
    public void Add(string key, CsvTable table, CsvRow row, TaskOutcome outcome)
    {
        var line = ToolOutput.ToJson(json =>
        {
            json.WriteString("key", key);
            json.WriteNumber("line", row.Line);
            json.WriteStartObject("row");
            for (var i = 0; i < row.Cells.Count; i++)
            {
                json.WriteString(table.Columns[i], row.Cells[i]);
            }

            json.WriteEndObject();
            outcome.WriteTo(json);
        });
        lock (_lock)
        {
            try
            {
                Write(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                // A file that is too large is an ArgumentException to .NET.
                throw new ExitException(ExitCodes.BadJournal, $"A result cannot be written to '{Path}': {e.Message.TrimEnd('.')}.");
            }

            _known[key] = (outcome.State, outcome.TaskId);
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _runs.Dispose();
    }

    // One run at a time: others would make the same calls. The file is there as long as its process has it open.
    private static FileStream Claim(string path)
    {
        try
        {
            return new FileStream($"{path}.lock", new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unusable(path, e);
        }
    }

    private static ExitException Unusable(string path, Exception e) => new(
        ExitCodes.BadJournal,
        e is IOException io && IsHeldByAnother(io)
            ? $"another run writes its results to '{path}'. Wait until it has ended, or name another file with --results."
            : $"the results file '{path}' cannot be written: {e.Message} Name another file with --results.");

    // EAGAIN of Linux and of macOS; ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeldByAnother(IOException e) =>
        e.GetType() == typeof(IOException) && (OperatingSystem.IsWindows() ? (e.HResult & 0xFFFF) == 32 : e.HResult is 11 or 35);

    // Nothing is changed before all is read: the name may be that of another file of the user.
    private void Load(string function, string hash)
    {
        // Not read to the end of the file but to that of its last whole line: the rest is of a process that was killed while it wrote.
        var bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (end == 0 && bytes.Length > 0 && !IsBegunHead(bytes))
        {
            throw NotResults(1);
        }

        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(line);
                Load(document.RootElement, number, function, hash);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw NotResults(number);
            }
        }

        if (end < bytes.Length)
        {
            _stream.SetLength(end);
        }

        _stream.Position = _end = end;
        if (number == 0)
        {
            Write(ToolOutput.ToJson(json =>
            {
                json.WriteNumber(FormatName, Format);
                json.WriteString("function", function);
                json.WriteString("function_hash", hash);
            }));
        }
    }

    // A process was killed while it wrote the first line.
    private static bool IsBegunHead(byte[] bytes)
    {
        var head = Encoding.UTF8.GetBytes($"{{\"{FormatName}\":");
        var count = Math.Min(head.Length, bytes.Length);
        return bytes.AsSpan(0, count).SequenceEqual(head.AsSpan(0, count));
    }

    private ExitException NotResults(int line) => new(
        ExitCodes.BadJournal, $"{Path}, line {line}: this is not a results file of 'gcompute run --each'. Name another file with --results.");

    private void Load(JsonElement line, int number, string function, string hash)
    {
        if (number > 1)
        {
            var id = line.GetProperty("task_id");
            _known[line.GetProperty("key").GetString()!] = (line.GetProperty("state").GetString()!, id.ValueKind == JsonValueKind.String ? id.GetGuid() : null);
            return;
        }

        if (line.GetProperty(FormatName).GetInt32() != Format)
        {
            throw new ExitException(ExitCodes.BadJournal, $"{Path} was written by another version of gcompute. Name another file with --results.");
        }

        if (line.GetProperty("function_hash").GetString() != hash)
        {
            throw new ExitException(
                ExitCodes.BadJournal,
                $"{Path} has results of {line.GetProperty("function").GetString()} as it was before; {function} differs. "
                + "Name another file with --results, or delete this one to begin anew.");
        }
    }

    // A line is there as a whole or not at all: the next one must not follow a part of it.
    private void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        try
        {
            _stream.Write(bytes);
            _end += bytes.Length;
        }
        catch
        {
            _stream.SetLength(_end);
            _stream.Position = _end;
            throw;
        }
    }
}
