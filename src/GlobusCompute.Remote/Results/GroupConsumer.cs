using System.Diagnostics.CodeAnalysis;
using GlobusCompute.Remote.Diagnostics;
using GlobusCompute.Remote.Futures;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace GlobusCompute.Remote.Results;

/// <summary>
/// Consumes one task group's queue on a channel of its own. Messages are acknowledged together, once their bytes are held; the tags of a channel die with it
/// (protocol.md §9, trap 27).
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The timer ends with the channel, and the semaphore makes no handle.")]
internal sealed class GroupConsumer : AsyncDefaultBasicConsumer
{
    private static readonly TimeSpan s_acknowledgeAfter = TimeSpan.FromMilliseconds(100);

    private readonly ResultInbox _inbox;
    private readonly ICallLifecycle _lifecycle;
    private readonly string _queue;
    private readonly GroupPrefetch _prefetch;
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _acknowledging = new(1);
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _received;
    private ulong _acknowledged;
    private int _timerSet;

    /// <param name="channel">The channel, used by this consumer alone.</param>
    /// <param name="queue">The group's queue.</param>
    /// <param name="budget">What all consumers of the client share.</param>
    /// <param name="inbox">Where messages go.</param>
    /// <param name="lifecycle">Told of tasks whose results must be requested over REST (protocol.md §5.4).</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where refused messages are logged.</param>
    public GroupConsumer(
        IChannel channel, string queue, PrefetchBudget budget, ResultInbox inbox, ICallLifecycle lifecycle, TimeProvider time, ILogger logger)
        : base(channel)
    {
        _queue = queue;
        _prefetch = new GroupPrefetch(
            (tag, count) => RegisterAsync(tag, count, CancellationToken.None), tag => Channel.BasicCancelAsync(tag), budget, time, logger);
        _inbox = inbox;
        _lifecycle = lifecycle;
        _logger = logger;

        // A registration whose answer has come too late is not known to RabbitMQ.Client. What it delivers comes here nevertheless: it would be acknowledged
        // with the messages that follow.
        channel.DefaultConsumer = this;
        _timer = time.CreateTimer(
            static consumer => _ = ((GroupConsumer)consumer!).AcknowledgeAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends when the channel has closed or the broker has canceled the consumer.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Begins to consume the queue, with the smallest prefetch count.</summary>
    /// <exception cref="OperationInterruptedException">The broker refused.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => RegisterAsync("", PrefetchWindow.SizeOf(0), cancellationToken);

    /// <summary>Takes no part any more: the channel has closed or is about to.</summary>
    public void Close()
    {
        _prefetch.Close();
        _timer.Dispose();
        _closed.TrySetResult();
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
        if (IsHighAssurance(properties))
        {
            Announce(body.Span);
        }
        else
        {
            // Copied: the body is valid only during this call (trap 30).
            _inbox.Receive(body.Span);
        }

        _prefetch.Observe(consumerTag, body.Length);
        Volatile.Write(ref _received, deliveryTag);
        if (deliveryTag - Volatile.Read(ref _acknowledged) >= _prefetch.AcknowledgeEvery)
        {
            await AcknowledgeAsync().ConfigureAwait(false);
        }
        else if (!_closed.Task.IsCompleted && Interlocked.Exchange(ref _timerSet, 1) == 0)
        {
            _timer.Change(s_acknowledgeAfter, Timeout.InfiniteTimeSpan);
        }

        // Nothing is taken from the channel meanwhile, so the broker stops at its prefetch.
        var room = _inbox.WaitForRoomAsync(cancellationToken);
        if (!room.IsCompletedSuccessfully)
        {
            _prefetch.Narrow();
            await room.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override Task HandleChannelShutdownAsync(object channel, RabbitMQ.Client.Events.ShutdownEventArgs reason)
    {
        Close();
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    // The consumer's own wish, for one of its registrations; the others deliver.
    public override Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    protected override Task OnCancelAsync(string[] consumerTags, CancellationToken cancellationToken = default)
    {
        Close();
        return base.OnCancelAsync(consumerTags, cancellationToken);
    }

    private static bool IsHighAssurance(IReadOnlyBasicProperties properties) =>
        properties.Headers is { } headers && headers.TryGetValue("high_assurance", out var value) && value switch
        {
            null => false,
            bool b => b,
            byte[] bytes => bytes.Length > 0,
            IConvertible number => number.ToDouble(null) != 0,
            _ => true,
        };

    private void Announce(ReadOnlySpan<byte> body)
    {
        try
        {
            _lifecycle.ResultAnnounced(ResultMessage.ParseTaskId(body));
        }
        catch (FormatException e)
        {
            Log.MessageRefused(_logger, body.Length, e.Message);
        }
    }

    // A confirmation that is lost with its channel only makes the broker send the messages again, to be dropped as repeated.
    private async Task AcknowledgeAsync()
    {
        await _acknowledging.WaitAsync().ConfigureAwait(false);
        try
        {
            Interlocked.Exchange(ref _timerSet, 0);
            var received = Volatile.Read(ref _received);
            if (received > _acknowledged && Channel.IsOpen)
            {
                await Channel.BasicAckAsync(received, multiple: true).ConfigureAwait(false);
                Volatile.Write(ref _acknowledged, received);
            }
        }
        catch (Exception e)
        {
            if (e is not (AlreadyClosedException or OperationInterruptedException or ObjectDisposedException or IOException))
            {
                Log.LoopFailed(_logger, nameof(GroupConsumer), e);
            }

            // Whatever has happened to the channel, the messages come again by the next one.
            Close();
        }
        finally
        {
            _acknowledging.Release();
        }
    }

    private async Task RegisterAsync(string tag, ushort prefetch, CancellationToken cancellationToken)
    {
        await Channel.BasicQosAsync(0, prefetch, global: false, cancellationToken).ConfigureAwait(false);
        await Channel.BasicConsumeAsync(
            _queue, autoAck: false, tag, noLocal: false, exclusive: false, arguments: null, this, cancellationToken).ConfigureAwait(false);
    }
}
