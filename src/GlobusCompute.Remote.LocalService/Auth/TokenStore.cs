using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>The access and refresh tokens, by hash. Safe for use by many threads.</summary>
internal sealed class TokenStore(LocalAuthOptions options, TimeProvider time)
{
    private const int SweepEvery = 1000;

    private readonly object _gate = new();
    private readonly Dictionary<string, AccessToken> _access = [];
    private readonly Dictionary<string, RefreshToken> _refresh = [];
    private int _issued;

    /// <summary>Issues the tokens of a grant: one for each resource server.</summary>
    public IReadOnlyList<IssuedToken> Issue(Grant grant)
    {
        lock (_gate)
        {
            return KnownScopes.ByServer(grant.Scopes).Select(server => IssueOne(grant, server.Key, server.ToList())).ToList();
        }
    }

    /// <summary>Renews the access token of one resource server.</summary>
    /// <param name="text">The refresh token.</param>
    /// <param name="client">Who sends it.</param>
    /// <param name="scopes">Which of its scopes are wanted; null for all.</param>
    /// <returns>The new token; null if the refresh token is unknown, another client's, ended or was not used for too long.</returns>
    public IssuedToken? Renew(string text, LocalAuthClient client, IReadOnlyList<string>? scopes)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_refresh.TryGetValue(SecretText.Hash(text), out var refresh) || refresh.Grant.ClientId != client.Id || !IsUsable(refresh, now))
            {
                return null;
            }

            refresh.UsedAt = now;
            var next = text;
            if (options.RotateRefreshTokens)
            {
                refresh.IsEnded = true;
                next = SecretText.Create();
                Keep(next, new RefreshToken(refresh.Grant, refresh.ResourceServer, refresh.Scopes, now));
            }

            return IssueAccess(refresh.Grant, refresh.ResourceServer, scopes ?? refresh.Scopes, next);
        }
    }

    /// <summary>Finds the scopes that a refresh token can renew; null without such a token.</summary>
    public IReadOnlyList<string>? ScopesOf(string text)
    {
        lock (_gate)
        {
            return _refresh.GetValueOrDefault(SecretText.Hash(text))?.Scopes;
        }
    }

    /// <summary>Finds an access token that is valid now.</summary>
    public bool TryFind(string text, [NotNullWhen(true)] out AccessToken? token)
    {
        lock (_gate)
        {
            return _access.TryGetValue(SecretText.Hash(text), out token) && !token.IsRevoked && token.ExpiresAt > time.GetUtcNow();
        }
    }

    /// <summary>Finds a refresh token that can be used now.</summary>
    public bool TryFindRefresh(string text, [NotNullWhen(true)] out RefreshToken? token)
    {
        lock (_gate)
        {
            return _refresh.TryGetValue(SecretText.Hash(text), out token) && IsUsable(token, time.GetUtcNow());
        }
    }

    /// <summary>Revokes a token of a client; with a refresh token, also the access tokens that stand beside it.</summary>
    /// <returns>False if the token is another client's.</returns>
    public bool TryRevoke(string text, LocalAuthClient client)
    {
        lock (_gate)
        {
            var hash = SecretText.Hash(text);
            if (_access.TryGetValue(hash, out var access))
            {
                if (access.Grant.ClientId != client.Id)
                {
                    return false;
                }

                access.Revoke();
            }
            else if (_refresh.TryGetValue(hash, out var refresh))
            {
                if (refresh.Grant.ClientId != client.Id)
                {
                    return false;
                }

                End(refresh);
            }

            return true;
        }
    }

    /// <summary>Revokes the access tokens of all whom it concerns.</summary>
    public void RevokeAccess(Func<Identity, bool> concerns)
    {
        lock (_gate)
        {
            foreach (var token in _access.Values.Where(token => concerns(token.Grant.Identity)))
            {
                token.Revoke();
            }
        }
    }

    /// <summary>Ends the refresh tokens of all whom it concerns; access tokens stay valid.</summary>
    public void EndRefresh(Func<Identity, bool> concerns)
    {
        lock (_gate)
        {
            foreach (var token in _refresh.Values.Where(token => concerns(token.Grant.Identity)))
            {
                token.IsEnded = true;
            }
        }
    }

    private bool IsUsable(RefreshToken token, DateTimeOffset now) =>
        !token.IsEnded && !token.Grant.IsRevoked && now - token.UsedAt < options.RefreshTokenIdleLifetime;

    private void End(RefreshToken refresh)
    {
        refresh.IsEnded = true;
        foreach (var token in _access.Values.Where(token => token.Grant == refresh.Grant && token.ResourceServer == refresh.ResourceServer))
        {
            token.Revoke();
        }
    }

    private IssuedToken IssueOne(Grant grant, string server, IReadOnlyList<string> scopes)
    {
        if (!grant.IsOffline)
        {
            return IssueAccess(grant, server, scopes, null);
        }

        var text = SecretText.Create();
        Keep(text, new RefreshToken(grant, server, scopes, time.GetUtcNow()));
        return IssueAccess(grant, server, scopes, text);
    }

    private IssuedToken IssueAccess(Grant grant, string server, IReadOnlyList<string> scopes, string? refreshText)
    {
        if (++_issued % SweepEvery == 0)
        {
            Sweep();
        }

        var (text, now) = (SecretText.Create(), time.GetUtcNow());
        var token = new AccessToken(grant, server, scopes, now, now + options.AccessTokenLifetime);
        _access.Add(SecretText.Hash(text), token);
        return new IssuedToken(text, refreshText, token);
    }

    private void Keep(string text, RefreshToken token) => _refresh.Add(SecretText.Hash(text), token);

    // Tokens that live for seconds are renewed for hours in some tests.
    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (hash, token) in _access.Where(item => item.Value.IsRevoked || item.Value.ExpiresAt <= now).ToList())
        {
            _access.Remove(hash);
        }

        foreach (var (hash, token) in _refresh.Where(item => !IsUsable(item.Value, now)).ToList())
        {
            _refresh.Remove(hash);
        }
    }
}
