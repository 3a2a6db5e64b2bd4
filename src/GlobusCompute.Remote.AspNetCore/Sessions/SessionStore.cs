using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore.Sessions;

/// <summary>Keeps who is signed in on the server, so that the cookie holds a key alone and a session that was ended cannot be used again.</summary>
internal sealed class SessionStore(ProtectedCache cache, IOptions<GlobusSignInOptions> options) : ITicketStore
{
    private const string Kind = "session";
    private const int KeyBytes = 32;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes));
        await RenewAsync(key, ticket).ConfigureAwait(false);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        cache.SetAsync(Kind, NameOf(key), TicketSerializer.Default.Serialize(ticket), options.Value.SessionLifetime, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await cache.GetAsync(Kind, NameOf(key), CancellationToken.None).ConfigureAwait(false) is { } bytes ? TicketSerializer.Default.Deserialize(bytes) : null;

    public Task RemoveAsync(string key) => cache.RemoveAsync(Kind, NameOf(key), CancellationToken.None);

    // Neither the cache nor a log of Data Protection has a key that opens a session.
    private static string NameOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
