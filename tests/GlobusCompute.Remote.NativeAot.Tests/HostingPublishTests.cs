using System.Diagnostics;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.LocalService;

namespace GlobusCompute.Remote.NativeAot.Tests;

/// <summary>An app that is configured by its settings alone, compiled ahead of time, against a service in another process.</summary>
[Collection(nameof(PublishTests))] // Two publishes at once would build the projects that they share into the same files.
public sealed class HostingPublishTests : IDisposable
{
    private const string Expected = """
        cluster: batches of 100, 00:05:00 a call
        mean: 3

        """;

    private static readonly string s_python =
        Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gcompute-publish-");

    private string Tokens => Path.Combine(_folder.FullName, "tokens");

    [Fact]
    public async Task An_app_with_a_host_that_is_compiled_ahead_of_time_has_no_warnings_signs_in_and_runs_Python()
    {
        var project = Path.Combine("samples", "NativeAotHosting");
        string[] line = ["publish", project, "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", _folder.FullName, "--disable-build-servers"];
        (await DotNet.RunAsync(TestPaths.Root, line)).AssertClean();
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "GlobusCompute.Remote.dll")), "There should be one native program.");

        await using var local = await LocalComputeService.StartAsync(new LocalComputeServiceOptions { Python = s_python, Auth = true });
        await RunAsync(local, ("GlobusCompute__AccessToken", local.Token));
        Assert.Empty(local.Auth!.TokenRequests);

        // The library for sign-in, compiled ahead of time as well.
        var client = local.Auth.ConfidentialClient;
        await RunAsync(
            local,
            ("GLOBUS_COMPUTE_CLIENT_ID", client.Id.ToString()),
            ("GLOBUS_COMPUTE_CLIENT_SECRET", client.Secret!),
            ("GLOBUS_SDK_ENVIRONMENT", "local"),
            ("GLOBUS_SDK_SERVICE_URL_AUTH", local.Auth.Url.AbsoluteUri));
        var request = Assert.Single(local.Auth.TokenRequests);
        Assert.Equal(("client_credentials", client.Id, null), (request.GrantType, request.ClientId, request.Error));
        Assert.Single(Directory.EnumerateFiles(Tokens, "*.json"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync(LocalComputeService local, params (string Name, string Value)[] signIn)
    {
        var start = new ProcessStartInfo(Path.Combine(_folder.FullName, OperatingSystem.IsWindows() ? "NativeAotHosting.exe" : "NativeAotHosting"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GlobusCompute__ServiceUrl"] = local.Url.AbsoluteUri;
        start.Environment["GlobusCompute__Executors__cluster__EndpointId"] = local.EndpointId.ToString();
        start.Environment["GCOMPUTE_TOKEN_DIRECTORY"] = Tokens;
        foreach (var (name, value) in signIn)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await error);
        Assert.Equal(Expected, (await output).ReplaceLineEndings("\n"));
        Assert.Equal(0, process.ExitCode);
    }
}
