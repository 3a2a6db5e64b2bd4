using GlobusCompute.Remote.Hosting.Registration;
using GlobusCompute.Remote.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>Makes clients of the app's settings, handlers, loggers and clock.</summary>
internal sealed class ClientMaker(
    IServiceProvider services,
    IOptionsMonitor<GlobusComputeOptions> options,
    FactoryHandler handler,
    EmbeddedConnection embedded,
    IEnumerable<ClientConfiguration> configurations)
{
    private readonly IComputeServiceReplacement? _replacement = services.GetService<IComputeServiceReplacement>();

    // How the network is reached is the same for all clients. The factory makes handlers from time to time; code that configures clients must not run then.
    private volatile ComputeClientOptions? _network;

    /// <summary>Puts the options of the client of the app's own calls together.</summary>
    public ComputeClientOptions ForShared()
    {
        var result = Options(
            services.GetService<IComputeCredential>() ?? (options.CurrentValue.AccessToken is null ? null : new SettingsCredential(options)),
            services.GetService<ComputeJournal>());
        _replacement?.Configure(result);
        return result;
    }

    /// <summary>
    /// Makes the client of a user. It has no journal: each belongs to one client. An embedded service is called with the user's own token, too.
    /// </summary>
    public ComputeClient MakeFor(string userId, IComputeCredential credential)
    {
        var result = new ComputeClientOptions(Options(credential, journal: null)) { Name = userId, Credential = credential };
        _replacement?.Configure(result);
        return new ComputeClient(result);
    }

    /// <summary>Makes the handler at the end of the app's own: the library's, with the proxy and the authorities of the options.</summary>
    public HttpMessageHandler MakeHandler() => (_network ?? Options(credential: null, journal: null)).CreateHttpMessageHandler();

    private ComputeClientOptions Options(IComputeCredential? credential, ComputeJournal? journal)
    {
        var settings = options.CurrentValue;
        var result = new ComputeClientOptions(settings)
        {
            Credential = credential,
            HttpMessageHandler = handler,
            LoggerFactory = services.GetService<ILoggerFactory>(),
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
            Journal = journal,
        };
        foreach (var configuration in configurations)
        {
            configuration.Configure(services, result);
        }

        if (settings.Service == ComputeServiceKind.Embedded && _replacement is null)
        {
            // Last, so that the configuration alone decides.
            embedded.Start().Configure(result);
        }

        _network ??= result;
        return result;
    }
}
