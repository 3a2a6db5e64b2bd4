using System.Net;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Wire;

/// <summary>Gets access tokens from an app's credential, and takes only those that a request can carry.</summary>
internal sealed class AccessTokens(IComputeCredential credential, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Gets a token.</summary>
    /// <param name="request">The method and route that it is for.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="rejected">A token that the service has just refused, or null.</param>
    /// <param name="cancellationToken">Ends the wait at once, whatever the credential does.</param>
    /// <exception cref="ServiceUnreachableException">There is none in time, or none that can be sent. Nothing was sent yet: sending later is safe.</exception>
    /// <exception cref="ComputeServiceException">The refused one is all there is.</exception>
    public async ValueTask<string> GetAsync(string request, int attempt, string? rejected, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = credential is ComputeAccessTokenCredential ready
                ? await ready.GetTokenAsync(rejected, cancellationToken).ConfigureAwait(false)
                : await GetInTimeAsync(rejected, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnreachableException(request, attempt, $"the credential gave no access token: {e.Message}", e);
        }

        if (token is null)
        {
            throw new ComputeServiceException(request, HttpStatusCode.Unauthorized, null, "The access token was refused, and there is no other.");
        }

        // A line end would begin another header, and a scheme would be there twice.
        return token.Length > 0 && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? token
            : throw new ServiceUnreachableException(
                request,
                attempt,
                "it was not sent, as the credential gave a token that no header can carry: "
                + "it must be visible ASCII characters alone, without blanks, line ends or \"Bearer\".",
                null);
    }

    private async Task<string?> GetInTimeAsync(string? rejected, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var getting = credential.GetTokenAsync(rejected, stop.Token);
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
                    if (credential is not IInteractiveCredential { IsWaitingForUser: true })
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
}
