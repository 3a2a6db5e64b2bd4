using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Tests;
using GlobusCompute.Remote.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>What goes wrong while the broker sends many results ahead.</summary>
public sealed class PrefetchFailureTests(RabbitMqFixture broker)
{
    private const int Narrow = 100;

    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_broker_that_is_killed_with_thousands_of_results_on_the_way_loses_none_and_begins_narrow()
    {
        const int Count = 6_000;
        await using var node = new RabbitMqNode();
        await node.StartAsync(TestContext.Current.CancellationToken);
        var mayConnect = Task.CompletedTask;
        await using var harness = await new StreamHarness(node, poll: TimeSpan.FromMilliseconds(20), address: async (harness, token) =>
        {
            await mayConnect.WaitAsync(token);
            return new StreamAnswer(harness.Prefix, node.Uri.AbsoluteUri);
        }).WithQueueAsync();
        await harness.StreamingAsync();
        await harness.WidenAsync();
        await DumpAsync(node);

        var (futures, ids) = await harness.CallAsync(Count);
        var completed = 0;
        var seen = futures.ConvertAll(future => future.ContinueWith(_ => Interlocked.Increment(ref completed), TaskScheduler.Default));
        var publishing = ids.Select(id => PublishedAsync(harness, id)).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref completed) > Count / 10);
        await node.KillAsync(TestContext.Current.CancellationToken);
        var published = await Task.WhenAll(publishing).WaitAsync(s_watchdog);
        Assert.Contains(false, published);
        await Eventually.TrueAsync(() => harness.Runtime.Results.State == ComputeDeliveryState.Polling);

        // What was not confirmed is published again, and so are some that were: the service does not know what the broker has kept.
        await node.StartAsync(TestContext.Current.CancellationToken);
        await harness.ReconnectAsync();
        await harness.PublishAllAsync(ids.Where((_, i) => !published[i] || i % 10 == 0));
        await Task.WhenAll(seen).WaitAsync(s_watchdog);
        Assert.All(futures, static future => Assert.True(future.IsCompletedSuccessfully));
        Assert.Equal(Count, completed);
        await harness.QueueEmptyAsync();

        // Without the messages whose acknowledgements the broker has not written, which would widen it at once.
        await harness.WidenAsync();
        var gate = new TaskCompletionSource();
        mayConnect = gate.Task;
        await node.KillAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => harness.Runtime.Results.State == ComputeDeliveryState.Polling);
        await node.StartAsync(TestContext.Current.CancellationToken);
        await harness.ReconnectAsync();
        await harness.PurgeQueueAsync();
        gate.SetResult();
        await harness.ConsumingAsync();
        Assert.Equal(Narrow, await harness.PrefetchAsync());
        await harness.WidenAsync();
        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task A_queue_that_is_deleted_under_a_wide_prefetch_is_replaced_by_polling_and_consumed_again()
    {
        var time = new ManualTimeProvider();
        await using var harness = await new StreamHarness(broker.Node, time: time).WithQueueAsync();
        await AdvanceUntilAsync(time, harness.StreamingAsync());
        await AdvanceUntilAsync(time, harness.WidenAsync());
        var (futures, ids) = await harness.CallAsync(10);
        await harness.DeleteQueueAsync();
        foreach (var id in ids)
        {
            harness.Service.Settle(id, TaskState.Succeeded, "11\n1");
        }

        await AdvanceUntilAsync(time, Task.WhenAll(futures));
        await harness.WithQueueAsync();
        await AdvanceUntilAsync(time, harness.ConsumingAsync());
        await AdvanceUntilAsync(time, harness.WidenAsync());
    }

    [Fact]
    public async Task A_channel_that_the_broker_closes_for_want_of_acknowledgements_loses_nothing()
    {
        await using var node = new RabbitMqNode();
        await node.StartAsync(TestContext.Current.CancellationToken);
        await node.EvaluateAsync("application:set_env(rabbit, consumer_timeout, 1)", TestContext.Current.CancellationToken);
        await using var proxy = new TcpFaultProxy(node.Port);
        await using var harness = await new StreamHarness(node, proxy.Port).WithQueueAsync();
        await harness.StreamingAsync();
        await harness.WidenAsync();
        await harness.QueueEmptyAsync();

        proxy.Stall(TcpDirection.ToServer);
        await harness.DeliverAsync(2_000, 10);
        Assert.Equal(2_000, (await harness.QueueAsync()).Unacknowledged);

        // The broker looks for such deliveries once a minute.
        await harness.EvaluateForConsumersAsync("[element(1, Consumer) ! tick || Consumer <- Consumers]");
        await Eventually.TrueAsync(async () => await harness.QueueAsync() is { Unacknowledged: 0, Consumers: 0, Ready: 2_000 });
        proxy.Resume();
        await harness.QueueEmptyAsync();
        await harness.WidenAsync();
    }

    [Fact]
    public async Task A_broker_that_delivers_to_one_of_several_registrations_alone_delivers_everything()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync(isSingleActiveConsumer: true);
        await harness.StreamingAsync();
        await harness.DeliverAsync(5_000, 10);
        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task A_broker_that_blocks_publishers_for_want_of_memory_still_delivers_and_widens()
    {
        await using var node = new RabbitMqNode();
        await node.StartAsync(TestContext.Current.CancellationToken);
        await using var proxy = new TcpFaultProxy(node.Port);
        await using var harness = await new StreamHarness(node, proxy.Port).WithQueueAsync();
        await harness.StreamingAsync();
        var (futures, ids) = await harness.CallAsync(5_000);
        proxy.Stall(TcpDirection.ToClient);
        await harness.PublishAllAsync(ids);
        await node.EvaluateAsync("rabbit_alarm:set_alarm({{resource_limit, memory, node()}, []})", TestContext.Current.CancellationToken);
        proxy.Resume();
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
        await harness.QueueEmptyAsync();
        await node.EvaluateAsync("rabbit_alarm:clear_alarm({resource_limit, memory, node()})", TestContext.Current.CancellationToken);
        await harness.WidenAsync();
    }

    [Fact]
    public async Task Two_executors_of_one_task_group_share_its_registrations()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var other = harness.Runtime.Targets.Create(Guid.NewGuid(), new ComputeExecutorOptions());
        var function = TestCalls.Pinned();
        for (var round = 0; round < 4; round++)
        {
            var futures = Enumerable.Range(0, 1_000)
                .Select(i => TestCalls.Call(harness.Runtime, i % 2 == 0 ? harness.Target : other, function)).ToList();
            await harness.PublishAllAsync(await Task.WhenAll(futures.Select(static future => future.Submitted)));
            await Task.WhenAll(futures).WaitAsync(s_watchdog);
        }

        await harness.QueueEmptyAsync();
        Assert.InRange((await harness.QueueAsync()).Consumers, 1, 3);
    }

    [Fact]
    public async Task A_registration_whose_answer_comes_too_late_loses_no_result_that_it_delivers()
    {
        const int Count = 1_000;
        await using var proxy = new TcpFaultProxy(broker.Node.Port);
        var lifecycle = new IdleLifecycle();
        var readers = new ResultReaders(lifecycle, TimeProvider.System, NullLogger.Instance);
        var inbox = new ResultInbox(new ResultRouter(), readers, TimeProvider.System, NullLogger.Instance);
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        var factory = new ConnectionFactory { Uri = broker.Node.UriFor(broker.Node.Administrator, proxy.Port), AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var registered = new TaskCompletionSource();
        var late = LateChannel.Create(channel, async register =>
        {
            channel.ContinuationTimeout = TimeSpan.FromMilliseconds(50);
            proxy.Stall(TcpDirection.ToClient);
            var error = await Record.ExceptionAsync(register);
            proxy.Resume();
            registered.SetResult();
            channel.ContinuationTimeout = TimeSpan.FromSeconds(20);
            throw error!;
        });
        var consumer = new GroupConsumer(late, harness.QueueName, new PrefetchBudget(), inbox, lifecycle, TimeProvider.System, NullLogger.Instance);
        await consumer.StartAsync(TestContext.Current.CancellationToken);

        await harness.PublishAllAsync(Enumerable.Range(0, 150).Select(static _ => Guid.NewGuid()));
        await registered.Task.WaitAsync(s_watchdog, TestContext.Current.CancellationToken);
        await harness.PublishAllAsync(Enumerable.Range(0, Count - 150).Select(static _ => Guid.NewGuid()));
        await harness.QueueEmptyAsync();

        // Nobody awaits them, so the inbox holds each.
        Assert.Equal(Count, inbox.Held);
    }

    [Fact]
    public async Task A_broker_that_refuses_another_registration_is_not_asked_again()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        var factory = new ConnectionFactory { Uri = broker.Node.Uri, AutomaticRecoveryEnabled = false };
        var lifecycle = new IdleLifecycle();
        var readers = new ResultReaders(lifecycle, TimeProvider.System, NullLogger.Instance);
        var inbox = new ResultInbox(new ResultRouter(), readers, TimeProvider.System, NullLogger.Instance);
        var budget = new PrefetchBudget();
        var refused = 0;
        for (var round = 0; round < 2; round++)
        {
            // As the client does: it connects again once a channel has closed.
            await using var connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
            var strict = LateChannel.Create(channel, _ =>
            {
                // Exclusive, which a queue with consumers refuses.
                Interlocked.Increment(ref refused);
                return channel.BasicConsumeAsync(harness.QueueName, false, "more", false, true, null, new AsyncEventingBasicConsumer(channel));
            });
            var consumer = new GroupConsumer(strict, harness.QueueName, budget, inbox, lifecycle, TimeProvider.System, NullLogger.Instance);
            await consumer.StartAsync(TestContext.Current.CancellationToken);
            await harness.PublishAllAsync(Enumerable.Range(0, 500).Select(static _ => Guid.NewGuid()));
            if (round == 0)
            {
                await consumer.Closed.WaitAsync(s_watchdog, TestContext.Current.CancellationToken);
            }
            else
            {
                await harness.QueueEmptyAsync();
                Assert.False(consumer.Closed.IsCompleted);
            }
        }

        Assert.Equal(1, refused);
        Assert.Equal(1_000, inbox.Held);
    }

    private static Task DumpAsync(RabbitMqNode node) =>
        // Without this, the broker may write the declaration of a queue to disk long after its confirmed messages.
        node.EvaluateAsync("mnesia:dump_log()", TestContext.Current.CancellationToken);

    /// <returns>Whether the broker has confirmed it.</returns>
    private static async Task<bool> PublishedAsync(StreamHarness harness, Guid id)
    {
        await Task.Yield();
        return await Record.ExceptionAsync(() => harness.PublishAsync(id)) is null;
    }

    private static async Task AdvanceUntilAsync(ManualTimeProvider time, Task task)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!task.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await task;
    }
}
