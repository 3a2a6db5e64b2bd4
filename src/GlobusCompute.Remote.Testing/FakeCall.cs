using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Represents a call that a fake received: what was called, with the arguments as a worker gets them. Its outcome can be decided later, if its setup says
/// <see cref="FakeSetup{T}.Pends"/>. Safe for use by many threads.
/// </summary>
public sealed class FakeCall
{
    private readonly ComputeCallContext _context;
    private readonly TaskCompletionSource<CallOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FakeCall(ComputeCallContext context, Guid taskId, WorkerArguments arguments, IReadOnlyList<ComputeCallArgument> given)
    {
        _context = context;
        TaskId = taskId;
        Arguments = arguments.Positional;
        Keywords = arguments.Keywords;
        Given = given;
    }

    /// <summary>Gets the interface of the proxy that was called; null for a call without a proxy.</summary>
    public Type? InterfaceType => _context.InterfaceType;

    /// <summary>Gets the method as messages name it, for example <c>IAnalysis.Fit</c>; for a call without a proxy, the function's name.</summary>
    public string MethodName => _context.MethodName;

    /// <summary>Gets the task's id. A call that is sent again is another one.</summary>
    public Guid TaskId { get; }

    /// <summary>Gets the endpoint that was called.</summary>
    public Guid EndpointId => _context.EndpointId;

    /// <summary>Gets the app's own name for the call; null for none.</summary>
    public string? Tag => _context.Tag;

    /// <summary>Gets the positional arguments, as the worker reads them.</summary>
    public IReadOnlyList<PythonValue> Arguments { get; }

    /// <summary>Gets the keyword arguments, as the worker reads them.</summary>
    public IReadOnlyDictionary<string, PythonValue> Keywords { get; }

    /// <summary>Gets the arguments as the app gave them, with the names of the method's parameters.</summary>
    public IReadOnlyList<ComputeCallArgument> Given { get; }

    /// <summary>Completes when the outcome of the call is decided.</summary>
    internal Task<CallOutcome> Outcome => _outcome.Task;

    internal ComputeCallContext Context => _context;

    /// <summary>Gets an argument as the app gave it.</summary>
    /// <param name="name">The name of the method's parameter.</param>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <exception cref="ArgumentException">There is no such parameter.</exception>
    /// <exception cref="InvalidCastException">It has another type.</exception>
    public T Argument<T>(string name)
    {
        foreach (var argument in Given)
        {
            if (argument.Name == name)
            {
                return (T)argument.Value!;
            }
        }

        var names = string.Join(", ", Given.Select(static argument => argument.ToString()));
        throw new ArgumentException($"{MethodName} has no parameter '{name}'. It has {names}.", nameof(name));
    }

    /// <summary>Completes a pending call with a result.</summary>
    /// <param name="value">The result.</param>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <returns>False when its outcome was decided before.</returns>
    public bool Complete<T>(T value) => TryEnd(CallOutcome.Result(value, _context));

    /// <summary>Completes a pending call whose result is ignored.</summary>
    /// <returns>False when its outcome was decided before.</returns>
    public bool Complete() => TryEnd(CallOutcome.None);

    /// <summary>Faults a pending call with an exception that the Python function raised.</summary>
    /// <param name="type">The type as Python prints it, for example <c>ValueError</c>.</param>
    /// <param name="message">The message; empty (the default) for none.</param>
    /// <param name="traceback">The whole traceback; null (the default) for one of a single frame.</param>
    /// <returns>False when its outcome was decided before.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is empty.</exception>
    public bool Raise(string type, string message = "", string? traceback = null) =>
        TryEnd(CallOutcome.Raised(_context.FunctionName, type, message, traceback));

    /// <summary>Returns the method and the task. Arguments are not shown.</summary>
    public override string ToString() => $"{MethodName}, task {TaskId}";

    internal bool TryEnd(CallOutcome outcome) => _outcome.TrySetResult(outcome);
}
