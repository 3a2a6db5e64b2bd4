using GlobusCompute.Remote.Futures;

namespace GlobusCompute.Remote.Results;

/// <summary>The calls that awaited one task, taken out of the router: whoever enumerates them, once, ends them. Nearly always there is one.</summary>
internal readonly struct AwaitingCalls(RemoteCall first)
{
    /// <summary>Whether there is one, as long as nobody has enumerated them.</summary>
    public bool IsSingle => first.Sibling is null;

    public Enumerator GetEnumerator() => new(first);

    public struct Enumerator(RemoteCall first)
    {
        private RemoteCall? _next = first;

        public RemoteCall Current { get; private set; } = null!;

        public bool MoveNext()
        {
            if (_next is null)
            {
                return false;
            }

            // Read before the call is ended: one that is sent again comes back to the router under another task.
            Current = _next;
            _next = Current.Sibling;
            Current.Sibling = null;
            return true;
        }
    }
}
