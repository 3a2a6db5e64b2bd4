using System.Text;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Results;

/// <summary>The outcome of a task that has arrived, and the call that it completes.</summary>
internal readonly struct HeldOutcome
{
    public RemoteCall Call { get; init; }

    /// <summary>The serialized result, or the failure's text.</summary>
    public HeldBytes Text { get; init; }

    public bool IsFailure { get; init; }

    public string? Code { get; init; }

    public string? UserMessage { get; init; }

    public ExecutionFacts Facts { get; init; }

    /// <summary>Since when it is held, in ticks of the readers' watch.</summary>
    public int Since { get; init; }

    /// <summary>Reads the outcome and completes the call with it, however long that takes.</summary>
    public void Complete(ICallLifecycle lifecycle)
    {
        var outcome = Call.SetArrived(Text.Span, IsFailure, Code, UserMessage, Facts);
        if (outcome.Fault is { } fault)
        {
            Call.TryFail(fault(Call.Handle));
            return;
        }

        if (!IsFailure)
        {
            Call.TryDeliver(Text.Span, outcome.Facts);
            return;
        }

        var text = ToText(Text.Span);
        if (!Call.IsIdempotent || !WorkerLoss.IsToldBy(text) || !lifecycle.TrySendAgain(Call))
        {
            Call.TryFailRemotely(text, outcome.Code, outcome.UserMessage, outcome.Facts);
        }
    }

    /// <summary>Gets a text as it can be shown: what is said must be told even where it is damaged.</summary>
    public static string ToText(ReadOnlySpan<byte> text)
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
