using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Wire;

/// <summary>Gets access tokens from an app's credential, keeps those whose end is known, and takes only those that a request can carry.</summary>
internal sealed class AccessTokens(IComputeCredential credential, TimeSpan timeout, bool allowInteraction, TimeProvider time)
{
    // So that a request which waits for the budget, or is slow to arrive, comes with a token that is still good.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    // A credential that gives no other token is not asked for one at each request.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly ComputeTokenContext _first = new(null, allowInteraction);
    private Kept? _kept;

    /// <summary>Gets a token.</summary>
    /// <param name="request">The method and route that it is for.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="rejected">A token that the service has just refused, or null.</param>
    /// <param name="cancellationToken">Ends the wait at once, whatever the credential does.</param>
    /// <exception cref="ServiceUnreachableException">There is none in time, or none that can be sent. Nothing was sent yet: sending later is safe.</exception>
    /// <exception cref="ComputeServiceException">The refused one is all there is.</exception>
    public async ValueTask<string> GetAsync(string request, int attempt, string? rejected, CancellationToken cancellationToken)
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

        var (token, problem, error) = await TryGetAsync(rejected, cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        if (token is null)
        {
            if (kept is null || now >= kept.ExpiresOn)
            {
                throw new ServiceUnreachableException(request, attempt, problem!, error);
            }

            Interlocked.CompareExchange(ref _kept, kept with { RenewOn = now + s_pause }, kept);
            return kept.Token.Token;
        }

        if (token.Token == rejected)
        {
            throw new ComputeServiceException(request, HttpStatusCode.Unauthorized, null, "The access token was refused, and there is no other.");
        }

        Volatile.Write(ref _kept, token.ExpiresOn is { } end ? new Kept(token, end, RenewalOf(end, now)) : null);
        return token.Token;
    }

    private static DateTimeOffset RenewalOf(DateTimeOffset end, DateTimeOffset now)
    {
        var half = (end - now) / 2;
        return end - (half < s_margin ? half : s_margin);
    }

    /// <returns>A token that a header can carry, or why there is none.</returns>
    private async ValueTask<(ComputeAccessToken? Token, string? Problem, Exception? Error)> TryGetAsync(string? rejected, CancellationToken cancellationToken)
    {
        ComputeAccessToken? token;
        try
        {
            var context = rejected is null ? _first : new ComputeTokenContext(rejected, allowInteraction);
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
