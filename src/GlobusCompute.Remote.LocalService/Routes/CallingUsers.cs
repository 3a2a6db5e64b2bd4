using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>The users by their bearer tokens, and which of them a request is from.</summary>
internal sealed class CallingUsers
{
    private const string Scheme = "Bearer ";

    // By hash, so that how long a look-up takes tells nothing about a token.
    private readonly FrozenDictionary<string, string> _namesByHash;
    private readonly AuthState? _auth;

    /// <param name="ownerName">The name of who has the service's own token.</param>
    /// <param name="ownerToken">The service's own token.</param>
    /// <param name="others">Who else may call.</param>
    /// <param name="auth">Whose access tokens are taken too; null for none's.</param>
    public CallingUsers(string ownerName, string ownerToken, IEnumerable<LocalComputeUser> others, AuthState? auth)
    {
        _namesByHash = others.Append(new LocalComputeUser(ownerName, ownerToken)).ToFrozenDictionary(user => Hash(user.Token), user => user.Name);
        _auth = auth;
    }

    /// <summary>Gets the user of a request that was authenticated; null for one that needs no token.</summary>
    public static string? Of(HttpContext context) => context.Features.Get<Caller>()?.Name;

    /// <summary>Finds the user of a request, for <see cref="Of"/>.</summary>
    /// <exception cref="ApiException">It has no token, nobody's, or one that is not for this.</exception>
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

        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        context.Features.Set(new Caller(_namesByHash.GetValueOrDefault(Hash(token)) ?? FindSignedIn(token)));
    }

    private string FindSignedIn(string text)
    {
        if (_auth is null || !_auth.Tokens.TryFind(text, out var token))
        {
            throw new ApiException(
                StatusCodes.Status401Unauthorized,
                "INVALID_AUTH_TOKEN",
                $"The bearer token is not one of this local service{(_auth is null ? "." : ", or is no longer valid.")}");
        }

        if (token.ResourceServer != KnownScopes.ComputeServer || !token.Scopes.Contains(KnownScopes.Compute))
        {
            throw new ApiException(
                StatusCodes.Status403Forbidden,
                "INSUFFICIENT_AUTH_SCOPE",
                $"The bearer token is for '{token.ResourceServer}', not for '{KnownScopes.ComputeServer}'.");
        }

        return _auth.Sessions.FindMissing(token.Grant) is { } missing ? throw ApiException.SignInRequired(missing) : token.Grant.Identity.Username;
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Caller(string Name);
}
