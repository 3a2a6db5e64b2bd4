using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Networking;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Shared;

namespace GlobusCompute.Remote.Settings;

/// <summary>
/// Holds the text, numbers and times of <see cref="ComputeClientOptions"/>, so that they can be bound from configuration. Objects that only code can
/// provide, such as the credential, are in the derived class.
/// </summary>
/// <remarks>
/// <code>
/// var settings = configuration.GetSection("GlobusCompute").Get&lt;ComputeClientSettings&gt;() ?? new(); await using var client = new ComputeClient(new
/// ComputeClientOptions(settings) { Credential = credential });
/// </code>
/// </remarks>
public class ComputeClientSettings
{
    /// <summary>Initializes settings with the defaults.</summary>
    public ComputeClientSettings()
    {
    }

    private protected ComputeClientSettings(ComputeClientSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Name = other.Name;
        ServiceUrl = other.ServiceUrl;
        ProxyUrl = other.ProxyUrl;
        CertificateAuthorityFile = other.CertificateAuthorityFile;
        RequestTimeout = other.RequestTimeout;
        UserRuntime = other.UserRuntime?.Copy()!;
        PropertyNaming = other.PropertyNaming;
        RequestBudget = other.RequestBudget?.Copy();
        MaxRequestBytes = other.MaxRequestBytes;
        MaxUnsentCalls = other.MaxUnsentCalls;
        MaxUnsentBytes = other.MaxUnsentBytes;
        MaxAttempts = other.MaxAttempts;
        PollInterval = other.PollInterval;
        MaxPollInterval = other.MaxPollInterval;
        Delivery = other.Delivery;
        AmqpPort = other.AmqpPort;
        SweepInterval = other.SweepInterval;
        OutageTimeout = other.OutageTimeout;
        ShutdownTimeout = other.ShutdownTimeout;
        RequirePinned = other.RequirePinned;
        AllowInteraction = other.AllowInteraction;
    }

    /// <summary>
    /// Gets or sets the app's name for the client, such as the user's whose calls it makes. Filters see it; it is not sent. Default empty; not null.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// Gets or sets the base address of the service. Default that of <see cref="GlobusEnvironment.Current"/>, which is
    /// <c>https://compute.api.globus.org/</c> unless the variable <c>GLOBUS_SDK_ENVIRONMENT</c> names another environment. Plain http is accepted for this
    /// machine only.
    /// </summary>
    public Uri ServiceUrl { get; set; } = GlobusEnvironment.Current.ServiceUrl;

    /// <summary>
    /// Gets or sets the proxy server for requests and for the result stream: a URL with the scheme http, https, socks4, socks4a or socks5, such as
    /// <c>http://user:password@proxy.example.org:8080</c>. User and password are used as credentials, and never shown. Addresses of this machine are reached
    /// without it. Null (the default): requests use the system's proxy, which environment variables such as <c>HTTPS_PROXY</c> may set, and the result stream
    /// uses none.
    /// </summary>
    public Uri? ProxyUrl { get; set; }

    /// <summary>
    /// Gets or sets the path of a file of certificates in PEM form, of authorities that are trusted besides those of the system, for requests and for the
    /// result stream. It is read when a client is made. Certificates must still be valid and be for the server's name. Null (the default) adds none.
    /// </summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>
    /// Gets or sets how long one request may take, and how long getting the token for it may take, unless the credential waits for a person. Default 100
    /// seconds, from 60 seconds to 24 days: the first call of a templated endpoint is answered only after a process has started there.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Gets or sets the Python environment named to the service. Default: a constant one, see <see cref="ComputeUserRuntime"/>.</summary>
    public ComputeUserRuntime UserRuntime { get; set; } = new();

    /// <summary>Gets or sets how properties are named in JSON where an interface says nothing else. Default <see cref="ComputeNaming.SnakeCase"/>.</summary>
    public ComputeNaming PropertyNaming { get; set; }

    /// <summary>
    /// Gets or sets how many requests are sent in a time, all kinds together. The default is what the service documents, 20 requests in 10 seconds; null sets
    /// no limit.
    /// </summary>
    public RequestBudgetOptions? RequestBudget { get; set; } = new();

    /// <summary>Gets or sets the most bytes of one submit request. Default 10,000,000, the service's documented limit; at least 1,000.</summary>
    public int MaxRequestBytes { get; set; } = 10_000_000;

    /// <summary>
    /// Gets or sets how many calls may wait to be sent; more are refused with <see cref="Exceptions.CallQueueFullException"/>. Default 1,000,000, at least 1.
    /// </summary>
    public int MaxUnsentCalls { get; set; } = 1_000_000;

    /// <summary>
    /// Gets or sets how many bytes of arguments may wait to be sent; more are refused with <see cref="Exceptions.CallQueueFullException"/>. Default 512 MiB,
    /// at least 1. One call is accepted whatever its size.
    /// </summary>
    public long MaxUnsentBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>
    /// Gets or sets how often a request that surely was not accepted, or a call of an idempotent method, is sent, the first time included. Default 6, at
    /// least 1.
    /// </summary>
    public int MaxAttempts { get; set; } = 6;

    /// <summary>
    /// Gets or sets the wait before results are polled a first time after something happened. Default 1 second, above zero and at most 24 days. It grows while
    /// no result arrives.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets the longest wait between two polls for results. Default 10 seconds, at least <see cref="PollInterval"/> and at most 24 days.
    /// </summary>
    public TimeSpan MaxPollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how results are delivered. Default <see cref="ComputeDelivery.Stream"/>.</summary>
    public ComputeDelivery Delivery { get; set; }

    /// <summary>
    /// Gets or sets the port of the result stream. Null (the default) takes the one the service names, then 443, then 5671; the service supports 443, 5671 and
    /// 5672.
    /// </summary>
    public int? AmqpPort { get; set; }

    /// <summary>
    /// Gets or sets how often results pending for that long are polled while the stream delivers, as another consumer of the group may have taken them.
    /// Default 1 minute, above zero and at most 24 days.
    /// </summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets how long the service may be unreachable before pending futures fault with <see cref="Exceptions.ResultsUnreachableException"/>. Default
    /// 24 hours, above zero.
    /// </summary>
    public TimeSpan OutageTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Gets or sets how long disposal takes at the most: unsent calls are sent and connections closed in that time. What has not stopped by then, such as a
    /// credential that never answers, goes on in the background. Default 30 seconds, from zero to 24 days.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets whether the client cannot register functions. A call that is not by an id then throws <see cref="Exceptions.FunctionNotPinnedException"/>
    /// at
    /// the call: a method that its attribute or the project's lock file does not pin for <see cref="ServiceUrl"/>, a Map in chunks, a command, a source given
    /// at run time. Default false.
    /// </summary>
    public bool RequirePinned { get; set; }

    /// <summary>
    /// Gets or sets whether the credential may prompt a person to sign in; it is passed in
    /// <see cref="Credentials.ComputeTokenContext.AllowsInteraction"/>. Default true. Set false where there is no person, such as in a service.
    /// </summary>
    public bool AllowInteraction { get; set; } = true;

    private protected void ValidateNetwork()
    {
        Required(ServiceUrl, nameof(ServiceUrl));
        Require(
            ProxyUrl is null || FixedProxy.IsAddress(ProxyUrl),
            nameof(ProxyUrl),
            "a URL like http://proxy.example.org:8080, with the scheme http, https, socks4, socks4a or socks5, and without a path");
        Require(CertificateAuthorityFile is not "", nameof(CertificateAuthorityFile), "the path of a file, or null");
    }

    private protected void ValidateSettings()
    {
        Required(Name, nameof(Name));
        Required(ServiceUrl, nameof(ServiceUrl));
        Require(ServiceUrl.IsAbsoluteUri && ServiceUrl.Scheme is ("http" or "https"), nameof(ServiceUrl), "an absolute http or https address");
        Require(
            ServiceUrl.Scheme != "http" || ServiceUrl.IsLoopback,
            nameof(ServiceUrl),
            "an https address: over http to another machine the access token could be read");
        Required(UserRuntime, nameof(UserRuntime));
        UserRuntime.Validate();
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
        Require(OutageTimeout > TimeSpan.Zero, nameof(OutageTimeout), "above zero");
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

    private static void Required([NotNull] object? value, string name) => OptionCheck.NotNull(value, nameof(ComputeClientOptions), name);

    private static void Require(bool condition, string name, string rule) => OptionCheck.Require(condition, nameof(ComputeClientOptions), name, rule);
}
