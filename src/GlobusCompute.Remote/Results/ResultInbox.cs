using System.Buffers;
using System.Text;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Where results arrive, however they travelled: each ends the call that waits for it. A message nobody waits for is held for a while,
/// since a result can overtake the answer to its submission (protocol.md §9, trap 28).
/// </summary>
internal sealed class ResultInbox
{
    private readonly ResultRouter _router;
    private readonly EarlyResults _early;
    private readonly ICallLifecycle _lifecycle;
    private readonly ILogger _logger;

    /// <param name="router">The calls that wait.</param>
    /// <param name="lifecycle">Sends an idempotent call again whose worker was lost.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where refused messages are logged.</param>
    public ResultInbox(ResultRouter router, ICallLifecycle lifecycle, TimeProvider time, ILogger logger)
    {
        _router = router;
        _lifecycle = lifecycle;
        _early = new EarlyResults(time);
        _logger = logger;
    }

    /// <summary>Results held for calls that are not known yet.</summary>
    public int Held => _early.Count;

    /// <summary>Awaits a result from now on.</summary>
    /// <returns>False when another call was submitted as the same task.</returns>
    public bool TryAwait(Guid taskId, RemoteCall call) => _router.TryAdd(taskId, call);

    /// <summary>Delivers what came before its call was known. Called when the call knows its task id.</summary>
    /// <returns>Whether there was something.</returns>
    public bool DeliverEarly(Guid taskId) => _early.TryTake(taskId, out var message) && Deliver(ResultMessage.Parse(message));

    /// <summary>Takes a message of the stream. When this returns, it has ended a call, or is held, or will never mean anything.</summary>
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
        if (_router.Contains(frame.TaskId))
        {
            // Its call became known between the two looks.
            DeliverEarly(frame.TaskId);
        }
    }

    /// <summary>Delivers the answer of a status question.</summary>
    /// <returns>Whether a call has ended by it.</returns>
    public bool Deliver(Guid taskId, bool succeeded, ReadOnlySpan<byte> text, in ExecutionFacts facts)
    {
        if (!_router.TryTake(taskId, out var calls))
        {
            return false;
        }

        foreach (var call in calls)
        {
            if (succeeded)
            {
                call.TryDeliver(text, facts);
            }
            else
            {
                Fail(call, ToText(text), code: null, userMessage: null, facts);
            }
        }

        return true;
    }

    /// <summary>The service says that there is no such task: those who await it do so in vain.</summary>
    public void Lost(Guid taskId, ReadOnlySpan<byte> reason)
    {
        if (_router.TryTake(taskId, out var calls))
        {
            foreach (var call in calls)
            {
                call.TryFail(new ComputeTaskNotFoundException(call.Handle, ToText(reason)));
            }
        }
    }

    private bool Deliver(in ResultMessage frame)
    {
        if (!_router.TryTake(frame.TaskId, out var calls))
        {
            return false;
        }

        if (!frame.IsEscaped)
        {
            End(calls, frame, frame.Text);
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(frame.Text.Length);
        End(calls, frame, buffer.AsSpan(0, JsonStringText.Unescape(frame.Text, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        return true;
    }

    private void End(AwaitingCalls calls, in ResultMessage frame, ReadOnlySpan<byte> text)
    {
        foreach (var call in calls)
        {
            if (frame.IsFailure)
            {
                Fail(call, ToText(text), frame.Code, frame.UserMessage, frame.Facts);
            }
            else
            {
                call.TryDeliver(text, frame.Facts);
            }
        }
    }

    private void Fail(RemoteCall call, string text, string? code, string? userMessage, in ExecutionFacts facts)
    {
        if (call.IsIdempotent && WorkerLoss.IsToldBy(text) && _lifecycle.TrySendAgain(call))
        {
            return;
        }

        call.TryFailRemotely(text, code, userMessage, facts);
    }

    // A failure must be told even where its text is damaged.
    private static string ToText(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonStringText.ToText(text);
        }
        catch (PayloadException)
        {
            return Encoding.UTF8.GetString(text);
        }
    }
}
