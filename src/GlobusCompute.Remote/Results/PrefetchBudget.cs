namespace GlobusCompute.Remote.Results;

/// <summary>
/// What the windows of all consumers of a client may hold beyond their first step, by the sizes that their messages had when they were widened.
/// </summary>
/// <param name="bytes">The limit.</param>
internal sealed class PrefetchBudget(long bytes = 2 * PrefetchWindow.MostBytes)
{
    private long _left = bytes;
    private volatile bool _isClosed;

    /// <summary>Takes a part, if it is left.</summary>
    public bool TryTake(long part)
    {
        if (Interlocked.Add(ref _left, -part) >= 0 && !_isClosed)
        {
            return true;
        }

        Return(part);
        return false;
    }

    /// <summary>Leaves nothing to take any more: the broker does not allow several registrations of a consumer.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Gives back a part that was taken.</summary>
    public void Return(long part) => Interlocked.Add(ref _left, part);
}
