using System.Collections.Concurrent;
using System.Globalization;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.LocalService;
using GlobusCompute.Remote.TestFixtures;
using GlobusCompute.Remote.Victim;
using Xunit;

namespace GlobusCompute.Remote.IntegrationTests.ComingBack;

/// <summary>What is there again after the process that sent the calls was killed.</summary>
public sealed class KilledProcessTests(RabbitMqFixture rabbit) : IDisposable
{
    private const int Killed = 137;
    private const int Points = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("globus-compute-victim-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_pending_tasks_all_come_back_each_by_its_tag(bool streams)
    {
        await using var service = await StartAsync(streams);
        var journalPath = File("journal");
        var gate = File("gate");
        Guid group;
        using (var victim = VictimProcess.Start(VictimProcess.OptionsFor(service, journalPath, gate, streams)))
        {
            group = await victim.ReadGroupAsync();
            await victim.KillAsync();
        }

        var statistics = service.GetTaskStatistics();
        Assert.Equal((0, 0, 1000), (statistics.Succeeded, statistics.Failed, statistics.Waiting + statistics.Running.Count));

        using var journal = ComputeJournal.Open(journalPath);
        Assert.False(journal.IsDamaged);
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions()) { Journal = journal });
        await using var executor = client.CreateExecutor(service.EndpointId);
        var reloaded = await executor.ReloadTasksAsync<int[]>(group);
        Assert.Equal(1000, reloaded.Count);
        Assert.All(reloaded, static future => Assert.False(future.IsCompleted));
        var byTag = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => client.FindByTagAsync<int[]>(Tag(i))));

        System.IO.File.WriteAllText(gate, "");
        var all = await Task.WhenAll(reloaded);
        var tagged = await Task.WhenAll(byTag);

        Assert.Equal(Enumerable.Range(0, 1000).Select(Result), all.OrderBy(static r => r[0]));
        Assert.Equal(Enumerable.Range(0, 1000).Select(Result), tagged);
        Assert.All(reloaded.Zip(all), static pair => Assert.Equal(Tag(pair.Second[0]), pair.First.Handle.Tag));
        Assert.Equal(1000, journal.GetEntries().Count(static e => e.State == ComputeJournalState.Ended));

        // Once more, as another process that finds all of them finished.
        await using var other = service.CreateClient();
        var finished = await other.CreateExecutor(service.EndpointId).ReloadTasksAsync<int[]>(group);
        Assert.All(finished, static future => Assert.True(future.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Killed_at_a_hundred_random_points_a_journal_is_readable_and_binds_nothing_wrongly()
    {
        await using var service = await StartAsync(streams: false);
        var whole = await LengthOfWholeRunAsync(service);
        var random = new Random(20261123);
        var points = Enumerable.Range(0, Points).Select(i => (Number: i, Seed: random.Next(), Moment: (DeathMoment)random.Next(1, 5), Where: random.NextDouble())).ToList();
        var outcomes = new ConcurrentDictionary<string, int>();

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (point, _) =>
        {
            var count = (long)Math.Ceiling(point.Where * (point.Moment == DeathMoment.JournalByte ? whole : point.Moment == DeathMoment.Result ? 20 : 12));
            var name = point.Number.ToString(CultureInfo.InvariantCulture);
            var options = VictimProcess.OptionsFor(service, File($"journal-{name}"), File($"notes-{name}")) with { Seed = point.Seed, Moment = point.Moment, Count = count };
            using (var victim = VictimProcess.Start(options))
            {
                Assert.Equal(Killed, await victim.WaitAsync());
            }

            foreach (var outcome in await LookAsync(service, options))
            {
                outcomes.AddOrUpdate(outcome, 1, static (_, n) => n + 1);
            }
        });

        TestContext.Current.SendDiagnosticMessage(string.Join(", ", outcomes.OrderBy(static o => o.Key).Select(static o => $"{o.Key}: {o.Value}")));

        // Of each kind there were many, or the points were no good.
        Assert.True(outcomes["found"] > 500);
        Assert.True(outcomes["never sent"] > 100);
        Assert.InRange(outcomes["unknown"], 1, Points * 6);
    }

    /// <summary>Asks for all calls that the victim could have made, and compares with what the tasks have noted.</summary>
    private static async Task<List<string>> LookAsync(LocalComputeService service, VictimOptions options)
    {
        using var journal = ComputeJournal.Open(options.Journal);
        Assert.False(journal.IsDamaged);
        await using var client = new ComputeClient(new ComputeClientOptions(service.CreateClientOptions()) { Journal = journal });
        var outcomes = new List<string>();
        var neverSent = new List<int>();
        for (var number = 0; number < 24; number++)
        {
            try
            {
                var future = await client.FindByTagAsync<int[]>(Tag(number));
                Assert.Equal(Result(number), await future);
                Assert.Equal(Tag(number), future.Handle.Tag);
                outcomes.Add("found");
            }
            catch (CallNotSentException e)
            {
                Assert.Equal(Tag(number), e.Tag);
                neverSent.Add(number);
                outcomes.Add("never sent");
            }
            catch (CallOutcomeUnknownException e)
            {
                Assert.Equal(Tag(number), e.Handle.Tag);
                Assert.Equal(ComputeJournalState.Unknown, journal.Find(Tag(number))!.State);
                outcomes.Add("unknown");
            }
        }

        // What was never sent has not run. All that was accepted has ended by now, or will not be one of these.
        await Eventually.TrueAsync(() => service.GetTaskStatistics() is { Waiting: 0, Running.Count: 0 });
        var ran = System.IO.File.Exists(options.File) ? System.IO.File.ReadAllLines(options.File).Select(static line => int.Parse(line, CultureInfo.InvariantCulture)) : [];
        Assert.Empty(ran.Intersect(neverSent));
        return outcomes;
    }

    private async Task<long> LengthOfWholeRunAsync(LocalComputeService service)
    {
        var options = VictimProcess.OptionsFor(service, File("whole"), File("whole-notes")) with { Seed = 1, Moment = DeathMoment.JournalByte, Count = long.MaxValue };
        using var victim = VictimProcess.Start(options);
        Assert.Equal(Killed, await victim.WaitAsync());
        return new FileInfo(options.Journal).Length;
    }

    private Task<LocalComputeService> StartAsync(bool streams) => LocalComputeService.StartAsync(new LocalComputeServiceOptions
    {
        Python = "/usr/bin/python3",
        Workers = 2,
        AmqpUrl = streams ? rabbit.Node.Uri : null,
    });

    private static int[] Result(int number) => [number, number * number];

    private static string Tag(int number) => "input " + number.ToString(CultureInfo.InvariantCulture);

    private string File(string name) => Path.Combine(_folder, name);
}
