using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.LocalService.Server;

/// <summary>A web server on the loopback interface inside of an app. It leaves the app's configuration, console, signals and log alone.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    /// <summary>Makes a server that does not listen yet.</summary>
    /// <param name="port">The TCP port; 0 for a free one.</param>
    /// <param name="loggers">Where its warnings and errors go.</param>
    /// <param name="configure">Adds what handles requests.</param>
    public WebServer(int port, ILoggerFactory loggers, Action<WebApplication> configure)
    {
        // The empty builder reads no configuration of the app around it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<ILoggerFactory>(new WarningLoggers(loggers));
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The routes have limits of their own; and a client that a debugger holds up is not a slow one.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        configure(_app);
    }

    /// <summary>Begins to listen.</summary>
    /// <returns>The base address.</returns>
    /// <exception cref="IOException">The port is in use.</exception>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        await _app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new Uri(_app.Urls.First() + "/");
    }

    /// <summary>Stops listening; requests under way have as long as the token lets them.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
