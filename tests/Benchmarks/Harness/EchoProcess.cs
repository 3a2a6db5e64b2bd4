using System.Diagnostics;
using System.Net.Http.Json;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>The echo service in a child process, which ends with this one.</summary>
internal sealed class EchoProcess : IAsyncDisposable
{
    public const string BuiltIn = "built-in";

    private readonly Process? _process;

    /// <summary>Takes a service that another process has started, and that does not end with this object.</summary>
    public EchoProcess(Uri url) => Url = url;

    private EchoProcess(Process process, Uri url)
        : this(url) => _process = process;

    public Uri Url { get; }

    public HttpClient Http { get; } = new();

    /// <param name="broker">The address of a RabbitMQ node; the default is the built-in broker.</param>
    public static async Task<EchoProcess> StartAsync(string broker = BuiltIn)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(EchoProcess).Assembly.Location, "serve", broker])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return await process.StandardOutput.ReadLineAsync() is { } url
            ? new EchoProcess(process, new Uri(url))
            : throw new InvalidOperationException("The echo service did not start.");
    }

    /// <summary>Creates a client of the service, without a request budget unless there is one in the settings.</summary>
    public ComputeClient CreateClient(Action<ComputeClientOptions>? configure = null)
    {
        var options = new ComputeClientOptions
        {
            ServiceUrl = Url,
            Credential = new ComputeAccessTokenCredential("benchmark"),
            RequestBudget = null,
            Delivery = ComputeDelivery.Stream,
        };
        configure?.Invoke(options);
        return new ComputeClient(options);
    }

    public async Task<EchoStats> GetStatsAsync() => (await Http.GetFromJsonAsync<EchoStats>(new Uri(Url, "stats"), new System.Text.Json.JsonSerializerOptions()))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
