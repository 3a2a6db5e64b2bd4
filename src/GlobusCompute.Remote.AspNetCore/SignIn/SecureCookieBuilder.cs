using System.Net;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

/// <summary>
/// Makes cookies that scripts cannot read and that are sent over https alone, but for http of this machine. A proxy that ends TLS changes nothing about that.
/// </summary>
internal sealed class SecureCookieBuilder : CookieBuilder
{
    private readonly CookieBuilder _inner;

    public SecureCookieBuilder(CookieBuilder inner)
    {
        _inner = inner;
        Name = inner.Name;
        inner.HttpOnly = true;
        inner.SameSite = SameSiteMode.Lax;
        inner.IsEssential = true;
        inner.SecurePolicy = CookieSecurePolicy.Always;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var cookie = _inner.Build(context, expiresFrom);
        cookie.Secure = context.Request.IsHttps || !IsLoopback(context.Request.Host.Host);
        return cookie;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
