using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using static GlobusCompute.Remote.Tool.OptionValue;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>The options of <c>gcompute local</c>, and what values they take.</summary>
internal sealed class LocalOptions
{
    public Option<int> Port { get; } = new("--port")
    {
        HelpName = "N",
        Description = "The TCP port on 127.0.0.1. Default: a free one.",
        CustomParser = argument => Number(argument, 0, 65535),
    };

    public Option<string?> Token { get; } = new("--token")
    {
        HelpName = "T",
        Description = "The bearer token that requests must carry, in visible ASCII characters. Default: a random one.",
        CustomParser = argument => OptionValue.IsToken(Text(argument))
            ? Text(argument)
            : RefuseSecret<string?>(argument, "visible ASCII characters without blanks"),
    };

    public Option<Guid?> Endpoint { get; } = new("--endpoint")
    {
        HelpName = "UUID",
        Description = "The id of the service's endpoint. Default: a random one.",
        CustomParser = argument => Guid.TryParseExact(Text(argument), "D", out var id) && id != Guid.Empty
            ? id
            : Refuse<Guid?>(argument, "a UUID that is not all zero"),
    };

    public Option<int?> Workers { get; } = new("--workers")
    {
        HelpName = "N",
        Description = "How many Python processes run tasks at the same time. Default: one per processor.",
        CustomParser = argument => Number(argument, 1, 10_000),
    };

    public Option<string?> Python { get; } = new("--python")
    {
        HelpName = "PATH",
        Description = "The Python interpreter, 3.9 or later. Default: the one named in GCOMPUTE_PYTHON, else the first on the PATH.",
    };

    public Option<Uri?> Amqp { get; } = new("--amqp")
    {
        HelpName = "URL",
        Description = "A RabbitMQ broker to stream results over, as amqp://user:password@host:port/vhost. Default: none, results are polled.",
        CustomParser = argument => Uri.TryCreate(Text(argument), UriKind.Absolute, out var url) && IsBroker(url)
            ? url
            : RefuseSecret<Uri?>(argument, "an amqp or amqps URL like amqp://user:password@host:5672/vhost, with at most one path segment and no query"),
    };

    public Option<string?> Faults { get; } = new("--faults")
    {
        HelpName = "FILE",
        Description = "A JSON file that says which faults the service shows. Default: none.",
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints one line of JSON once it is ready: url, token, endpoint_id, amqp. Logs go to standard error.",
    };

    private static int Number(ArgumentResult argument, int least, int most) =>
        int.TryParse(Text(argument), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Refuse<int>(argument, $"a number from {least} to {most}");

    private static bool IsBroker(Uri url) =>
        url is { Scheme: "amqp" or "amqps", Host.Length: > 0, Query: "", Fragment: "" } && url.AbsolutePath.LastIndexOf('/') <= 0;
}
