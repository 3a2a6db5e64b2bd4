using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Wire;

/// <summary>Gets access tokens from an app's credential, keeps those whose end is known, and takes only those that a request can carry.</summary>
internal sealed class AccessTokens(IComputeCredential credential, TimeSpan timeout, bool allowInteraction, TimeProvider time)
{
    // A credential that gives no other token is not asked for one at each request.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly ComputeTokenContext _first = new(null, allowInteraction);
    private readonly ComputeTokenContext _firstInBackground = new(null, allowInteraction) { IsBackground = true };
    private Kept? _kept;

    /// <summary>Gets a token.</summary>
    /// <param name="request">The method and route that it is for.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="isBackground">Whether no caller waits for the request.</param>
    /// <param name="rejected">A token that the service has just refused, or null.</param>
    /// <param name="cancellationToken">Ends the wait at once, whatever the credential does.</param>
    /// <exception cref="ServiceUnreachableException">There is none in time, or none that can be sent. Nothing was sent yet: sending later is safe.</exception>
    /// <exception cref="ComputeServiceException">The refused one is all there is.</exception>
    /// <exception cref="AuthorizationRequiredException">The credential needs another sign-in first.</exception>
    public async ValueTask<string> GetAsync(string request, int attempt, bool isBackground, string? rejected, CancellationToken cancellationToken)
    {
        var kept = Volatile.Read(ref _kept);
        if (kept is not null && kept.Token.Token == rejected)
        {
            Interlocked.CompareExchange(ref _kept, null, kept);
            kept = null;
        }

        if (kept is not null && time.GetUtcNow() < kept.RenewOn)
        {
            return kept.Token.Token;
        }

        var context = rejected is not null ? new ComputeTokenContext(rejected, allowInteraction) { IsBackground = isBackground }
            : isBackground ? _firstInBackground : _first;
        var (token, problem, error) = await TryGetAsync(context, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        if (token is null)
        {
            if (kept is null || now >= kept.ExpiresOn)
            {
                throw error is AuthorizationRequiredException required
                    ? new AuthorizationRequiredException(request, required.Message, required.Parameters, required)
                    : new ServiceUnreachableException(request, attempt, problem!, error);
            }

            Interlocked.CompareExchange(ref _kept, kept with { RenewOn = now + s_pause }, kept);
            return kept.Token.Token;
        }

        if (token.Token == rejected)
        {
            throw new ComputeServiceException(request, HttpStatusCode.Unauthorized, null, "The access token was refused, and there is no other.");
        }

        Keep(token, now);
        return token.Token;
    }

    /// <summary>Gets a token of a sign-in that satisfies what the service requires.</summary>
    /// <param name="request">The method and route that it is for.</param>
    /// <param name="isBackground">Whether no caller waits for the request.</param>
    /// <param name="rejected">The token that did not suffice.</param>
    /// <param name="refusal">What the service has answered.</param>
    /// <param name="cancellationToken">Ends the wait at once, whatever the credential does.</param>
    /// <exception cref="AuthorizationRequiredException">The credential gave no other token.</exception>
    public async ValueTask<string> SignInAgainAsync(
        string request, bool isBackground, string rejected, AuthorizationRequiredException refusal, CancellationToken cancellationToken)
    {
        var context = new ComputeTokenContext(rejected, allowInteraction) { Requirements = refusal.Parameters, IsBackground = isBackground };
        var (token, problem, error) = await TryGetAsync(context, cancellationToken).ConfigureAwait(false);
        if (token is null || token.Token == rejected)
        {
            throw error is null ? refusal : new AuthorizationRequiredException(
                request, $"{(refusal.Parameters.Message ?? refusal.Parameters.ToString()).TrimEnd('.')}. But {problem}", refusal.Parameters, error);
        }

        Keep(token, time.GetUtcNow());
        return token.Token;
    }

    private void Keep(ComputeAccessToken token, DateTimeOffset now) => Volatile.Write(
        ref _kept,
        token.ExpiresOn is { } end ? new Kept(token, end, token.RenewOn ?? ComputeAccessToken.GetRenewalTime(now, end)) : null);

    /// <returns>A token that a header can carry, or why there is none.</returns>
    private async ValueTask<(ComputeAccessToken? Token, string? Problem, Exception? Error)> TryGetAsync(
        ComputeTokenContext context, CancellationToken cancellationToken)
    {
        ComputeAccessToken? token;
        try
        {
            token = credential is ComputeAccessTokenCredential ready
                ? await ready.GetTokenAsync(context, cancellationToken).ConfigureAwait(false)
                : await GetInTimeAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"the credential gave no access token: {e.Message}", e);
        }

        if (token is null)
        {
            return (null, "the credential gave no access token: it returned null.", null);
        }

        // A line end would begin another header, and a scheme would be there twice.
        return token.Token.Length > 0 && !token.Token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? (token, null, null)
            : (null,
                "it was not sent, as the credential gave a token that no header can carry: "
                + "it must be visible ASCII characters alone, without blanks, line ends or \"Bearer\".",
                null);
    }

    private async Task<ComputeAccessToken?> GetInTimeAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var getting = credential.GetTokenAsync(context, stop.Token);
        if (getting.IsCompleted)
        {
            return await getting.ConfigureAwait(false);
        }

        var task = getting.AsTask();
        try
        {
            while (true)
            {
                try
                {
                    return await task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
                }
                catch (TimeoutException) when (!task.IsCompleted)
                {
                    // A person takes as long as the credential lets them.
                    if (!allowInteraction || credential is not IInteractiveCredential { IsWaitingForUser: true })
                    {
                        throw new TimeoutException($"it did not answer within {timeout}.");
                    }
                }
            }
        }
        finally
        {
            if (!task.IsCompleted)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                _ = task.ContinueWith(
                    static abandoned => abandoned.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    /// <param name="Token">The token.</param>
    /// <param name="ExpiresOn">When it expires.</param>
    /// <param name="RenewOn">From when on another one is asked for.</param>
    private sealed record Kept(ComputeAccessToken Token, DateTimeOffset ExpiresOn, DateTimeOffset RenewOn);
}
