using GlobusCompute.Remote.LocalService.Auth;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.AuthRoutes;

/// <summary>
/// The base address as the client spells it: localhost and 127.0.0.1 are one service, and clients compare the issuer with what they were told.
/// </summary>
internal static class Origin
{
    public static string Of(HttpContext context)
    {
        var (host, port) = (context.Request.Host, context.Connection.LocalPort);
        return host.Port == port && RedirectUris.IsLoopback(host.Host.ToLowerInvariant())
            ? $"http://{host.Value!.ToLowerInvariant()}"
            : $"http://127.0.0.1:{port}";
    }
}
