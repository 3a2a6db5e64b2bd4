using System.Text.Json;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Faults of the result stream, seen by a consumer that knows nothing of the library.</summary>
public sealed class StreamFaultTests(RabbitMqFixture rabbit) : IAsyncLifetime
{
    private static readonly string[] s_json = ["globus_compute_sdk.serialize.JSONData"];
    private readonly ManualTimeProvider _time = new();
    private readonly Guid _group = Guid.NewGuid();
    private LocalComputeService _service = null!;
    private Api _api = null!;
    private Guid _function;
    private StreamReader _reader = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = TestService.Python,
            Workers = 1,
            AmqpUrl = rabbit.Node.Uri,
            TimeProvider = _time,
        });
        _api = new Api(_service);
        _function = await _api.RegisterSourceAsync("f", "def f(x):\n    return x\n");
        var first = await SubmitAsync(1);
        _reader = await StreamReader.OpenAsync(_api, _group);
        Assert.Equal(first[0], (await _reader.ReadAsync()).TaskId);
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        _api.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Without_faults_results_come_once_each_in_the_order_of_their_tasks()
    {
        var ids = await SubmitAsync(50);

        Assert.Equal(ids, (await _reader.ReadUntilAsync(ids)).Select(m => m.TaskId));
    }

    [Fact]
    public async Task A_duplicated_result_comes_again_with_the_same_bytes()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Duplicate, Copies = 2, Nth = 2 });

        var ids = await SubmitAsync(3);
        var messages = await _reader.ReadUntilAsync(ids);

        Assert.Equal([ids[0], ids[1], ids[1], ids[1], ids[2]], messages.Select(m => m.TaskId));
        Assert.Equal(messages[1].Body, messages[2].Body);
        Assert.Equal(messages[1].Body, messages[3].Body);
    }

    [Fact]
    public async Task Reordered_results_come_last_first_in_groups()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Reorder, Size = 3 });

        var ids = await SubmitAsync(6);

        Assert.Equal([ids[2], ids[1], ids[0], ids[5], ids[4], ids[3]], (await _reader.ReadUntilAsync(ids)).Select(m => m.TaskId));
    }

    [Fact]
    public async Task Results_held_for_reordering_come_after_a_time_although_they_are_too_few()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Reorder, Size = 100, Duration = TimeSpan.FromSeconds(3) });
        var ids = await SubmitAsync(2);
        await _api.FinishAsync(ids);
        await Eventually.TrueAsync(() => _service.FaultCounts[0] == 2);
        _service.Faults = null;
        var next = await SubmitAsync(1);
        Assert.Equal(next[0], (await _reader.ReadAsync()).TaskId);

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal([ids[1], ids[0]], (await _reader.ReadUntilAsync(ids)).Select(m => m.TaskId));
    }

    [Fact]
    public async Task An_early_result_is_there_before_its_submission_is_answered()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Early });
        // The answer can only leave once the result was published; the result waits for the file.
        var gate = Path.GetTempFileName();
        var waits = await _api.RegisterSourceAsync("f", "def f(path):\n    import os, time\n    while os.path.exists(path):\n        time.sleep(0.01)\n");

        var submission = _api.SubmitAsync(waits, [Api.Arguments($"[{JsonSerializer.Serialize(gate)}]")], s_json, _group);
        await _time.WhenTimerDueInAsync(TimeSpan.FromSeconds(10)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(submission.IsCompleted);
        File.Delete(gate);
        var message = await _reader.ReadAsync();

        Assert.Equal((await submission)[0], message.TaskId);
    }

    [Fact]
    public async Task A_submission_with_early_results_is_answered_after_a_time_although_they_are_not_there()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Early, Duration = TimeSpan.FromSeconds(4) });
        var gate = Path.GetTempFileName();
        var waits = await _api.RegisterSourceAsync("f", "def f(path):\n    import os, time\n    while os.path.exists(path):\n        time.sleep(0.01)\n");
        var submission = _api.SubmitAsync(waits, [Api.Arguments($"[{JsonSerializer.Serialize(gate)}]")], s_json, _group);
        await _time.WhenTimerDueInAsync(TimeSpan.FromSeconds(4)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(4));

        var ids = await submission;
        Assert.DoesNotContain((await _api.StatusAsync(ids))[ids[0]].GetProperty("status").GetString(), new[] { "success", "failed" });
        File.Delete(gate);
        Assert.Equal(ids[0], (await _reader.ReadAsync()).TaskId);
    }

    [Fact]
    public async Task A_late_result_comes_after_its_delay_and_can_be_asked_for_before()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Late, Duration = TimeSpan.FromSeconds(9), Nth = 1 });

        var ids = await SubmitAsync(2);

        Assert.Equal(ids[1], (await _reader.ReadAsync()).TaskId);
        Assert.Equal("11\n0", (await _api.StatusAsync(ids))[ids[0]].GetProperty("result").GetString());
        await _time.WhenTimerDueInAsync(TimeSpan.FromSeconds(9)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(ids[0], (await _reader.ReadAsync()).TaskId);
    }

    [Fact]
    public async Task A_lost_result_is_never_streamed_but_can_be_asked_for()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Lose, Nth = 2 });

        var ids = await SubmitAsync(3);

        Assert.Equal([ids[0], ids[2]], (await _reader.ReadAsync(2)).Select(m => m.TaskId));
        Assert.Equal("11\n1", (await _api.StatusAsync(ids))[ids[1]].GetProperty("result").GetString());
    }

    [Fact]
    public async Task Malformed_messages_come_beside_the_right_ones_each_with_another_flaw()
    {
        Set(new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Malformed });

        var ids = await SubmitAsync(12);
        var messages = await _reader.ReadAsync(24);

        Assert.Equal(ids, messages.Where((_, i) => i % 2 == 1).Select(m => m.TaskId));
        var flawed = messages.Where((_, i) => i % 2 == 0).Select(m => m.Body).ToArray();
        Assert.Equal(12, flawed.Select(Convert.ToHexString).Distinct().Count());
        Assert.All(flawed, body => Assert.False(IsResult(body), System.Text.Encoding.UTF8.GetString(body)));
    }

    [Fact]
    public async Task Results_of_unknown_tasks_come_beside_the_right_ones_and_are_the_same_for_the_same_seed()
    {
        var rule = new FaultRule { At = FaultTarget.Results, Kind = FaultKind.Unknown };
        _service.Faults = new FaultPlan([rule], seed: 5);
        var ids = await SubmitAsync(3);
        var messages = await _reader.ReadAsync(6);
        _service.Faults = new FaultPlan([rule], seed: 5);
        await SubmitAsync(3);
        var again = await _reader.ReadAsync(6);

        Assert.Equal(ids, messages.Where((_, i) => i % 2 == 1).Select(m => m.TaskId));
        var strangers = messages.Where((_, i) => i % 2 == 0).ToArray();
        Assert.All(strangers, m => Assert.True(IsResult(m.Body)));
        Assert.Equal(3, strangers.Select(m => m.TaskId).Except(ids).Distinct().Count());
        Assert.All((await _api.StatusAsync(strangers.Select(m => m.TaskId))).Values, s => Assert.Contains("could not be found", s.GetProperty("reason").GetString()));
        Assert.Equal(strangers.Select(m => m.TaskId), again.Where((_, i) => i % 2 == 0).Select(m => m.TaskId));
    }

    [Fact]
    public async Task A_result_of_a_killed_worker_is_streamed_too()
    {
        Set(new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillBefore, Nth = 1 });

        var ids = await SubmitAsync(1);

        var message = await _reader.ReadAsync();
        Assert.Equal(ids[0], message.TaskId);
        Assert.Contains("WorkerLost", message.Data);
        Assert.Equal("RemoteExecutionError", message.Result.GetProperty("error_details").GetProperty("code").GetString());
    }

    private static bool IsResult(byte[] body)
    {
        try
        {
            var root = body is [1, ..] ? JsonDocument.Parse(body.AsMemory(1)).RootElement : default;
            return root.ValueKind == JsonValueKind.Object
                && root.GetProperty("message_type").GetString() == "result"
                && root.GetProperty("data") is var data
                && data.TryGetProperty("task_id", out var id) && id.TryGetGuid(out _)
                && data.TryGetProperty("data", out var text) && text.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Set(FaultRule rule) => _service.Faults = new FaultPlan([rule]);

    private Task<IReadOnlyList<Guid>> SubmitAsync(int count) =>
        _api.SubmitAsync(_function, Enumerable.Range(0, count).Select(i => Api.Arguments($"[{i}]")), s_json, _group);
}
