using System.Globalization;
using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>Makes calls as planned, and sees how each ends.</summary>
internal sealed class Caller(int seed, OutcomeSheet sheet)
{
    /// <summary>Makes a call.</summary>
    /// <returns>A task that completes when the call has ended, and never faults.</returns>
    public Task Make(LiveClient client, long number)
    {
        var plan = CallPlan.For(seed, number);
        var cancellation = plan.CancelAfter is { } delay ? new CancellationTokenSource(delay) : null;
        ComputeExecutor? own = null;
        try
        {
            var calls = client.Calls;
            if (plan.OwnExecutor)
            {
                own = client.CreateExecutor();
                calls = own.CreateProxy<ICalls>();
            }

            return EndAsync(Begin(calls, plan, number, cancellation?.Token ?? default), own, client, plan, number, cancellation);
        }
        catch (ObjectDisposedException) when (client.IsEnding)
        {
            sheet.End(number, Outcome.NotMade);
        }
        catch (Exception e)
        {
            Unexpected(number, plan, e);
        }

        cancellation?.Dispose();
        return Task.CompletedTask;
    }

    private static Task<bool> Begin(ICalls calls, CallPlan plan, long number, CancellationToken cancellation) => plan.Kind switch
    {
        CallKind.Once => IsRightAsync(calls.Once(number, Secrets.Argument, cancellation), plan, r => Proof.Fits(r, number)),
        CallKind.Again => IsRightAsync(calls.Again(number, Secrets.Argument, cancellation), plan, r => Proof.Fits(r, number)),
        CallKind.Sourced => IsRightAsync(calls.Sourced(number, Secrets.Argument, cancellation), plan, r => Proof.Fits(r, number)),
        CallKind.Text => IsRightAsync(calls.Text(number, Secrets.Argument, cancellation), plan, r => r == Proof.Text(number)),
        CallKind.Slow => IsRightAsync(calls.Slow(number, Secrets.Argument, cancellation), plan, r => r == new SlowValue(number, Proof.Of(number))),
        CallKind.Hostile => IsRightAsync(calls.Hostile(number, Secrets.Argument, cancellation), plan, static r => r.ToString() is not null),
        CallKind.HostileNumbers => IsRightAsync(calls.HostileNumbers(number, Secrets.Argument, cancellation), plan, static r => r is not null),
        _ => NeverAsync(calls.Fails(number, Secrets.Argument, cancellation), plan),
    };

    private static async Task<bool> IsRightAsync<T>(ComputeFuture<T> future, CallPlan plan, Func<T, bool> isRight) =>
        isRight(await (plan.Timeout is { } timeout ? future.WithTimeout(timeout * JumpingClock.Speed) : future));

    private static async Task<bool> NeverAsync(ComputeFuture future, CallPlan plan)
    {
        await (plan.Timeout is { } timeout ? future.WithTimeout(timeout * JumpingClock.Speed) : future);
        return false;
    }

    private async Task EndAsync(
        Task<bool> call, ComputeExecutor? own, LiveClient client, CallPlan plan, long number, CancellationTokenSource? cancellation)
    {
        try
        {
            if (own is not null)
            {
                await (plan.Shutdown ? own.ShutdownAsync(wait: false, cancelFutures: true) : own.DisposeAsync().AsTask());
            }

            var isRight = await call;
            End(number, plan, !isRight ? Outcome.Wrong : plan.IsHostile ? Outcome.HostileRead : Outcome.Good, isRight ? null : "another result");
        }
        catch (Exception e)
        {
            if (Classify(e, client, plan, number) is { } outcome)
            {
                End(number, plan, outcome, outcome is Outcome.Lost or Outcome.Wrong ? e.ToString() : null);
            }
            else
            {
                Unexpected(number, plan, e);
            }
        }
        finally
        {
            cancellation?.Dispose();
        }
    }

    private static Outcome? Classify(Exception error, LiveClient client, CallPlan plan, long number) => error switch
    {
        OperationCanceledException when plan.CancelAfter is not null || plan.Shutdown => Outcome.Canceled,
        ComputeTimeoutException when plan.Timeout is not null => Outcome.TimedOut,
        ComputeDetachedException when client.IsEnding => Outcome.Detached,
        CallOutcomeUnknownException => Outcome.Unknown,
        CallRefusedException => Outcome.NotAccepted,
        FunctionRegistrationException when plan.Kind == CallKind.Sourced => Outcome.NotRegistered,
        TaskExecutionFailedException e when plan.Kind == CallKind.Fails => e is { RemoteType: "ValueError" } && e.RemoteMessage == Proof.Failure(number)
            ? Outcome.Failed
            : Outcome.Wrong,
        TaskExecutionFailedException { RemoteType: { } type } when type.EndsWith("WorkerLost", StringComparison.Ordinal) => Outcome.WorkerLost,
        ResultDeserializationException => plan.IsHostile ? Outcome.HostileRefused : Outcome.Wrong,
        TaskNotFoundException or ResultsUnreachableException => Outcome.Lost,
        _ => null,
    };

    private void Unexpected(long number, CallPlan plan, Exception error) => End(number, plan, Outcome.Unexpected, error.ToString());

    private void End(long number, CallPlan plan, Outcome outcome, string? text)
    {
        if (text is not null)
        {
            sheet.Note(string.Create(CultureInfo.InvariantCulture, $"call {number} ({plan.Kind}): {outcome}: {text}"));
        }

        sheet.End(number, outcome);
    }
}
