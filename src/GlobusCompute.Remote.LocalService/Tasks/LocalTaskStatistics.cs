namespace GlobusCompute.Remote.LocalService;

/// <summary>Provides numbers of queued, running and finished tasks of a <see cref="LocalComputeService"/> since it started.</summary>
public sealed record LocalTaskStatistics
{
    /// <summary>Gets or sets the number of accepted tasks that are not running yet.</summary>
    public required int Waiting { get; init; }

    /// <summary>Gets or sets the tasks that run, at most one per worker.</summary>
    public required IReadOnlyList<LocalTaskSnapshot> Running { get; init; }

    /// <summary>Gets or sets the number of successful tasks, including those whose results are no longer kept.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Gets or sets the number of failed tasks, including those whose results are no longer kept.</summary>
    public required long Failed { get; init; }

    /// <summary>
    /// Gets or sets the tasks that finished last, at most 100, in the order in which they finished. As many of its last items are new since an earlier look
    /// as <see cref="Succeeded"/> and <see cref="Failed"/> have grown together.
    /// </summary>
    public required IReadOnlyList<LocalTaskSnapshot> RecentlyFinished { get; init; }
}
