using Microsoft.Extensions.Hosting;

namespace GlobusCompute.Remote.LocalService.Server;

/// <summary>The lifetime of a host that only its app starts and stops. The default one takes Ctrl-C and SIGTERM away from the app and logs its start.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
