namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>Keeps what workers have printed last. Safe for use by many threads.</summary>
internal sealed class OutputLog(TimeProvider time)
{
    private const int MaxLines = 5000;
    private const int MaxCharacters = 2 << 20;
    private const int MaxLineLength = 4000;

    private readonly object _gate = new();
    private readonly Queue<OutputLine> _lines = new();
    private long _last;
    private int _characters;

    public void Add(int worker, Guid? taskId, string text)
    {
        var clipped = text.Length <= MaxLineLength ? text : $"{text[..MaxLineLength]}… ({text.Length - MaxLineLength} more characters)";
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _lines.Enqueue(new OutputLine(++_last, now, worker, taskId, clipped));
            _characters += clipped.Length;
            while (_lines.Count > MaxLines || _characters > MaxCharacters)
            {
                _characters -= _lines.Dequeue().Text.Length;
            }
        }
    }

    /// <summary>The lines that are kept, the earliest first.</summary>
    /// <param name="taskId">Only those of this task; null for all.</param>
    /// <param name="after">Only those with a higher number.</param>
    /// <returns>The lines, and how many there were before those that are kept.</returns>
    public (IReadOnlyList<OutputLine> Lines, long Dropped) Read(Guid? taskId, long after)
    {
        lock (_gate)
        {
            return ([.. _lines.Where(line => line.Number > after && (taskId is null || line.TaskId == taskId))], _last - _lines.Count);
        }
    }
}
