using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.TestFixtures.Tests;

public sealed class PythonInstallationTests
{
    [Fact]
    public async Task The_configured_Python_has_dill_and_numpy()
    {
        var python = await PythonInstallation.FindAsync();

        Assert.Equal(PythonInstallation.ConfiguredPath, python.Path);
        Assert.True(python.Version >= new Version(3, 9), $"{python.Version}");
        var versions = JsonSerializer.Deserialize<string[]>(
            await python.RunAsync("import json, dill, numpy; print(json.dumps([dill.__version__, numpy.__version__]))"))!;
        Assert.Equal([python.DillVersion, python.NumpyVersion], versions);
    }

    [Fact]
    public async Task It_is_checked_once_per_process() =>
        Assert.Same(await PythonInstallation.FindAsync(), await PythonInstallation.FindAsync());

    [Fact]
    public async Task A_script_reads_its_input_and_returns_its_output_as_UTF8()
    {
        var python = await PythonInstallation.FindAsync();
        var text = string.Concat(Enumerable.Repeat("ü€𝄞\n", 100_000));

        var echoed = await python.RunAsync("import sys; text = sys.stdin.read(); sys.stdout.write(str(len(text)) + ' ' + text[:4])", text);

        Assert.Equal("400000 ü€𝄞\n", echoed);
    }

    [Fact]
    public async Task A_script_that_leaves_its_input_unread_is_fine()
    {
        var python = await PythonInstallation.FindAsync();

        Assert.Equal("done", (await python.RunAsync("import os; os.close(0); print('done')", new string('x', 1_000_000))).Trim());
    }

    [Fact]
    public async Task A_failing_script_says_why()
    {
        var python = await PythonInstallation.FindAsync();

        var exception = await Assert.ThrowsAsync<PythonException>(() => python.RunAsync("raise ValueError('too cold')"));

        Assert.Contains("exit code 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ValueError: too cold", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_script_is_killed()
    {
        var python = await PythonInstallation.FindAsync();
        var mark = Guid.NewGuid().ToString();
        using var cancellation = new CancellationTokenSource();
        var running = python.RunAsync($"import signal; mark = '{mark}'; signal.pause()", cancellationToken: cancellation.Token);
        await Poll.UntilAsync(() => ProcessTable.WithCommandLine(mark).Length == 1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Poll.UntilAsync(() => ProcessTable.WithCommandLine(mark).Length == 0);
    }

    [Fact]
    public async Task A_missing_interpreter_is_named_with_what_to_install()
    {
        var exception = await Assert.ThrowsAsync<PythonException>(() => PythonInstallation.CheckAsync("/no/such/python3"));

        Assert.Contains("/no/such/python3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("tests/install.sh python3 python3-dill python3-numpy", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Python_without_dill_is_named_with_what_to_install()
    {
        // Without site-packages, as an interpreter that was just installed.
        var folder = Directory.CreateTempSubdirectory("gcompute-python-");
        try
        {
            var bare = Path.Combine(folder.FullName, "python3");
            await File.WriteAllTextAsync(bare, $"#!/bin/sh\nexec '{PythonInstallation.ConfiguredPath}' -S -E \"$@\"\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(bare, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            var exception = await Assert.ThrowsAsync<PythonException>(() => PythonInstallation.CheckAsync(bare));

            Assert.Contains("No module named 'dill'", exception.Message, StringComparison.Ordinal);
            Assert.Contains("GCOMPUTE_PYTHON", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
