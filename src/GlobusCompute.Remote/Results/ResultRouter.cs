using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Results;

/// <summary>The calls whose results are awaited, by task id.</summary>
internal sealed class ResultRouter
{
    private readonly ConcurrentDictionary<Guid, RemoteCall> _pending = new();

    public bool IsEmpty => _pending.IsEmpty;

    public int Count => _pending.Count;

    public bool TryAdd(Guid taskId, RemoteCall call) => _pending.TryAdd(taskId, call);

    public bool Contains(Guid taskId) => _pending.ContainsKey(taskId);

    /// <summary>Takes a call out, so that nobody else ends it.</summary>
    public bool TryTake(Guid taskId, [MaybeNullWhen(false)] out RemoteCall call) => _pending.TryRemove(taskId, out call);

    /// <summary>Forgets a call, and no other that may stand under the same id.</summary>
    public void Remove(Guid taskId, RemoteCall call) => _pending.TryRemove(KeyValuePair.Create(taskId, call));

    /// <summary>The tasks awaited at the moment, in no order.</summary>
    public IEnumerable<KeyValuePair<Guid, RemoteCall>> Pending => _pending;

    /// <summary>Takes all calls out.</summary>
    public IEnumerable<RemoteCall> Drain()
    {
        foreach (var (id, _) in _pending)
        {
            if (_pending.TryRemove(id, out var call))
            {
                yield return call;
            }
        }
    }
}
