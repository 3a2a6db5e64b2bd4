using GlobusCompute.Remote.Chaos.Service;
using GlobusCompute.Remote.TestFixtures;

namespace GlobusCompute.Remote.Chaos.Conducting;

/// <summary>Everything around the clients: a broker, the service, and a proxy before each.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int MostStarts = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("globus-compute-chaos-").FullName;

    private Stage(RabbitMqNode node, TcpFaultProxy streams, TcpFaultProxy requests, ResultPublisher publisher, HostileService service)
    {
        Node = node;
        Streams = streams;
        Requests = requests;
        Publisher = publisher;
        Service = service;
    }

    public RabbitMqNode Node { get; }

    public TcpFaultProxy Streams { get; }

    public TcpFaultProxy Requests { get; }

    public ResultPublisher Publisher { get; }

    public HostileService Service { get; }

    public Ledger Ledger => Service.State.Ledger;

    public static async Task<Stage> StartAsync(ChaosOptions options)
    {
        var node = new RabbitMqNode();
        await StartBrokerAsync(node);
        var port = FreePorts.Next();
        var streams = new TcpFaultProxy(node.Port);
        var user = new StreamUser(node, streams.Port);
        await user.CreateAsync();
        var publisher = new ResultPublisher(node);
        var service = new HostileService(new ServiceState(options, user, publisher), port);
        await service.StartAsync();
        return new Stage(node, streams, new TcpFaultProxy(port), publisher, service);
    }

    /// <summary>Starts a broker, and another time where the machine is too busy for it.</summary>
    public static async Task StartBrokerAsync(RabbitMqNode node)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await node.StartAsync();
                return;
            }
            catch (RabbitMqException) when (attempt < MostStarts)
            {
                // It was not ready in time, and is gone.
            }
        }
    }

    /// <summary>What the process with the clients is told.</summary>
    public ChaosOptions ForChild(ChaosOptions options) =>
        options with { Child = new ChildOptions(new Uri($"http://127.0.0.1:{Requests.Port}/"), Path.Combine(_folder, "outcomes")) };

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Publisher.DisposeAsync();
        await Requests.DisposeAsync();
        await Streams.DisposeAsync();
        await Node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
