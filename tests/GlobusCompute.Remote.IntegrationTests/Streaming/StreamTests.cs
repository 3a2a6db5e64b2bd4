using System.Text;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>Delivery through a real broker.</summary>
public sealed class StreamTests(RabbitMqFixture broker)
{
    [Fact]
    public async Task Results_come_by_the_stream_and_nothing_is_asked_for()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var futures = Enumerable.Range(0, 2000).Select(_ => harness.Call()).ToList();
        var ids = await Task.WhenAll(futures.Select(static f => f.Submitted));
        var questions = harness.Service.Questions.Count;

        foreach (var id in ids)
        {
            await harness.PublishAsync(id);
        }

        await Task.WhenAll(futures);
        Assert.Equal(questions, harness.Service.Questions.Count);
        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task A_failure_on_the_stream_keeps_its_code()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var future = harness.Call();

        await harness.PublishAsync(await future.Submitted, "Traceback\\nValueError: no", "{\"code\":\"RemoteExecutionError\",\"user_message\":\"An error\"}");

        Assert.Equal("RemoteExecutionError", (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => future)).Code);
    }

    [Fact]
    public async Task Unknown_repeated_malformed_and_early_messages_leave_the_queue_and_harm_nothing()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var future = harness.Call();
        var id = await future.Submitted;

        await harness.PublishAsync(Guid.NewGuid());
        await harness.PublishAsync("nonsense"u8.ToArray());
        await harness.PublishAsync([]);
        await harness.PublishAsync(Encoding.UTF8.GetBytes("\u0001{\"message_type\":\"task\",\"data\":{}}"));
        await harness.PublishAsync(id);
        await harness.PublishAsync(id);

        await future;
        await harness.QueueEmptyAsync();
        Assert.Equal(ComputeDeliveryState.Streaming, harness.Runtime.Results.State);
    }

    [Fact]
    public async Task A_notice_of_a_high_assurance_result_makes_it_be_fetched()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var future = harness.Call();
        var id = await future.Submitted;
        harness.Service.Settle(id, TaskState.Succeeded, "11\n1");

        await harness.PublishAsync(id, data: "", highAssurance: true);

        await future;
        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task A_cut_connection_is_opened_again_with_fresh_credentials_and_loses_nothing()
    {
        await using var proxy = new TcpFaultProxy(broker.Node.Port);
        await using var harness = await new StreamHarness(broker.Node, proxy.Port).WithQueueAsync();
        await harness.StreamingAsync();
        var futures = Enumerable.Range(0, 100).Select(_ => harness.Call()).ToList();
        var ids = await Task.WhenAll(futures.Select(static f => f.Submitted));
        var before = harness.Addresses;

        foreach (var id in ids.Take(50))
        {
            await harness.PublishAsync(id);
        }

        proxy.Cut();
        foreach (var id in ids.Skip(50))
        {
            await harness.PublishAsync(id);
        }

        await Task.WhenAll(futures);
        Assert.True(harness.Addresses > before);
        await harness.QueueEmptyAsync();
    }

    [Fact]
    public async Task While_the_broker_is_out_of_reach_results_are_asked_for_and_the_stream_comes_back()
    {
        await using var proxy = new TcpFaultProxy(broker.Node.Port);
        proxy.RefuseConnections();
        await using var harness = await new StreamHarness(broker.Node, proxy.Port).WithQueueAsync();
        var polled = harness.Call();
        var id = await polled.Submitted;
        harness.Service.Settle(id, TaskState.Succeeded, "11\n1");
        await polled;
        var keep = harness.Call();
        await keep.Submitted;
        Assert.Equal(ComputeDeliveryState.Polling, harness.Runtime.Results.State);

        proxy.AcceptConnections();
        await Eventually.TrueAsync(() => harness.Runtime.Results.State == ComputeDeliveryState.Streaming);
        var streamed = harness.Call();
        await harness.PublishAsync(await streamed.Submitted);

        await streamed;
    }

    [Fact]
    public async Task What_another_consumer_has_taken_is_swept_up()
    {
        await using var harness = await new StreamHarness(broker.Node, sweep: TimeSpan.FromMilliseconds(200)).WithQueueAsync();
        await harness.StreamingAsync();
        var future = harness.Call();
        harness.Service.Settle(await future.Submitted, TaskState.Succeeded, "11\n1"); // Known to the service; its message went elsewhere.

        await future;
    }

    [Fact]
    public async Task Sweeps_begin_again_after_a_time_in_which_nothing_was_pending()
    {
        await using var harness = await new StreamHarness(broker.Node, sweep: TimeSpan.FromMilliseconds(200)).WithQueueAsync();
        var first = harness.Call();
        var id = await first.Submitted;
        await Eventually.TrueAsync(() => harness.Runtime.Results.State == ComputeDeliveryState.Streaming);
        await harness.PublishAsync(id);
        await first;
        Assert.Equal(ComputeDeliveryState.Idle, harness.Runtime.Results.State);

        var second = harness.Call();
        harness.Service.Settle(await second.Submitted, TaskState.Succeeded, "11\n1");

        await second;
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_replaced_by_asking()
    {
        await using var harness = new StreamHarness(broker.Node);
        var future = harness.Call();
        harness.Service.Settle(await future.Submitted, TaskState.Succeeded, "11\n1");

        await future;
    }

    [Fact]
    public async Task A_result_that_overtakes_the_answer_to_its_submission_is_delivered()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var early = Guid.NewGuid();
        harness.Service.OnAnswer = answer =>
        {
            harness.PublishAsync(early).Wait();
            harness.QueueEmptyAsync().Wait();
            return answer with { Tasks = answer.Tasks.ToDictionary(static t => t.Key, Guid[]? (_) => [early]) };
        };

        await harness.Call();
    }

    [Fact]
    public async Task The_broker_killed_and_started_again_loses_no_result()
    {
        await using var node = new RabbitMqNode();
        await node.StartAsync(TestContext.Current.CancellationToken);
        await using var harness = await new StreamHarness(node, poll: TimeSpan.FromMilliseconds(20)).WithQueueAsync();
        await harness.StreamingAsync();
        var futures = Enumerable.Range(0, 200).Select(_ => harness.Call()).ToList();
        var ids = await Task.WhenAll(futures.Select(static f => f.Submitted));
        foreach (var id in ids.Take(100))
        {
            await harness.PublishAsync(id);
        }

        // Without this, the broker may write the declaration of a queue to disk long after its confirmed messages.
        Assert.Equal("dumped", await node.EvaluateAsync("mnesia:dump_log()", TestContext.Current.CancellationToken));
        await node.KillAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => harness.Runtime.Results.State == ComputeDeliveryState.Polling);
        harness.Service.Settle(ids[199], TaskState.Succeeded, "11\n1");
        await futures[199]; // By asking.
        await node.StartAsync(TestContext.Current.CancellationToken);
        await harness.ReconnectAsync();
        foreach (var id in ids.Skip(100).Take(99))
        {
            await harness.PublishAsync(id);
        }

        await Task.WhenAll(futures);
    }

    [Fact]
    public async Task The_stream_closes_after_five_idle_minutes_and_comes_back_with_the_next_call()
    {
        var time = new ManualTimeProvider();
        await using var harness = await new StreamHarness(broker.Node, time: time, sweep: TimeSpan.FromSeconds(50)).WithQueueAsync();
        var first = harness.Call();
        var id = await first.Submitted;
        await Eventually.TrueAsync(() => harness.Runtime.Results.State == ComputeDeliveryState.Streaming);
        await harness.PublishAsync(id);
        await first;
        Assert.Equal(1, (await harness.QueueAsync()).Consumers);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await harness.QueueAsync()).Consumers > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var next = harness.Call();
        id = await next.Submitted;
        await Eventually.TrueAsync(() => harness.Runtime.Results.State == ComputeDeliveryState.Streaming);
        await harness.PublishAsync(id);
        await next;
    }

    [Fact]
    public async Task Credentials_that_never_come_leave_polling_on()
    {
        await using var harness = new StreamHarness(broker.Node, address: static (_, _) => throw new InvalidCastException("from an app's credential"));
        for (var i = 0; i < 3; i++)
        {
            var future = harness.Call();
            harness.Service.Settle(await future.Submitted, TaskState.Succeeded, "11\n1");
            await future;
        }
    }

    [Fact]
    public async Task Many_streamed_calls_leave_nothing_behind_in_the_poller()
    {
        await using var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var questions = harness.Service.Questions.Count;
        for (var round = 0; round < 20; round++)
        {
            var futures = Enumerable.Range(0, 100).Select(_ => harness.Call()).ToList();
            foreach (var id in await Task.WhenAll(futures.Select(static f => f.Submitted)))
            {
                await harness.PublishAsync(id);
            }

            await Task.WhenAll(futures);
        }

        Assert.Equal(questions, harness.Service.Questions.Count);
    }

    [Fact]
    public async Task A_pending_call_ends_when_its_client_is_disposed_beside_a_stream()
    {
        var harness = await new StreamHarness(broker.Node).WithQueueAsync();
        await harness.StreamingAsync();
        var future = harness.Call();
        await future.Submitted;

        await harness.DisposeAsync();

        await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
    }
}
