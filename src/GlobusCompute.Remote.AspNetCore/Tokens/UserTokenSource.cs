using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Tokens;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.AspNetCore.Tokens;

/// <summary>The tokens of a user, who signs in by a page: renewed with the refresh token and the app's secret.</summary>
internal sealed class UserTokenSource(AppClient app, AuthEndpoint endpoint, UserTokenSlot slot) : ITokenSource
{
    // No refresh changes what a session has or what a person has consented to.
    public bool CanRenew(StoredTokens? stored, ComputeTokenContext context) => stored?.RefreshToken is not null && context.Requirements is null;

    public async Task<StoredTokens> RenewAsync(StoredTokens? stored, ComputeTokenContext context, CancellationToken cancellationToken)
    {
        var issuedOn = app.Time.GetUtcNow();
        var form = app.Form("refresh_token");
        form["refresh_token"] = stored!.RefreshToken!;
        try
        {
            var answer = await endpoint.GetTokensAsync(form, app.Secret, cancellationToken).ConfigureAwait(false);
            var item = answer.Compute ?? throw new AuthException("Globus Auth gave no token for Compute.", null, isTransient: false);
            return stored with
            {
                AccessToken = item.AccessToken,
                RefreshToken = item.RefreshToken ?? stored.RefreshToken,
                IssuedOn = issuedOn,
                ExpiresOn = issuedOn + item.Life,
            };
        }
        catch (AuthException e) when (!e.IsTransient)
        {
            // Another server of the app may have renewed them, where a refresh token can be used once.
            if (await slot.LoadAsync(cancellationToken).ConfigureAwait(false) is { } latest && latest.AccessToken != stored.AccessToken)
            {
                return latest;
            }

            throw;
        }
    }

    public Task<StoredTokens> SignInAsync(StoredTokens? stored, string? reason, ComputeTokenContext context, CancellationToken cancellationToken) =>
        throw new AuthorizationRequiredException(
            stored is null ? "The user is signed out."
            : context.Requirements is { } required ? $"The sign-in of {stored.UserName ?? stored.IdentityId} does not suffice; required: {required}."
            : $"The sign-in of {stored.UserName ?? stored.IdentityId} is over.{(reason is null ? "" : $" {reason}")}",
            context.Requirements);
}
