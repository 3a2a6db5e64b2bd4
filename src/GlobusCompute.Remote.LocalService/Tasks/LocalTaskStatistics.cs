namespace GlobusCompute.Remote.LocalService;

/// <summary>What a <see cref="LocalComputeService"/> has to do and has done since it started.</summary>
public sealed record LocalTaskStatistics
{
    /// <summary>How many accepted tasks do not run yet.</summary>
    public required int Waiting { get; init; }

    /// <summary>The tasks that run, at most one per worker.</summary>
    public required IReadOnlyList<LocalTaskSnapshot> Running { get; init; }

    /// <summary>How many tasks succeeded, those included whose results are no longer kept.</summary>
    public required long Succeeded { get; init; }

    /// <summary>How many tasks failed, those included whose results are no longer kept.</summary>
    public required long Failed { get; init; }

    /// <summary>
    /// The tasks that finished last, at most 100, in the order in which they finished. As many of its last items are new since an earlier look
    /// as <see cref="Succeeded"/> and <see cref="Failed"/> have grown together.
    /// </summary>
    public required IReadOnlyList<LocalTaskSnapshot> RecentlyFinished { get; init; }
}
