using GlobusCompute.Remote.Mapping;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote;

/// <summary>How a Map cuts its input into tasks, and how many of them are on their way. Read once, at the call.</summary>
public sealed record ComputeMapOptions
{
    internal static ComputeMapOptions Default { get; } = new();

    /// <summary>In which order items are given. Default <see cref="ComputeMapOrder.Input"/>.</summary>
    public ComputeMapOrder Order { get; init; }

    /// <summary>
    /// The most items that run in one task, one after the other. Default 1, at least 1. More spare the overhead of a task for each item; they take a
    /// function whose source is known, as a wrapper is registered with it. Items that are large travel in fewer than this.
    /// </summary>
    public int ChunkSize { get; init; } = 1;

    /// <summary>
    /// The most tasks that are on their way or whose items were not given yet. Default 1,000, at least 1. The input is read only as far as that, so this
    /// times <see cref="ChunkSize"/> bounds the items in memory.
    /// </summary>
    public int MaxInFlight { get; init; } = 1000;

    /// <summary>Told after each task, before its items are given; null (the default) for nobody. It counts items.</summary>
    public IProgress<ComputeProgress>? Progress { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        Require(Enum.IsDefined(Order), nameof(Order), "one of the named values");
        Require(ChunkSize >= 1, nameof(ChunkSize), "at least 1");
        Require(MaxInFlight >= 1, nameof(MaxInFlight), "at least 1");
    }

    private static void Require(bool condition, string name, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, $"{nameof(ComputeMapOptions)}.{name} must be {rule}.");
        }
    }
}
