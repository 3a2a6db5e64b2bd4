using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Results;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>Collects the tasks of clients and their outcomes. Thread-safe.</summary>
/// <param name="options">What is recorded.</param>
internal sealed class CallRecording(ComputeRecordingOptions options)
{
    private readonly object _lock = new();
    private readonly List<RecordedCall> _calls = [];
    private readonly Redactor _redactor = new(options.Redact);
    private Exception? _error;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>Adds calls that were recorded before.</summary>
    public void AddRange(IEnumerable<RecordedCall> calls)
    {
        lock (_lock)
        {
            _calls.AddRange(calls);
        }
    }

    /// <summary>Adds a task whose outcome has arrived. Never throws: <see cref="Save"/> throws what went wrong.</summary>
    public void Add(ComputeCallContext context, ArrivedOutcome outcome)
    {
        try
        {
            var texts = CallTexts.Of(context, _redactor);
            var secrets = Redactor.SecretsOf(context);
            var text = HeldOutcome.ToText(outcome.Text);
            var call = new RecordedCall
            {
                Method = context.MethodName,
                Key = texts.Key,
                Arguments = texts.Arguments,
                Keywords = texts.Keywords,
                TaskId = outcome.TaskId,
                Outcome = new RecordedOutcome(
                    outcome.IsFailure ? new RecordedPayload(_redactor.Text(text, secrets)) : _redactor.Value(text, secrets), outcome.IsFailure)
                {
                    Code = outcome.Code,
                    UserMessage = outcome.UserMessage is { } message ? _redactor.Text(message, secrets) : null,
                    Facts = outcome.Facts,
                },
            };
            lock (_lock)
            {
                _calls.Add(call);
            }
        }
        catch (Exception e)
        {
            lock (_lock)
            {
                _error ??= e;
            }
        }
    }

    /// <summary>Writes the recording, and leaves lines of the file that is replaced as they are where the outcome is the same.</summary>
    /// <exception cref="InvalidOperationException">A call could not be recorded, so that nothing was written.</exception>
    public void Save(RecordingFile file)
    {
        List<RecordedCall> calls;
        lock (_lock)
        {
            if (_error is not null)
            {
                throw new InvalidOperationException($"{file.Path} was not written, since a call could not be recorded: {_error.Message}", _error);
            }

            calls = [.. _calls];
        }

        // By what was called: the order in which parallel calls end is another one each time. Equal calls keep theirs.
        calls = [.. calls.OrderBy(static call => call.Method, StringComparer.Ordinal)
            .ThenBy(static call => call.Key.Function, StringComparer.Ordinal)
            .ThenBy(static call => call.Arguments.Text, StringComparer.Ordinal)
            .ThenBy(static call => call.Keywords.Text, StringComparer.Ordinal)];
        file.Write(KeepUnchanged(calls, File.Exists(file.Path) ? file.Read() : []), options.LargestInlinePayload);
    }

    // Task ids, times and machines differ in each run, and would hide in a review what has changed.
    private static IEnumerable<RecordedCall> KeepUnchanged(IEnumerable<RecordedCall> calls, IEnumerable<RecordedCall> before)
    {
        var old = before
            .GroupBy(static call => (call.Method, call.Key))
            .ToDictionary(static group => group.Key, static group => new Queue<RecordedCall>(group));
        foreach (var call in calls)
        {
            var isOld = old.TryGetValue((call.Method, call.Key), out var equal) && equal.Count > 0;
            yield return isOld && equal!.Dequeue() is var candidate && candidate.Outcome.IsSameAs(call.Outcome) ? candidate : call;
        }
    }
}
