using System.Globalization;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote.Victim;

/// <summary>An app that sends calls with a journal and is killed: by the test once it has said that all are accepted, or by itself.</summary>
internal static class Program
{
    /// <summary>How many calls wait for the gate.</summary>
    public const int Held = 1000;

    public static async Task<int> Main(string[] arguments)
    {
        var options = VictimOptions.Parse(arguments);
        using var death = new Death(options.Moment, options.Count);
        using var journal = ComputeJournal.Open(options.Journal, new ComputeJournalOptions { Write = death.Write, FlushToDisk = options.Moment == DeathMoment.None });
        await using var client = new ComputeClient(new ComputeClientOptions
        {
            ServiceUrl = options.Url,
            Credential = new ComputeAccessTokenCredential(options.Token),
            HttpMessageHandler = death,
            Delivery = options.Streams ? ComputeDelivery.Stream : ComputeDelivery.Poll,
            PollInterval = TimeSpan.FromMilliseconds(5),
            MaxPollInterval = TimeSpan.FromMilliseconds(50),
            RequestBudget = null,
            Journal = journal,
        });
        await (options.Moment == DeathMoment.None ? HoldAsync(client, options) : WorkAsync(client, options, death)).ConfigureAwait(false);
        return 0;
    }

    private static async Task HoldAsync(ComputeClient client, VictimOptions options)
    {
        var executor = client.CreateExecutor(options.Endpoint);
        var work = executor.CreateProxy<IWork>();
        var futures = Enumerable.Range(0, Held).Select(i => work.Hold(options.File, i, Tag(i))).ToList();
        await Task.WhenAll(futures.Select(static f => f.Submitted)).ConfigureAwait(false);
        Console.WriteLine(executor.TaskGroupId!.Value.ToString("D"));
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
    }

    // Single calls and bursts, in requests of one and of up to three calls, some awaited before the next and some not.
    private static async Task WorkAsync(ComputeClient client, VictimOptions options, Death death)
    {
        var random = new Random(options.Seed);
        IWork[] works =
        [
            client.CreateExecutor(options.Endpoint, new ComputeExecutorOptions { BatchSize = 1 }).CreateProxy<IWork>(),
            client.CreateExecutor(options.Endpoint, new ComputeExecutorOptions { BatchSize = 3 }).CreateProxy<IWork>(),
        ];
        var number = 0;
        var counted = new List<Task>();
        while (number < 20)
        {
            var work = works[random.Next(2)];
            var futures = Enumerable.Range(0, random.Next(1, 6)).Select(_ => work.Square(Tag(number), options.File, number++)).ToList();
            counted.AddRange(futures.Select(future => future.ContinueWith(_ => death.CountResult(), TaskScheduler.Default)));
            if (random.Next(3) > 0)
            {
                await Task.WhenAll(futures.Select(static f => f.Submitted)).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(counted).ConfigureAwait(false);
        Death.Die();
    }

    private static string Tag(int number) => "input " + number.ToString(CultureInfo.InvariantCulture);
}
