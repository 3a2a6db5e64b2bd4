using System.Diagnostics;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.NativeAot.Tests;

/// <summary>The sample as its users publish it: without a word of warning, and with the same results as under a just-in-time compiler.</summary>
[Collection(nameof(PublishTests))] // Two publishes at once would build the projects that they share into the same files.
public sealed class PublishTests : IDisposable
{
    private const string Expected = """
        strongest: 588.995 nm
        above a million counts: none
        shifted: 589.584 nm
        from 588.995 to 819.482 nm
        total: 120600 counts
        ValueError: a shift of -2.0 turns wavelengths around
        2 peaks in a test, the highest at 3; without any: True
        cropped to 1 and 3 points
        Lorentzian: 5, 9
        Gaussian: 3

        """;

    private static readonly string s_python =
        Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gcompute-publish-");

    private string NativeProgram => Path.Combine(_folder.FullName, OperatingSystem.IsWindows() ? "NativeAot.exe" : "NativeAot");

    [Fact]
    public async Task A_program_compiled_ahead_of_time_has_no_warnings_is_of_a_modest_size_and_runs_Python()
    {
        await PublishAsync();
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "GlobusCompute.Remote.dll")), "There should be one native program.");

        // Generic code that is compiled once more for each type adds megabytes, LINQ over structs above all: docs/scale.md says how to see which.
        Assert.InRange(new FileInfo(NativeProgram).Length, 1_000_000, 18_200_000);
        await RunAsync();
    }

    // It is not run here: the net9.0 runtime locks up when trimmed, with any program whose threads wait for a lock.
    [Fact]
    public async Task A_trimmed_program_with_its_own_runtime_has_no_warnings() => await PublishAsync("-property:Trimmed=true");

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task PublishAsync(params string[] options)
    {
        var project = Path.Combine("samples", "NativeAot");
        string[] line = ["publish", project, "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", _folder.FullName, "--disable-build-servers"];
        (await DotNet.RunAsync(TestPaths.Root, [.. line, .. options])).AssertClean();
    }

    private async Task RunAsync()
    {
        await using var local = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = s_python });
        var start = new ProcessStartInfo(NativeProgram, [local.Url.AbsoluteUri, local.EndpointId.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[ComputeAccessTokenCredential.EnvironmentVariable] = local.Token;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await error);
        Assert.Equal(Expected, (await output).ReplaceLineEndings("\n"));
        Assert.Equal(0, process.ExitCode);
    }
}
