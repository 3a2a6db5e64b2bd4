using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Submission;

/// <summary>
/// Where callers on any thread leave their calls for the submission loop, which takes all of them at once: one exchange for a call, and no memory.
/// </summary>
internal sealed class IncomingCalls
{
    private static readonly object s_closed = new();

    // The newest call, linked to the one before it; null when there is none. Only the loop takes, and takes all: a call that comes back as the newest one
    // while another is about to be linked to it is the right one again.
    private object? _newest;

    /// <summary>Leaves a call.</summary>
    /// <param name="call">The call, in no chain.</param>
    /// <param name="isFirst">Whether nothing waited before it: the loop must be woken.</param>
    /// <returns>False when nothing is taken any more.</returns>
    public bool TryAdd(RemoteCall call, out bool isFirst)
    {
        var newest = Volatile.Read(ref _newest);
        while (newest != s_closed)
        {
            call.Next = (RemoteCall?)newest;
            var seen = Interlocked.CompareExchange(ref _newest, call, newest);
            if (seen == newest)
            {
                isFirst = newest is null;
                return true;
            }

            newest = seen;
        }

        call.Next = null;
        isFirst = false;
        return false;
    }

    /// <summary>Takes all calls, in the order in which they came. Only for the loop.</summary>
    public CallChain TakeAll() => Volatile.Read(ref _newest) is RemoteCall ? CallChain.Reversed((RemoteCall?)Interlocked.Exchange(ref _newest, null)) : default;

    /// <summary>Takes the last calls; whoever comes later is turned away. Only for the loop, once.</summary>
    public CallChain Close() => CallChain.Reversed((RemoteCall?)Interlocked.Exchange(ref _newest, s_closed));
}
