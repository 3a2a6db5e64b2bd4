using System.Collections.Concurrent;
using System.Net;

namespace GlobusCompute.Remote.Networking;

/// <summary>
/// A proxy as the framework wants it: its addresses are without user and password, so that no message and no trace shows them; they are credentials instead.
/// </summary>
internal sealed class NetworkProxy(IWebProxy inner) : IWebProxy, ICredentials
{
    private const int SocksPort = 1080;

    private readonly ConcurrentDictionary<Uri, NetworkCredential> _users = new();

    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException("The credentials are those of the app's proxy, or of its address.");
    }

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <summary>Gets the proxy for a destination; null where none is on the way.</summary>
    public Uri? GetProxy(Uri destination)
    {
        // Returning the destination is the older way to say that there is none.
        if (inner.IsBypassed(destination) || inner.GetProxy(destination) is not { } address || address == destination)
        {
            return null;
        }

        var port = address.Port > 0 ? address.Port : SocksPort;
        var plain = new UriBuilder(address.Scheme, address.Host, port).Uri;
        if (address.UserInfo.Length > 0)
        {
            var user = address.UserInfo.Split(':', 2);
            _users[plain] = new NetworkCredential(Uri.UnescapeDataString(user[0]), user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "");
        }

        return plain;
    }

    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        _users.TryGetValue(new UriBuilder(uri.Scheme, uri.Host, uri.Port).Uri, out var user) ? user : inner.Credentials?.GetCredential(uri, authType);
}
