using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Soak;

/// <summary>Runs the service and its Globus Auth, signs a person in, starts the processes that make calls, and compares what they did with what Auth saw.</summary>
internal static class Conductor
{
    public static async Task<int> RunAsync(SoakOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("gcompute-soak-").FullName;
        try
        {
            await using var service = await LocalComputeService.StartAsync(new LocalComputeServiceOptions
            {
                Auth = true,
                AuthOptions = { AccessTokenLifetime = options.Life },
                Workers = 4,
            }).ConfigureAwait(false);
            var target = new SoakTarget(service.Url, service.EndpointId, folder);
            var watch = Stopwatch.StartNew();
            await SignInAsync(service.Auth!, target).ConfigureAwait(false);
            var counts = await Task.WhenAll(Enumerable.Range(0, options.Processes).Select(_ => CallAsync(options, target, service.Auth!))).ConfigureAwait(false);
            return Report(counts.Aggregate(static (one, other) => one + other), service.Auth!, options, watch.Elapsed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SignInAsync(LocalAuth auth, SoakTarget target)
    {
        var credential = new GlobusInteractiveCredential(new GlobusInteractiveCredentialOptions
        {
            Environment = new GlobusEnvironment("local", target.Url, target.Url),
            TokenStore = GlobusTokenStore.InFolder(target.Folder),
            OpenBrowser = async (url, cancellationToken) =>
            {
                using var browser = new HttpClient();
                using var page = await browser.GetAsync(
                    await auth.SignInAsync(url, auth.People[0].Username, true, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            },
        });
        await credential.SignInAsync().ConfigureAwait(false);
    }

    private static async Task<SoakCounts> CallAsync(SoakOptions options, SoakTarget target, LocalAuth auth)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (var argument in options.ToArguments(target))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[GlobusClientCredential.ClientIdVariable] = auth.ConfidentialClient.Id.ToString();
        start.Environment[GlobusClientCredential.ClientSecretVariable] = auth.ConfidentialClient.Secret;
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            return process.ExitCode == 0 ? SoakCounts.Parse(output) : throw new InvalidOperationException($"A process ended with code {process.ExitCode}.");
        }
        finally
        {
            process.Kill();
        }
    }

    private static int Report(SoakCounts counts, LocalAuth auth, SoakOptions options, TimeSpan duration)
    {
        var requests = auth.TokenRequests.ToLookup(static request => request.ClientId);
        Renewals[] renewals =
        [
            new("person", [.. requests[auth.NativeClient.Id]], options.Life, duration),
            new("service", [.. requests[auth.ConfidentialClient.Id]], options.Life, duration),
        ];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {duration.TotalSeconds:F0} s, tokens that live {options.Life.TotalSeconds:F0} s, {options.Processes} processes with 3 clients of {options.Threads} threads each
            {counts.Tasks} tasks, {counts.LongTasks} of them longer than a life; {counts.Requests} other requests; {counts.Failures} failed; {counts.Warnings} warnings
            {renewals[0]}
            {renewals[1]}
            """));
        return counts is { Failures: 0, Warnings: 0 } && counts.Tasks > 0 && Array.TrueForAll(renewals, static each => each.IsGood) ? 0 : 1;
    }
}
