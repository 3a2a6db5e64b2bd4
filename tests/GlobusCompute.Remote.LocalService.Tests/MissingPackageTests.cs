using System.Diagnostics;
using GlobusCompute.Remote.LocalService.Workers;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>What is said at start of a Python that lacks packages which pickles and arrays need.</summary>
public sealed class MissingPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gcompute-test-").FullName;

    [Theory]
    [InlineData("", "", "dill and numpy", "dill numpy")]
    [InlineData("__version__ = '0.0'", "", "numpy", "numpy")]
    [InlineData("", "__version__ = '0.0'", "dill", "dill")]
    [InlineData("raise ImportError('broken')", "__version__ = '0.0'", "dill", "dill")]
    [InlineData("raise ImportError('broken')", "", "dill and numpy", "dill numpy")]
    public async Task A_package_that_Python_lacks_is_told_with_the_command_that_installs_it(string dill, string numpy, string packages, string arguments)
    {
        var warning = Assert.Single(await StartAsync(dill, numpy));

        var executable = await RunAsync("import sys; print(sys.executable)");
        Assert.StartsWith($"{executable} does not have {packages}: ", warning);
        Assert.EndsWith($" {executable} -m pip install {arguments}", warning);
    }

    [Fact]
    public async Task Nothing_is_said_of_a_Python_that_has_them() =>
        Assert.Empty(await StartAsync("__version__ = '0.0'", "raise RuntimeError('nobody has asked for it')"));

    [Theory]
    [InlineData("/usr/bin/python3", "/usr/bin/python3 -m pip install dill numpy")]
    [InlineData(@"C:\Program Files\Python\python.exe", "\"C:\\Program Files\\Python\\python.exe\" -m pip install dill numpy")]
    public void The_command_can_be_pasted_into_a_shell(string executable, string command) =>
        Assert.Equal(command, new WorkerDescription("", "3.11.2", executable, ["dill", "numpy"]).InstallCommand);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Starts a service with two workers on a Python that has nothing but what is given, and gives its warnings.</summary>
    private async Task<IReadOnlyList<string>> StartAsync(string dill, string numpy)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for Python is a shell script.");
        foreach (var (name, source) in new[] { ("dill", dill), ("numpy", numpy) })
        {
            if (source.Length > 0)
            {
                await File.WriteAllTextAsync(Path.Combine(_folder, $"{name}.py"), source + "\n");
            }
        }

        // Without the module site, Python knows no installed packages.
        var python = Path.Combine(_folder, "python");
        await File.WriteAllTextAsync(python, $"#!/bin/sh\nexec {TestService.Python} -S \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(python, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var loggers = new CapturingLoggers();
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
        {
            Python = python,
            Workers = 2,
            Environment = new Dictionary<string, string?> { ["PYTHONPATH"] = _folder },
            LoggerFactory = loggers,
        });
        using var api = new Api(service);
        var function = await api.RegisterSourceAsync("f", "import time\ndef f():\n    time.sleep(0.05)\n    return 1\n");
        await api.FinishAsync(await api.SubmitAsync(function, Enumerable.Repeat(Api.NoArguments, 4), ["globus_compute_sdk.serialize.JSONData"]));
        return [.. loggers.Lines.Where(l => l.Level == LogLevel.Warning).Select(l => l.Text)];
    }

    private static async Task<string> RunAsync(string program)
    {
        using var python = Process.Start(new ProcessStartInfo(TestService.Python, ["-c", program]) { RedirectStandardOutput = true })!;
        return (await python.StandardOutput.ReadToEndAsync()).Trim();
    }
}
