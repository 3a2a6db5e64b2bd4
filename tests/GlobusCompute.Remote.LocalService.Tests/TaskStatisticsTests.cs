using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

public sealed class TaskStatisticsTests
{
    [Fact]
    public async Task Tasks_are_counted_by_state_and_the_last_ones_are_told_in_the_order_of_their_ends()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });
        using var api = new Api(service);
        var add = await api.RegisterSourceAsync("add", "def add():\n    return 1\n");
        var calibrate = await api.RegisterSourceAsync("calibrate", "def calibrate():\n    raise ValueError('bad reading')\n");
        var die = await api.RegisterSourceAsync("die", "import os\ndef die():\n    os._exit(7)\n");
        var linger = await api.RegisterSourceAsync("linger", "import time\ndef linger():\n    time.sleep(600)\n");
        Assert.Empty(service.GetTaskStatistics().RecentlyFinished);

        await api.RunAsync(add);
        await api.RunAsync(calibrate);
        await api.RunAsync(die);
        var running = await api.SubmitAsync(linger, [Api.NoArguments]);
        await api.ReachAsync(running, "running");
        await api.SubmitAsync(add, [Api.NoArguments, Api.NoArguments]);
        var tasks = service.GetTaskStatistics();

        Assert.Equal((2, 1L, 2L), (tasks.Waiting, tasks.Succeeded, tasks.Failed));
        Assert.Equal(["add", "calibrate", "die"], tasks.RecentlyFinished.Select(t => t.FunctionName));
        Assert.All(tasks.RecentlyFinished, t => Assert.True(t.StartedAt >= t.SubmittedAt.AddSeconds(-1) && t.FinishedAt >= t.SubmittedAt && t.Duration >= TimeSpan.Zero));
        Assert.Null(tasks.RecentlyFinished[0].Failure);
        Assert.Equal("ValueError: bad reading", tasks.RecentlyFinished[1].Failure);
        Assert.Matches("^parsl.*WorkerLost: The worker process [0-9]+ was lost .* exit code 7$", tasks.RecentlyFinished[2].Failure);
        var task = Assert.Single(tasks.Running);
        Assert.Equal((running[0], "linger", (DateTimeOffset?)null, (string?)null), (task.TaskId, task.FunctionName, task.FinishedAt, task.Failure));
        Assert.True(task.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_hundred_tasks_are_remembered_and_all_are_counted()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1, MaxFinishedTasks = 1 });
        using var api = new Api(service);
        var add = await api.RegisterSourceAsync("add", "def add():\n    return 1\n");

        var ids = await api.SubmitAsync(add, Enumerable.Repeat(Api.NoArguments, 120));
        await api.FinishAsync(ids);
        var tasks = service.GetTaskStatistics();

        Assert.Equal(120, tasks.Succeeded);
        Assert.Equal(ids.Skip(20), tasks.RecentlyFinished.Select(t => t.TaskId));
    }
}
