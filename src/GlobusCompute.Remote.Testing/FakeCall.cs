using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>
/// Represents a call that a fake received: what was called, with the arguments as a worker gets them. Its outcome can be decided later, if its setup says
/// <see cref="FakeSetupOf{TSelf}.Pends"/>. Safe for use by many threads.
/// </summary>
public sealed class FakeCall
{
    private readonly ComputeCallContext _context;
    private readonly WorkerArguments _arguments;
    private readonly TaskCompletionSource<CallOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Guid? _taskId;

    internal FakeCall(ComputeCallContext context, WorkerArguments arguments, IReadOnlyList<ComputeCallArgument> given)
    {
        _context = context;
        _arguments = arguments;
        Given = given;
    }

    /// <summary>Gets the interface of the proxy that was called; null for a call without a proxy.</summary>
    public Type? InterfaceType => _context.InterfaceType;

    /// <summary>Gets the method as messages name it, for example <c>IAnalysis.Fit</c>; for a call without a proxy, the function's name.</summary>
    public string MethodName => _context.MethodName;

    /// <summary>
    /// Gets the task's id; null before the call is accepted, and for one that is refused. A call that is sent again is another one; items of a Map may share
    /// a task.
    /// </summary>
    public Guid? TaskId
    {
        get
        {
            lock (_outcome)
            {
                return _taskId;
            }
        }
    }

    /// <summary>Gets the endpoint that was called.</summary>
    public Guid EndpointId => _context.EndpointId;

    /// <summary>Gets the name of the client, which is the user's id for clients of users in an app with a host; empty without one.</summary>
    public string ClientName => _context.ClientName;

    /// <summary>Gets the values for the endpoint's configuration template, as JSON text; null for none.</summary>
    public string? UserEndpointConfig => _context.UserEndpointConfig;

    /// <summary>Gets the time limit of the call; null for none.</summary>
    public TimeSpan? Timeout => _context.Timeout;

    /// <summary>Gets the app's own name for the call; null for none.</summary>
    public string? Tag => _context.Tag;

    /// <summary>Gets the command line of a command as the worker's shell gets it, with values and their quotes; null for other calls.</summary>
    public string? Command => CommandLine.Of(_context.Source, _arguments);

    /// <summary>Gets the positional arguments, as the worker reads them.</summary>
    public IReadOnlyList<PythonValue> Arguments => _arguments.Positional;

    /// <summary>Gets the keyword arguments, as the worker reads them.</summary>
    public IReadOnlyDictionary<string, PythonValue> Keywords => _arguments.Keywords;

    /// <summary>Gets the arguments as the app gave them, with the names of the method's parameters.</summary>
    public IReadOnlyList<ComputeCallArgument> Given { get; }

    /// <summary>Gets whether the outcome of the call is not decided yet.</summary>
    public bool IsPending => !_outcome.Task.IsCompleted;

    /// <summary>Completes when the outcome of the call is decided.</summary>
    internal Task<CallOutcome> Outcome => _outcome.Task;

    internal ComputeCallContext Context => _context;

    /// <summary>Whether the service has accepted it and its delay runs, or it was refused. Under the lock of the log.</summary>
    internal bool HasBegun { get; set; }

    /// <summary>The setup's decision; set before anybody sees the call.</summary>
    internal SetupStep Step { get; set; } = SetupStep.Mistake("");

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
                return argument.Value is T or null && !(argument.Value is null && default(T) is not null)
                    ? (T)argument.Value!
                    : throw new InvalidCastException(
                        $"{MethodName}: the argument '{name}' is {argument.Value?.GetType().ToString() ?? "null"}, not {typeof(T)}.");
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
    /// <returns>False when its outcome was decided before.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is empty.</exception>
    public bool Raise(string type, string message = "") => Raise(new FakeError(type, message));

    /// <summary>Faults a pending call with an exception that the Python function raised, with its causes.</summary>
    /// <param name="error">The exception.</param>
    /// <returns>False when its outcome was decided before.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public bool Raise(FakeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return TryEnd(CallOutcome.Raised(error.ToTraceback(_context.FunctionName)));
    }

    /// <summary>Faults a pending call as if its worker had been lost. One of an idempotent method is sent again by the client.</summary>
    /// <returns>False when its outcome was decided before.</returns>
    public bool LoseWorker() => TryEnd(CallOutcome.WorkerLost);

    /// <summary>Faults a pending call as if its result could not be requested, see <see cref="FakeSetupOf{TSelf}.LosesResult"/>.</summary>
    /// <param name="outage">How long the service was unreachable, for the message; null (the default) for an hour.</param>
    /// <returns>False when its outcome was decided before.</returns>
    public bool LoseResult(TimeSpan? outage = null) => TryEnd(CallOutcome.Unreachable(outage ?? TimeSpan.FromHours(1)));

    /// <summary>
    /// Returns the method with its arguments as Python prints them, for messages of failed assertions. Long ones are cut; those of sensitive parameters are
    /// withheld.
    /// </summary>
    public override string ToString()
    {
        var arguments = Given.Any(static argument => argument.IsSensitive) ? string.Join(", ", Given.Select(Withhold)) : _arguments.ToString();
        return $"{MethodName}({arguments}){(IsPending ? ", pending" : "")}";
    }

    internal void SetAccepted(Guid taskId)
    {
        lock (_outcome)
        {
            _taskId = taskId;
        }
    }

    internal bool TryEnd(CallOutcome outcome) => _outcome.TrySetResult(outcome);

    private static string Withhold(ComputeCallArgument argument) =>
        $"{argument.Name ?? "(positional)"}={(argument.IsSensitive ? CallDetails.Withheld : WorkerArguments.Show(argument.Value?.ToString() ?? "None"))}";
}
