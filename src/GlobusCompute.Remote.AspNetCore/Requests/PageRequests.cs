using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.AspNetCore.Requests;

/// <summary>Tells whether a person looks at the answer to a request, so that a redirect to a sign-in page makes sense.</summary>
internal static class PageRequests
{
    public static bool IsPage(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Mode"].ToString() is { Length: > 0 } mode)
        {
            return mode == "navigate";
        }

        return !string.Equals(request.Headers["X-Requested-With"], "XMLHttpRequest", StringComparison.OrdinalIgnoreCase)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }
}
