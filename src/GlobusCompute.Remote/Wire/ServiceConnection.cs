using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Refit;

namespace GlobusCompute.Remote.Wire;

/// <summary>The connection to a service: its routes, under one budget.</summary>
internal sealed class ServiceConnection : IDisposable
{
    private readonly HttpClient _http;
    private readonly SendingHandler _handler;

    public ServiceConnection(ComputeClientOptions options, ILogger logger)
    {
        Budget = new RequestBudget(options.RequestBudget, options.TimeProvider, logger);
        _handler = new SendingHandler(options, Budget, logger);
        _http = new HttpClient(_handler, disposeHandler: true)
        {
            BaseAddress = options.ServiceUrl,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var version = typeof(ServiceConnection).Assembly.GetName().Version!.ToString(3);
        var headers = _http.DefaultRequestHeaders;

        // The service looks for the part that begins "globus-compute-sdk-" (protocol.md §3.1).
        headers.TryAddWithoutValidation("User-Agent", $"globus-compute-remote-dotnet-{version}/globus-compute-sdk-{options.UserRuntime.SdkVersion}");
        headers.TryAddWithoutValidation("X-Globus-Client-Info", $"product=globus-compute-remote-dotnet,version={version}");
        headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        Routes = RoutesOver(_http);
    }

    public RequestBudget Budget { get; }

    public IComputeRoutes Routes { get; }

    /// <summary>Makes the routes over a client. Failures come out as they are: what requests throw is decided below.</summary>
    public static IComputeRoutes RoutesOver(HttpClient http) =>
        RestService.ForGenerated<IComputeRoutes>(http, new RefitSettings { TransportExceptionFactory = static (_, error, _) => error });

    /// <summary>Gets the method and route of a request, e.g. <c>POST /v3/functions</c>.</summary>
    public string NameOf(HttpRequestMessage request) => _handler.NameOf(request);

    public void Dispose() => _http.Dispose();
}
