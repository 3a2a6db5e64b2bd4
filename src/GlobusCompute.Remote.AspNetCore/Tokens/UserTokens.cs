using GlobusCompute.Remote.Authentication.Tokens;
using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.AspNetCore.Tokens;

/// <summary>
/// The credential of a user. It outlives requests, circuits and sessions: what waits for a sign-in goes on with the next one, whichever browser it is in.
/// </summary>
internal sealed class UserTokens : IComputeCredential
{
    private readonly UserTokenSlot _slot;
    private readonly SignedIn _signedIn;

    public UserTokens(AppClient app, UserTokenSlot slot)
    {
        _slot = slot;
        _signedIn = new SignedIn(app.Options, app.Id, app.Secret, (endpoint, _, _) => new UserTokenSource(app, endpoint, slot), slot);
    }

    public ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken) =>
        _signedIn.Keeper.GetAsync(context, cancellationToken);

    public Task StoreAsync(StoredTokens tokens, CancellationToken cancellationToken) => _signedIn.Keeper.StoreAsync(tokens, cancellationToken);

    /// <summary>Tells whether the user has signed in and not signed out, on whichever server.</summary>
    public async Task<bool> ExistAsync(CancellationToken cancellationToken) => await _slot.LoadAsync(cancellationToken).ConfigureAwait(false) is not null;

    /// <exception cref="HttpRequestException">The tokens were deleted, but could not all be revoked.</exception>
    public Task SignOutAsync(CancellationToken cancellationToken) => _signedIn.SignOutAsync(cancellationToken);
}
