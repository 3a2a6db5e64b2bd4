using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Access;

/// <summary>
/// The cookie of a session. Cookies of a host go to all of its ports: so its name has the port, and its path is one that other servers are not asked for.
/// </summary>
internal static class SessionCookie
{
    public static string? Read(HttpContext context) => context.Request.Cookies[NameOf(context)];

    public static void Write(HttpContext context, string secret) => context.Response.Cookies.Append(NameOf(context), secret, CreateOptions());

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(NameOf(context), CreateOptions());

    private static string NameOf(HttpContext context) => $"gcompute-dashboard-{context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture)}";

    private static CookieOptions CreateOptions() => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = DashboardPaths.Below,
        IsEssential = true,
    };
}
