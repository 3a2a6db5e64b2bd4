namespace GlobusCompute.Remote.Shared.Locking;

/// <summary>A service's address as the name of an environment: in which function ids mean something.</summary>
internal static class ServiceEnvironment
{
    /// <summary>
    /// Scheme, lower-case host, port unless it is the scheme's own, and path with a trailing slash. Nothing else: an address may hold a password.
    /// </summary>
    public static string Of(Uri serviceUrl)
    {
        var text = serviceUrl.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return text[text.Length - 1] == '/' ? text : text + "/";
    }

    /// <summary>Whether an address can be an environment's.</summary>
    public static bool IsPossible(Uri? serviceUrl) => serviceUrl is { IsAbsoluteUri: true, Scheme: "http" or "https", Host.Length: > 0 };
}
