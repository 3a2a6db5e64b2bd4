using GlobusCompute.Remote.Chaos.Plan;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>A client with an executor and a proxy, while it is not disposed.</summary>
internal sealed class LiveClient
{
    private volatile bool _ending;
    private bool _streams;

    public LiveClient(Uri service, TimeProvider clock, LogWatch log)
    {
        Client = new ComputeClient(new ComputeClientOptions
        {
            ServiceUrl = service,
            Credential = new AccessTokenCredential(Secrets.Token),
            RequestBudget = null,
            MaxAttempts = 12,
            RequestTimeout = TimeSpan.FromSeconds(200),
            SweepInterval = TimeSpan.FromSeconds(15),
            ShutdownTimeout = TimeSpan.FromSeconds(100),
            TimeProvider = clock,
            LoggerFactory = log,
        });
        Executor = CreateExecutor();
        Calls = Executor.CreateProxy<ICalls>();
    }

    public ComputeClient Client { get; }

    public ComputeExecutor Executor { get; }

    public ICalls Calls { get; }

    /// <summary>Whether it is being disposed, or is.</summary>
    public bool IsEnding => _ending;

    /// <summary>Whether results come by the stream now, or did when some were awaited last.</summary>
    public bool SeesStream() => _streams = Client.DeliveryState switch
    {
        ComputeDeliveryState.Streaming => true,
        ComputeDeliveryState.Idle => _streams,
        _ => false,
    };

    public ComputeExecutor CreateExecutor() => Client.CreateExecutor(Ids.Endpoint, new ComputeExecutorOptions { TaskGroupId = Ids.Group });

    public async Task DisposeAsync()
    {
        _ending = true;
        await Client.DisposeAsync();
    }
}
