using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.AspNetCore.SignIn;

/// <summary>A plain page for people whose sign-in failed, in apps that have none of their own.</summary>
internal static class FailurePage
{
    public const string Denied = "You did not allow this app to use Globus Compute for you.";
    public const string Failed = "The sign-in with Globus could not be completed. It may have taken too long, or have been opened twice.";
    public const string StillRequired = "Globus requires more of your sign-in than it has, although you have just signed in for it.";

    public static async Task WriteAsync(HttpResponse response, int status, string sentence, string signInUrl)
    {
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        var html = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not signed in</title></head>"
            + $"<body><h1>You are not signed in</h1><p role=\"alert\">{WebUtility.HtmlEncode(sentence)}</p>"
            + $"<p><a href=\"{WebUtility.HtmlEncode(signInUrl)}\">Try again</a></p></body></html>";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(html)).ConfigureAwait(false);
    }
}
