using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>The tokens of a service, which needs no person and has no session.</summary>
internal sealed class ClientTokens(string clientId, string secret, Grants grants, TimeProvider time) : ITokenSource
{
    public bool CanRenew(StoredTokens? stored, ComputeTokenContext context) => context.Requirements is not { RequiresSession: true };

    public async Task<StoredTokens> RenewAsync(StoredTokens? stored, ComputeTokenContext context, CancellationToken cancellationToken)
    {
        var issuedOn = time.GetUtcNow();
        var scopes = new List<string> { GlobusScopes.Compute };
        scopes.AddRange((context.Requirements?.RequiredScopes ?? []).Where(scope => !scopes.Contains(scope)));
        var answer = await grants.GetForClientAsync(clientId, secret, scopes, cancellationToken).ConfigureAwait(false);
        var compute = answer.Compute!;
        return new StoredTokens
        {
            ClientId = clientId,
            IdentityId = clientId,
            SignInId = Guid.NewGuid(),
            AccessToken = compute.AccessToken,
            IssuedOn = issuedOn,
            ExpiresOn = issuedOn + compute.Life,
        };
    }

    public Task<StoredTokens> SignInAsync(StoredTokens? stored, string? reason, ComputeTokenContext context, CancellationToken cancellationToken) =>
        throw new AuthorizationRequiredException(
            context.Requirements is { RequiresSession: true } required
                ? $"The client {clientId} cannot satisfy what is required of a person: {required}."
                : $"The client {clientId} was refused. {reason}",
            context.Requirements);
}
