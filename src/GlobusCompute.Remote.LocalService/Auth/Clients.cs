using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.LocalService.Options;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>The registered clients by id.</summary>
internal sealed class Clients
{
    private readonly ConcurrentDictionary<Guid, LocalAuthClient> _clients = new();

    /// <summary>Registers a copy of a client, with a random secret if it has none and needs one.</summary>
    /// <exception cref="ArgumentException">It cannot be registered.</exception>
    public LocalAuthClient Add(LocalAuthClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (LocalAuthRules.FindClientFault(client) is { } fault)
        {
            throw new ArgumentException(fault, nameof(client));
        }

        var copy = Copy(client);
        return _clients.TryAdd(copy.Id, copy)
            ? Copy(copy)
            : throw new ArgumentException($"Another client with the id {copy.Id} is registered.", nameof(client));
    }

    public bool TryGet(string? id, [NotNullWhen(true)] out LocalAuthClient? client)
    {
        client = null;
        return Guid.TryParseExact(id, "D", out var parsed) && _clients.TryGetValue(parsed, out client);
    }

    private static LocalAuthClient Copy(LocalAuthClient client)
    {
        var copy = new LocalAuthClient(client);
        copy.Secret ??= copy.Kind == LocalAuthClientKind.Native ? null : SecretText.Create();
        return copy;
    }
}
