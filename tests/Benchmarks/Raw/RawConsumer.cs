using RabbitMQ.Client;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Counts messages and acknowledges each 500 together, and the last one.</summary>
internal sealed class RawConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private const int AcknowledgeEvery = 500;

    private TaskCompletionSource _done = new();
    private int _expected;
    private int _received;

    /// <summary>Counts from zero.</summary>
    /// <returns>A task that completes when so many messages have arrived.</returns>
    public Task Expect(int messages)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _received = 0;
        Volatile.Write(ref _expected, messages);
        return _done.Task;
    }

    public override async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        var isLast = ++_received == Volatile.Read(ref _expected);
        if (isLast || _received % AcknowledgeEvery == 0)
        {
            await Channel.BasicAckAsync(deliveryTag, multiple: true, cancellationToken);
        }

        if (isLast)
        {
            _done.TrySetResult();
        }
    }
}
