using GlobusCompute.Remote.Authentication;
using GlobusCompute.Remote.Credentials;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote.Soak;

/// <summary>
/// A process with three clients: two of a person whose sign-in is stored, with a credential each, and one of a service. Its threads make calls until the time
/// is over.
/// </summary>
internal sealed class Caller(SoakOptions options, SoakTarget target)
{
    private readonly WarningLog _log = new();
    private int _tasks;
    private int _longTasks;
    private int _requests;
    private int _failures;

    public async Task<SoakCounts> RunAsync()
    {
        var shared = new GlobusCredentialOptions
        {
            Environment = new GlobusEnvironment("local", target.Url, target.Url),
            TokenStore = GlobusTokenStore.InFolder(target.Folder),
            LoggerFactory = _log,
        };
        IComputeCredential[] credentials =
            [new GlobusStoredCredential(shared), new GlobusStoredCredential(shared), GlobusClientCredential.FromEnvironment(shared)];
        var clients = credentials.Select(Connect).ToList();
        try
        {
            var end = TimeProvider.System.GetUtcNow() + options.Duration;
            await Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, options.Threads).Select(_ => Task.Run(() => CallAsync(client, end)))))
                .ConfigureAwait(false);
        }
        finally
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync().ConfigureAwait(false);
            }
        }

        return new SoakCounts(_tasks, _longTasks, _requests, _failures, _log.Count);
    }

    private ComputeClient Connect(IComputeCredential credential) => new(new ComputeClientOptions
    {
        ServiceUrl = target.Url,
        Credential = credential,
        LoggerFactory = _log,
        RequestBudget = null,
        Delivery = ComputeDelivery.Poll,
        PollInterval = TimeSpan.FromMilliseconds(50),
        MaxPollInterval = TimeSpan.FromMilliseconds(500),
    });

    private async Task CallAsync(ComputeClient client, DateTimeOffset end)
    {
        var soak = client.CreateExecutor(target.Endpoint).CreateProxy<ISoak>();

        // Threads are at different places, so that long calls do not take all workers at once.
        for (var number = Random.Shared.Next(60); TimeProvider.System.GetUtcNow() < end; number++)
        {
            try
            {
                await CallAsync(client, soak, number).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // What is wrong with a call is counted, and the others go on.
                Interlocked.Increment(ref _failures);
                await Console.Error.WriteLineAsync($"Failed: {e}").ConfigureAwait(false);
            }

            await Task.Delay(options.Pause, TimeProvider.System).ConfigureAwait(false);
        }
    }

    private async Task CallAsync(ComputeClient client, ISoak soak, int number)
    {
        if (number % 3 == 2)
        {
            await client.GetEndpointsAsync().ConfigureAwait(false);
            Interlocked.Increment(ref _requests);
        }
        else if (number % 60 == 1)
        {
            var seconds = options.Life.TotalSeconds * 1.2;
            Expect(await soak.Sleep(seconds).ConfigureAwait(false), seconds);
            Interlocked.Increment(ref _tasks);
            Interlocked.Increment(ref _longTasks);
        }
        else
        {
            Expect(await soak.Square(number).ConfigureAwait(false), number * number);
            Interlocked.Increment(ref _tasks);
        }
    }

    private static void Expect<T>(T result, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(result, expected))
        {
            throw new InvalidOperationException($"The result is {result} instead of {expected}.");
        }
    }
}
