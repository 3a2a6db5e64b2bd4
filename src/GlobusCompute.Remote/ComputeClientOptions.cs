using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Networking;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote;

/// <summary>
/// Sets how a <see cref="ComputeClient"/> reaches the service: <see cref="ComputeClientSettings"/>, and what only code can give. Copied and checked when a
/// client is made; a later change has no effect on it.
/// </summary>
public sealed class ComputeClientOptions : ComputeClientSettings
{
    private ClientNetwork? _network;

    /// <summary>Initializes options with the defaults.</summary>
    public ComputeClientOptions()
    {
    }

    /// <summary>Initializes options with a copy of settings, such as those that were read from configuration.</summary>
    /// <param name="settings">The settings. Of other <see cref="ComputeClientOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public ComputeClientOptions(ComputeClientSettings settings)
        : base(settings)
    {
        if (settings is ComputeClientOptions options)
        {
            Credential = options.Credential;
            HttpMessageHandler = options.HttpMessageHandler;
            Proxy = options.Proxy;
            CertificateAuthorities = options.CertificateAuthorities is { } authorities ? [.. authorities] : null;
            Payloads = options.Payloads?.Copy();
            LoggerFactory = options.LoggerFactory;
            Journal = options.Journal;
            TimeProvider = options.TimeProvider;
            Observer = options.Observer;
            IsServiceInMemory = options.IsServiceInMemory;
            Filters = options.Filters is { } filters ? [.. filters] : null!;
        }
    }

    /// <summary>
    /// Gets or sets who calls. Null (the default) takes the token from the environment variable <c>GLOBUS_COMPUTE_ACCESS_TOKEN</c>.
    /// </summary>
    public IComputeCredential? Credential { get; set; }

    /// <summary>
    /// Gets or sets the handler that sends requests. It stays the app's: the client does not dispose it. It should not follow redirects, which would send
    /// arguments to other servers. It decides alone how requests reach the service; <see cref="Proxy"/>, <see cref="ComputeClientSettings.ProxyUrl"/> and
    /// certificate authorities then apply to the result stream only. Null (the default) uses <see cref="CreateHttpMessageHandler"/>.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>
    /// Gets or sets the proxy server for requests and for the result stream, instead of <see cref="ComputeClientSettings.ProxyUrl"/>. Its addresses may have
    /// the schemes named there. For the stream it is asked about <c>https://</c> with the broker's host and port. Null (the default) uses
    /// <see cref="ComputeClientSettings.ProxyUrl"/>; <see cref="HttpClient.DefaultProxy"/> makes the stream use the system's proxy, too.
    /// </summary>
    public IWebProxy? Proxy { get; set; }

    /// <summary>
    /// Gets or sets certificates of authorities that are trusted besides those of the system, for requests and for the result stream; those of
    /// <see cref="ComputeClientSettings.CertificateAuthorityFile"/> are trusted, too. Certificates must still be valid and be for the server's name. Null (the
    /// default) adds none.
    /// </summary>
    public X509Certificate2Collection? CertificateAuthorities { get; set; }

    /// <summary>Gets or sets Python classes and payload formats of the app's own. Null (the default) adds none.</summary>
    public ComputePayloadOptions? Payloads { get; set; }

    /// <summary>Gets or sets where the library logs. Null (the default) logs nothing. Arguments, results and tokens are never logged.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Gets or sets the journal in which the client records the calls that it sends, so that they are found again after a crash. The client does not dispose
    /// it. A call that cannot be recorded is not sent. Null (the default) records nothing.
    /// </summary>
    public ComputeJournal? Journal { get; set; }

    /// <summary>
    /// Gets or sets the filters that run around the calls of all executors, the first one outermost; <see cref="ComputeExecutorOptions.Filters"/> run
    /// inside them. Empty by default; neither it nor a filter in it is null.
    /// </summary>
    public IList<IComputeCallFilter> Filters { get; set; } = [];

    /// <summary>Gets or sets the clock. Default <see cref="TimeProvider.System"/>; not null.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Checks the options as a client does that is made with them.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    public void Validate() => Checked();

    /// <summary>Gets how a client reaches the network. Made once, from the copy that a client keeps.</summary>
    internal ClientNetwork Network => _network ??= CreateNetwork();

    /// <summary>
    /// Creates the handler that a client makes when <see cref="HttpMessageHandler"/> is null: with the proxy and the certificate authorities of these options,
    /// following no redirects. For an app that puts handlers of its own in front of it. Without a proxy here, it uses the system's, except for a service on
    /// this machine.
    /// </summary>
    /// <returns>A new handler, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">A setting of proxy or certificate authorities is not valid. The message names it.</exception>
    public SocketsHttpHandler CreateHttpMessageHandler() => CreateNetwork().CreateHttpHandler(ServiceUrl);

    /// <summary>What sees each submission; null for nobody.</summary>
    internal ICallObserver? Observer { get; set; }

    /// <summary>
    /// Whether the service is one in memory, which answers a question for results when there are news: the question is for all that is pending, and is given up
    /// for another one when more is.
    /// </summary>
    internal bool IsServiceInMemory { get; set; }

    /// <summary>Makes the copy that a client keeps.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    internal ComputeClientOptions Checked()
    {
        var copy = new ComputeClientOptions(this);
        copy.ValidateSettings();
        OptionCheck.NoNulls(copy.Filters, nameof(ComputeClientOptions), nameof(Filters));
        OptionCheck.NotNull(copy.TimeProvider, nameof(ComputeClientOptions), nameof(TimeProvider));
        copy.Payloads?.Validate();
        _ = copy.Network;
        return copy;
    }

    private ClientNetwork CreateNetwork()
    {
        ValidateNetwork();
        X509Certificate2Collection authorities = CertificateAuthorities is null ? [] : [.. CertificateAuthorities];
        if (CertificateAuthorityFile is { } file)
        {
            try
            {
                authorities.AddRange(TrustedAuthorities.Read(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                const string Name = $"{nameof(ComputeClientOptions)}.{nameof(CertificateAuthorityFile)}";
                throw new ArgumentException(
                    $"{Name} must be a file of certificates in PEM form; '{file}' cannot be used: {e.Message}", nameof(CertificateAuthorityFile), e);
            }
        }

        return new ClientNetwork(Proxy, ProxyUrl, authorities);
    }
}
