using System.Text;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Testing.Setups;

/// <summary>What a worker says of a call.</summary>
/// <param name="Text">The serialized result, or the text of the failure.</param>
/// <param name="IsFailure">Whether it failed.</param>
internal sealed record CallOutcome(string Text, bool IsFailure)
{
    private const string JsonHeader = "11\n";

    /// <summary>A result that is ignored.</summary>
    public static CallOutcome None { get; } = new(JsonHeader + "null", IsFailure: false);

    /// <summary>A worker that was lost under its task, in the words of Parsl.</summary>
    public static CallOutcome WorkerLost { get; } = new(
        "++++++++\nTraceback from attempt: final attempt\n"
        + "parsl.executors.high_throughput.errors.WorkerLost: Task failure due to loss of worker 0 on host fake\n--------\n",
        IsFailure: true);

    /// <summary>Serializes a result as its interface reads it. What cannot be serialized fails the call with a sentence.</summary>
    public static CallOutcome Result<T>(T value, ComputeCallContext context)
    {
        var rules = context.Rules ?? PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
        var buffer = new JsonBuffer();
        try
        {
            ArgumentJson.Write(buffer, rules, value, isExact: false);
        }
        catch (PayloadException e)
        {
            return Mistake($"The result that is set up for {context.MethodName} cannot be serialized: {e.Message}");
        }

        return new CallOutcome(JsonHeader + Encoding.UTF8.GetString(buffer.Written), IsFailure: false);
    }

    /// <summary>An exception of the function.</summary>
    public static CallOutcome Raised(string function, string type, string message, string? traceback)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentNullException.ThrowIfNull(message);
        var last = message.Length == 0 ? type : $"{type}: {message}";
        return new CallOutcome(
            traceback ?? $"Traceback (most recent call last):\n  File \"<string>\", line 1, in {function}\n{last}\n", IsFailure: true);
    }

    /// <summary>A mistake in the test itself.</summary>
    public static CallOutcome Mistake(string sentence) => new($"FakeSetupError: {sentence}", IsFailure: true);
}
