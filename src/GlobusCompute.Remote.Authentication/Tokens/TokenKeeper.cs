using GlobusCompute.Remote.Authentication.Auth;
using GlobusCompute.Remote.Authentication.Diagnostics;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Exceptions;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Authentication.Tokens;

/// <summary>
/// Gives the current tokens of a sign-in and renews them when they are due: one renewal at a time, whichever threads and processes ask. Callers that come
/// meanwhile wait for it and share its outcome.
/// </summary>
internal sealed class TokenKeeper(ITokenSlot slot, ITokenSource source, TimeProvider time, ILogger logger)
{
    // An Auth that cannot be reached is not asked at each request while the token is still good.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly object _lock = new();
    private readonly RecentTokens _recent = new();
    private Kept? _kept;
    private Flight? _flight;

    public async ValueTask<ComputeAccessToken> GetAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Volatile.Read(ref _kept) is { } kept
                && context.Requirements is null && kept.Token.Token != context.RejectedToken && time.GetUtcNow() < kept.RenewOn)
            {
                return kept.Token;
            }

            var (flight, isMine) = Board(context);
            try
            {
                var token = await flight.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (isMine || (context.Requirements is null && token.Token != context.RejectedToken))
                {
                    return token;
                }
            }
            catch (Exception) when (!isMine && !cancellationToken.IsCancellationRequested && !flight.Covers(context))
            {
                // It failed for what it was not allowed to do; this caller may be.
            }
            finally
            {
                Leave(flight);
            }
        }
    }

    /// <summary>Signs in, whatever is stored, and stores the outcome.</summary>
    public async Task<StoredTokens> SignInAsync(AuthorizationParameters? requirements, CancellationToken cancellationToken)
    {
        var context = new ComputeTokenContext { Requirements = requirements };
        var tokens = await source.SignInAsync(null, null, context, cancellationToken).ConfigureAwait(false);
        await StoreAsync(tokens, cancellationToken).ConfigureAwait(false);
        return tokens;
    }

    /// <summary>Takes the tokens of a sign-in that took place elsewhere, and stores them.</summary>
    public async Task<ComputeAccessToken> StoreAsync(StoredTokens tokens, CancellationToken cancellationToken)
    {
        using (await slot.HoldAsync(cancellationToken).ConfigureAwait(false))
        {
            slot.Write(tokens);
        }

        return Keep(tokens, RenewalOf(tokens));
    }

    /// <summary>Reads who is signed in, or null.</summary>
    /// <exception cref="AuthorizationRequiredException">What is stored cannot be used.</exception>
    public StoredTokens? Read() => slot.Read() ?? (slot.Obstacle is { } obstacle ? throw new AuthorizationRequiredException(obstacle) : null);

    /// <summary>Forgets the tokens, after something was done with them.</summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="AuthorizationRequiredException">What is stored cannot be used.</exception>
    /// <exception cref="IOException">They cannot be deleted where they are stored.</exception>
    public async Task<bool> ForgetAsync(Func<StoredTokens, Task> before, CancellationToken cancellationToken)
    {
        using var hold = await slot.HoldAsync(cancellationToken).ConfigureAwait(false);
        var stored = Read() ?? slot.ReadAny();
        if (stored is null)
        {
            return false;
        }

        try
        {
            await before(stored).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _kept, null);
            slot.Delete();
        }

        return true;
    }

    private (Flight Flight, bool IsMine) Board(ComputeTokenContext context)
    {
        lock (_lock)
        {
            var isMine = _flight is null;
            if (isMine)
            {
                var started = _flight = new Flight(context);
                started.Task = Task.Run(() => FlyAsync(started), CancellationToken.None);
            }

            _flight!.Waiting++;
            return (_flight, isMine);
        }
    }

    // Nobody waits any more: a browser's answer would be of no use.
    private void Leave(Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Waiting == 0 && !flight.Task.IsCompleted)
            {
                flight.Stop.Cancel();
                _flight = _flight == flight ? null : _flight;
            }
        }
    }

    private async Task<ComputeAccessToken> FlyAsync(Flight flight)
    {
        try
        {
            return await RunAsync(flight.Context, flight.Stop.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _flight = _flight == flight ? null : _flight;
            }
        }
    }

    private async Task<ComputeAccessToken> RunAsync(ComputeTokenContext context, CancellationToken cancellationToken)
    {
        StoredTokens? stored;
        string? reason;
        using (await slot.HoldAsync(cancellationToken).ConfigureAwait(false))
        {
            stored = slot.Read();
            reason = stored is null ? slot.Obstacle : null;
            if (stored is not null && Satisfies(stored, context) && time.GetUtcNow() < RenewalOf(stored))
            {
                return Keep(stored, RenewalOf(stored));
            }

            if (source.CanRenew(stored, context))
            {
                try
                {
                    var renewed = await source.RenewAsync(stored, context, cancellationToken).ConfigureAwait(false);
                    slot.Write(renewed);
                    AuthLog.Renewed(logger, Who(renewed), renewed.ExpiresOn);
                    return Keep(renewed, RenewalOf(renewed));
                }
                catch (AuthException e) when (e.IsTransient)
                {
                    AuthLog.NotRenewed(logger, Who(stored), e.Message);
                    if (stored is null || !IsUsable(stored, context))
                    {
                        throw;
                    }

                    var again = time.GetUtcNow() + s_pause;
                    return Keep(stored, again < stored.ExpiresOn ? again : stored.ExpiresOn);
                }
                catch (AuthException e)
                {
                    AuthLog.SignInOver(logger, Who(stored), e.Message);
                    reason = e.Message;
                    if (stored?.RefreshToken is not null)
                    {
                        // So that no other process tries it in vain.
                        slot.Write(stored = stored with { RefreshToken = null });
                    }
                }
            }

            if (stored is not null && IsUsable(stored, context))
            {
                return Keep(stored, stored.ExpiresOn);
            }
        }

        // A person takes minutes, so nobody else is kept waiting meanwhile.
        var tokens = await source.SignInAsync(stored, reason, context, cancellationToken).ConfigureAwait(false);
        return await StoreAsync(tokens, cancellationToken).ConfigureAwait(false);
    }

    private ComputeAccessToken Keep(StoredTokens tokens, DateTimeOffset renewOn)
    {
        _recent.Add(tokens);
        var token = new ComputeAccessToken(tokens.AccessToken, tokens.ExpiresOn) { RenewOn = renewOn };
        Volatile.Write(ref _kept, new Kept(token, renewOn));
        return token;
    }

    // What is required was satisfied by whoever signed in since the token was issued that did not suffice.
    private bool Satisfies(StoredTokens stored, ComputeTokenContext context) => stored.AccessToken != context.RejectedToken
        && (context.Requirements is null
            || (context.RejectedToken is { } rejected && _recent.SignInOf(rejected) is { } signIn && signIn != stored.SignInId));

    private bool IsUsable(StoredTokens stored, ComputeTokenContext context) =>
        context.Requirements is null && stored.AccessToken != context.RejectedToken && time.GetUtcNow() < stored.ExpiresOn;

    private static DateTimeOffset RenewalOf(StoredTokens tokens) => ComputeAccessToken.GetRenewalTime(tokens.IssuedOn, tokens.ExpiresOn);

    private static string Who(StoredTokens? tokens) => tokens is null ? "nobody yet" : tokens.UserName ?? tokens.IdentityId;

    private sealed record Kept(ComputeAccessToken Token, DateTimeOffset RenewOn);

    private sealed class Flight(ComputeTokenContext context)
    {
        public ComputeTokenContext Context => context;

        public CancellationTokenSource Stop { get; } = new();

        public Task<ComputeAccessToken> Task { get; set; } = null!;

        public int Waiting { get; set; }

        /// <summary>Whether a failure here is one for another caller too.</summary>
        public bool Covers(ComputeTokenContext other) =>
            !Stop.IsCancellationRequested
            && (context.AllowsInteraction || !other.AllowsInteraction)
            && (!context.IsBackground || other.IsBackground)
            && (other.Requirements is null || context.Requirements is not null);
    }
}
