using System.Net;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Testing.Setups;

namespace GlobusCompute.Remote.Testing;

/// <summary>Sets up the outcomes that calls have whatever their result is.</summary>
/// <typeparam name="TSelf">The setup.</typeparam>
public abstract class FakeSetupOf<TSelf> : FakeSetup
    where TSelf : FakeSetupOf<TSelf>
{
    private protected FakeSetupOf(CallSelector selector)
        : base(selector)
    {
    }

    /// <summary>Restricts the setup to some calls.</summary>
    /// <param name="condition">Decides over a call by its arguments.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is null.</exception>
    public TSelf When(Func<FakeCall, bool> condition)
    {
        Restrict(condition);
        return (TSelf)this;
    }

    /// <summary>Delays the outcome that follows by a time of the fake's clock. Outcomes of calls that are not accepted come at once.</summary>
    /// <param name="time">The time; not negative.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public TSelf After(TimeSpan time)
    {
        Delay(time);
        return (TSelf)this;
    }

    /// <summary>Faults the call with an exception that the Python function raised: <see cref="TaskExecutionFailedException"/>.</summary>
    /// <param name="type">The type as Python prints it, for example <c>ValueError</c>.</param>
    /// <param name="message">The message; empty (the default) for none.</param>
    /// <param name="traceback">The whole traceback; null (the default) for one of a single frame.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentException"><paramref name="type"/> is empty.</exception>
    public TSelf Raises(string type, string message = "", string? traceback = null)
    {
        var error = new FakeError(type, message);
        return Raises(traceback, error);
    }

    /// <summary>Faults the call with an exception that the Python function raised, with its causes.</summary>
    /// <param name="error">The exception.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public TSelf Raises(FakeError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Raises(traceback: null, error);
    }

    /// <summary>
    /// Faults the call as if its worker had been lost: <see cref="TaskExecutionFailedException"/> that is transient. A call of an idempotent method is sent
    /// again by the client, and is then another call.
    /// </summary>
    /// <returns>This setup.</returns>
    public TSelf LosesWorker() => With(static _ => CallOutcome.WorkerLost);

    /// <summary>Faults the call as if the worker had stopped it at its time limit: <see cref="TaskExecutionFailedException"/>.</summary>
    /// <returns>This setup.</returns>
    public TSelf ExceedsWorkerTimeout() => With(static call => CallOutcome.TimedOut(call.Context.FunctionName));

    /// <summary>Faults the call as if its result were above the limit of the endpoint: <see cref="TaskExecutionFailedException"/> with a hint.</summary>
    /// <param name="size">The size of the serialized result in characters. Default 20 MiB.</param>
    /// <param name="limit">The limit in characters. Default 10 MiB, that of endpoints.</param>
    /// <returns>This setup.</returns>
    public TSelf ExceedsResultSize(long size = 20 << 20, long limit = 10 << 20) => With(_ => CallOutcome.TooLarge(size, limit));

    /// <summary>Faults the call with a text that an endpoint sends, whatever it is: <see cref="TaskExecutionFailedException"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="code">The failure's code; null (the default) for none.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public TSelf Fails(string text, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return With(_ => new CallOutcome(text, IsFailure: true) { Code = code });
    }

    /// <summary>Faults the call as if the service had accepted it, and its result could not be requested: <see cref="ResultsUnreachableException"/>.</summary>
    /// <param name="outage">How long the service was unreachable, for the message; null (the default) for an hour.</param>
    /// <returns>This setup.</returns>
    public TSelf LosesResult(TimeSpan? outage = null) => With(_ => CallOutcome.Unreachable(outage ?? TimeSpan.FromHours(1)));

    /// <summary>Faults the call as if the service had refused it: <see cref="CallRefusedException"/>.</summary>
    /// <param name="status">The status, for example 403.</param>
    /// <param name="reason">The explanation of the service.</param>
    /// <param name="code">The code of the service; null (the default) for none.</param>
    /// <returns>This setup.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reason"/> is null.</exception>
    public TSelf IsRefused(HttpStatusCode status, string reason, string? code = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return With(SubmissionFaults.Refused(status, reason, code));
    }

    /// <summary>Faults the call as if the service had been unreachable: <see cref="CallRefusedException"/> that is transient. The call did not run.</summary>
    /// <returns>This setup.</returns>
    public TSelf IsNotSent() => With(SubmissionFaults.NotSent);

    /// <summary>
    /// Faults the call as if the answer to its submission had been lost: <see cref="CallOutcomeUnknownException"/>. A call of an idempotent method is sent
    /// again by the client, up to six times, and is then another call.
    /// </summary>
    /// <returns>This setup.</returns>
    public TSelf LosesAnswer() => With(SubmissionFaults.AnswerLost);

    /// <summary>Leaves the call pending, until a method of <see cref="FakeCall"/> decides.</summary>
    /// <returns>This setup.</returns>
    public TSelf Pends() => With(static _ => null);

    private protected TSelf With(Func<FakeCall, CallOutcome?> decide) => With(new SetupStep { Decide = decide });

    private TSelf With(SetupStep step)
    {
        Add(step);
        return (TSelf)this;
    }

    private TSelf Raises(string? traceback, FakeError error) =>
        With(call => CallOutcome.Raised(traceback ?? error.ToTraceback(call.Context.FunctionName)));
}
