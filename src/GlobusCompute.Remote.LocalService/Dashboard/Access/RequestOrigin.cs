using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Dashboard.Access;

/// <summary>Where a request comes from, as far as the browser tells.</summary>
internal static class RequestOrigin
{
    /// <summary>The header that the page's script adds: a form or link of another site cannot.</summary>
    public const string ScriptHeader = "X-GCompute-Dashboard";

    /// <summary>Whether the request is addressed to this machine by name; any other name may have been pointed here by another site.</summary>
    public static bool IsAddressedHere(HttpContext context)
    {
        var host = context.Request.Host;
        return host.Host.ToLowerInvariant() is "127.0.0.1" or "localhost" && (host.Port ?? 80) == context.Connection.LocalPort;
    }

    /// <summary>Whether the page's own script sent the request.</summary>
    public static bool IsOwnScript(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers.ContainsKey(ScriptHeader)
            && headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
            && (headers.Origin.Count == 0 || IsOwn(headers.Origin.ToString(), context));
    }

    /// <summary>Whether the page's own script sent a request that changes something: browsers name the origin of those.</summary>
    public static bool IsOwnChange(HttpContext context) =>
        IsOwnScript(context) && IsOwn(context.Request.Headers.Origin.ToString(), context);

    private static bool IsOwn(string origin, HttpContext context)
    {
        var port = context.Connection.LocalPort;
        var own = $"http://{context.Request.Host.Host}{(port == 80 ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}"))}";
        return origin.Equals(own, StringComparison.OrdinalIgnoreCase);
    }
}
