using System.Net.Http.Headers;
using System.Text;

namespace GlobusCompute.Remote.Authentication.Auth;

/// <summary>The id and the secret of a confidential client.</summary>
internal sealed class ClientSecret(string clientId, string secret)
{
    public string Secret => secret;

    public AuthenticationHeaderValue ToHeader() => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}")));

    public override string ToString() => $"secret of client {clientId}";
}
