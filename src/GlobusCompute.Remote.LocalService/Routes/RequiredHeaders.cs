using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.LocalService.Routes;

/// <summary>The headers that the service requires of some requests (protocol.md §3.1).</summary>
internal static class RequiredHeaders
{
    public static void CheckUserAgent(HttpRequest request)
    {
        if (request.Headers.UserAgent.Count == 0)
        {
            throw ApiException.Invalid("This header is required.", "header", "user-agent");
        }
    }

    public static void CheckContentLength(HttpRequest request)
    {
        if (request.ContentLength is null)
        {
            throw new ApiException(
                StatusCodes.Status411LengthRequired,
                "REQUEST_MALFORMED",
                "The header Content-Length is required: send the body as bytes of known length, not in chunks.");
        }
    }
}
