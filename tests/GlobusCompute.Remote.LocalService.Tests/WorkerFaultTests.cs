using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Workers that are killed on demand.</summary>
public sealed class WorkerFaultTests : IAsyncLifetime
{
    private const string Record = """
        def f(path, seconds=0):
            import time
            with open(path, 'a') as file:
                file.write('x')
            time.sleep(seconds)
            return 1
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gcompute-faults-").FullName;
    private LocalComputeService _service = null!;
    private Api _api = null!;
    private Guid _function;

    public async ValueTask InitializeAsync()
    {
        _service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 2 });
        _api = new Api(_service);
        _function = await _api.RegisterSourceAsync("f", Record);
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_worker_killed_before_its_task_fails_that_task_as_lost_and_never_runs_it()
    {
        var before = _service.WorkerProcessIds;
        _service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillBefore, Nth = 1 }]);

        var (file, task) = await RunAsync();

        AssertLost(task, "before it ran this task");
        Assert.False(File.Exists(file));
        Assert.False(task.GetProperty("details").GetProperty("task_transitions").TryGetProperty("execution-start", out _));
        Assert.DoesNotContain(before[0], _service.WorkerProcessIds);
        var (next, ran) = await RunAsync();
        Assert.Equal("success", ran.GetProperty("status").GetString());
        Assert.Equal("x", await File.ReadAllTextAsync(next, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_worker_killed_at_once_fails_even_the_shortest_task_as_lost()
    {
        _service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillRunning, Every = 2 }]);
        var quick = await _api.RegisterSourceAsync("f", "def f():\n    return 1\n");
        var ids = await _api.SubmitAsync(quick, Enumerable.Repeat(Api.NoArguments, 20), ["globus_compute_sdk.serialize.JSONData"]);

        var tasks = await _api.FinishAsync(ids);

        for (var i = 0; i < ids.Count; i++)
        {
            if (i % 2 == 1)
            {
                AssertLost(tasks[ids[i]], "while it ran this task");
                Assert.True(tasks[ids[i]].GetProperty("details").GetProperty("task_transitions").TryGetProperty("execution-start", out _));
            }
            else
            {
                Assert.Equal("11\n1", tasks[ids[i]].GetProperty("result").GetString());
            }
        }

        Assert.Equal([10], _service.FaultCounts);
    }

    [Fact]
    public async Task A_worker_killed_while_running_has_begun_its_task_and_is_gone()
    {
        _service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillRunning, Duration = TimeSpan.FromSeconds(0.5), Nth = 1 }]);
        var function = await _api.RegisterSourceAsync("f", """
            def f(path):
                import os, time
                with open(path, 'a') as file:
                    file.write(str(os.getpid()))
                time.sleep(600)
            """);
        var file = NewFile();
        var id = (await _api.SubmitAsync(function, [Api.Arguments($"[{JsonSerializer.Serialize(file)}]")]))[0];

        var task = (await _api.FinishAsync([id]))[id];

        AssertLost(task, "while it ran this task");
        var process = int.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        Assert.DoesNotContain(process, _service.WorkerProcessIds);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(process));
    }

    [Fact]
    public async Task A_task_that_ends_before_its_worker_is_killed_is_not_disturbed()
    {
        _service.Faults = new FaultPlan([new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillRunning, Duration = TimeSpan.FromMinutes(10) }]);
        var before = _service.WorkerProcessIds;

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("success", (await RunAsync()).Task.GetProperty("status").GetString());
        }

        Assert.Equal([3], _service.FaultCounts);
        Assert.Contains(before[0], _service.WorkerProcessIds);
    }

    [Fact]
    public async Task Tasks_beside_a_killed_worker_are_run_once_each()
    {
        _service.Faults = new FaultPlan(
        [
            new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillBefore, Probability = 0.1 },
            new FaultRule { At = FaultTarget.Workers, Kind = FaultKind.KillRunning, Probability = 0.1 },
        ], seed: 3);
        var files = Enumerable.Range(0, 100).Select(_ => NewFile()).ToArray();
        var ids = await _api.SubmitAsync(_function, files.Select(f => Api.Arguments($"[{JsonSerializer.Serialize(f)}]")), ["globus_compute_sdk.serialize.JSONData"]);

        var tasks = await _api.FinishAsync(ids);

        var lost = ids.Where(id => tasks[id].GetProperty("status").GetString() == "failed").ToArray();
        Assert.Equal(_service.FaultCounts.Sum(), lost.Length);
        Assert.All(_service.FaultCounts, count => Assert.InRange(count, 3, 25));
        Assert.All(lost, id => AssertLost(tasks[id], "it ran this task"));
        Assert.All(ids.Zip(files), pair =>
        {
            var runs = File.Exists(pair.Second) ? new FileInfo(pair.Second).Length : 0;
            Assert.True(lost.Contains(pair.First) ? runs <= 1 : runs == 1, $"{pair.First} ran {runs} times");
        });
    }

    private static void AssertLost(JsonElement task, string when)
    {
        Assert.Equal("failed", task.GetProperty("status").GetString());
        var text = task.GetProperty("exception").GetString()!;
        Assert.Matches(@"parsl\.[\w.]+\.WorkerLost: ", text);
        Assert.Contains(when, text);
        Assert.Contains("SIGKILL", text);
    }

    private string NewFile() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));

    private async Task<(string File, JsonElement Task)> RunAsync()
    {
        var file = NewFile();
        return (file, await _api.RunAsync(_function, Api.Arguments($"[{JsonSerializer.Serialize(file)}]")));
    }
}
