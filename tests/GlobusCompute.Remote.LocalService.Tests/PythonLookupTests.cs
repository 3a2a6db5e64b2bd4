using GlobusCompute.Remote.LocalService.Workers;
using Xunit;

namespace GlobusCompute.Remote.LocalService.Tests;

/// <summary>One at a time: the tests set environment variables of this process.</summary>
[Collection("environment")]
public sealed class PythonLookupTests : IDisposable
{
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly string? _variable = Environment.GetEnvironmentVariable(PythonInterpreter.EnvironmentVariable);
    private readonly string _folder = Directory.CreateTempSubdirectory("gcompute-test-").FullName;

    [Fact]
    public async Task A_missing_Python_is_told_with_what_to_install_and_where_to_name_one()
    {
        Environment.SetEnvironmentVariable(PythonInterpreter.EnvironmentVariable, null);
        Environment.SetEnvironmentVariable("PATH", _folder);

        var e = await Assert.ThrowsAsync<PythonNotFoundException>(() => LocalComputeService.StartAsync());

        Assert.Contains("install one from https://www.python.org/downloads/", e.Message);
        Assert.Contains("LocalComputeServiceOptions.Python", e.Message);
        Assert.Contains("GCOMPUTE_PYTHON", e.Message);
        Assert.DoesNotContain("\n", e.Message);
    }

    [Fact]
    public async Task A_named_interpreter_that_is_not_there_is_not_replaced_by_another()
    {
        var missing = Path.Combine(_folder, "python");
        var option = await Assert.ThrowsAsync<PythonNotFoundException>(() => LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = missing }));
        Environment.SetEnvironmentVariable(PythonInterpreter.EnvironmentVariable, missing);
        var variable = await Assert.ThrowsAsync<PythonNotFoundException>(() => LocalComputeService.StartAsync());

        Assert.Contains($"LocalComputeServiceOptions.Python names the Python interpreter '{missing}'", option.Message);
        Assert.Contains($"The environment variable GCOMPUTE_PYTHON names the Python interpreter '{missing}'", variable.Message);
    }

    [Fact]
    public async Task The_option_comes_before_the_variable_and_the_variable_before_the_path()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for Python are shell scripts.");
        var broken = Script("python3", "echo no such luck >&2; exit 9");
        Environment.SetEnvironmentVariable("PATH", _folder);
        Environment.SetEnvironmentVariable(PythonInterpreter.EnvironmentVariable, broken);

        var named = await Assert.ThrowsAsync<PythonWorkerException>(() => LocalComputeService.StartAsync());
        await using var byOption = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = TestService.Python });
        Environment.SetEnvironmentVariable(PythonInterpreter.EnvironmentVariable, null);
        Script("python", $"exec {TestService.Python} \"$@\"");
        await using var secondOnPath = await LocalComputeService.StartAsync();

        Assert.Contains("exit code 9", named.Message);
        Assert.Contains("no such luck", named.Message);
        Assert.Single(byOption.WorkerProcessIds);
        Assert.Single(secondOnPath.WorkerProcessIds);
    }

    [Fact]
    public async Task A_Python_that_is_too_old_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for Python are shell scripts.");
        var old = Script("old", "exit 86");

        var e = await Assert.ThrowsAsync<PythonNotFoundException>(() => LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = old }));

        Assert.Contains("older than 3.9", e.Message);
    }

    [Fact]
    public async Task Workers_that_no_longer_start_fail_what_waits_and_a_repair_is_noticed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for Python are shell scripts.");
        var works = $"exec {TestService.Python} \"$@\"";
        var python = Script("python3", works);
        await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = python, Workers = 1 });
        using var api = new Api(service);
        var deadly = await api.RegisterSourceAsync("f", "import os\ndef f():\n    os._exit(1)\n");
        Script("python3", "echo gone >&2; exit 9");

        var ids = await api.SubmitAsync(deadly, [Api.NoArguments, Api.NoArguments]);
        var all = await api.FinishAsync(ids);
        Script("python3", works);
        var repaired = await api.RunAsync(await api.RegisterSourceAsync("f", "def f():\n    return 1\n"));

        Assert.Contains("WorkerLost", all[ids[0]].GetProperty("exception").GetString());
        Assert.Contains($"no worker process could be started with '{python}'", all[ids[1]].GetProperty("exception").GetString());
        Assert.Contains("gone", all[ids[1]].GetProperty("exception").GetString());
        Assert.Equal("11\n1", repaired.GetProperty("result").GetString());
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        Environment.SetEnvironmentVariable(PythonInterpreter.EnvironmentVariable, _variable);
        Directory.Delete(_folder, recursive: true);
    }

    private string Script(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        var made = path + ".new";
        File.WriteAllText(made, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(made, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.Move(made, path, overwrite: true);
        return path;
    }
}

[CollectionDefinition("environment", DisableParallelization = true)]
public sealed class EnvironmentCollection;
