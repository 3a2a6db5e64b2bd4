using System.ComponentModel;
using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Credentials;

namespace GlobusCompute.Remote.Authentication.SignIn;

/// <summary>Lets a person sign in, in a browser or by a pasted code, within the time limit.</summary>
internal sealed class PersonPrompt(string clientId, Grants grants, AuthEndpoint endpoint, GlobusInteractiveCredentialOptions options)
{
    private int _waiting;

    /// <summary>Whether a person is waited for.</summary>
    public bool IsWaiting => Volatile.Read(ref _waiting) > 0;

    /// <exception cref="CredentialUnavailableException">No person can be prompted here.</exception>
    /// <exception cref="AuthException">The sign-in was denied or refused.</exception>
    /// <exception cref="OperationCanceledException">Nobody signed in in time; the message holds the address.</exception>
    public async Task<TokenAnswer> SignInAsync(AuthorizationParameters requirements, CancellationToken cancellationToken)
    {
        var method = SignInMethods.Choose(options, Surroundings.Current);
        Interlocked.Increment(ref _waiting);
        try
        {
            if (method == GlobusSignInMethod.Browser)
            {
                try
                {
                    return await ByBrowserAsync(requirements, cancellationToken).ConfigureAwait(false);
                }
                catch (BrowserException e) when (options.Method == GlobusSignInMethod.Automatic)
                {
                    // There is a display and no browser. A code can be got on another machine.
                    if (SignInMethods.WhyNoCode(options, Surroundings.Current) is { } reason)
                    {
                        throw new CredentialUnavailableException($"{e.Message} {reason}", e);
                    }
                }
            }

            return await ByCodeAsync(requirements, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<TokenAnswer> ByBrowserAsync(AuthorizationParameters requirements, CancellationToken cancellationToken)
    {
        using var listener = LoopbackListener.Start();
        return await RunAsync(requirements, listener.RedirectUri, AskAsync, cancellationToken).ConfigureAwait(false);

        async Task<string> AskAsync(Uri url, string state, CancellationToken token)
        {
            // It may come back before the call that opens it does.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
            var coming = listener.WaitForCodeAsync(state, stop.Token);
            try
            {
                await (options.OpenBrowser ?? SystemBrowser.OpenAsync)(url, token).ConfigureAwait(false);
                return await coming.ConfigureAwait(false);
            }
            catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException or FileNotFoundException or InvalidOperationException)
            {
                throw new BrowserException($"No browser could be opened: {e.Message}", e);
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await ((Task)coming).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task<TokenAnswer> ByCodeAsync(AuthorizationParameters requirements, CancellationToken cancellationToken) =>
        RunAsync(
            requirements,
            endpoint.CodePageUrl,
            async (url, state, token) => PastedCode.Read(await (options.ReadCode ?? TerminalPrompt.ReadCodeAsync)(url, token).ConfigureAwait(false), state),
            cancellationToken);

    private async Task<TokenAnswer> RunAsync(
        AuthorizationParameters requirements, Uri redirect, Func<Uri, string, CancellationToken, Task<string>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.SignInTimeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var page = new SignInPage(endpoint.AuthorizeUrl, requirements, options.AppName ?? DefaultName(), ask);
        try
        {
            return await grants.SignInAsync(clientId, redirect, page, both.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (limit.IsCancellationRequested)
        {
            throw new OperationCanceledException($"Nobody signed in within {options.SignInTimeout}. The address was {page.Url?.AbsoluteUri}", e, limit.Token);
        }
        catch (Exception)
        {
            // What happened to the page says more than what MSAL makes of it.
            page.ThrowIfFailed();
            throw;
        }
    }

    private static string DefaultName() =>
        $"{System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? "GlobusCompute.Remote"} on {Environment.MachineName}";
}
