using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>Routes about the service itself: version and token check.</summary>
internal static class ServiceRoutes
{
    private const string ApiVersion = "1.0.0";

    // Low enough for every SDK that speaks this protocol.
    private const string MinSdkVersion = "2.0.0";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/version", (RequestDelegate)VersionAsync);
        routes.MapGet("/v2/authenticate", (RequestDelegate)(context => JsonAnswer.WriteTextAsync(context, "authenticated")));
    }

    private static Task VersionAsync(HttpContext context) => context.Request.Query["service"].ToString() switch
    {
        "" or "api" => JsonAnswer.WriteTextAsync(context, ApiVersion),
        "all" => JsonAnswer.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("api"u8, ApiVersion);
            writer.WriteString("min_sdk_version"u8, MinSdkVersion);
            writer.WriteString("min_ep_version"u8, MinSdkVersion);
            writer.WriteString("git_sha"u8, "local"u8);
            writer.WriteString("container_service"u8, "none"u8);
            writer.WriteEndObject();
        }),
        var other => throw ApiException.Invalid($"'{other}' is not 'api' or 'all'.", "query", "service"),
    };
}
