using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests;
using GlobusCompute.Remote.Wire;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>A client's runtime between a service in memory, whose tasks stay pending over REST, and a real broker.</summary>
internal sealed partial class StreamHarness : IAsyncDisposable
{
    private readonly RabbitMqNode _node;
    private readonly TimeSpan _sweep;
    private readonly string _prefix = $"{Guid.NewGuid():D}.";
    private readonly ConcurrentDictionary<string, Functions.FunctionDefinition> _functions = new();
    private IConnection? _connection;
    private IChannel? _channel;
    private int _addresses;

    public StreamHarness(
        RabbitMqNode node,
        int? clientPort = null,
        TimeProvider? time = null,
        TimeSpan? sweep = null,
        TimeSpan? poll = null,
        Func<StreamHarness, CancellationToken, Task<StreamAnswer>>? address = null,
        TimeSpan? shutdown = null)
    {
        _node = node;
        _sweep = sweep ?? TimeSpan.FromMinutes(10);
        Service = new FakeComputeService { OnTask = static _ => (TaskState.Pending, null) };
        Service.OnStreamAddress = async token =>
        {
            Interlocked.Increment(ref _addresses);
            return address is null
                ? new StreamAnswer(_prefix, node.UriFor(await UserAsync(), clientPort ?? node.Port).AbsoluteUri)
                : await address(this, token);
        };
        Runtime = new ComputeRuntime(Service, new ComputeClientOptions(TestCalls.Options(time, shutdown: shutdown))
        {
            Delivery = ComputeDelivery.Stream,
            SweepInterval = _sweep,
            PollInterval = poll ?? TimeSpan.FromMilliseconds(5),
            MaxPollInterval = poll ?? TimeSpan.FromMilliseconds(50),
        });
        Target = TestCalls.Target(Runtime);
    }

    public FakeComputeService Service { get; }

    public ComputeRuntime Runtime { get; }

    public Futures.CallTarget Target { get; }

    public string QueueName => $"{_prefix}{Service.TaskGroupId:D}";

    /// <summary>How often credentials were asked for.</summary>
    public int Addresses => _addresses;

    public string Prefix => _prefix;

    /// <summary>Makes the queue that submissions with create_queue make.</summary>
    public async Task<StreamHarness> WithQueueAsync(bool isSingleActiveConsumer = false)
    {
        await ConnectAsync();
        var arguments = isSingleActiveConsumer ? new Dictionary<string, object?> { ["x-single-active-consumer"] = true } : null;
        await _channel!.QueueDeclareAsync(QueueName, durable: true, exclusive: false, autoDelete: false, arguments);
        return this;
    }

    /// <summary>Deletes the queue under its consumers.</summary>
    public async Task DeleteQueueAsync()
    {
        await ConnectAsync();
        await _channel!.QueueDeleteAsync(QueueName);
    }

    /// <summary>Drops the messages of the queue.</summary>
    public async Task PurgeQueueAsync()
    {
        await ConnectAsync();
        await _channel!.QueuePurgeAsync(QueueName);
    }

    /// <summary>What all consumers of the queue may be sent ahead.</summary>
    public async Task<int> PrefetchAsync() =>
        int.Parse(await EvaluateForConsumersAsync("lists:sum([element(4, Consumer) || Consumer <- Consumers])"), CultureInfo.InvariantCulture);

    /// <summary>Has the node evaluate Erlang in which Consumers are those of the queue.</summary>
    public Task<string> EvaluateForConsumersAsync(string expression) =>
        _node.EvaluateAsync(
            $$"""
            {ok, Queue} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"{{QueueName}}">>)),
            Consumers = rabbit_amqqueue:consumers(Queue), {{expression}}
            """);

    public ComputeFuture Call(string name = "f") => Runtime.Call(Target, _functions.GetOrAdd(name, static n => TestCalls.Pinned(n)));

    public async Task PublishAsync(Guid taskId, string data = "11\\n1", string? error = null, bool highAssurance = false) =>
        await PublishAsync(
            Encoding.UTF8.GetBytes($"\u0001{{\"message_type\":\"result\",\"data\":{{\"task_id\":\"{taskId}\",\"data\":\"{data}\",\"error_details\":{error ?? "null"}}}}}"),
            highAssurance);

    public async Task PublishAsync(byte[] body, bool highAssurance = false)
    {
        await ConnectAsync();
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        if (highAssurance)
        {
            properties.Headers = new Dictionary<string, object?> { ["high_assurance"] = true };
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await _channel!.BasicPublishAsync("", QueueName, mandatory: true, properties, body, limit.Token);
                return;
            }
            catch (PublishException)
            {
                // A broker that has just come back may not have its queue yet, and says so.
                await Task.Yield();
            }
        }
    }

    /// <summary>Waits until results come by the stream, with a call that stays pending.</summary>
    public async Task StreamingAsync()
    {
        var keep = Call("keep");

        // It ends with the client, which nobody waits for.
        _ = keep.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        await keep.Submitted;
        await Eventually.TrueAsync(() => Runtime.Results.State == ComputeDeliveryState.Streaming);

        if (_sweep < TimeSpan.FromMinutes(1))
        {
            return;
        }

        // What was pending when the stream came up is asked for once. That is over when calls pass without a question for several of the poller's
        // longest waits.
        var questions = -1;
        var quiet = Stopwatch.StartNew();
        while (quiet.Elapsed < TimeSpan.FromMilliseconds(500))
        {
            var call = Call("settle");
            await PublishAsync(await call.Submitted);
            await call;
            if (Service.Questions.Count != questions)
            {
                questions = Service.Questions.Count;
                quiet.Restart();
            }
        }
    }

    public Task<RabbitMqQueueState> QueueAsync() => _node.GetQueueStateAsync(QueueName);

    public Task QueueEmptyAsync() => Eventually.TrueAsync(async () => await QueueAsync() is { Ready: 0, Unacknowledged: 0 });

    public async Task<RabbitMqUser> UserAsync() => await Task.FromResult(_node.Administrator);

    /// <summary>Forgets the publisher's connection, as its broker was killed.</summary>
    public async Task ReconnectAsync()
    {
        var old = _connection;
        _connection = null;
        if (old is not null)
        {
            await old.DisposeAsync();
        }

        await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task ConnectAsync()
    {
        if (_connection is { IsOpen: true })
        {
            return;
        }

        var factory = new ConnectionFactory { Uri = _node.Uri, AutomaticRecoveryEnabled = false };
        _connection = await factory.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }
}
