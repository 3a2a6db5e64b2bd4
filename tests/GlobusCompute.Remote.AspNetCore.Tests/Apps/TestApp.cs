using GlobusCompute.Remote.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobusCompute.Remote.AspNetCore.Tests.Apps;

/// <summary>A web app in this process, with a few pages.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public static readonly Uri Address = new("https://app.example/");

    private readonly WebApplication _app;

    private TestApp(WebApplication app, LogList logs, SecretSpy spy) => (_app, Logs, Spy) = (app, logs, spy);

    public LogList Logs { get; }

    public SecretSpy Spy { get; }

    public IServiceProvider Services => _app.Services;

    public TestServer Server => _app.GetTestServer();

    public static async Task<TestApp> StartAsync(
        AuthService auth, Action<WebApplicationBuilder>? configure = null, Action<GlobusSignInOptions>? signIn = null, Action<WebApplication>? before = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(
        [
            new("GlobusCompute:ServiceUrl", auth.Service.Url.AbsoluteUri),
            new("GlobusCompute:Delivery", "poll"),
            new("GlobusCompute:PollInterval", "00:00:00.005"),
            new("GlobusCompute:MaxPollInterval", "00:00:00.1"),
            new("GlobusCompute:RequestBudget:Requests", "100000"),
            new("GlobusCompute:Executors:cluster:EndpointId", auth.Service.EndpointId.ToString()),
            new("GlobusSignIn:ClientId", auth.Client.Id.ToString()),
            new("GlobusSignIn:ClientSecret", auth.Client.Secret),
            new("GlobusSignIn:AuthUrl", auth.Auth.Url.AbsoluteUri),
        ]);
        var (logs, spy) = (new LogList(), new SecretSpy());
        builder.WebHost.UseTestServer(server => server.BaseAddress = Address);
        builder.Services.AddRouting();
        builder.Services.AddSingleton<TimeProvider>(auth.Time);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        builder.Services.AddGlobusCompute().AddGlobusSignIn(options =>
        {
            options.HttpMessageHandler = spy;
            signIn?.Invoke(options);
        }).AddUserProxy<ILab>();
        configure?.Invoke(builder);
        var app = builder.Build();
        before?.Invoke(app);
        app.UseGlobusSignIn();
        MapPages(app, auth.Service.EndpointId);
        await app.StartAsync();
        return new TestApp(app, logs, spy);
    }

    public Browser Open() => new(Server);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Spy.Dispose();
    }

    private static void MapPages(WebApplication app, Guid endpoint)
    {
        app.MapGet("/", static (HttpContext context) => $"home of {context.User.Identity?.Name ?? "nobody"}");
        app.MapGet("/private", static (HttpContext context) => $"private page of {context.User.Identity?.Name}").RequireAuthorization();
        app.MapGet("/form", static (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        app.MapMethods("/status", ["GET", "POST"], async (ComputeClientLease mine) =>
            $"{mine.UserId} sees {(await mine.Client.GetEndpointStatusAsync(endpoint)).IsOnline}");
        app.MapGet("/task/{id}", static async (Guid id, ComputeClientLease mine) => $"{(await mine.Client.GetTaskAsync(id)).Status}");
        app.MapGet("/delivery", static (ComputeClientLease mine) => $"{mine.Client.DeliveryState}");
        app.MapPost("/wait", static async (string path, ILab lab) => await lab.WaitFor(path));
        app.MapPost("/add/{a}/{b}", static async (int a, int b, ILab lab) => await lab.Add(a, b));
    }
}
