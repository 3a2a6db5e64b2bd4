using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Tasks that fork: their children have the worker's memory, but nothing to say to the service.</summary>
public sealed class WorkerForkTests
{
    [Fact]
    public async Task A_detached_child_does_not_hold_back_the_end_of_its_worker()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no fork on Windows.");
        var file = Path.GetTempFileName();
        var source = """
            import os, time
            def f(path):
                if os.fork() == 0:
                    os.setsid()
                    with open(path, 'w') as file:
                        file.write(str(os.getpid()))
                    time.sleep(600)
                while not os.path.getsize(path):
                    time.sleep(0.01)
                os._exit(7)
            """;
        try
        {
            var task = await RunAsync(source, Api.Arguments($"[{JsonSerializer.Serialize(file)}]"));

            Assert.Equal("failed", task.GetProperty("status").GetString());
            Assert.Contains("exit code 7", task.GetProperty("exception").GetString());
        }
        finally
        {
            using var child = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(file, CancellationToken.None), CultureInfo.InvariantCulture));
            child.Kill();
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_child_that_returns_from_its_task_ends_there_and_the_result_is_its_parents()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no fork on Windows.");
        var source = """
            import os
            def f():
                open('kept.txt', 'w').close()
                child = os.fork()
                if child == 0:
                    return 'child'
                os.waitpid(child, 0)
                return ['parent', os.path.exists('kept.txt')]
            """;

        var task = await RunAsync(source, Api.NoArguments);

        Assert.True(task.TryGetProperty("result", out var result), task.ToString());
        Assert.Equal("11\n[\"parent\", true]", result.GetString());
    }

    [Fact]
    public async Task A_child_that_exits_leaves_its_parents_folder_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no fork on Windows.");
        var source = """
            import os, sys
            def f():
                open('kept.txt', 'w').close()
                child = os.fork()
                if child == 0:
                    sys.exit(3)
                _, status = os.waitpid(child, 0)
                return [os.WEXITSTATUS(status), os.path.exists('kept.txt')]
            """;

        var task = await RunAsync(source, Api.NoArguments);

        Assert.True(task.TryGetProperty("result", out var result), task.ToString());
        Assert.Equal("11\n[3, true]", result.GetString());
    }

    private static async Task<JsonElement> RunAsync(string source, string arguments)
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });
        using var api = new Api(service);
        return await api.RunAsync(await api.RegisterSourceAsync("f", source), arguments);
    }
}
