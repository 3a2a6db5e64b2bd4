using GlobusCompute.Remote.Hosting.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>The connection to the embedded service, which is started by whoever asks first.</summary>
internal sealed class EmbeddedConnection(IServiceProvider services, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger(HostingLog.Category);
    private int _isLogged;

    public async Task<EmbeddedComputeConnection> StartAsync(CancellationToken cancellationToken)
    {
        var connection = await services.GetRequiredService<IEmbeddedComputeService>().StartAsync(cancellationToken).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isLogged, 1) == 0)
        {
            var options = new ComputeClientOptions();
            connection.Configure(options);
            HostingLog.EmbeddedStarted(_logger, options.ServiceUrl, connection.EndpointId);
        }

        return connection;
    }

    /// <summary>
    /// Waits for the service: services are made by constructors, which cannot await. Usually the host has started it before; a client that is injected into a
    /// hosted service is made earlier.
    /// </summary>
    public EmbeddedComputeConnection Start() => Task.Run(() => StartAsync(CancellationToken.None)).GetAwaiter().GetResult();
}
