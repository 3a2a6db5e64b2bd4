using Microsoft.AspNetCore.Http;

namespace GlobusCompute.Remote.AspNetCore.Requests;

/// <summary>Where people come back to: a page of this app, never another site.</summary>
internal static class ReturnUrls
{
    public const string Parameter = "return_url";

    private const int MaxLength = 2000;

    /// <summary>Takes an address that somebody sent, if it is one of this app.</summary>
    public static string? Checked(string? url) => IsLocal(url) ? url : null;

    /// <summary>Finds the page that a request is for, or from.</summary>
    public static string Of(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return Checked($"{request.PathBase}{request.Path}{request.QueryString}") ?? HomeOf(request);
        }

        // A form was sent from a page; the form itself is gone.
        return Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page)
            && page.Scheme == request.Scheme && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            && IsLocal(page.PathAndQuery) ? page.PathAndQuery : HomeOf(request);
    }

    public static string HomeOf(HttpRequest request) => $"{request.PathBase}/";

    // Browsers read a second slash or backslash as the begin of a host, and leave out control characters.
    private static bool IsLocal(string? url) =>
        url is { Length: > 0 and <= MaxLength } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\'))
        && !url.Any(static c => char.IsControl(c) || c == '\\');
}
