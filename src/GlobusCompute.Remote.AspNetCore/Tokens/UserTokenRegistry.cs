using GlobusCompute.Remote.AspNetCore.Sessions;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore.Tokens;

/// <summary>Gives each user one credential for as long as anything uses it, so that one renewal at a time takes place.</summary>
internal sealed class UserTokenRegistry(AppClient app, ProtectedCache cache, IOptions<GlobusSignInOptions> options)
{
    // A call may run for longer than the session in which it was made.
    private static readonly TimeSpan s_minLifetime = TimeSpan.FromDays(30);

    private readonly object _lock = new();
    private readonly Dictionary<string, WeakReference<UserTokens>> _users = new(StringComparer.Ordinal);
    private int _cleanAt = 1000;

    public UserTokens Get(string userId)
    {
        lock (_lock)
        {
            if (_users.TryGetValue(userId, out var reference) && reference.TryGetTarget(out var tokens))
            {
                return tokens;
            }

            Clean();
            var lifetime = options.Value.SessionLifetime > s_minLifetime ? options.Value.SessionLifetime : s_minLifetime;
            tokens = new UserTokens(app, new UserTokenSlot(cache, userId, lifetime));
            _users[userId] = new WeakReference<UserTokens>(tokens);
            return tokens;
        }
    }

    private void Clean()
    {
        if (_users.Count < _cleanAt)
        {
            return;
        }

        foreach (var (id, reference) in _users.ToList())
        {
            if (!reference.TryGetTarget(out _))
            {
                _users.Remove(id);
            }
        }

        _cleanAt = Math.Max(1000, 2 * _users.Count);
    }
}
