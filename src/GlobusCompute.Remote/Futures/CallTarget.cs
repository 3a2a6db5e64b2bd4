using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Futures;

/// <summary>
/// Where calls go and what is sent along: an executor's settings when they were made. Immutable; an executor whose settings change makes another, and what was
/// called before stays with the old one.
/// </summary>
internal sealed class CallTarget
{
    // The same place with another preference for results, made when first asked for.
    private CallTarget?[]? _others;
    private CallTarget? _inner;

    /// <param name="context">What the client's calls have in common.</param>
    /// <param name="counts">Where the executor's calls are counted.</param>
    /// <param name="settings">The executor's settings.</param>
    /// <param name="maxTaskBytes">The most bytes one task may take; 0 when the settings alone fill a request.</param>
    /// <param name="results">The formats in which workers are asked for results.</param>
    public CallTarget(
        CallContext context,
        CallCounts counts,
        ExecutorSettings settings,
        int maxTaskBytes,
        ResultPreference results = ResultPreference.JsonThenPickle)
    {
        Context = context;
        Counts = counts;
        Settings = settings;
        MaxTaskBytes = maxTaskBytes;
        Results = results;
    }

    public CallContext Context { get; }

    /// <summary>Counts the executor's calls, under whatever settings.</summary>
    public CallCounts Counts { get; }

    public ExecutorSettings Settings { get; }

    /// <summary>The most bytes one task may take; 0 when the settings alone fill a request.</summary>
    public int MaxTaskBytes { get; }

    public Guid EndpointId => Settings.EndpointId;

    public TaskGroupReference TaskGroup => Settings.TaskGroup;

    /// <summary>The formats in which workers are asked for results, unless the settings name them.</summary>
    public ResultPreference Results { get; }

    /// <summary>The same place for the submissions of calls around which filters run. Thread-safe.</summary>
    public CallTarget Inner =>
        Volatile.Read(ref _inner)
        ?? Interlocked.CompareExchange(ref _inner, new CallTarget(Context, CallCounts.Within(Counts), Settings, MaxTaskBytes, Results), null)
        ?? _inner;

    /// <summary>The same place for calls whose results are preferred in other formats. Thread-safe.</summary>
    public CallTarget For(ResultPreference results)
    {
        results = results == ResultPreference.Auto ? ResultPreference.JsonThenPickle : results;
        if (results == Results || Settings.ResultSerializers is not null)
        {
            return this;
        }

        var others = Volatile.Read(ref _others) ?? Interlocked.CompareExchange(ref _others, new CallTarget?[(int)ResultPreference.Pickle + 1], null) ?? _others;
        ref var slot = ref others[(int)results];
        return Volatile.Read(ref slot)
            ?? Interlocked.CompareExchange(ref slot, new CallTarget(Context, Counts, Settings, MaxTaskBytes, results), null)
            ?? slot;
    }

    /// <summary>Whether calls of both may travel in one request.</summary>
    public bool SharesRequestsWith(CallTarget other) =>
        ReferenceEquals(this, other) || (Results == other.Results && Settings.SharesRequestsWith(other.Settings));
}
