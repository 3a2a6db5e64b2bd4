using GlobusCompute.Remote.Hosting.Diagnostics;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.Hosting.Clients;

/// <summary>Knows the client of the app's own calls, if there is one: whoever stops the app must not make one.</summary>
internal sealed class SharedClient(ClientMaker maker, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger(HostingLog.Category);
    private volatile ComputeClient? _client;

    /// <summary>What the client was made with; null before.</summary>
    public ComputeClientOptions? Options { get; private set; }

    /// <summary>Makes the client; the services of the app do so once.</summary>
    /// <exception cref="InvalidOperationException">No credential is configured.</exception>
    public ComputeClient Make()
    {
        var options = maker.ForShared();
        var client = new ComputeClient(options);
        Options = options;
        return _client = client;
    }

    /// <summary>Sends what is unsent, and ends the client: what is still unsent then surely never runs, and its futures say so.</summary>
    /// <param name="timeout">How long that may take.</param>
    /// <param name="cancellationToken">Ends the wait sooner.</param>
    public Task StopAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _client is { } client ? ClientEnd.StopAsync(client, timeout, time, _logger, cancellationToken) : Task.CompletedTask;
}
