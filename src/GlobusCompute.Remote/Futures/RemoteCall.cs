using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Futures;

/// <summary>
/// One call on its way through the stations: its arguments, ids and outcome. Exactly one party completes it; whoever holds it in a queue or a request gives its
/// arguments back.
/// </summary>
/// <remarks>
/// It is the source of its future's token, too, which a task needs that may be canceled: one object less. The source has no timer and no wait handle, so it
/// holds nothing to dispose. Only the future's body cancels it; everybody else uses <see cref="TryCancel"/>.
/// </remarks>
internal abstract partial class RemoteCall : CancellationTokenSource, IFutureSource
{
    private PackedArguments _arguments;
    private CallState _state;
    private CallOutcome _outcome;
    private volatile SubmissionReceipt? _receipt;
    private Guid _firstTaskId;
    private CallExtras? _extras;
    private RemoteCall? _next;

    /// <param name="target">Where the call goes.</param>
    /// <param name="function">What it runs.</param>
    /// <param name="arguments">Its arguments; the call owns them from now on.</param>
    protected RemoteCall(CallTarget target, FunctionDefinition function, PackedArguments arguments)
    {
        Target = target;
        Function = function;
        _arguments = arguments;
        if (function.Policy.IsIdempotent)
        {
            // They are kept until the call ends.
            _arguments.Separate();
        }
    }

    public CallTarget Target { get; }

    public FunctionDefinition Function { get; }

    /// <summary>What the app calls the call, or null. It stays here.</summary>
    public string? Tag
    {
        get => Volatile.Read(ref _extras)?.Tag;
        init
        {
            if (value is not null)
            {
                Extras.Tag = value;
            }
        }
    }

    /// <summary>
    /// The next call in the one chain that this one is in, if any: on its way to be sent or, later, among those that await results. Of whoever holds it.
    /// </summary>
    public RemoteCall? Next
    {
        get => _next;
        set => _next = value;
    }

    /// <summary>Where <see cref="Next"/> is stored.</summary>
    public ref RemoteCall? NextLink => ref _next;

    /// <summary>Another call that awaits the same task; the router's own.</summary>
    public RemoteCall? Sibling { get; set; }

    /// <summary>Whether its result is awaited; the router's own.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>Canceled by the future's own body, exactly when the future is.</summary>
    public CancellationToken CancellationToken => Token;

    public ReadOnlyMemory<byte> Arguments => _arguments.Memory;

    /// <summary>Bytes of the arguments, also after their memory was given back.</summary>
    public int ArgumentBytes => _arguments.Length;

    public ComputeFutureStage Stage => _state.Stage;

    public Guid FunctionId => _state.FunctionId;

    /// <summary>How often the call went into a request.</summary>
    public int Attempts => _state.Attempts;

    public bool IsIdempotent => Function.Policy.IsIdempotent;

    /// <summary>Whether its executor withdraws it. A call that went into a request may run, and is not withdrawn.</summary>
    public bool IsWithdrawn => Target.Counts.IsWithdrawn && _state.Attempts == 0;

    /// <summary>Whether it need not be sent: it has completed or is withdrawn.</summary>
    public bool IsDone => Stage == ComputeFutureStage.Completed || IsWithdrawn;

    /// <summary>Whether the task was submitted before, and the call is no more than another who awaits it.</summary>
    public bool IsAttached => _state.IsAttached;

    protected abstract Task Future { get; }

    /// <summary>Completes when the future does, and never faults.</summary>
    public async Task WhenCompletedAsync() => await Future.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Begins with a task that was submitted before. Such a call has no arguments and is never sent.</summary>
    public void BeginAccepted(Guid taskId, SubmissionReceipt receipt)
    {
        _firstTaskId = taskId;
        _receipt = receipt;
        _state.BeginSubmitted();
    }

    /// <summary>The function's id is known; the call waits to be sent from now on.</summary>
    /// <returns>False when the call has completed.</returns>
    public bool TryQueue(Guid functionId) => _state.TryQueue(Function.Share(functionId));

    /// <summary>The call goes into a request.</summary>
    /// <returns>False when the call has completed; it must not be sent then.</returns>
    public bool TryBeginSending() => _state.TryBeginSending();

    /// <summary>The call goes back to the queue: the outcome of the request is unknown, or its worker was lost.</summary>
    /// <returns>False when the call has completed.</returns>
    public bool TryQueueAgain() => _state.TryQueueAgain();

    /// <summary>The service has accepted the call. From here on whoever completes it can say which task it was.</summary>
    public void SetAccepted(Guid taskId, SubmissionReceipt receipt)
    {
        if (_receipt is null)
        {
            _firstTaskId = taskId;
            _receipt = receipt;
        }
        else
        {
            // Others may be reading the id of the task before.
            _receipt = new RepeatedReceipt(taskId, receipt);
        }

        Interlocked.MemoryBarrier();
        Volatile.Read(ref _extras)?.Telemetry?.Accepted(this, new Acceptance(taskId, receipt));
        Accepted(taskId);
        EndSubmitted();
    }

    /// <summary>The outcome of the task is here, and is about to be read.</summary>
    /// <returns>The same with what was not delivered, but is known here.</returns>
    public ArrivedOutcome SetArrived(ReadOnlySpan<byte> text, bool isFailure, string? code, string? userMessage, in ExecutionFacts facts) => Arrived(new()
    {
        TaskId = TaskId ?? Guid.Empty,
        Text = text,
        IsFailure = isFailure,
        Code = code,
        UserMessage = userMessage,
        Facts = facts,
    });

    /// <summary>The call waits for its result.</summary>
    /// <returns>False when the call has completed; nobody waits for its result then.</returns>
    public bool TryAwaitResult() => _state.TryAwaitResult();

    /// <summary>Gives the arguments' memory back. Only for the party that holds the call, once.</summary>
    public void ReleaseArguments() => _arguments.Return();

    /// <inheritdoc/>
    public void LimitTo(TimeSpan timeout) => Clock.LimitTo(this, timeout);

    /// <summary>The service has accepted the call, for the first time or again.</summary>
    protected virtual void Accepted(Guid taskId)
    {
        // Nobody else need know.
    }

    /// <summary>The outcome of the task is here, and is about to be read.</summary>
    protected virtual ArrivedOutcome Arrived(ArrivedOutcome outcome) => outcome;

    /// <summary>Starts the future and ties it to the caller's token.</summary>
    protected void Start(Task future, CancellationToken cancellationToken) =>
        Start(future, Function.Policy.Timeout ?? Target.Settings.CallTimeout, cancellationToken);

    /// <summary>Starts the future with a time limit in place of that of its method and executor.</summary>
    protected void Start(Task future, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        Target.Counts.Pending.Increment();
        if (CallTelemetry.Begin(this) is { } telemetry)
        {
            Extras.Telemetry = telemetry;
        }

        future.Start(FutureScheduler.Instance);
        if (timeout is { } limit)
        {
            LimitTo(limit);
        }

        if (cancellationToken.CanBeCanceled)
        {
            Clock.TieTo(this, cancellationToken);
        }
    }

    private CallExtras Extras => Volatile.Read(ref _extras) ?? Interlocked.CompareExchange(ref _extras, new CallExtras(), null) ?? _extras;

    private CallClock Clock
    {
        get
        {
            ref var clock = ref Extras.Clock;
            return Volatile.Read(ref clock) ?? Interlocked.CompareExchange(ref clock, new CallClock(), null) ?? clock;
        }
    }
}
