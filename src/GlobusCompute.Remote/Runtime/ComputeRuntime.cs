using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Shared.Locking;
using GlobusCompute.Remote.Threading;
using GlobusCompute.Remote.Wire;
using GlobusCompute.Remote.Submission;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Runtime;

/// <summary>What the executors of a client share: the stations of a call behind its serialisation, joined here in their order.</summary>
internal sealed partial class ComputeRuntime : ICallStations, IAsyncDisposable
{
    private readonly IComputeService _service;
    private readonly FunctionRegistry _registry;
    private readonly SubmissionLoop _submission;
    private readonly ResultRouter _router = new();
    private readonly ResultInbox _inbox;
    private readonly ResultPoller _poller;
    private readonly ResultStream? _stream;
    private readonly CallCounter _unsent = new();
    private readonly SubmissionCapacity _capacity;
    private readonly UserRuntimeJson _userRuntime;
    private readonly ComputeClientOptions _options;
    private readonly CancellationTokenSource _ending = new();
    private readonly object _disposeLock = new();
    private Task? _disposal;
    private volatile bool _isDisposed;

    public ComputeRuntime(IComputeService service, ComputeClientOptions options)
    {
        _service = service;
        _options = options;
        Environment = ServiceEnvironment.Of(options.ServiceUrl);
        _userRuntime = new UserRuntimeJson(options.UserRuntime);
        var logger = Logger = CreateLogger(options);
        Journal = options.Journal;
        Journal?.Claim();
        _capacity = new SubmissionCapacity(options.MaxUnsentCalls, options.MaxUnsentBytes);
        _inbox = new ResultInbox(_router, SendAgain, options.TimeProvider, logger);
        _poller = new ResultPoller(service, _router, _inbox, options, logger);
        _stream = options.Delivery == ComputeDelivery.Stream ? new ResultStream(service, _router, _inbox, _poller, options, logger) : null;
        var sender = new BatchSender(service, this, options.Journal, options.TimeProvider, logger);
        _submission = new SubmissionLoop(service, sender, options.MaxRequestBytes, FixedBytes, this, logger);
        _registry = new FunctionRegistry(service, this, logger);
        ComputeMeters.Watch(this);
    }

    public QuietLogger Logger { get; }

    public ComputeNaming PropertyNaming => _options.PropertyNaming;

    public ComputePayloadOptions? Payloads => _options.Payloads;

    public TimeProvider TimeProvider => _options.TimeProvider;

    public long UnsentCalls => _capacity.Calls;

    /// <summary>Calls whose results are awaited.</summary>
    public int AwaitedCalls => _router.Count;

    public bool IsStreaming => _stream is { IsOpen: true };

    public bool IsDisposed => _isDisposed;

    /// <summary>Where requests are written down, or null.</summary>
    public ComputeJournal? Journal { get; }

    public TaskGroup DefaultTaskGroup { get; } = new(null);

    public ComputeDeliveryState DeliveryState =>
        _router.IsEmpty ? ComputeDeliveryState.Idle
        : _poller.IsSignInRequired ? ComputeDeliveryState.SignInRequired
        : _stream is { IsOpen: true } ? ComputeDeliveryState.Streaming
        : ComputeDeliveryState.Polling;

    public static ComputeRuntime Create(ComputeClientOptions options) =>
        Create(new HttpComputeService(new ServiceConnection(options, CreateLogger(options)), options.UserRuntime, options.Delivery == ComputeDelivery.Stream), options);

    /// <summary>Makes a runtime whose loops neither keep the maker's context alive nor run in it: a span of his would become the parent of all requests.</summary>
    public static ComputeRuntime Create(IComputeService service, ComputeClientOptions options)
    {
        AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            return new ComputeRuntime(service, options);
        }
        finally
        {
            flow?.Undo();
        }
    }

    /// <summary>The most bytes one task of a target may take.</summary>
    public int MaxTaskBytes(SubmissionTarget target) => (int)Math.Max(0, _options.MaxRequestBytes - FixedBytes(target) - SubmissionBatch.Overhead);

    /// <summary>Takes room for a call that <see cref="Accept"/> is given next.</summary>
    /// <exception cref="SubmissionQueueFullException">There is none.</exception>
    public void TakeCapacity(int bytes) => _capacity.Take(bytes);

    /// <summary>The same, as soon as there is room.</summary>
    public Task TakeCapacityAsync(int bytes, CancellationToken cancellationToken) => _capacity.TakeAsync(bytes, cancellationToken);

    /// <summary>Gives room back that was taken for a call which is not made.</summary>
    public void GiveCapacity(int bytes) => _capacity.Give(bytes);

    public Task WaitForCapacityAsync(CancellationToken cancellationToken) => _capacity.WaitAsync(cancellationToken);

    /// <summary>Takes a call over. Its future ends, whatever happens from here on.</summary>
    public void Accept(RemoteCall call)
    {
        _unsent.Increment();
        call.Target.Unsent.Increment();
        if (_isDisposed)
        {
            Detach(call);
            return;
        }

        _registry.Route(call);
    }

    /// <summary>A call has ended in whatever way: nobody waits for its result any more.</summary>
    public void CallEnded(RemoteCall call)
    {
        if (call.TaskId is { } id)
        {
            _router.Remove(id, call);
            if (call.HasOutcome)
            {
                NoteEnded(id);
            }
        }
    }

    /// <summary>Waits until counted calls are sent, for the shutdown time at the most.</summary>
    public async Task<bool> FlushAsync(CallCounter unsent)
    {
        var sent = unsent.WhenZeroAsync();
        if (sent.IsCompleted)
        {
            return true;
        }

        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(sent, Task.Delay(_options.ShutdownTimeout, _options.TimeProvider, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == sent;
    }

    /// <summary>Drops waiting calls that will not be sent: those of executors that withdraw theirs, and those that have ended. The others need not wait for their turn to go.</summary>
    public void Sweep()
    {
        _registry.Sweep();
        _submission.Sweep();
    }

    public ValueTask DisposeAsync()
    {
        lock (_disposeLock)
        {
            return new ValueTask(_disposal ??= EndAsync());
        }
    }

    private async Task EndAsync()
    {
        _isDisposed = true;

        // Accept counts, then looks at the flag; here the flag is set, then the count is looked at. So no call slips through between.
        Interlocked.MemoryBarrier();
        await FlushAsync(_unsent).ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await _registry.DisposeAsync().ConfigureAwait(false);
            await _submission.DisposeAsync().ConfigureAwait(false);
            if (_stream is not null)
            {
                await _stream.DisposeAsync().ConfigureAwait(false);
            }

            await _poller.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            foreach (var call in _router.Drain())
            {
                call.TryFail(new ComputeDetachedException(call.Handle));
            }

            Journal?.Release();
            ComputeMeters.Forget(this);
            (_service as IDisposable)?.Dispose();
        }
    }

    private static QuietLogger CreateLogger(ComputeClientOptions options) =>
        new((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("GlobusCompute.Remote"));

    private long FixedBytes(SubmissionTarget target) => SubmitContent.FixedBytes(target, _userRuntime);

    void ICallStations.Ready(RemoteCall call, Guid functionId)
    {
        if (call.TryQueue(functionId))
        {
            _submission.Enqueue(call);
        }
        else
        {
            Settled(call, reuse: true);
        }
    }

    void ICallStations.Accepted(RemoteCall call, Guid taskId, SubmissionReceipt receipt)
    {
        // In this order, whoever ends the call on the way knows its task, and finds it in the router or leaves it out.
        call.SetAccepted(taskId, receipt);
        call.Target.Calls.CountAccepted();
        if (!_inbox.TryAwait(taskId, call))
        {
            call.TryFail(new SubmitOutcomeUnknownException(call.Handle, $"the answer names task {taskId} twice.", null));
        }
        else if (!call.TryAwaitResult())
        {
            _router.Remove(taskId, call);
        }
        else if (!_inbox.DeliverEarly(taskId))
        {
            _poller.Watch(taskId);
            if (receipt.TaskGroupId is { } group)
            {
                _stream?.Watch(group);
            }
        }
    }

    void ICallStations.Settled(RemoteCall call, bool reuse) => Settled(call, reuse);

    bool ICallStations.TrySendLater(RemoteCall call)
    {
        if (call.Attempts >= _options.MaxAttempts || !call.TryQueueAgain())
        {
            return false;
        }

        _ = EnqueueLaterAsync(call, RetryDelay.After(call.Attempts, null));
        return true;
    }

    void ICallStations.Detach(RemoteCall call) => Detach(call);

    private void Settled(RemoteCall call, bool reuse)
    {
        // An idempotent call may need its arguments again; they go with it.
        if (reuse && !call.IsIdempotent)
        {
            call.ReleaseArguments();
        }

        _capacity.Give(call.ArgumentBytes);
        call.Target.Unsent.Decrement();
        _unsent.Decrement();
    }

    /// <summary>A call whose worker was lost is sent again.</summary>
    private bool SendAgain(RemoteCall call)
    {
        if (call.Attempts >= _options.MaxAttempts || _isDisposed || !call.TryQueueAgain())
        {
            return false;
        }

        NoteEnded(call.TaskId!.Value);
        _capacity.Add(call.ArgumentBytes);
        _unsent.Increment();
        call.Target.Unsent.Increment();
        _submission.Enqueue(call);
        return true;
    }

    // Without the note, the task is asked for once more after a crash; nothing else comes of it.
    private void NoteEnded(Guid taskId)
    {
        try
        {
            Journal?.Ended(taskId);
        }
        catch (ComputeJournalException e)
        {
            Log.JournalFailed(Logger, e.Message);
        }
    }

    private async Task EnqueueLaterAsync(RemoteCall call, TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, _options.TimeProvider, _ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop tells the call that the client has ended.
        }

        _submission.Enqueue(call);
    }

    private void Detach(RemoteCall call)
    {
        call.TryFail(new ComputeDetachedException(call.Handle));
        Settled(call, reuse: false);
    }
}
