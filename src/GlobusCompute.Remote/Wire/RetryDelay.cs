using System.Net.Http.Headers;

namespace GlobusCompute.Remote.Wire;

/// <summary>How long to wait before a request is sent again: the Python client's rule (protocol.md §3.2).</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    /// <param name="attempt">Attempts made so far, from 1.</param>
    /// <param name="retryAfter">What the service asked for, or null.</param>
    public static TimeSpan After(int attempt, RetryConditionHeaderValue? retryAfter)
    {
        var wait = retryAfter?.Delta ?? TimeSpan.FromSeconds((0.25 + (0.5 * Random.Shared.NextDouble())) * Math.Pow(2, Math.Min(attempt - 1, 10)));
        return wait < s_longest ? wait : s_longest;
    }
}
