using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Runtime;
using Xunit;

namespace GlobusCompute.Remote.Tests.Journal;

public sealed class ComputeJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private string Path => _folder.File("calls.journal");

    private ComputeJournalOptions Options => new() { TimeProvider = _time };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_journal_is_a_line_that_names_format_and_version()
    {
        ComputeJournal.Open(Path).Dispose();

        Assert.Equal("globus-compute-journal 1\n", File.ReadAllText(Path));
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        using var journal = ComputeJournal.Open(Path);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path + ".lock"));
        }

        Assert.True(File.Exists(Path));
    }

    [Fact]
    public async Task Calls_are_there_again_after_a_restart()
    {
        await SendAsync("a", "b", null);

        using var journal = ComputeJournal.Open(Path, Options);

        Assert.Equal(["a", "b", null], journal.GetEntries().Select(static e => e.Handle.Tag));
        Assert.All(journal.GetEntries(), static e =>
        {
            Assert.Equal(ComputeJournalState.Ended, e.State);
            Assert.NotNull(e.Handle.TaskId);
            Assert.NotNull(e.Handle.TaskGroupId);
            Assert.Equal("ITest.f", e.Handle.FunctionName);
            Assert.Equal(TestCalls.Endpoint, e.Handle.EndpointId);
        });
        Assert.Equal("b", journal.Find("b")!.Handle.Tag);
        Assert.Null(journal.Find("c"));
    }

    [Fact]
    public async Task It_holds_no_arguments_and_no_results()
    {
        await SendAsync("a");

        var text = File.ReadAllText(Path);
        Assert.DoesNotContain("11\\\\n", text);
        Assert.Equal(4, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task What_is_older_than_its_retention_goes_when_it_is_opened_and_the_rest_stays()
    {
        await SendAsync("old");
        _time.Advance(TimeSpan.FromDays(20));
        await SendAsync("young");
        _time.Advance(TimeSpan.FromDays(20));
        var before = new FileInfo(Path).Length;

        using (var journal = ComputeJournal.Open(Path, Options))
        {
            Assert.Equal("young", Assert.Single(journal.GetEntries()).Handle.Tag);
        }

        Assert.True(new FileInfo(Path).Length < before);
        var text = File.ReadAllText(Path);
        ComputeJournal.Open(Path, Options).Dispose();
        Assert.Equal(text, File.ReadAllText(Path));
        using var again = ComputeJournal.Open(Path, Options);
        Assert.Equal(ComputeJournalState.Ended, Assert.Single(again.GetEntries()).State);
    }

    [Fact]
    public async Task An_open_journal_can_be_compacted_and_goes_on()
    {
        using var journal = ComputeJournal.Open(Path, Options);
        await SendAsync(journal, "old");
        _time.Advance(TimeSpan.FromDays(31));

        journal.Compact();
        await SendAsync(journal, "young");

        Assert.Equal("young", Assert.Single(journal.GetEntries()).Handle.Tag);
        journal.Dispose();
        using var again = ComputeJournal.Open(Path, Options);
        Assert.Equal("young", Assert.Single(again.GetEntries()).Handle.Tag);
    }

    [Fact]
    public async Task Cut_off_at_any_byte_it_opens_and_goes_on()
    {
        await SendAsync("a", "b");
        await SendAsync("c");
        var text = File.ReadAllBytes(Path);
        for (var length = 0; length <= text.Length; length++)
        {
            File.WriteAllBytes(Path, text[..length]);
            string?[] tags;
            using (var journal = ComputeJournal.Open(Path, new ComputeJournalOptions { TimeProvider = _time, FlushToDisk = false }))
            {
                Assert.False(journal.IsDamaged);
                tags = [.. journal.GetEntries().Select(static e => e.Handle.Tag)];
                Assert.Equal(((string[])["a", "b", "c"]).Take(tags.Length), tags);
                Assert.NotEqual(1, tags.Length);
                await SendAsync(journal, "next");
            }

            using var again = ComputeJournal.Open(Path, Options);
            Assert.Equal([.. tags, "next"], again.GetEntries().Select(static e => e.Handle.Tag));
            Assert.False(again.IsDamaged);
        }
    }

    [Fact]
    public async Task Damage_in_the_middle_is_told_and_the_damaged_file_kept()
    {
        await SendAsync("a");
        await SendAsync("b");
        var text = File.ReadAllBytes(Path);
        text[60] ^= 1;
        File.WriteAllBytes(Path, text);

        for (var i = 0; i < 2; i++)
        {
            using var journal = ComputeJournal.Open(Path, Options);

            Assert.True(journal.IsDamaged);
            Assert.Equal("b", Assert.Single(journal.GetEntries()).Handle.Tag);
        }

        Assert.Equal(text, File.ReadAllBytes(Path + ".damaged"));
    }

    [Fact]
    public void A_second_writer_is_refused_and_told_why()
    {
        using var journal = ComputeJournal.Open(Path);

        var error = Assert.Throws<ComputeJournalException>(() => ComputeJournal.Open(Path));

        Assert.Contains("one writer", error.Message);
        Assert.Equal(Path, error.Path);
    }

    [Fact]
    public void Of_many_who_open_it_at_once_one_gets_it()
    {
        var opened = new System.Collections.Concurrent.ConcurrentBag<ComputeJournal>();
        var refused = 0;
        Parallel.For(0, 50, _ =>
        {
            try
            {
                opened.Add(ComputeJournal.Open(Path));
            }
            catch (ComputeJournalException)
            {
                Interlocked.Increment(ref refused);
            }
        });

        Assert.Single(opened).Dispose();
        Assert.Equal(49, refused);
        ComputeJournal.Open(Path).Dispose();
    }

    [Fact]
    public void The_lock_file_of_a_dead_process_locks_nothing()
    {
        File.WriteAllText(Path + ".lock", "4711");
        File.WriteAllText(Path + ".new", "half of a compac");

        using var journal = ComputeJournal.Open(Path);

        Assert.Empty(journal.GetEntries());
    }

    [Fact]
    public void A_file_that_is_no_journal_is_refused_and_left_alone()
    {
        File.WriteAllText(Path, "my thesis\n");

        var error = Assert.Throws<ComputeJournalException>(() => ComputeJournal.Open(Path));

        Assert.Contains("It is not a journal", error.Message);
        Assert.Equal("my thesis\n", File.ReadAllText(Path));
        File.Delete(Path);
        ComputeJournal.Open(Path).Dispose();
    }

    [Fact]
    public void Bad_paths_and_options_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ComputeJournal.Open(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComputeJournal.Open(Path, new ComputeJournalOptions { Retention = TimeSpan.Zero }));
        Assert.Contains("cannot be opened", Assert.Throws<ComputeJournalException>(() => ComputeJournal.Open(_folder.File("no/such/folder"))).Message);
    }

    [Fact]
    public async Task A_journal_serves_one_client_at_a_time()
    {
        using var journal = ComputeJournal.Open(Path);
        var options = new ComputeClientOptions(TestCalls.Options()) { Journal = journal };
        var first = new ComputeRuntime(new FakeComputeService(), options);

        Assert.Contains("another client", Assert.Throws<InvalidOperationException>(() => new ComputeRuntime(new FakeComputeService(), options)).Message);

        await first.DisposeAsync();
        await new ComputeRuntime(new FakeComputeService(), options).DisposeAsync();
    }

    [Fact]
    public void Any_sequence_of_records_means_the_same_after_compaction()
    {
        var random = new Random(7);
        for (var run = 0; run < 200; run++)
        {
            var records = RandomRecords(random).ToList();
            var memory = new JournalMemory();
            records.ForEach(memory.Apply);
            if (run % 4 == 0)
            {
                memory.Damage(DateTimeOffset.UnixEpoch.AddHours(random.Next(1, 12)));
                records.Add(new JournalRecord { Kind = JournalKind.Damage, At = memory.DamagedAt });
            }

            var incomplete = new List<Guid>();
            var before = DateTimeOffset.UnixEpoch.AddHours(random.Next(0, 8));
            memory.Forget(before, incomplete);
            records.AddRange(incomplete.Where(group => memory.Group(group) is not null).Select(memory.RecordOf));

            // What is left of the records says what the memory says; again compacted, nothing changes.
            var left = records.Select(memory.Keep).OfType<JournalRecord>().ToList();
            var again = new JournalMemory();
            left.ForEach(again.Apply);
            Assert.Equal(memory.Calls.Select(static c => c.ToEntry()), again.Calls.Select(static c => c.ToEntry()));
            Assert.Equal(left, left.Select(again.Keep));
            Assert.Equal(memory.DamagedAt, again.DamagedAt);
            Assert.All(memory.Calls, call => Assert.Equal(memory.Find(call.Tag ?? "")?.ToEntry(), again.Find(call.Tag ?? "")?.ToEntry()));
            Assert.All(
                memory.Calls.Select(static call => call.Batch.TaskGroupId).OfType<Guid>().Distinct(),
                group => Assert.Equal(memory.Group(group)!.IsComplete, again.Group(group)!.IsComplete));

            // A compaction that ends with its process leaves old records behind the new ones: they hide no call that is kept.
            var twice = new JournalMemory();
            left.Concat(records).ToList().ForEach(twice.Apply);
            twice.Forget(before, incomplete);
            Assert.All(
                memory.Calls.Where(static call => call.Tag is not null),
                call => Assert.Equal(memory.Find(call.Tag!)!.ToEntry(), twice.Find(call.Tag!)!.ToEntry()));
        }
    }

    private static IEnumerable<JournalRecord> RandomRecords(Random random)
    {
        Guid[] groups = [Guid.NewGuid(), Guid.NewGuid()];
        var tasks = new List<Guid>();
        for (var number = 1; number <= random.Next(1, 12); number++)
        {
            JournalFunction[] functions =
            [
                .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new JournalFunction(
                    Guid.NewGuid(), "ITest.F", [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(3) == 0 ? null : $"tag {random.Next(6)}")])),
            ];
            var at = DateTimeOffset.UnixEpoch.AddHours(number);
            yield return new JournalRecord
            {
                Kind = JournalKind.Batch,
                Batch = number,
                At = at,
                Endpoint = TestCalls.Endpoint,
                Group = random.Next(3) == 0 ? null : groups[random.Next(2)],
                Functions = functions,
            };
            switch (random.Next(4))
            {
                case 0:
                    yield return new JournalRecord { Kind = JournalKind.Refused, Batch = number };
                    break;
                case 1:
                    break;
                default:
                    var ids = functions.Select(f => random.Next(8) == 0 ? null : f.Tags.Select(static _ => Guid.NewGuid()).ToArray()).ToArray();
                    tasks.AddRange(ids.SelectMany(static i => i ?? []));
                    yield return new JournalRecord { Kind = JournalKind.Accepted, Batch = number, At = at, Group = groups[random.Next(2)], Tasks = ids };
                    break;
            }

            if (tasks.Count > 0 && random.Next(2) == 0)
            {
                yield return new JournalRecord { Kind = JournalKind.Ended, At = at, Ended = [tasks[random.Next(tasks.Count)], Guid.NewGuid()] };
            }
        }
    }

    private async Task SendAsync(params string?[] tags)
    {
        using var journal = ComputeJournal.Open(Path, Options);
        await SendAsync(journal, tags);
    }

    // In one request.
    private static async Task SendAsync(ComputeJournal journal, params string?[] tags)
    {
        var gate = new TaskCompletionSource();
        var service = new FakeComputeService { OnBudget = _ => gate.Task };
        await using var runtime = new ComputeRuntime(service, new ComputeClientOptions(TestCalls.Options()) { Journal = journal });
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = tags.Select(tag => runtime.Call(target, function, tag: tag)).ToList();
        gate.SetResult();
        await Task.WhenAll(futures);

        // A note that a task has ended follows its future.
        var ids = futures.ConvertAll(static future => future.TaskId);
        await Eventually.TrueAsync(() => journal.GetEntries().All(entry => entry.State == ComputeJournalState.Ended || !ids.Contains(entry.Handle.TaskId)));
    }
}
