using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>What a worker or its endpoint says of a call.</summary>
/// <param name="Text">The serialized result, or the text of the failure.</param>
/// <param name="IsFailure">Whether it failed.</param>
internal sealed record CallOutcome(string Text, bool IsFailure)
{
    // What endpoints say to users of every exception that a function raises (protocol.md §4.9).
    private const string RaisedMessage = "An error occurred during the execution of this task";
    private const string RaisedCode = "RemoteExecutionError";

    /// <summary>A result that is ignored.</summary>
    public static CallOutcome None { get; } = new("11\nnull", IsFailure: false);

    /// <summary>A worker that was lost under its task, in the words of Parsl.</summary>
    public static CallOutcome WorkerLost { get; } = Engine(
        "parsl.executors.high_throughput.errors.WorkerLost: Task failure due to loss of worker 0 on host fake");

    /// <summary>The failure's code; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>What is said to users; null for nothing.</summary>
    public string? UserMessage { get; init; }

    /// <summary>What the call faults with in place of the outcome; null to deliver it.</summary>
    public Func<ComputeTaskHandle, Exception>? Fault { get; init; }

    /// <summary>A result, serialized as its interface reads it. What cannot be serialized fails the call with a sentence.</summary>
    public static CallOutcome Result<T>(T value, ComputeCallContext context)
    {
        try
        {
            return new CallOutcome(ResultText.Of(value, context.Rules), IsFailure: false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Mistake($"The result that is set up for {context.MethodName} cannot be serialized: {e.Message}");
        }
    }

    /// <summary>An exception of the function.</summary>
    public static CallOutcome Raised(string traceback) => new(traceback, IsFailure: true) { Code = RaisedCode, UserMessage = RaisedMessage };

    /// <summary>The time limit of the worker, in the words of Parsl.</summary>
    public static CallOutcome TimedOut(string function) => Raised(
        $"Traceback (most recent call last):\n  File \"<string>\", line 1, in {function}\nparsl.app.errors.AppTimeout\n");

    /// <summary>A result above the limit of the worker.</summary>
    public static CallOutcome TooLarge(long size, long limit) => new($"MaxResultSizeExceeded({size}, {limit})", IsFailure: true)
    {
        Code = "MaxResultSizeExceeded",
        UserMessage = $"remote error: Task result of {size}B exceeded current limit of {limit}B",
    };

    /// <summary>A result that nobody can get, although the service has accepted the call.</summary>
    public static CallOutcome Unreachable(TimeSpan outage) => new("ResultsUnreachable", IsFailure: true)
    {
        Fault = handle => new ResultsUnreachableException(handle, outage, null),
    };

    /// <summary>A call that was not accepted.</summary>
    public static CallOutcome Faulted(Exception error) => new(error.Message, IsFailure: true) { Fault = _ => error };

    /// <summary>A mistake in the test itself.</summary>
    /// <remarks>Not an exception of the function: code under test that handles those must not hide it.</remarks>
    public static CallOutcome Mistake(string sentence) => Faulted(new InvalidOperationException(sentence));

    private static CallOutcome Engine(string text) =>
        Raised($"{new string('+', 68)}\nTraceback from attempt: final attempt\n{text}\n{new string('-', 68)}\n");
}
