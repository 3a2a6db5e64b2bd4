using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Shared;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote;

/// <summary>How a <see cref="ComputeClient"/> reaches the service. Read once, when the client is made.</summary>
public sealed record ComputeClientOptions
{
    /// <summary>
    /// Base address of the service. Default <c>https://compute.api.globus.org/</c>. Plain http is taken for this machine only.
    /// </summary>
    public Uri ServiceUrl { get; init; } = new("https://compute.api.globus.org/");

    /// <summary>
    /// Who calls. Null (the default) takes the token from the environment variable <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>.
    /// </summary>
    public IComputeCredential? Credential { get; init; }

    /// <summary>
    /// The handler that sends requests, for proxies and private certificate authorities. It stays the app's: the client does not dispose it. It should not
    /// follow redirects, which would send arguments to other servers. Null (the default) makes a <see cref="SocketsHttpHandler"/> that follows none.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; init; }

    /// <summary>
    /// How long one request may take, and how long getting the token for it may take, unless a person is waited for. Default 100 seconds, at least 60: the
    /// first call of a templated endpoint is answered only after a process has started there.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The Python environment named to the service. Default: a constant one, see <see cref="ComputeUserRuntime"/>.</summary>
    public ComputeUserRuntime UserRuntime { get; init; } = new();

    /// <summary>How properties are named in JSON where an interface says nothing else. Default <see cref="ComputeNaming.SnakeCase"/>.</summary>
    public ComputeNaming PropertyNaming { get; init; }

    /// <summary>Python classes and payload formats of the app's own. Null (the default) adds none.</summary>
    public ComputePayloadOptions? Payloads { get; init; }

    /// <summary>How many requests are sent in a time, all kinds together. Default <see cref="RequestBudgetOptions.Documented"/>; null for no limit.</summary>
    public RequestBudgetOptions? RequestBudget { get; init; } = RequestBudgetOptions.Documented;

    /// <summary>Bytes of one submit request. Default 10,000,000, the service's documented limit; at least 1,000.</summary>
    public int MaxRequestBytes { get; init; } = 10_000_000;

    /// <summary>Calls that may wait to be sent; more are refused with <see cref="CallQueueFullException"/>. Default 1,000,000, at least 1.</summary>
    public int MaxUnsentCalls { get; init; } = 1_000_000;

    /// <summary>
    /// Bytes of arguments that may wait to be sent; more are refused with <see cref="CallQueueFullException"/>. Default 512 MiB, at least 1. One call
    /// is taken whatever its size.
    /// </summary>
    public long MaxUnsentBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>
    /// How often a request that surely was not accepted, or a call of an idempotent method, is sent, the first time included. Default 6, at least 1.
    /// </summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>The wait before results are asked for a first time after something happened. Default 1 second. It grows while nothing comes.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two questions for results. Default 10 seconds.</summary>
    public TimeSpan MaxPollInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How results come. Default <see cref="ComputeDelivery.Stream"/>.</summary>
    public ComputeDelivery Delivery { get; init; }

    /// <summary>
    /// The port of the result stream. Null (the default) takes the one the service names, then 443, then 5671; the service supports 443, 5671 and
    /// 5672.
    /// </summary>
    public int? AmqpPort { get; init; }

    /// <summary>
    /// How often results pending for that long are asked for while the stream delivers, as another consumer of the group may have taken them.
    /// Default 1 minute.
    /// </summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the service may be out of reach before pending futures fault with <see cref="ResultsUnreachableException"/>. Default 24 hours.
    /// </summary>
    public TimeSpan MaxOutage { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long disposal takes at the most: unsent calls are sent and connections closed in that time. What has not stopped by then, such as a credential that
    /// never answers, goes on in the background. Default 30 seconds; zero or more.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the client may register nothing. What is not called by an id then throws <see cref="FunctionNotPinnedException"/> at the call: a method that its
    /// attribute or the project's lock file does not pin for <see cref="ServiceUrl"/>, a Map in chunks, a command, a source given at run time. Default false.
    /// </summary>
    public bool RequirePinned { get; init; }

    /// <summary>Where the library logs. Null (the default) logs nothing. Arguments, results and tokens are never logged.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// Where the client writes down what it sends, so that calls are found again after a crash. It stays the app's: the client does not dispose it. A
    /// call that cannot be written down is not sent. Null (the default) writes nothing down.
    /// </summary>
    public ComputeJournal? Journal { get; init; }

    /// <summary>The clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (ServiceUrl is null || !ServiceUrl.IsAbsoluteUri || ServiceUrl.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"{nameof(ServiceUrl)} must be an absolute http or https address.", nameof(ServiceUrl));
        }

        if (ServiceUrl.Scheme == "http" && !ServiceUrl.IsLoopback)
        {
            throw new ArgumentException(
                $"{nameof(ServiceUrl)} must be an https address: over http to another machine the access token could be read.", nameof(ServiceUrl));
        }

        UserRuntime?.Validate();
        Payloads?.Validate();

        ArgumentNullException.ThrowIfNull(UserRuntime);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        Require(
            RequestTimeout >= TimeSpan.FromSeconds(60) && RequestTimeout <= TimeLimits.Longest,
            nameof(RequestTimeout),
            $"between 60 seconds and {TimeLimits.LongestDays} days");
        Require(MaxRequestBytes >= 1000, nameof(MaxRequestBytes), "at least 1,000");
        Require(MaxUnsentCalls >= 1, nameof(MaxUnsentCalls), "at least 1");
        Require(MaxUnsentBytes >= 1, nameof(MaxUnsentBytes), "at least 1");
        Require(MaxAttempts >= 1, nameof(MaxAttempts), "at least 1");
        Require(PollInterval > TimeSpan.Zero && PollInterval <= TimeLimits.Longest, nameof(PollInterval), AtMost("above zero"));
        Require(MaxPollInterval >= PollInterval && MaxPollInterval <= TimeLimits.Longest, nameof(MaxPollInterval), AtMost($"at least {nameof(PollInterval)}"));
        Require(Enum.IsDefined(Delivery), nameof(Delivery), "one of the named values");
        Require(AmqpPort is null or (> 0 and <= 65535), nameof(AmqpPort), "a port, or null");
        Require(SweepInterval > TimeSpan.Zero && SweepInterval <= TimeLimits.Longest, nameof(SweepInterval), AtMost("above zero"));
        Require(MaxOutage > TimeSpan.Zero, nameof(MaxOutage), "above zero");
        Require(
            ShutdownTimeout >= TimeSpan.Zero && ShutdownTimeout <= TimeLimits.Longest,
            nameof(ShutdownTimeout),
            $"between zero and {TimeLimits.LongestDays} days");
        Require(
            RequestBudget is null || (RequestBudget is { Requests: >= 1, Window.Ticks: > 0 } && RequestBudget.Window <= TimeLimits.Longest),
            nameof(RequestBudget),
            $"at least one request in a window above zero and of at most {TimeLimits.LongestDays} days");
        Require(Enum.IsDefined(PropertyNaming), nameof(PropertyNaming), "one of the named values");
    }

    private static string AtMost(string rule) => $"{rule} and at most {TimeLimits.LongestDays} days";

    private static void Require(bool condition, string name, string rule)
    {
        if (!condition)
        {
            throw new ArgumentOutOfRangeException(name, $"{nameof(ComputeClientOptions)}.{name} must be {rule}.");
        }
    }
}
