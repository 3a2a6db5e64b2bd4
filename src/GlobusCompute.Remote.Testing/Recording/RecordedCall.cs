using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Testing.Recording;

/// <summary>One task of a recording: what was called with what, and its outcome. Immutable.</summary>
internal sealed record RecordedCall
{
    /// <summary>The method as messages name it; for a call without a proxy, the function's name.</summary>
    public required string Method { get; init; }

    /// <summary>What decides whether a call is this one.</summary>
    public required CallKey Key { get; init; }

    /// <summary>The positional arguments.</summary>
    public required RecordedPayload Arguments { get; init; }

    /// <summary>The keyword arguments.</summary>
    public required RecordedPayload Keywords { get; init; }

    public required RecordedOutcome Outcome { get; init; }

    /// <summary>The task that it was.</summary>
    public Guid TaskId { get; init; }
}

/// <summary>The outcome of a task.</summary>
/// <param name="Payload">The serialized result, or the failure's text.</param>
/// <param name="IsFailure">Whether it failed.</param>
internal sealed record RecordedOutcome(RecordedPayload Payload, bool IsFailure)
{
    public string? Code { get; init; }

    public string? UserMessage { get; init; }

    public ExecutionFacts Facts { get; init; }

    /// <summary>Whether it is the same apart from the time and the machine.</summary>
    public bool IsSameAs(RecordedOutcome other) =>
        (Payload, IsFailure, Code, UserMessage) == (other.Payload, other.IsFailure, other.Code, other.UserMessage);
}

/// <summary>What is called with what.</summary>
/// <param name="Function">The Python function's name.</param>
/// <param name="Source">The hash of the code that it can reach, or the id of a function without a source here.</param>
/// <param name="Arguments">The hash of the arguments as they are recorded.</param>
internal sealed record CallKey(string Function, string Source, string Arguments)
{
    public static string HashOf(params string?[] texts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts)));
        return Convert.ToHexString(hash.AsSpan(0, 16)).ToLowerInvariant();
    }

    /// <summary>The hash of what a function can reach in its source.</summary>
    public static string HashOfSource(string function, string source) => HashOf(PythonParts.ReachableFrom(function, source));
}
