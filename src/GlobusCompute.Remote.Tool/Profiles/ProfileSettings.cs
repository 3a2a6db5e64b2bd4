using System.Globalization;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Tool.Profiles;

/// <summary>The settings of a profile. Null: not set.</summary>
internal sealed record ProfileSettings
{
    public static readonly IReadOnlyList<ProfileKey> Keys =
    [
        new(
            "environment", "The environment of Globus, such as production or preview.",
            static s => s.Environment, static (s, v) => s with { Environment = ReadEnvironment(v) }),
        new("service", "The URL of the service.", static s => s.Service?.AbsoluteUri, static (s, v) => s with { Service = ReadUrl(v) }),
        new(
            "endpoint", "The UUID of the endpoint that runs functions.",
            static s => s.Endpoint?.ToString("D"), static (s, v) => s with { Endpoint = ReadId(v) }),
        new("python", "The Python interpreter of --local.", static s => s.Python, static (s, v) => s with { Python = v }),
        new("proxy", "The URL of the proxy server.", static s => s.Proxy?.OriginalString, static (s, v) => s with { Proxy = ReadProxy(v) }),
        new("certificates", "A PEM file of certificate authorities.", static s => s.Certificates, static (s, v) => s with { Certificates = v }),
        new(
            "amqp-port", "The port of the result stream, such as 443.", static s => s.AmqpPort?.ToString(CultureInfo.InvariantCulture),
            static (s, v) => s with { AmqpPort = ReadPort(v) }),
    ];

    public string? Environment { get; init; }

    public Uri? Service { get; init; }

    public Guid? Endpoint { get; init; }

    public string? Python { get; init; }

    public Uri? Proxy { get; init; }

    public string? Certificates { get; init; }

    public int? AmqpPort { get; init; }

    private static Uri? ReadUrl(string? text) => text is null ? null
        : OptionValue.ReadUrl(text)
            ?? throw new FormatException("an absolute http or https URL");

    private static string? ReadEnvironment(string? name)
    {
        try
        {
            return name is null ? null : GlobusEnvironment.Get(name).Name;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"the name of an environment of Globus, such as production or preview, but is '{name}'");
        }
    }

    private static Uri? ReadProxy(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"
            ? url
        : throw new FormatException("a URL with the scheme http, https, socks4, socks4a or socks5");

    private static Guid? ReadId(string? text) => text is null ? null
        : Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty ? id
        : throw new FormatException("a UUID that is not all zero");

    private static int? ReadPort(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new FormatException("a number from 1 to 65535");
}

/// <summary>A setting of a profile.</summary>
/// <param name="Name">Its name in the file and on the command line.</param>
/// <param name="Description">What it is.</param>
/// <param name="Get">Gets it as text; null where it is not set.</param>
/// <param name="Set">Returns settings with another value; null removes it. Throws <see cref="FormatException"/> with the rule that a value breaks.</param>
internal sealed record ProfileKey(
    string Name, string Description, Func<ProfileSettings, string?> Get, Func<ProfileSettings, string?, ProfileSettings> Set);
