using System.Net;

namespace GlobusCompute.Remote.Networking;

/// <summary>One proxy for all but this machine, which a proxy elsewhere cannot reach.</summary>
internal sealed class FixedProxy(Uri address) : IWebProxy
{
    /// <summary>The credentials are in the address.</summary>
    public ICredentials? Credentials { get; set; }

    /// <summary>Whether it is the address of a proxy that requests and streams can use.</summary>
    public static bool IsAddress(Uri url) =>
        url.IsAbsoluteUri
        && url is { Scheme: "http" or "https" or "socks4" or "socks4a" or "socks5", Host.Length: > 0, AbsolutePath: "" or "/", Query: "", Fragment: "" };

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : address;

    public bool IsBypassed(Uri host) => host.IsLoopback;
}
