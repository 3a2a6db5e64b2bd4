using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>Nothing outlives the service: neither a process nor a file.</summary>
public sealed class EndTests
{
    private const string Sleeps = "import time\ndef f():\n    open('file.txt', 'w').close()\n    time.sleep(600)\n";

    // One call into C that gives no other Python thread a turn for hours.
    private const string NeverYields = "def f():\n    return sum(range(10 ** 13))\n";

    private const string HasChildren = """
        import subprocess, sys, time
        def f():
            subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=False)
            time.sleep(600)
        """;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Disposal_leaves_no_process_and_no_file_whatever_runs()
    {
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 3 });
        using var api = new Api(service);
        var ids = new List<Guid>();
        foreach (var source in new[] { Sleeps, NeverYields, HasChildren })
        {
            ids.AddRange(await api.SubmitAsync(await api.RegisterSourceAsync("f", source), [Api.NoArguments]));
        }

        await api.ReachAsync(ids, "running");
        var workers = service.WorkerProcessIds;

        await service.DisposeAsync();

        Assert.Equal(3, workers.Count);
        Assert.All(workers, pid => Assert.False(IsAlive(pid)));
        Assert.All(workers, pid => Assert.Empty(GroupOf(pid)));
        Assert.False(Directory.Exists(service.TaskFolder));
    }

    [Fact]
    public async Task A_killed_app_leaves_no_process_and_no_file()
    {
        using var app = StartApp(Sleeps, HasChildren);
        var report = await ReadReportAsync(app);
        Assert.Equal(2, report.ProcessIds.Count);
        Assert.True(Directory.Exists(report.Folder));

        app.Kill();

        Until(() => !report.ProcessIds.Any(IsAlive) && report.ProcessIds.All(pid => GroupOf(pid).Count == 0) && !Directory.Exists(report.Folder));
    }

    [Fact]
    public async Task A_worker_stuck_in_native_code_ends_soon_after_its_app_was_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's parent-death signal exists on Linux only.");
        using var app = StartApp(NeverYields);
        var report = await ReadReportAsync(app);

        app.Kill();
        var watch = Stopwatch.StartNew();
        Until(() => !report.ProcessIds.Any(IsAlive));

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task The_next_start_sweeps_what_a_dead_process_left_and_spares_the_living()
    {
        await using var living = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });
        var prefix = living.TaskFolder[..living.TaskFolder.LastIndexOf('-')];
        using var dead = Process.Start(new ProcessStartInfo(TestService.Python, "-c pass"))!;
        await dead.WaitForExitAsync();
        var stale = $"{prefix[..prefix.LastIndexOf('-')]}-{dead.Id}-0123456789abcdef";
        Directory.CreateDirectory(Path.Combine(stale, "worker-1"));
        Directory.CreateDirectory(living.TaskFolder);

        await using var next = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python, Workers = 1 });

        Assert.False(Directory.Exists(stale));
        Assert.True(Directory.Exists(living.TaskFolder));
    }

    private static Process StartApp(params string[] sources)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            info.ArgumentList.Add(typeof(EndTests).Assembly.Location);
        }

        info.ArgumentList.Add(VictimApp.Argument);
        foreach (var source in sources)
        {
            info.ArgumentList.Add(source);
        }

        return Process.Start(info)!;
    }

    private static async Task<VictimApp.Report> ReadReportAsync(Process app) =>
        JsonSerializer.Deserialize<VictimApp.Report>((await app.StandardOutput.ReadLineAsync())!)!;

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, s_limit), $"It did not come true within {s_limit}.");

    internal static bool IsAlive(int pid) => State(pid) is not (null or "Z" or "X");

    /// <summary>The living members of the process group that a worker led.</summary>
    private static List<int> GroupOf(int leader) =>
        !OperatingSystem.IsLinux() ? [] :
        [.. Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Fields(pid) is { } fields && fields[2] == leader.ToString(System.Globalization.CultureInfo.InvariantCulture) && IsAlive(pid))];

    private static string? State(int pid)
    {
        if (OperatingSystem.IsLinux())
        {
            return Fields(pid)?[0];
        }

        return Process.GetProcesses().Any(p => p.Id == pid) ? "R" : null;
    }

    // State, parent, group and so on: what follows the name in brackets.
    private static string[]? Fields(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
