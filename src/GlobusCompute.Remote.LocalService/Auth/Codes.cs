using System.Security.Cryptography;
using System.Text;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Authorization codes, by hash. Each can be redeemed once; a second time revokes the tokens of the first.</summary>
internal sealed class Codes(LocalAuthOptions options, TimeProvider time)
{
    private const int SweepAbove = 1000;

    private readonly Dictionary<string, Code> _codes = [];

    public string Issue(AuthorizeRequest request, LocalAuthPerson person)
    {
        var (text, now) = (SecretText.Create(), time.GetUtcNow());
        var grant = new Grant(request.Client, Identity.Of(person), request.Scopes, request.IsOffline, request.Session, now) { Nonce = request.Nonce };
        lock (_codes)
        {
            if (_codes.Count >= SweepAbove)
            {
                foreach (var (hash, _) in _codes.Where(item => item.Value.ExpiresAt <= now).ToList())
                {
                    _codes.Remove(hash);
                }
            }

            _codes.Add(SecretText.Hash(text), new Code(request, grant, now + options.CodeLifetime));
        }

        return text;
    }

    /// <summary>Redeems a code.</summary>
    /// <returns>What was granted and the request's state; or why it is not.</returns>
    public (Grant? Grant, string? State, string Refusal) Redeem(string text, LocalAuthClient client, string? redirectUri, string? verifier)
    {
        lock (_codes)
        {
            if (!_codes.TryGetValue(SecretText.Hash(text), out var code) || code.Request.Client.Id != client.Id)
            {
                return (null, null, "The code is not one of this client.");
            }

            if (code.IsUsed)
            {
                code.Grant.Revoke();
                return (null, null, "The code was used before; its tokens are revoked.");
            }

            var refusal = code switch
            {
                _ when code.ExpiresAt <= time.GetUtcNow() => "The code has expired.",
                _ when code.Request.RedirectUri != redirectUri => "The redirect URI is not the one of the authorize request.",
                { Request.Challenge: null } when verifier is not null => "The authorize request had no code challenge.",
                { Request.Challenge: { } challenge } when verifier is null || !IsAnswered(challenge, verifier) =>
                    "The code verifier does not fit the code challenge.",
                _ => null,
            };
            if (refusal is not null)
            {
                return (null, null, refusal);
            }

            code.IsUsed = true;
            return (code.Grant, code.Request.State, "");
        }
    }

    private static bool IsAnswered(string challenge, string verifier) => SecretText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge;

    private sealed class Code(AuthorizeRequest request, Grant grant, DateTimeOffset expiresAt)
    {
        public AuthorizeRequest Request => request;

        public Grant Grant => grant;

        public DateTimeOffset ExpiresAt => expiresAt;

        public bool IsUsed { get; set; }
    }
}
