using System.Collections.Concurrent;
using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>The functions that the service knows: each registration gives another id.</summary>
internal sealed class FunctionBoard
{
    private readonly ConcurrentDictionary<Guid, CallKind> _kinds = new(Ids.Pinned);

    public CallKind KindOf(Guid id) => _kinds[id];

    public Guid Register(CallKind kind)
    {
        var id = Guid.NewGuid();
        _kinds[id] = kind;
        return id;
    }
}
