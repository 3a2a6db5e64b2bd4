using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>Where the tokens of a <see cref="TokenKeeper"/> come from.</summary>
internal interface ITokenSource
{
    /// <summary>Whether <see cref="RenewAsync"/> has a chance.</summary>
    bool CanRenew(StoredTokens? stored, ComputeTokenContext context);

    /// <summary>Gets other tokens without a person.</summary>
    /// <exception cref="Auth.AuthException">They were refused, or nobody can be reached.</exception>
    Task<StoredTokens> RenewAsync(StoredTokens? stored, ComputeTokenContext context, CancellationToken cancellationToken);

    /// <summary>Gets tokens by a new sign-in.</summary>
    /// <param name="stored">Who was signed in until now, or null.</param>
    /// <param name="reason">Why that is over, as a sentence, or null.</param>
    /// <param name="context">What the sign-in must satisfy, and whether a person may be prompted.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="Exceptions.AuthorizationRequiredException">There was none.</exception>
    Task<StoredTokens> SignInAsync(StoredTokens? stored, string? reason, ComputeTokenContext context, CancellationToken cancellationToken);
}
