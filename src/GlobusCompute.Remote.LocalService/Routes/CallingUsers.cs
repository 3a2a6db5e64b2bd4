using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>The users by their bearer tokens, and which of them a request is from.</summary>
internal sealed class CallingUsers
{
    private const string Scheme = "Bearer ";

    // By hash, so that how long a look-up takes tells nothing about a token.
    private readonly FrozenDictionary<string, string> _namesByHash;

    /// <param name="ownerName">The name of who has the service's own token.</param>
    /// <param name="ownerToken">The service's own token.</param>
    /// <param name="others">Who else may call.</param>
    public CallingUsers(string ownerName, string ownerToken, IEnumerable<LocalComputeUser> others) =>
        _namesByHash = others.Append(new LocalComputeUser(ownerName, ownerToken)).ToFrozenDictionary(user => Hash(user.Token), user => user.Name);

    /// <summary>Gets the user of a request that was authenticated; null for one that needs no token.</summary>
    public static string? Of(HttpContext context) => context.Features.Get<Caller>()?.Name;

    /// <summary>Finds the user of a request, for <see cref="Of"/>.</summary>
    /// <exception cref="ApiException">It has no token, or nobody's.</exception>
    public void Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw new ApiException(
                StatusCodes.Status401Unauthorized,
                "USER_UNAUTHENTICATED",
                "The request has no Authorization header; send 'Bearer' and the local service's token.");
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !_namesByHash.TryGetValue(Hash(header[Scheme.Length..].Trim()), out var name))
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "INVALID_AUTH_TOKEN", "The bearer token is not one of this local service.");
        }

        context.Features.Set(new Caller(name));
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Caller(string Name);
}
