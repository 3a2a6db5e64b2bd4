using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>The tokens of a person who has signed in before: renewed with the refresh token.</summary>
/// <param name="clientId">The app's id.</param>
/// <param name="grants">How tokens are got.</param>
/// <param name="time">The clock.</param>
/// <param name="missing">What to do where nobody is signed in, as a sentence.</param>
internal class PersonTokens(string clientId, Grants grants, TimeProvider time, string missing) : ITokenSource
{
    // No refresh changes what a session has or what a person has consented to.
    public bool CanRenew(StoredTokens? stored, ComputeTokenContext context) => stored?.RefreshToken is not null && context.Requirements is null;

    public async Task<StoredTokens> RenewAsync(StoredTokens? stored, ComputeTokenContext context, CancellationToken cancellationToken)
    {
        var issuedOn = time.GetUtcNow();
        var item = await grants.RefreshAsync(clientId, stored!.RefreshToken!, cancellationToken).ConfigureAwait(false);
        return stored with
        {
            AccessToken = item.AccessToken,
            RefreshToken = item.RefreshToken ?? stored.RefreshToken,
            IssuedOn = issuedOn,
            ExpiresOn = issuedOn + item.Life,
        };
    }

    public virtual Task<StoredTokens> SignInAsync(
        StoredTokens? stored, string? reason, ComputeTokenContext context, CancellationToken cancellationToken) =>
        throw (stored is null
            ? new CredentialUnavailableException($"Nobody is signed in. {reason ?? missing}")
            : new AuthorizationRequiredException(
                context.Requirements is { } required
                    ? $"The sign-in of {stored.UserName ?? stored.IdentityId} does not suffice; required: {required}. {missing}"
                    : $"The sign-in of {stored.UserName ?? stored.IdentityId} is over. {(reason is null ? "" : $"{reason} ")}{missing}",
                context.Requirements));
}
