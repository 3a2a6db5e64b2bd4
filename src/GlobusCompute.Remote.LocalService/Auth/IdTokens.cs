using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Signs id tokens with a key of this run, as Globus does with RS512.</summary>
internal sealed class IdTokens : IDisposable
{
    public const string Algorithm = SecurityAlgorithms.RsaSha512;

    private const int KeyBits = 2048;
    private const string Organization = "Local Compute service";

    // It takes a tenth of a second: not for services where nobody signs in.
    private readonly Lazy<RsaSecurityKey> _key = new(CreateKey);

    /// <summary>The public key as a JWK's members <c>kid</c>, <c>n</c> and <c>e</c>.</summary>
    public (string Id, string Modulus, string Exponent) PublicKey
    {
        get
        {
            var parameters = _key.Value.Rsa.ExportParameters(includePrivateParameters: false);
            return (_key.Value.KeyId, SecretText.Encode(parameters.Modulus), SecretText.Encode(parameters.Exponent));
        }
    }

    /// <summary>Makes the id token that stands next to an access token of Globus Auth.</summary>
    public string Create(IssuedToken token, string issuer)
    {
        var (facts, grant) = (token.Facts, token.Facts.Grant);
        var claims = new Dictionary<string, object>
        {
            ["sub"] = grant.Identity.Id.ToString(),
            ["at_hash"] = SecretText.Encode(SHA512.HashData(Encoding.ASCII.GetBytes(token.AccessToken)).AsSpan(0, 32)),
            ["last_authentication"] = grant.SignedInAt.ToUnixTimeSeconds(),
        };
        if (grant.Nonce is { } nonce)
        {
            claims["nonce"] = nonce;
        }

        if (facts.Scopes.Contains(KnownScopes.Profile))
        {
            claims["name"] = grant.Identity.Name;
            claims["preferred_username"] = grant.Identity.Username;
            claims["organization"] = Organization;
        }

        if (facts.Scopes.Contains(KnownScopes.Email))
        {
            claims["email"] = grant.Identity.Username;
        }

        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = grant.ClientId.ToString(),
            IssuedAt = facts.IssuedAt.UtcDateTime,
            NotBefore = null,
            Expires = facts.ExpiresAt.UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(_key.Value, Algorithm),
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Rsa.Dispose();
        }
    }

    private static RsaSecurityKey CreateKey() => new(RSA.Create(KeyBits))
    {
        KeyId = SecretText.Create()[..16],
        // The shared cache would keep it after the service.
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
    };
}
