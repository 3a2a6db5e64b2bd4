using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace GlobusCompute.Remote.LocalService.Broker;

/// <summary>What the queues of task groups are called: as those of the real service, by an id of their user and by the group (protocol.md §5.1).</summary>
/// <param name="isOfUser">Whether each user has a prefix of their own; else all have the same, as a group may be used by several.</param>
internal sealed class QueueNames(bool isOfUser)
{
    // Several services may share a broker.
    private readonly Guid _service = Guid.NewGuid();
    private readonly ConcurrentDictionary<Guid, string> _prefixes = new();

    /// <summary>What the names of all queues begin with that nobody in particular owns.</summary>
    public string Prefix => $"{_service:D}.";

    /// <summary>What the names of a user's queues begin with.</summary>
    public string PrefixOf(string user) =>
        isOfUser ? $"{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{_service:D} {user}")).AsSpan(0, 16)):D}." : Prefix;

    /// <summary>Makes a task group the user's who submits to it first, where users have prefixes of their own.</summary>
    public void Assign(Guid groupId, string user)
    {
        if (isOfUser)
        {
            _prefixes.TryAdd(groupId, PrefixOf(user));
        }
    }

    public string Of(Guid groupId) => $"{_prefixes.GetValueOrDefault(groupId, Prefix)}{groupId:D}";
}
