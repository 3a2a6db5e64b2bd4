using System.Net;
using GlobusCompute.Remote.Chaos.Plan;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GlobusCompute.Remote.Chaos.Service;

/// <summary>The web service: what it does with requests, and that it can be restarted on its port while requests are under way.</summary>
internal sealed class HostileService(ServiceState state, int port) : IAsyncDisposable
{
    private readonly SubmitRoute _submit = new(state);
    private readonly StatusRoute _status = new(state);
    private readonly OtherRoutes _others = new(state);
    private WebApplication? _app;

    public ServiceState State => state;

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        _app = app;
    }

    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            // Requests under way are cut off.
            _app = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Bearer " + Secrets.Token)
        {
            await Answer.ErrorAsync(context, 401, "USER_UNAUTHENTICATED", "Who are you?");
            return;
        }

        var path = context.Request.Path.Value!;
        try
        {
            await (path switch
            {
                "/v2/batch_status" => _status.HandleAsync(context),
                "/v3/functions" => _others.RegisterAsync(context),
                "/v2/get_amqp_result_connection_url" => _others.GetAddressAsync(context),
                _ when path.EndsWith("/submit", StringComparison.Ordinal) => _submit.HandleAsync(context),
                _ when path.StartsWith("/v2/taskgroup/", StringComparison.Ordinal) => _others.ListAsync(context),
                _ => Answer.ErrorAsync(context, 404, "NOT_FOUND", "There is nothing here."),
            });
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The client, or what is in between, has gone.
            context.Abort();
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
