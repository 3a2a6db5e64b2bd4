namespace GlobusCompute.Remote.Locking;

/// <summary>Represents the result of comparing a project's functions with its lock file.</summary>
/// <param name="Environment">The service whose pins were looked at.</param>
/// <param name="Items">One item for each function and for each pin of the environment that has none, ordered by method.</param>
public sealed record ComputeLockCheck(Uri Environment, IReadOnlyList<ComputeLockItem> Items)
{
    /// <summary>Gets whether every function is pinned and every pin has its function.</summary>
    public bool IsClean => Items.All(static item => item.State == ComputeLockState.Pinned);

    /// <summary>Returns the items in a state.</summary>
    /// <param name="state">The state.</param>
    public IEnumerable<ComputeLockItem> In(ComputeLockState state) => Items.Where(item => item.State == state);
}
