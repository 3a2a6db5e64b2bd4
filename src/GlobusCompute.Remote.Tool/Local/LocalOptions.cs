using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using static GlobusCompute.Remote.Tool.OptionValue;

namespace GlobusCompute.Remote.Tool.Local;

/// <summary>The options of <c>gcompute local</c>, and what values they take.</summary>
internal sealed class LocalOptions
{
    /// <summary>The environment variable in place of <c>--token</c>: other users of the machine can read a command line.</summary>
    public const string TokenVariable = "GCOMPUTE_LOCAL_TOKEN";

    /// <summary>The environment variable in place of <c>--amqp</c>, whose value may hold a password.</summary>
    public const string AmqpVariable = "GCOMPUTE_LOCAL_AMQP";

    internal const string TokenRule = "visible ASCII characters without blanks";
    private const string AmqpRule = "an amqp or amqps URL like amqp://user:password@host:5672/vhost, with at most one path segment and no query";

    public Option<int> Port { get; } = new("--port")
    {
        HelpName = "N",
        Description = "The TCP port on 127.0.0.1. Default: a free one.",
        CustomParser = argument => Number(argument, 0, 65535),
    };

    public Option<string?> Token { get; } = new("--token")
    {
        HelpName = "T",
        Description =
            "The bearer token that requests must carry, in visible ASCII characters. " +
            $"Default: that of {TokenVariable}, which other users cannot read, else a random one.",
        CustomParser = argument => ReadToken(Text(argument)) ?? RefuseSecret<string?>(argument, TokenRule),
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
        Description =
            "A RabbitMQ broker to stream results over, as amqp://user:password@host:port/vhost. " +
            $"Default: that of {AmqpVariable}, which other users cannot read, else none, and results are polled.",
        CustomParser = argument => ReadBroker(Text(argument)) ?? RefuseSecret<Uri?>(argument, AmqpRule),
    };

    public Option<string[]> Env { get; } = new("--env")
    {
        HelpName = "NAME[=VALUE]",
        Description =
            "An environment variable for workers: NAME passes on the one that is set here, NAME=VALUE sets one. A NAME alone may end in *. " +
            "May be given several times. Without it, workers get only the variables that Python needs.",
        CustomParser = ReadVariables,
    };

    public Option<string?> Faults { get; } = new("--faults")
    {
        HelpName = "FILE",
        Description = "A JSON file with the faults that the service simulates. Default: none.",
    };

    public LocalAuthLine Auth { get; } = new();

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Prints one line of JSON once it is ready: url, token, endpoint_id, amqp. Logs go to standard error.",
    };

    /// <summary>Gets the token of the option, else that of the environment; null for neither.</summary>
    /// <exception cref="BadOptionException">The one of the environment cannot be used.</exception>
    public string? GetToken(ParseResult line) => line.GetValue(Token) ?? FromEnvironment(TokenVariable, ReadToken, TokenRule);

    /// <summary>Gets what named the token, if it is a place that others cannot read; null otherwise.</summary>
    public string? GetTokenSource(ParseResult line) =>
        line.GetValue(Token) is null && FromEnvironment(TokenVariable, ReadToken, TokenRule) is not null ? TokenVariable : null;

    /// <summary>Gets the broker of the option, else that of the environment; null for neither.</summary>
    /// <exception cref="BadOptionException">The one of the environment cannot be used.</exception>
    public Uri? GetAmqp(ParseResult line) => line.GetValue(Amqp) ?? FromEnvironment(AmqpVariable, ReadBroker, AmqpRule);

    /// <summary>Gets what named the broker, for messages.</summary>
    public string GetAmqpSource(ParseResult line) => line.GetValue(Amqp) is null ? AmqpVariable : Amqp.Name;

    // What is wrong is not repeated: it may hold a password.
    internal static T? FromEnvironment<T>(string name, Func<string, T?> read, string rule)
        where T : class => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? read(text) ?? throw new BadOptionException($"the environment variable {name} must be {rule}.")
            : null;

    internal static string? ReadToken(string text) => IsToken(text) ? text : null;

    private static Uri? ReadBroker(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && IsBroker(url) ? url : null;

    private static string[] ReadVariables(ArgumentResult argument)
    {
        string[] variables = [.. argument.Tokens.Select(token => token.Value)];
        return Array.TrueForAll(variables, IsVariable)
            ? variables
            : RefuseSecret<string[]>(argument, "NAME or NAME=VALUE, and a NAME that has no VALUE may end in *");
    }

    private static bool IsVariable(string text)
    {
        var (equals, star) = (text.IndexOf('='), text.IndexOf('*'));
        return equals < 0 ? !string.IsNullOrWhiteSpace(text) && (star < 0 || star == text.Length - 1) : !string.IsNullOrWhiteSpace(text[..equals]);
    }

    private static int Number(ArgumentResult argument, int least, int most) =>
        int.TryParse(Text(argument), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Refuse<int>(argument, $"a number from {least} to {most}");

    private static bool IsBroker(Uri url) =>
        url is { Scheme: "amqp" or "amqps", Host.Length: > 0, Query: "", Fragment: "" } && url.AbsolutePath.LastIndexOf('/') <= 0;
}
