using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Submission;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Journal;

/// <summary>What is written down when, and what can be found out from it after the process has ended in between.</summary>
public sealed class JournalSendingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeComputeService _service = new();
    private readonly Guid _own = Guid.NewGuid();

    private string Path => _folder.File("calls.journal");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_is_written_down_before_it_is_sent_and_its_tasks_before_the_calls_know_them()
    {
        using var journal = ComputeJournal.Open(Path);
        await using var client = NewClient(journal, out var runtime);
        ComputeJournalEntry? before = null;
        _service.OnSubmit = (_, _) =>
        {
            before = journal.Find("a");
            return Task.CompletedTask;
        };

        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned(), tag: "a");
        var id = await future.Submitted;

        Assert.Equal(ComputeJournalState.Unknown, before!.State);
        Assert.Null(before.Handle.TaskId);
        Assert.Equal(id, journal.Find("a")!.Handle.TaskId);
        Assert.Equal("a", future.Handle.Tag);
        Assert.Equal(future.Handle, journal.Find("a")!.Handle);
    }

    [Fact]
    public async Task A_call_that_cannot_be_written_down_is_not_sent()
    {
        var isFull = true;
        using var journal = ComputeJournal.Open(Path, new ComputeJournalOptions
        {
            Write = (stream, bytes) =>
            {
                if (isFull && stream.Position > 0)
                {
                    stream.Write(bytes.Span[..7]);
                    throw new IOException("No space left on device");
                }

                stream.Write(bytes.Span);
            },
        });
        await using var client = NewClient(journal, out var runtime);

        var error = await Assert.ThrowsAsync<CallRefusedException>(() => runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned(), tag: "a"));

        Assert.Contains("No space left on device", error.Message);
        Assert.Empty(_service.Batches);
        Assert.Equal(0, _service.Permits);
        isFull = false;
        await runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned(), tag: "b");
        Assert.Equal("b", Assert.Single(journal.GetEntries()).Handle.Tag);
        await client.DisposeAsync();
        journal.Dispose();
        using var again = ComputeJournal.Open(Path);
        Assert.Equal("b", Assert.Single(again.GetEntries()).Handle.Tag);
        Assert.False(again.IsDamaged);
    }

    [Fact]
    public async Task A_task_whose_id_cannot_be_written_down_still_gives_its_result()
    {
        var writes = 0;
        using var journal = ComputeJournal.Open(Path, new ComputeJournalOptions
        {
            Write = (stream, bytes) =>
            {
                if (++writes > 2)
                {
                    throw new IOException("No space left on device");
                }

                stream.Write(bytes.Span);
            },
        });
        await using var client = NewClient(journal, out var runtime);

        await runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned(), tag: "a");

        Assert.NotNull(journal.Find("a")!.Handle.TaskId);
    }

    [Fact]
    public async Task A_batch_is_one_write_before_and_one_after_whatever_its_size()
    {
        var writes = 0;
        using var journal = ComputeJournal.Open(Path, new ComputeJournalOptions
        {
            Write = (stream, bytes) =>
            {
                Interlocked.Increment(ref writes);
                stream.Write(bytes.Span);
            },
        });
        var gate = new TaskCompletionSource();
        _service.OnBudget = _ => gate.Task;
        _service.OnTask = static _ => (TaskState.Pending, null);
        await using var client = NewClient(journal, out var runtime);
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = Enumerable.Range(0, 500).Select(i => runtime.Call(target, function, tag: $"t{i}")).ToList();
        gate.SetResult();
        await Task.WhenAll(futures.Select(static f => f.Submitted));

        Assert.Equal(1 + 2, writes);
        Assert.Equal(500, journal.GetEntries().Count);
    }

    [Fact]
    public async Task A_refused_call_is_known_to_be_refused()
    {
        _service.OnSubmit = static (_, _) => throw new ComputeServiceException("POST", System.Net.HttpStatusCode.Forbidden, "ENDPOINT_ACCESS_FORBIDDEN", "no");
        await SendAsync("a");

        var error = await Assert.ThrowsAsync<CallNotSentException>(() => AttachAsync<int>("a"));

        Assert.Equal("a", error.Tag);
        Assert.Contains("refused", error.Message);
    }

    [Fact]
    public async Task A_batch_that_is_refused_and_sent_in_parts_ends_as_the_parts_do()
    {
        var good = TestCalls.Pinned("good");
        var bad = TestCalls.Pinned("bad");
        _service.OnTask = static _ => (TaskState.Succeeded, "11\n1");
        _service.OnSubmit = (batch, _) => batch.Functions.Any(f => f.FunctionId == bad.Id)
            ? throw new ComputeServiceException("POST", System.Net.HttpStatusCode.NotFound, "FUNCTION_NOT_FOUND", $"Function {bad.Id} could not be found")
            : Task.CompletedTask;
        var gate = new TaskCompletionSource();
        _service.OnBudget = _ => gate.Task;
        using (var journal = ComputeJournal.Open(Path))
        {
            await using var client = NewClient(journal, out var runtime);
            var target = TestCalls.Target(runtime);
            var first = runtime.Call(target, good, tag: "good");
            var second = runtime.Call(target, bad, tag: "bad");
            gate.SetResult();
            await first;
            await Assert.ThrowsAsync<CallRefusedException>(() => second);
        }

        Assert.Equal(1, await await AttachAsync<int>("good"));
        await Assert.ThrowsAsync<CallNotSentException>(() => AttachAsync<int>("bad"));
    }

    [Fact]
    public async Task A_tag_that_no_request_had_was_never_sent()
    {
        await SendAsync("a");

        Assert.Contains("never sent", (await Assert.ThrowsAsync<CallNotSentException>(() => AttachAsync<int>("b"))).Message);
    }

    [Fact]
    public async Task In_a_damaged_journal_nobody_can_say_that_a_tag_was_never_sent()
    {
        await SendAsync("a");
        await SendAsync("b");
        var text = File.ReadAllBytes(Path);
        text[60] ^= 1;
        File.WriteAllBytes(Path, text);

        Assert.Contains("damaged", (await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => AttachAsync<int>("a"))).Message);
    }

    [Fact]
    public async Task Of_several_calls_with_one_tag_the_last_is_found()
    {
        _service.OnTask = static _ => (TaskState.Succeeded, "11\n1");
        await SendAsync("a");
        _service.OnTask = static _ => (TaskState.Succeeded, "11\n2");
        await SendAsync("a");

        Assert.Equal(2, await await AttachAsync<int>("a"));
        using var journal = ComputeJournal.Open(Path);
        Assert.Equal(2, journal.GetEntries().Count);
    }

    // The one moment of which nobody knows: the answer to a request is lost with the process.
    [Fact]
    public async Task The_only_unaccounted_task_of_the_journal_s_own_group_is_the_lost_call_s()
    {
        var lost = await LoseAsync(1);

        Assert.Equal(42, await await AttachAsync<int>("lost 0"));
        Assert.Equal(lost, FindTask("lost 0"));
        _service.OnTaskGroup = static (_, _) => throw new InvalidOperationException("It is known by now.");
        Assert.Equal(42, await await AttachAsync<int>("lost 0"));
    }

    [Fact]
    public async Task A_lost_call_that_no_task_stands_for_is_not_bound()
    {
        await LoseAsync(1, reached: false);

        Assert.Contains("probably not accepted", await OutcomeAsync("lost 0"));
    }

    [Fact]
    public async Task Calls_lost_together_are_not_bound_by_guessing()
    {
        await LoseAsync(3);

        Assert.Contains("carried 3 calls", await OutcomeAsync("lost 1"));
    }

    [Fact]
    public async Task Two_lost_requests_to_a_group_are_not_bound_by_guessing()
    {
        await LoseAsync(1);
        await LoseAsync(1, prefix: "again", start: false);

        Assert.Contains("2 requests", await OutcomeAsync("again 0"));
        Assert.Contains("2 requests", await OutcomeAsync("lost 0"));
    }

    [Fact]
    public async Task A_task_of_another_submitter_is_not_bound()
    {
        await LoseAsync(1);
        Others(Guid.NewGuid());

        Assert.Contains("2 tasks", await OutcomeAsync("lost 0"));
    }

    [Fact]
    public async Task In_a_group_that_the_app_has_given_nothing_is_bound()
    {
        await LoseAsync(1, given: Guid.NewGuid());

        Assert.Contains("was set by the app", await OutcomeAsync("lost 0"));
    }

    [Fact]
    public async Task A_call_whose_new_group_was_never_named_is_not_bound()
    {
        await LoseAsync(1, start: false);

        Assert.Contains("asked for a new task group", await OutcomeAsync("lost 0"));
    }

    [Fact]
    public async Task After_damage_nothing_is_bound_by_the_list()
    {
        await LoseAsync(1);
        var lines = File.ReadAllLines(Path);
        lines[1] = lines[1].Replace("batch", "botch", StringComparison.Ordinal);
        File.WriteAllText(Path, string.Join('\n', lines) + "\n");

        Assert.Contains("task group", await OutcomeAsync("lost 0"));
        Assert.Null(FindTask("lost 0"));
    }

    [Fact]
    public async Task A_task_older_than_tasks_submitted_before_the_call_is_not_the_call_s()
    {
        var lost = await LoseAsync(1);
        var listing = await _service.OnTaskGroup(_own, default);
        var now = DateTimeOffset.UnixEpoch;
        _service.OnTaskGroup = (group, _) => Task.FromResult(new ComputeTaskGroup(
            group, [.. listing.Tasks.Select(t => t with { CreatedAt = t.TaskId == lost ? now : now.AddSeconds(1) })]));

        Assert.Contains("older", await OutcomeAsync("lost 0"));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(null)]
    public async Task A_task_of_another_time_or_of_none_is_not_the_call_s(int? minutes)
    {
        var lost = await LoseAsync(1);
        var listing = await _service.OnTaskGroup(_own, default);
        DateTimeOffset? at = minutes is { } later ? DateTimeOffset.UtcNow.AddMinutes(later) : null;
        _service.OnTaskGroup = (group, _) => Task.FromResult(new ComputeTaskGroup(
            group, [.. listing.Tasks.Select(t => t with { CreatedAt = t.TaskId == lost ? at : null })]));

        Assert.Contains("the one task", await OutcomeAsync("lost 0"));
        Assert.Null(FindTask("lost 0"));
    }

    [Fact]
    public async Task A_group_that_is_gone_leaves_the_outcome_unknown()
    {
        await LoseAsync(1);
        _service.OnTaskGroup = static (_, _) => throw new ComputeServiceException("GET", System.Net.HttpStatusCode.NotFound, "TASK_GROUP_NOT_FOUND", "gone");

        Assert.Contains("no longer", await OutcomeAsync("lost 0"));
    }

    [Fact]
    public async Task A_call_that_is_being_sent_is_not_taken_for_lost()
    {
        var gate = new TaskCompletionSource();
        _service.OnSubmit = (_, _) => gate.Task;
        using var journal = ComputeJournal.Open(Path);
        await using var client = NewClient(journal, out var runtime);
        var future = runtime.Call(TestCalls.Target(runtime), TestCalls.Pinned(), tag: "a");
        await Eventually.TrueAsync(() => !_service.Batches.IsEmpty);

        Assert.Contains("sending it now", (await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => client.FindByTagAsync<int>("a"))).Message);
        gate.SetResult();
        await future;
    }

    [Fact]
    public async Task Reloaded_tasks_carry_the_tags_the_journal_has()
    {
        _service.OnTask = static call => (TaskState.Succeeded, $"11\n\"{call.Tag}\"");
        var ids = new List<Guid>();
        _service.OnAnswer = answer =>
        {
            ids.AddRange(answer.Tasks.Values.SelectMany(static t => t!));
            return answer;
        };
        await SendAsync("a", "b", "c");
        _service.OnTaskGroup = (group, _) => Task.FromResult(new ComputeTaskGroup(group, [.. ids.Append(Guid.Empty).Select(static id => new ComputeTaskGroupEntry(id, null))]));
        _service.Settle(Guid.Empty, TaskState.Succeeded, "11\n\"other\"");
        using var journal = ComputeJournal.Open(Path);
        await using var client = NewClient(journal, out _);
        await using var executor = client.CreateExecutor(TestCalls.Endpoint);

        var futures = await executor.ReloadTasksAsync<string>(_service.TaskGroupId);

        Assert.Equal(["a", "b", "c", "other"], await Task.WhenAll(futures));
        Assert.Equal(["a", "b", "c", null], futures.Select(static f => f.Handle.Tag));
    }

    [Fact]
    public async Task Without_a_journal_a_tag_cannot_be_asked_for()
    {
        await using var client = new ComputeClient(new ComputeRuntime(_service, TestCalls.Options()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.FindByTagAsync<int>("a"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.FindByTagAsync<int>(""));
    }

    /// <summary>Sends calls of which the service's answer is lost, and lets the process "end": what it knew is gone but for the journal.</summary>
    /// <returns>The task that the first of them became.</returns>
    private async Task<Guid> LoseAsync(int calls, bool reached = true, bool start = true, Guid? given = null, string prefix = "lost")
    {
        var lost = Enumerable.Range(0, calls).Select(static _ => Guid.NewGuid()).ToArray();
        using var journal = ComputeJournal.Open(Path);
        await using var client = NewClient(journal, out var runtime);
        var tasks = new List<Guid>(journal.GetEntries().Where(static e => e.Handle.TaskId is not null).Select(static e => e.Handle.TaskId!.Value));
        _service.OnAnswer = answer =>
        {
            tasks.AddRange(answer.Tasks.Values.SelectMany(static t => t!));
            return answer with { TaskGroupId = given ?? _own };
        };
        var known = start || given is not null ? null : journal.GetEntries().FirstOrDefault(static e => e.Handle.TaskGroupId is not null)?.Handle.TaskGroupId;
        var target = TestCalls.Target(runtime, new ComputeExecutorOptions { TaskGroupId = given ?? known });
        var function = TestCalls.Pinned();
        if (start)
        {
            // The service names the group in its answer.
            await runtime.Call(target, function, tag: "first");
        }

        var gate = new TaskCompletionSource();
        _service.OnBudget = _ => gate.Task;
        _service.OnSubmit = static (_, _) => throw new AmbiguousOutcomeException("POST /v3/submit", "the process was killed.", null);
        var futures = Enumerable.Range(0, calls).Select(i => runtime.Call(target, function, tag: $"{prefix} {i}")).ToList();
        gate.SetResult();
        foreach (var future in futures)
        {
            await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => future);
        }

        _service.OnSubmit = static (_, _) => Task.CompletedTask;
        if (reached)
        {
            tasks.AddRange(lost);
            foreach (var id in lost)
            {
                _service.Settle(id, TaskState.Succeeded, "11\n42");
            }
        }

        _service.OnTaskGroup = (group, _) => Task.FromResult(new ComputeTaskGroup(group, [.. tasks.Select(static id => new ComputeTaskGroupEntry(id, DateTimeOffset.UtcNow))]));
        return lost[0];
    }

    private void Others(Guid task)
    {
        var before = _service.OnTaskGroup;
        _service.OnTaskGroup = async (group, token) =>
        {
            var listing = await before(group, token);
            return listing with { Tasks = [.. listing.Tasks, new ComputeTaskGroupEntry(task, DateTimeOffset.UtcNow)] };
        };
    }

    private async Task SendAsync(params string[] tags)
    {
        using var journal = ComputeJournal.Open(Path);
        await using var client = NewClient(journal, out var runtime);
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Pinned();
        var futures = tags.Select(tag => runtime.Call(target, function, tag: tag)).ToList();
        await Task.WhenAll(futures).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private async Task<ComputeFuture<T>> AttachAsync<T>(string tag)
    {
        using var journal = ComputeJournal.Open(Path);
        await using var client = NewClient(journal, out _);
        var future = await client.FindByTagAsync<T>(tag);
        await future.ContinueWith(static _ => { }, TaskScheduler.Default);
        return future;
    }

    private async Task<string> OutcomeAsync(string tag) =>
        (await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => AttachAsync<int>(tag))).Message;

    private Guid? FindTask(string tag)
    {
        using var journal = ComputeJournal.Open(Path);
        return journal.Find(tag)?.Handle.TaskId;
    }

    private ComputeClient NewClient(ComputeJournal journal, out ComputeRuntime runtime)
    {
        runtime = new ComputeRuntime(_service, new ComputeClientOptions(TestCalls.Options()) { Journal = journal });
        return new ComputeClient(runtime);
    }
}
