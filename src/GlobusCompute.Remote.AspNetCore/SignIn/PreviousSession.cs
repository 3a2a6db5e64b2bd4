using GlobusCompute.Remote.AspNetCore.Sessions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

/// <summary>
/// Ends the session that a browser has when somebody signs in with it. The handler of cookies would go on with its key, which somebody else may know.
/// </summary>
internal sealed class PreviousSession(IOptionsMonitor<CookieAuthenticationOptions> schemes, SessionStore sessions)
{
    public async Task EndAsync(HttpContext context)
    {
        var scheme = schemes.Get(GlobusSignInDefaults.SessionScheme);
        var name = scheme.Cookie.Name!;
        if (scheme.CookieManager.GetRequestCookie(context, name) is not { Length: > 0 } cookie)
        {
            return;
        }

        // The key is the only claim of what the cookie holds.
        if (scheme.TicketDataFormat.Unprotect(cookie)?.Principal.Claims.FirstOrDefault()?.Value is { } key)
        {
            await sessions.RemoveAsync(key).ConfigureAwait(false);
        }

        var others = context.Request.Headers.Cookie.SelectMany(static header => (header ?? "").Split(';', StringSplitOptions.TrimEntries))
            .Where(pair => !pair.StartsWith($"{name}=", StringComparison.Ordinal));
        context.Request.Headers.Cookie = string.Join("; ", others);
    }
}
