using System.Collections.Concurrent;
using GlobusCompute.Remote;

namespace WebApi;

/// <summary>The runs of each user, for as long as the app runs.</summary>
internal sealed class RunList
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Run>> _runs = new();

    public void Add(string user, Run run) => _runs.GetOrAdd(user, static _ => new ConcurrentQueue<Run>()).Enqueue(run);

    public IReadOnlyCollection<Run> Of(string user) => _runs.TryGetValue(user, out var runs) ? [.. runs] : [];

    /// <summary>A run, and the curve whose peaks it finds.</summary>
    internal sealed record Run(DateTimeOffset Started, string Heights, ComputeFuture<Peak[]> Peaks);
}
