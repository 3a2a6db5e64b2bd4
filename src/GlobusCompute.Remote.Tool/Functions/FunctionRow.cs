using System.Text.Json.Serialization;
using GlobusCompute.Remote.Locking;

namespace GlobusCompute.Remote.Tool.Functions;

/// <summary>The result of a command for one function in one environment.</summary>
/// <param name="Method">The interface method.</param>
/// <param name="Environment">The service.</param>
/// <param name="State">A word: pinned, missing, drifted, unknown; and of what a command did: registered, failed, removed.</param>
/// <param name="FunctionId">The id in the lock file; null without one.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
internal sealed record FunctionRow(
    [property: JsonPropertyName("method")] string Method,
    [property: JsonPropertyName("environment")] Uri Environment,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("function_id")] Guid? FunctionId,
    [property: JsonPropertyName("error")] string? Error = null)
{
    // Programs and people read these words, so that they do not follow the names in the code.
    public static FunctionRow Of(ComputeLockItem item, Uri environment, string? error = null) => new(
        item.Method,
        environment,
        item.State switch
        {
            ComputeLockState.Pinned => "pinned",
            ComputeLockState.Missing => "missing",
            ComputeLockState.Drifted => "drifted",
            _ => "unknown",
        },
        item.Entry?.FunctionId,
        error);
}
