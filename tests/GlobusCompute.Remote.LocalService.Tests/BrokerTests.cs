using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>What arrives by the stream, and what the service does with its broker.</summary>
public sealed partial class BrokerTests(RabbitMqFixture rabbit)
{
    private const string Double = "def f(x):\n    return 2 * x\n";
    private const string Odd = "def f(x):\n    if x % 2:\n        raise ValueError(x)\n    return x\n";
    private static readonly string[] s_json = ["globus_compute_sdk.serialize.JSONData"];

    [Fact]
    public async Task The_results_of_all_runs_arrive_as_the_bytes_that_the_worker_made()
    {
        await using var service = await StartAsync(rabbit.Node);
        using var api = new Api(service);
        var group = Guid.NewGuid();
        Dictionary<Guid, byte[]> expected = [];
        foreach (var run in Vectors.WorkerRuns.GetProperty("runs").EnumerateArray())
        {
            var function = await api.RegisterAsync(run.GetProperty("function_code").GetString()!, run.GetProperty("entry").GetString()!);
            foreach (var result in run.GetProperty("results").EnumerateObject())
            {
                var serializers = result.Value.GetProperty("result_serializers") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(s => s.GetString()!) : null;
                var ids = await api.SubmitAsync(function, [run.GetProperty("submitted_payload").GetString()!], serializers, group);
                expected.Add(ids[0], result.Value.GetProperty("frame_b64").GetBytesFromBase64());
            }
        }

        await using var reader = await StreamReader.OpenAsync(api, group);
        var messages = await reader.ReadUntilAsync(expected.Keys);

        Assert.Equal(expected.Count, messages.Count);
        Assert.All(messages, message =>
        {
            Assert.True(service.TryGetFrame(message.TaskId, out var frame));
            Assert.Equal(frame.Bytes, message.Body);
            var want = expected[message.TaskId];
            Assert.Equal(want[0], message.Body[0]);
            Assert.Equal(Framing(System.Text.Encoding.UTF8.GetString(want, 1, want.Length - 1)), Framing(message.Text));
        });
    }

    [Fact]
    public async Task A_message_is_persistent_and_tells_when_its_task_ended()
    {
        await using var service = await StartAsync(rabbit.Node);
        using var api = new Api(service);
        var (group, ids) = await SubmitAsync(api, Double, 1);
        await using var reader = await StreamReader.OpenAsync(api, group);

        var message = await reader.ReadAsync();

        var task = (await api.StatusAsync(ids))[ids[0]];
        Assert.Equal((long)double.Parse(task.GetProperty("completion_t").GetString()!, System.Globalization.CultureInfo.InvariantCulture), message.Properties.Timestamp.UnixTime);
        Assert.Equal(DeliveryModes.Persistent, message.Properties.DeliveryMode);
        Assert.True(message.Properties.Headers is null or { Count: 0 });
        Assert.Equal($"{(await api.AskStreamAsync()).Prefix}{group}", $"{service.QueuePrefix}{group:D}");
    }

    [Fact]
    public async Task Two_consumers_and_a_poller_see_the_same_states()
    {
        await using var service = await StartAsync(rabbit.Node, workers: 2);
        using var api = new Api(service);
        var (group, ids) = await SubmitAsync(api, Odd, 60);
        await using var one = await StreamReader.OpenAsync(api, group, prefetch: 1);
        await using var two = await StreamReader.OpenAsync(api, group, prefetch: 1);
        Dictionary<Guid, string> polled = [];
        Dictionary<Guid, StreamReader.Message> streamed = [];
        while (streamed.Count < ids.Count || polled.Count < ids.Count)
        {
            List<StreamReader.Message> here = [.. one.ReadHere(), .. two.ReadHere()];
            var states = await api.StatusAsync(ids);
            foreach (var message in here)
            {
                // Whoever hears of a result by the stream finds it over REST, and hears of it once.
                Assert.True(streamed.TryAdd(message.TaskId, message));
                Assert.Contains(states[message.TaskId].GetProperty("status").GetString(), new[] { "success", "failed" });
            }

            foreach (var (id, state) in states)
            {
                var status = state.GetProperty("status").GetString()!;
                if (polled.TryGetValue(id, out var earlier))
                {
                    Assert.Equal(earlier, state.ToString());
                }
                else if (status is "success" or "failed")
                {
                    polled.Add(id, state.ToString());
                }
            }

            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.All(ids, id =>
        {
            var state = JsonDocument.Parse(polled[id]).RootElement;
            var isError = streamed[id].Result.GetProperty("error_details").ValueKind != JsonValueKind.Null;
            Assert.Equal(isError ? "failed" : "success", state.GetProperty("status").GetString());
            Assert.Equal(state.GetProperty(isError ? "exception" : "result").GetString(), streamed[id].Data);
        });
        Assert.Equal(30, streamed.Values.Count(m => m.Result.GetProperty("error_details").ValueKind != JsonValueKind.Null));
    }

    [Fact]
    public async Task The_librarys_client_and_another_consumer_work_at_the_same_time()
    {
        await using var service = await StartAsync(rabbit.Node);
        using var api = new Api(service);
        Assert.Equal(ComputeDelivery.Stream, service.CreateClientOptions().Delivery);
        await using var client = service.CreateClient();
        await using var executor = client.CreateExecutor(service.EndpointId);
        var calls = executor.CreateProxy<ICalls>();
        var (group, ids) = await SubmitAsync(api, Double, 20);
        var futures = Enumerable.Range(0, 20).Select(i => calls.Double(i)).ToArray();
        await using var reader = await StreamReader.OpenAsync(api, group);

        var messages = await reader.ReadUntilAsync(ids);
        var results = await Task.WhenAll(futures).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(ids.Select((_, i) => $"11\n{2 * i}"), ids.Select(id => messages.Single(m => m.TaskId == id).Data));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 2 * i), results);
        await Eventually.TrueAsync(() => client.DeliveryState is ComputeDeliveryState.Streaming or ComputeDeliveryState.Idle);
    }

    [Fact]
    public async Task A_high_assurance_result_is_only_announced()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            AmqpUrl = rabbit.Node.Uri,
            HighAssurance = true,
        });
        using var api = new Api(service);
        var (group, ids) = await SubmitAsync(api, Double, 1);
        await using var reader = await StreamReader.OpenAsync(api, group);

        var message = await reader.ReadAsync();

        Assert.Equal(true, message.Properties.Headers?["high_assurance"]);
        message.AssertWellFormed();
        Assert.Equal(ids[0], message.TaskId);
        Assert.Equal("", message.Data);
        Assert.Equal("11\n0", (await api.StatusAsync(ids))[ids[0]].GetProperty("result").GetString());
    }

    [Fact]
    public async Task Without_create_queue_there_is_no_queue()
    {
        await using var service = await StartAsync(rabbit.Node);
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", Double);
        using var answer = await api.PostBatchAsync(Api.Batch(function, [Api.Arguments("[1]")], s_json));
        var body = await Api.ReadAsync(answer);
        await api.FinishAsync([body.GetProperty("tasks").GetProperty(function.ToString())[0].GetGuid()]);

        var refusal = await Assert.ThrowsAsync<OperationInterruptedException>(() => StreamReader.OpenAsync(api, body.GetProperty("task_group_id").GetGuid()));

        Assert.Equal(404, refusal.ShutdownReason!.ReplyCode);
    }

    [Fact]
    public async Task A_deleted_queue_is_not_made_again()
    {
        await using var service = await StartAsync(rabbit.Node);
        using var api = new Api(service);
        var (group, first) = await SubmitAsync(api, Double, 1);
        await api.FinishAsync(first);
        await using (var connection = await StreamReader.ConnectAsync(rabbit.Node.Uri))
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
            await channel.QueueDeleteAsync($"{service.QueuePrefix}{group:D}", cancellationToken: TestContext.Current.CancellationToken);
        }

        var (_, second) = await SubmitAsync(api, Double, 1, group);
        await api.FinishAsync(second);
        var (other, third) = await SubmitAsync(api, Double, 1);
        await using var reader = await StreamReader.OpenAsync(api, other);

        Assert.Equal(third[0], (await reader.ReadAsync()).TaskId);
        var refusal = await Assert.ThrowsAsync<OperationInterruptedException>(() => StreamReader.OpenAsync(api, group));
        Assert.Equal(404, refusal.ShutdownReason!.ReplyCode);
    }

    [Fact]
    public async Task Each_request_for_credentials_voids_the_earlier_password_but_no_open_connection()
    {
        RabbitMqUser? user = null;
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            AmqpUrl = rabbit.Node.Uri,
            AmqpCredential = async (prefix, cancellation) =>
            {
                user = user is null
                    ? await rabbit.Node.AddQueueReaderAsync(prefix, cancellationToken: cancellation)
                    : await rabbit.Node.RenewPasswordAsync(user, cancellation);
                return new NetworkCredential(user.Name, user.Password);
            },
        });
        using var api = new Api(service);
        var (group, ids) = await SubmitAsync(api, Double, 1);
        var (prefix, early) = await api.AskStreamAsync();
        await using var open = await StreamReader.OpenAsync(early, prefix + group);
        Assert.Equal(ids[0], (await open.ReadAsync()).TaskId);

        var (samePrefix, late) = await api.AskStreamAsync();

        Assert.Equal(prefix, samePrefix);
        Assert.NotEqual(early.UserInfo, late.UserInfo);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => StreamReader.ConnectAsync(early));
        var (_, more) = await SubmitAsync(api, Double, 1, group);
        Assert.Equal(more[0], (await open.ReadAsync()).TaskId);
        Assert.True(open.IsOpen);
        await using (await StreamReader.OpenAsync(late, prefix + group))
        {
            var refusal = await Assert.ThrowsAsync<OperationInterruptedException>(() => StreamReader.OpenAsync(late, "another"));
            Assert.Equal(403, refusal.ShutdownReason!.ReplyCode);
        }
    }

    [Fact]
    public async Task With_a_Globus_Auth_each_user_has_a_prefix_and_a_password_and_voids_no_other_s()
    {
        var users = new Dictionary<string, RabbitMqUser>();
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            Auth = true,
            AmqpUrl = rabbit.Node.Uri,
            AmqpCredential = async (prefix, cancellation) =>
            {
                var user = users[prefix] = users.TryGetValue(prefix, out var known)
                    ? await rabbit.Node.RenewPasswordAsync(known, cancellation)
                    : await rabbit.Node.AddQueueReaderAsync(prefix, cancellationToken: cancellation);
                return new NetworkCredential(user.Name, user.Password);
            },
        });
        using var alice = new Api(service, service.Auth!.IssueAccessToken("alice@example.org"));
        using var bob = new Api(service, service.Auth.IssueAccessToken("bob@example.org"));
        var (group, ids) = await SubmitAsync(alice, Double, 1);
        var (bobsGroup, bobsIds) = await SubmitAsync(bob, Double, 1);

        var (prefix, _) = await alice.AskStreamAsync();
        var (bobsPrefix, bobsUrl) = await bob.AskStreamAsync();

        Assert.NotEqual(prefix, bobsPrefix);
        var (again, url) = await alice.AskStreamAsync();
        Assert.Equal(prefix, again);
        await using var bobs = await StreamReader.OpenAsync(bobsUrl, bobsPrefix + bobsGroup);
        Assert.Equal(bobsIds[0], (await bobs.ReadAsync()).TaskId);
        await using var alices = await StreamReader.OpenAsync(url, prefix + group);
        Assert.Equal(ids[0], (await alices.ReadAsync()).TaskId);
        var refusal = await Assert.ThrowsAsync<OperationInterruptedException>(() => StreamReader.OpenAsync(bobsUrl, prefix + group));
        Assert.Equal(403, refusal.ShutdownReason!.ReplyCode);
    }

    [Fact]
    public async Task A_failure_to_make_credentials_is_answered_with_503_and_a_time_to_wait()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            AmqpUrl = rabbit.Node.Uri,
            AmqpCredential = (_, _) => throw new InvalidOperationException("secret detail"),
        });
        using var api = new Api(service);

        using var answer = await api.Http.GetAsync("v2/get_amqp_result_connection_url");

        Assert.Equal(503, (await Api.ReadErrorAsync(answer)).Status);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Clients_are_told_the_public_address()
    {
        await using var proxy = new TcpFaultProxy(rabbit.Node.Port);
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            AmqpUrl = rabbit.Node.Uri,
            AmqpPublicUrl = new Uri($"amqp://127.0.0.1:{proxy.Port}"),
        });
        using var api = new Api(service);
        var (_, url) = await api.AskStreamAsync();
        var (group, ids) = await SubmitAsync(api, Double, 1);
        await using var reader = await StreamReader.OpenAsync(api, group);

        Assert.Equal(proxy.Port, url.Port);
        Assert.Equal(rabbit.Node.Uri.UserInfo, url.UserInfo);
        Assert.Equal(rabbit.Node.Uri.AbsolutePath, url.AbsolutePath);
        Assert.Equal(ids[0], (await reader.ReadAsync()).TaskId);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5672/")]
    [InlineData("broker.example.org")]
    [InlineData("amqp://127.0.0.1:5672/a/b")]
    [InlineData("amqp://127.0.0.1:5672/?heartbeat=5")]
    public async Task An_address_that_is_not_one_of_AMQP_is_refused(string url)
    {
        var options = new LocalComputeServiceOptions { Python = TestService.Python, AmqpUrl = new Uri(url, UriKind.RelativeOrAbsolute) };
        var refusal = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LocalComputeService.StartAsync(options));

        Assert.Contains("LocalComputeServiceOptions.AmqpUrl must be an AMQP URL like", refusal.Message);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_or_does_not_let_in_is_named_without_its_password()
    {
        var closed = FreePort();
        var absent = await Assert.ThrowsAsync<BrokerConnectionException>(() => LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            AmqpUrl = new Uri($"amqp://me:hidden@127.0.0.1:{closed}/"),
        }));
        var stranger = await Assert.ThrowsAsync<BrokerConnectionException>(() => LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            AmqpUrl = new Uri($"amqp://me:hidden@127.0.0.1:{rabbit.Node.Port}/"),
        }));

        Assert.StartsWith($"The message broker amqp://127.0.0.1:{closed}/ cannot be used: ", absent.Message);
        Assert.Contains("refused", absent.Message, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith($"The message broker amqp://127.0.0.1:{rabbit.Node.Port}/ cannot be used: ", stranger.Message);
        Assert.DoesNotContain("hidden", absent.Message + stranger.Message);
        Assert.DoesNotContain('\n', absent.Message + stranger.Message);
    }

    [Fact]
    public async Task Every_result_arrives_although_the_broker_is_killed_and_started_again()
    {
        await using var node = new RabbitMqNode();
        await node.StartAsync(TestContext.Current.CancellationToken);
        await using var service = await StartAsync(node, workers: 2);
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", Double);
        var group = Guid.NewGuid();
        var ids = new List<Guid>(await SubmitManyAsync(api, function, group, 200));
        await api.FinishAsync([ids[0]]);

        // A declared queue is answered before it is on the disk; the kill would lose it with the results in it.
        await node.EvaluateAsync(
            "(fun Wait() -> case rabbit_amqqueue:list() of [] -> timer:sleep(10), Wait(); _ -> mnesia:dump_log() end end)()", TestContext.Current.CancellationToken);
        await node.KillAsync(TestContext.Current.CancellationToken);
        ids.AddRange(await SubmitManyAsync(api, function, group, 200));
        // A group whose queue can only be made once the broker is back.
        var newcomer = Guid.NewGuid();
        var late = await SubmitManyAsync(api, function, newcomer, 50);
        await api.FinishAsync([.. ids, .. late]);
        await node.StartAsync(TestContext.Current.CancellationToken);
        ids.AddRange(await SubmitManyAsync(api, function, group, 200));

        await using var reader = await OpenWhenReadyAsync(api, group);
        await using var lateReader = await OpenWhenReadyAsync(api, newcomer);
        var messages = await reader.ReadUntilAsync(ids);
        messages.AddRange(await lateReader.ReadUntilAsync(late));
        Assert.All(messages, m => m.AssertWellFormed());
        Assert.Equal(ids.Concat(late).ToHashSet(), messages.Select(m => m.TaskId).ToHashSet());
    }

    [Fact]
    public async Task Every_result_arrives_although_connections_are_closed_while_results_are_published()
    {
        // A node of its own: closing all connections would hurt other tests.
        await using var node = new RabbitMqNode();
        await node.StartAsync(TestContext.Current.CancellationToken);
        await using var service = await StartAsync(node, workers: 2);
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", Double);
        List<(Guid Group, IReadOnlyList<Guid> Ids)> sent = [];
        for (var round = 0; round < 8; round++)
        {
            var group = Guid.NewGuid();
            sent.Add((group, await SubmitManyAsync(api, function, group, 500)));
            await node.CloseConnectionsAsync(TestContext.Current.CancellationToken);
            sent.Add((group, await SubmitManyAsync(api, function, group, 50)));
        }

        foreach (var tasks in sent.GroupBy(s => s.Group))
        {
            var ids = tasks.SelectMany(t => t.Ids).ToArray();
            await using var reader = await OpenWhenReadyAsync(api, tasks.Key);
            Assert.Equal(ids.ToHashSet(), (await reader.ReadUntilAsync(ids)).Select(m => m.TaskId).ToHashSet());
        }
    }

    [Fact]
    public async Task Closing_the_service_removes_queues_that_are_read_empty_and_leaves_the_others()
    {
        var service = await StartAsync(rabbit.Node);
        using var api = new Api(service);
        var (read, ids) = await SubmitAsync(api, Double, 1);
        var (unread, left) = await SubmitAsync(api, Double, 1);
        await api.FinishAsync(left);
        await using (var reader = await StreamReader.OpenAsync(api, read))
        {
            await reader.ReadUntilAsync(ids);
        }

        var prefix = service.QueuePrefix;
        var url = rabbit.Node.Uri;
        while ((await rabbit.Node.GetQueueStateAsync($"{prefix}{unread}", cancellationToken: TestContext.Current.CancellationToken)).Ready == 0
            || await rabbit.Node.GetQueueStateAsync($"{prefix}{read}", cancellationToken: TestContext.Current.CancellationToken) is { Consumers: > 0 } or { Unacknowledged: > 0 })
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        await service.DisposeAsync();

        await using var after = await StreamReader.OpenAsync(url, $"{prefix}{unread}");
        Assert.Equal(left[0], (await after.ReadAsync()).TaskId);
        await Assert.ThrowsAsync<OperationInterruptedException>(() => StreamReader.OpenAsync(url, $"{prefix}{read}"));
    }

    private static Task<LocalComputeService> StartAsync(RabbitMqNode node, int workers = 1) => LocalComputeService.StartAsync(new LocalComputeServiceOptions
    {
        Python = TestService.Python,
        EndpointId = TestService.EndpointId,
        Workers = workers,
        AmqpUrl = node.Uri,
    });

    private static async Task<(Guid Group, IReadOnlyList<Guid> Ids)> SubmitAsync(Api api, string source, int count, Guid? group = null)
    {
        var id = group ?? Guid.NewGuid();
        return (id, await SubmitManyAsync(api, await api.RegisterSourceAsync("f", source), id, count));
    }

    private static Task<IReadOnlyList<Guid>> SubmitManyAsync(Api api, Guid function, Guid group, int count) =>
        api.SubmitAsync(function, Enumerable.Range(0, count).Select(i => Api.Arguments($"[{i}]")), s_json, group);

    /// <summary>The queue of a group is there as soon as the service has its broker back.</summary>
    private static async Task<StreamReader> OpenWhenReadyAsync(Api api, Guid group)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await StreamReader.OpenAsync(api, group);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404 && !limit.IsCancellationRequested)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The text of a message without what differs from run to run: only names, order and punctuation are left.</summary>
    private static string Framing(string text) => Number().Replace(Value().Replace(text, "$1\"\""), "\"timestamp\":0");

    [GeneratedRegex("""
        ("(?:task_id|data|os|dill_version|python_version|globus_compute_sdk_version)":)"(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Value();

    [GeneratedRegex("""
        "timestamp":[0-9]+
        """)]
    private static partial Regex Number();
}
