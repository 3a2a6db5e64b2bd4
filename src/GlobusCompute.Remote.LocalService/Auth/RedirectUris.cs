namespace GlobusCompute.Remote.LocalService.Auth;

/// <summary>Where a client may have people sent back to.</summary>
internal static class RedirectUris
{
    public const string CodePage = "/v2/web/auth-code";

    /// <param name="client">The client.</param>
    /// <param name="text">The redirect URI as the request has it.</param>
    /// <param name="port">The service's own port, at which the page is that shows a code.</param>
    public static bool IsAllowed(LocalAuthClient client, string text, int port)
    {
        if (client.RedirectUris.Any(registered => registered.OriginalString == text))
        {
            return true;
        }

        return client.Kind == LocalAuthClientKind.Native
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http", UserInfo: "", Query: "", Fragment: "" }
            && IsLoopback(uri.Host)
            // What a browser may read in another way than this parser goes nowhere.
            && text.All(c => c is > ' ' and <= '~' and not ('\\' or '#' or '?' or '@'))
            && (uri.Port != port || uri.AbsolutePath == CodePage);
    }

    /// <summary>Whether a redirect goes to the page that shows a code.</summary>
    public static bool IsCodePage(string text, int port) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Port == port && IsLoopback(uri.Host) && uri.AbsolutePath == CodePage;

    public static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";
}
