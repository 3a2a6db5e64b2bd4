using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Functions;

/// <summary>How calls of a function are treated, whatever it is.</summary>
/// <param name="Timeout">How long a call may take until its future ends, or null for no limit.</param>
/// <param name="IsIdempotent">Whether running a call twice does no harm.</param>
/// <param name="Results">The formats in which the worker is asked for results.</param>
internal sealed record CallPolicy(TimeSpan? Timeout = null, bool IsIdempotent = false, ResultPreference Results = ResultPreference.Auto)
{
    public static CallPolicy Default { get; } = new();
}
