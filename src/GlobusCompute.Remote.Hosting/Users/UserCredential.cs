using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Hosting.Users;

/// <summary>
/// The credential of a user's client, which passes on to the one that the user came with last. It keeps tokens itself and shows their end to nobody, as the
/// client would keep the token of an earlier credential until then.
/// </summary>
internal sealed class UserCredential(IComputeCredential first, TimeProvider time) : IInteractiveCredential
{
    // A credential that fails is not asked again at each request while the token is good.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private volatile IComputeCredential _current = first;
    private Kept? _kept;

    /// <inheritdoc/>
    public bool IsWaitingForUser => _current is IInteractiveCredential { IsWaitingForUser: true };

    /// <summary>Uses another credential from now on.</summary>
    public void Use(IComputeCredential credential) => _current = credential;

    /// <inheritdoc/>
    public async ValueTask<ComputeAccessToken> GetTokenAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        var credential = _current;
        // A token that is kept says nothing of what the service requires beyond it.
        var kept = context.Requirements is null
            && Volatile.Read(ref _kept) is { } last && last.Credential == credential && last.Token.Token != context.RejectedToken ? last : null;
        var now = time.GetUtcNow();
        if (kept is not null && now < kept.RenewOn)
        {
            return kept.Token;
        }

        ComputeAccessToken token;
        try
        {
            token = await credential.GetTokenAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (kept is not null && time.GetUtcNow() < kept.ExpiresOn && !cancellationToken.IsCancellationRequested)
        {
            // As in a client: while the token is good, a failure to get the next one fails no request.
            Interlocked.CompareExchange(ref _kept, kept with { RenewOn = time.GetUtcNow() + s_pause }, kept);
            return kept.Token;
        }

        if (token is not { ExpiresOn: { } end })
        {
            return token;
        }

        var renewed = new Kept(credential, new ComputeAccessToken(token.Token), token.RenewOn ?? ComputeAccessToken.GetRenewalTime(now, end), end);
        Volatile.Write(ref _kept, renewed);
        return renewed.Token;
    }

    private sealed record Kept(IComputeCredential Credential, ComputeAccessToken Token, DateTimeOffset RenewOn, DateTimeOffset ExpiresOn);
}
