using System.Security.Cryptography;
using System.Text;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>
/// The tokens of a service, of use only with the secret that they were issued for: a wrong or replaced secret is noticed at once, not when the token expires.
/// </summary>
/// <param name="inner">Where they are kept.</param>
/// <param name="secret">The secret.</param>
internal sealed class SecretSlot(ITokenSlot inner, string secret) : ITokenSlot
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public string? Obstacle => inner.Obstacle;

    public Task<IDisposable?> HoldAsync(CancellationToken cancellationToken) => inner.HoldAsync(cancellationToken);

    public StoredTokens? Read() => inner.Read() is { SecretCheck: { } check } stored
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(check), Encoding.UTF8.GetBytes(CheckOf(stored)))
            ? stored
            : null;

    public StoredTokens? ReadAny() => inner.ReadAny();

    public void Write(StoredTokens tokens) => inner.Write(tokens with { SecretCheck = CheckOf(tokens) });

    public void Delete() => inner.Delete();

    // The token goes in, so that the same secret gives another text each time. Nobody learns a secret from it that is as random as those of Globus are.
    private string CheckOf(StoredTokens tokens) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(tokens.AccessToken)));
}
