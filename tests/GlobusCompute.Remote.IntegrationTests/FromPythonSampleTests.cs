using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>The sample with the examples of Python's documentation, as its users see it.</summary>
public sealed class FromPythonSampleTests
{
    private const string Expected = """
        == a call
        3
        == a function known at run time
        3
        == a registered function
        some result
        some result
        some result
        some result
        some result
        == many calls
        999000
        == as completed
        3 of 4 have an inverse
        == status
        done when it is made: False
        Completed, Succeeded, 9
        == an exception
        ValueError: there is no inverse of zero
        == map
        332833500
        == a shell command
        exit code 3
        It's $HOME; rm -rf `pwd`
        == reload after the process was killed
        20 tasks, sum of their results 2870
        == shutdown
        True, and no other call is taken: True

        """;

    [Fact]
    public async Task Every_example_of_Python_gives_in_CSharp_what_it_gives_there()
    {
        var configuration = typeof(FromPythonSampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Configuration").Value!;
        var program = Path.Combine(TestPaths.Root, "samples", "FromPython", "bin", configuration, "net10.0", "FromPython.dll");
        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GCOMPUTE_PYTHON"] = Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await error);
        Assert.Equal(Expected, (await output).ReplaceLineEndings("\n"));
        Assert.Equal(0, process.ExitCode);
    }
}
