namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>The mark by which a worker says whose output follows; the counterpart of <c>gcompute_worker/output.py</c>.</summary>
internal static class OutputMark
{
    // ASCII's record separator, which no text of people holds.
    private const char Separator = '\u001e';

    /// <summary>Splits a line that ends in a mark.</summary>
    /// <param name="line">The line.</param>
    /// <param name="before">What was printed before the mark, without an end of line; empty for nothing.</param>
    /// <param name="taskId">The task whose output follows.</param>
    /// <returns>False if the line has no mark.</returns>
    public static bool TryRead(string line, out string before, out Guid taskId)
    {
        var start = line.LastIndexOf(Separator);
        before = start < 0 ? line : line[..start];
        taskId = default;
        return start >= 0 && Guid.TryParseExact(line.AsSpan(start + 1), "D", out taskId);
    }
}
