using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Wire;

namespace GlobusCompute.Remote.Submission;

/// <summary>Calls that travel in one request.</summary>
internal sealed class SubmissionBatch(CallTarget target) : ISubmitTasks
{
    private const int FunctionBytes = 42; // "id":[], with a comma
    private const int CallBytes = 1; // a comma

    private readonly Dictionary<Guid, FunctionCalls> _byFunction = [];
    private readonly List<FunctionCalls> _functions = [];
    private FunctionCalls? _last;
    private long _bytes;

    /// <summary>Bytes that a task takes beside its arguments, at the most.</summary>
    public static int Overhead => CallBytes + FunctionBytes;

    public CallTarget Target { get; } = target;

    public IReadOnlyList<FunctionCalls> Functions => _functions;

    IReadOnlyList<IFunctionTasks> ISubmitTasks.Functions => _functions;

    public int Count { get; private set; }

    /// <summary>Bytes of the <c>tasks</c> member's content.</summary>
    public long TaskBytes => Count == 0 ? 0 : _bytes - 1 - _functions.Count; // No comma before the first function, nor before each one's first call.

    public IEnumerable<RemoteCall> Calls => _functions.SelectMany(static f => f.Calls);

    /// <summary>Bytes that a call would add, at the most.</summary>
    public static int Cost(RemoteCall call) => call.ArgumentBytes + Overhead;

    public void Add(RemoteCall call)
    {
        var function = _last;
        if (function?.FunctionId != call.FunctionId && !_byFunction.TryGetValue(call.FunctionId, out function))
        {
            function = new FunctionCalls(call.FunctionId);
            _byFunction.Add(call.FunctionId, function);
            _functions.Add(function);
            _bytes += FunctionBytes;
        }

        _last = function;
        function!.Calls.Add(call);
        _bytes += call.ArgumentBytes + CallBytes;
        Count++;
    }

    /// <summary>Two batches: the functions whose ids a text names, and the others.</summary>
    public (SubmissionBatch Named, SubmissionBatch Others) SplitByName(string? text)
    {
        var named = new SubmissionBatch(Target);
        var others = new SubmissionBatch(Target);
        foreach (var function in _functions)
        {
            var part = text is not null && text.Contains(function.FunctionId.ToString("D"), StringComparison.OrdinalIgnoreCase) ? named : others;
            function.Calls.ForEach(part.Add);
        }

        return (named, others);
    }

    /// <summary>Two batches with half of the functions each, or half of the calls when there is one function.</summary>
    public (SubmissionBatch First, SubmissionBatch Second) Halve()
    {
        var first = new SubmissionBatch(Target);
        var second = new SubmissionBatch(Target);
        if (_functions.Count > 1)
        {
            for (var i = 0; i < _functions.Count; i++)
            {
                foreach (var call in _functions[i].Calls)
                {
                    (i < _functions.Count / 2 ? first : second).Add(call);
                }
            }
        }
        else
        {
            var calls = _functions[0].Calls;
            for (var i = 0; i < calls.Count; i++)
            {
                (i < calls.Count / 2 ? first : second).Add(calls[i]);
            }
        }

        return (first, second);
    }
}
