using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Where results arrive, however they travelled: each is held for the call that waits for it, and read elsewhere. A message nobody waits for is held for
/// a while, since a result can overtake the answer to its submission (protocol.md §9, trap 28).
/// </summary>
internal sealed class ResultInbox
{
    private readonly ResultRouter _router;
    private readonly EarlyResults _early;
    private readonly ResultReaders _readers;
    private readonly ILogger _logger;

    /// <param name="router">The calls that wait.</param>
    /// <param name="readers">Where outcomes are read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where refused messages are logged.</param>
    public ResultInbox(ResultRouter router, ResultReaders readers, TimeProvider time, ILogger logger)
    {
        _router = router;
        _readers = readers;
        _early = new EarlyResults(time);
        _logger = logger;
    }

    /// <summary>Results held for calls that are not known yet.</summary>
    public int Held => _early.Count;

    /// <summary>Awaits the result of a call that was sent. It knows its task.</summary>
    /// <returns>False when another call was submitted as the same task.</returns>
    public bool TryAwait(RemoteCall call)
    {
        // In this order: who finds the call may send it again at once, and only the next answer may end that sending.
        call.TryAwaitResult();
        return _router.TryAdd(call);
    }

    /// <summary>Awaits a result for a call that is attached to its task.</summary>
    public void Attach(RemoteCall call) => _router.TryAdd(call);

    /// <summary>Delivers what came before its calls were known. Called when they are awaited.</summary>
    public void DeliverEarly(ReadOnlySpan<Guid> taskIds)
    {
        // Whoever holds a message looks for its call afterwards.
        Interlocked.MemoryBarrier();
        if (_early.Count == 0)
        {
            return;
        }

        foreach (var id in taskIds)
        {
            DeliverEarly(id);
        }
    }

    /// <summary>Delivers what came before its call was known. Called when the call knows its task id.</summary>
    /// <returns>Whether there was something.</returns>
    public bool DeliverEarly(Guid taskId) => _early.TryTake(taskId, out var message) && Deliver(ResultMessage.Parse(message));

    /// <summary>Waits until what is held leaves room for more. Whoever delivers takes nothing more meanwhile.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _readers.WaitForRoomAsync(cancellationToken);

    /// <summary>Takes a message of the stream. When this returns, its bytes are held, or it will never mean anything.</summary>
    public void Receive(ReadOnlySpan<byte> message)
    {
        ResultMessage frame;
        try
        {
            frame = ResultMessage.Parse(message);
        }
        catch (FormatException e)
        {
            // Asked for again over REST if somebody waits for it; sent back to the queue it would only come again.
            Log.MessageRefused(_logger, message.Length, e.Message);
            return;
        }

        if (Deliver(frame))
        {
            return;
        }

        _early.Hold(frame.TaskId, message);
        Interlocked.MemoryBarrier();
        if (_router.Contains(frame.TaskId))
        {
            // Its call became known between the two looks.
            DeliverEarly(frame.TaskId);
        }
    }

    /// <summary>Delivers the answer of a status question.</summary>
    /// <returns>Whether a call awaited it.</returns>
    public bool Deliver(Guid taskId, bool succeeded, ReadOnlySpan<byte> text, in ExecutionFacts facts)
    {
        if (!_router.TryTake(taskId, out var calls))
        {
            return false;
        }

        Hold(calls, new HeldOutcome { IsFailure = !succeeded, Facts = facts }, text, isEscaped: false);
        return true;
    }

    /// <summary>The service says that there is no such task: those who await it do so in vain.</summary>
    public void Lost(Guid taskId, ReadOnlySpan<byte> reason)
    {
        if (_router.TryTake(taskId, out var calls))
        {
            var text = HeldOutcome.ToText(reason);
            foreach (var call in calls)
            {
                call.TryFail(new TaskNotFoundException(call.Handle, text));
            }
        }
    }

    private bool Deliver(in ResultMessage frame)
    {
        if (!_router.TryTake(frame.TaskId, out var calls))
        {
            return false;
        }

        var result = new HeldOutcome { IsFailure = frame.IsFailure, Code = frame.Code, UserMessage = frame.UserMessage, Facts = frame.Facts };
        Hold(calls, result, frame.Text, frame.IsEscaped);
        return true;
    }

    private void Hold(AwaitingCalls calls, in HeldOutcome result, ReadOnlySpan<byte> text, bool isEscaped)
    {
        var isShared = !calls.IsSingle;
        HeldBytes? shared = null;
        foreach (var call in calls)
        {
            // A call that has completed meanwhile needs no result.
            if (call.TryBeginReading())
            {
                var bytes = shared ?? HeldBytes.Copy(text, isEscaped, isShared);
                shared = isShared ? bytes : null;
                _readers.Hold(result with { Call = call, Text = bytes });
            }
        }
    }
}
