using GlobusCompute.Remote.Hosting.Clients;
using GlobusCompute.Remote.Hosting.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GlobusCompute.Remote.Hosting.Lifetime;

/// <summary>Starts the embedded service before, and ends the clients after all other services of the host.</summary>
internal sealed class ComputeLifetime(
    IOptionsMonitor<GlobusComputeOptions> options,
    EmbeddedConnection embedded,
    SharedClient shared,
    UserClients users,
    IEnumerable<IComputeServiceReplacement> replacements)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.CurrentValue.Service == ComputeServiceKind.Embedded && !replacements.Any())
        {
            await embedded.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var timeout = options.CurrentValue.ShutdownTimeout;
        return Task.WhenAll(shared.StopAsync(timeout, cancellationToken), users.StopAsync(timeout, cancellationToken));
    }
}
