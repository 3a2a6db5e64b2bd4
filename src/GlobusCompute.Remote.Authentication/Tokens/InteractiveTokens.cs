using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Diagnostics;
using GlobusCompute.Remote.Authentication.SignIn;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>The tokens of a person who can be prompted to sign in.</summary>
internal sealed class InteractiveTokens(
    string clientId, Grants grants, PersonPrompt prompt, TimeProvider time, Uri authUrl, ILogger logger)
    : PersonTokens(clientId, grants, time, "Sign in again.")
{
    private readonly string _clientId = clientId;
    private readonly TimeProvider _time = time;
    private volatile bool _hasFailed;

    public override async Task<StoredTokens> SignInAsync(
        StoredTokens? stored, string? reason, ComputeTokenContext context, CancellationToken cancellationToken)
    {
        // A request that the client repeats by itself does not open one browser after the other.
        if (context.IsBackground && _hasFailed)
        {
            throw Required(context, "The last sign-in failed, and no call has been made since.", null);
        }

        if (!context.AllowsInteraction)
        {
            throw stored is null && context.Requirements is null
                ? new CredentialUnavailableException($"Nobody is signed in, and no person may be prompted.{(reason is null ? "" : $" {reason}")}")
                : Required(context, "No person may be prompted.", null);
        }

        try
        {
            var issuedOn = _time.GetUtcNow();
            var answer = await prompt.SignInAsync(context.Requirements ?? AuthorizationParameters.None, cancellationToken).ConfigureAwait(false);
            var tokens = Read(answer, issuedOn);
            if (stored is { IdentityId.Length: > 0 } && stored.IdentityId != tokens.IdentityId)
            {
                throw Required(
                    context,
                    $"{tokens.UserName ?? tokens.IdentityId} signed in, where {stored.UserName ?? stored.IdentityId} was signed in before. "
                    + "Sign out first, or use another profile.",
                    null);
            }

            _hasFailed = false;
            AuthLog.SignedIn(logger, tokens.UserName ?? tokens.IdentityId, authUrl);
            return tokens;
        }
        catch (CredentialUnavailableException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            _hasFailed = true;
            throw e is AuthorizationRequiredException ? e : Required(context, e.Message, e);
        }
    }

    private StoredTokens Read(TokenAnswer answer, DateTimeOffset issuedOn)
    {
        var compute = answer.Compute ?? throw new AuthException("Globus Auth gave no token for Compute.", null, isTransient: false);
        var claims = IdTokenClaims.Read(answer.IdToken, _clientId);
        return new StoredTokens
        {
            ClientId = _clientId,
            IdentityId = claims.Subject,
            UserName = claims.UserName,
            Name = claims.Name,
            SignInId = Guid.NewGuid(),
            AccessToken = compute.AccessToken,
            RefreshToken = compute.RefreshToken,
            IssuedOn = issuedOn,
            ExpiresOn = issuedOn + compute.Life,
            OtherTokens = answer.Items.Where(item => item != compute)
                .SelectMany(static item => new[] { item.AccessToken, item.RefreshToken }).OfType<string>().ToList(),
        };
    }

    private static AuthorizationRequiredException Required(ComputeTokenContext context, string reason, Exception? cause) =>
        new($"A person must sign in. {reason}", context.Requirements, cause);
}
