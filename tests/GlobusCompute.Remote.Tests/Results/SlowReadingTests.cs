using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Journal;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Tests.Executor;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

/// <summary>Results that are slow to read, or never are: whom they hold up, and who wins over them.</summary>
public sealed class SlowReadingTests
{
    // No test waits so long unless it fails.
    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);
    private static readonly PythonFunction s_function = PythonFunction.FromId(Guid.NewGuid());
    private static readonly ComputeCallOptions s_options = ComputeCallOptions.ForReflection();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(8, 0)]
    [InlineData(8, 4)]
    [InlineData(16, 8)]
    [InlineData(31, 15)]
    public async Task Results_that_take_long_hold_up_nobody(int slow, int callsBefore)
    {
        await using var harness = new ExecutorHarness(client: TestCalls.Options(shutdown: TimeSpan.Zero));
        using var gate = new ManualResetEventSlim();
        var texts = Enumerable.Range(0, 300).Select(i => i >= callsBefore && i < callsBefore + slow
            ? SlowResult.That(() =>
            {
                gate.Wait();
                return new SlowResult();
            })
            : SlowResult.That(static () => new SlowResult())).ToList();
        var next = -1;
        harness.Service.OnTask = _ => (TaskState.Succeeded, texts[Interlocked.Increment(ref next)]);

        var futures = texts.ConvertAll(_ => harness.Executor.Submit<SlowResult>(s_function, options: s_options));
        var held = futures.GetRange(callsBefore, slow);
        await Task.WhenAll(futures.Except(held)).WaitAsync(s_watchdog);

        Assert.All(held, static future => Assert.False(future.IsCompleted));
        gate.Set();
        await Task.WhenAll(held).WaitAsync(s_watchdog);
    }

    [Fact]
    public async Task Slow_results_that_come_one_after_the_other_hold_up_nobody_either()
    {
        await using var harness = new ExecutorHarness(client: TestCalls.Options(shutdown: TimeSpan.Zero));
        using var gate = new ManualResetEventSlim();
        var held = new List<Task>();
        for (var i = 0; i < 12; i++)
        {
            using var begun = new SemaphoreSlim(0);
            harness.Service.OnTask = _ => (TaskState.Succeeded, SlowResult.That(() =>
            {
                begun.Release();
                gate.Wait();
                return new SlowResult();
            }));
            held.Add(harness.Executor.Submit<SlowResult>(s_function, options: s_options));
            Assert.True(await begun.WaitAsync(s_watchdog));
            harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n1");
            Assert.Equal(1, await harness.Executor.Submit<int>(s_function).WaitAsync(s_watchdog));
        }

        gate.Set();
        await Task.WhenAll(held).WaitAsync(s_watchdog);
    }

    [Theory]
    [InlineData("exception")]
    [InlineData("silent")]
    [InlineData("canceled")]
    [InlineData("foreign token")]
    [InlineData("aggregate")]
    [InlineData("memory")]
    [InlineData("index")]
    [InlineData("timeout")]
    [InlineData("detached")]
    [InlineData("json")]
    [InlineData("interrupted")]
    [InlineData("library's own")]
    public async Task Whatever_a_converter_throws_faults_its_own_future_alone(string what)
    {
        await using var harness = new ExecutorHarness();
        var thrown = What(what);
        harness.Service.OnTask = _ => (TaskState.Succeeded, SlowResult.That(() => throw thrown));
        var bad = harness.Executor.Submit<SlowResult>(s_function, options: s_options);
        await bad.Submitted;
        harness.Service.OnTask = static _ => (TaskState.Succeeded, "11\n1");
        var good = Enumerable.Range(0, 20).Select(_ => harness.Executor.Submit<int>(s_function)).ToList();

        var error = await Assert.ThrowsAsync<ResultDeserializationException>(() => bad.WaitAsync(s_watchdog));

        Assert.Equal(bad.TaskId, error.Handle.TaskId);
        Assert.True(bad.IsFaulted);
        await Task.WhenAll(good).WaitAsync(s_watchdog);
    }

    [Theory]
    [InlineData("async local")]
    [InlineData("culture")]
    [InlineData("interface culture")]
    [InlineData("suppressed flow")]
    public async Task What_a_converter_leaves_in_its_thread_is_not_there_for_the_next_one(string what)
    {
        await using var harness = new ExecutorHarness();
        var local = new AsyncLocal<string?>();
        var before = System.Globalization.CultureInfo.CurrentCulture.Name;
        using var all = new ManualResetEventSlim();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        SlowResult Read()
        {
            all.Wait();
            var cultures = $"{System.Globalization.CultureInfo.CurrentCulture.Name} {System.Globalization.CultureInfo.CurrentUICulture.Name}";
            seen.Enqueue($"{local.Value} {cultures} {ExecutionContext.IsFlowSuppressed()}");
            _ = what switch
            {
                "async local" => local.Value = "left",
                "culture" => (System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR")).Name,
                "interface culture" => (System.Globalization.CultureInfo.CurrentUICulture = new System.Globalization.CultureInfo("tr-TR")).Name,
                _ => ExecutionContext.SuppressFlow().ToString(),
            };
            return new SlowResult();
        }

        harness.Service.OnTask = _ => (TaskState.Succeeded, SlowResult.That(Read));
        var futures = Enumerable.Range(0, 20).Select(_ => harness.Executor.Submit<SlowResult>(s_function, options: s_options)).ToList();
        await Task.WhenAll(futures.Select(static future => future.Submitted));
        all.Set();
        await Task.WhenAll(futures).WaitAsync(s_watchdog);

        Assert.Equal(20, seen.Count);
        Assert.Equal($" {before} {System.Globalization.CultureInfo.CurrentUICulture.Name} False", Assert.Single(seen.Distinct()));
    }

    [Theory]
    [InlineData("cancel", true)]
    [InlineData("cancel", false)]
    [InlineData("token", true)]
    [InlineData("token", false)]
    [InlineData("timeout", true)]
    [InlineData("timeout", false)]
    [InlineData("executor's timeout", true)]
    [InlineData("executor's timeout", false)]
    [InlineData("disposal", true)]
    [InlineData("disposal", false)]
    [InlineData("disposal with a time to spare", true)]
    [InlineData("disposal with a time to spare", false)]
    public async Task Who_gives_a_call_up_wins_over_its_result_that_is_read_or_waits_to_be(string who, bool isBeingRead)
    {
        var time = new ManualTimeProvider();
        var shutdown = who == "disposal" ? TimeSpan.Zero : TimeSpan.FromHours(1);
        var executorOptions = new ComputeExecutorOptions { CallTimeout = who == "executor's timeout" ? TimeSpan.FromDays(1) : null };
        await using var harness = new ExecutorHarness(executorOptions, client: TestCalls.Options(time, shutdown: shutdown));
        using var gate = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var read = 0;
        SlowResult Read()
        {
            Interlocked.Increment(ref read);
            gate.Wait();
            return new SlowResult();
        }

        harness.Service.OnTask = _ => (TaskState.Succeeded, SlowResult.That(Read));
        var before = isBeingRead ? null : await BeginAsync();
        var future = harness.Executor.Submit<SlowResult>(s_function, options: s_options, cancellationToken: cancel.Token);
        _ = who == "timeout" ? future.WithTimeout(TimeSpan.FromDays(1)) : future;
        await TurnAsync(() => harness.Runtime.Results.Count == (isBeingRead ? 1 : 2) && (!isBeingRead || read == 1));
        Assert.Equal(ComputeFutureStage.Submitted, future.Stage);

        switch (who)
        {
            case "cancel":
                Assert.True(future.Cancel());
                break;
            case "token":
                await cancel.CancelAsync();
                break;
            case "timeout" or "executor's timeout":
                time.Advance(TimeSpan.FromDays(1));
                break;
            default:
                await harness.Runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog);
                break;
        }

        Assert.True(future.IsCompleted);
        Assert.Equal(ComputeFutureStage.Completed, future.Stage);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => future);
        gate.Set();
        await Eventually.TrueAsync(() => harness.Runtime.Results.Count == 0);
        Assert.Same(error.GetType(), (await Assert.ThrowsAnyAsync<Exception>(() => future)).GetType());
        Assert.Equal(who is "cancel" or "token", error is OperationCanceledException);
        Assert.Contains(future.TaskId!.Value.ToString(), error.Message);
        Assert.Equal(0, future.Report!.ResultBytes);
        Assert.Equal(isBeingRead || who is not ("timeout" or "executor's timeout") ? 1 : read, read);
        await (before ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        async Task<Task> BeginAsync()
        {
            var first = harness.Executor.Submit<SlowResult>(s_function, options: s_options);
            await TurnAsync(() => read == 1);
            return first;
        }

        // The clock moves as little as is needed for the results to be asked for.
        Task TurnAsync(Func<bool> isReached) => Eventually.TrueAsync(() =>
        {
            if (isReached())
            {
                return true;
            }

            time.Advance(TimeSpan.FromMilliseconds(1));
            return false;
        });
    }

    [Fact]
    public async Task A_converter_that_never_returns_keeps_neither_the_client_nor_the_process()
    {
        var harness = new ExecutorHarness(client: TestCalls.Options(shutdown: TimeSpan.FromMilliseconds(1)));
        using var never = new ManualResetEventSlim();
        var threads = new System.Collections.Concurrent.ConcurrentQueue<bool>();
        harness.Service.OnTask = _ => (TaskState.Succeeded, SlowResult.That(() =>
        {
            threads.Enqueue(Thread.CurrentThread.IsBackground);
            never.Wait();
            return null;
        }));
        var futures = Enumerable.Range(0, 40).Select(_ => harness.Executor.Submit<SlowResult>(s_function, options: s_options)).ToList();
        await Eventually.TrueAsync(() => threads.Count == 32);

        await harness.DisposeAsync().AsTask().WaitAsync(s_watchdog);

        foreach (var future in futures)
        {
            await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
        }

        Assert.All(threads, Assert.True);
        never.Set();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_result_that_was_here_and_not_read_is_found_again_by_journal_or_handle(bool byTag)
    {
        using var folder = new TemporaryFolder();
        using var gate = new ManualResetEventSlim();
        using var begun = new SemaphoreSlim(0);
        var service = new FakeComputeService
        {
            OnTask = _ => (TaskState.Succeeded, SlowResult.That(() =>
            {
                begun.Release();
                gate.Wait();
                return new SlowResult();
            })),
        };
        ComputeTaskHandle handle;
        using (var journal = ComputeJournal.Open(folder.File("calls.journal")))
        {
            await using var client = new ComputeClient(new ComputeRuntime(service, new ComputeClientOptions(TestCalls.Options(shutdown: TimeSpan.Zero)) { Journal = journal }));
            var future = client.CreateExecutor(TestCalls.Endpoint).Submit<SlowResult>(s_function, options: s_options.WithTag("slow"));
            await begun.WaitAsync();
            handle = future.Handle;
            await client.DisposeAsync();
            await Assert.ThrowsAsync<ComputeDetachedException>(() => future);
            Assert.Equal(handle.TaskId, journal.Find("slow")!.Handle.TaskId);
        }

        gate.Set();
        service.Settle(handle.TaskId!.Value, TaskState.Succeeded, "11\n42");
        using var again = ComputeJournal.Open(folder.File("calls.journal"));
        await using var later = new ComputeClient(new ComputeRuntime(service, new ComputeClientOptions(TestCalls.Options()) { Journal = again }));

        var found = byTag ? await later.FindByTagAsync<int>("slow") : later.Attach<int>(handle);

        Assert.Equal(42, await found);
    }

    [Fact]
    public async Task A_task_with_several_futures_is_read_by_each_for_itself()
    {
        await using var harness = new ExecutorHarness();
        using var gate = new ManualResetEventSlim();
        var reads = 0;
        harness.Service.OnTask = static _ => (TaskState.Pending, null);
        var first = harness.Executor.Submit<SlowResult>(s_function, options: s_options);
        var id = await first.Submitted;
        await using var client = new ComputeClient(harness.Runtime);
        var attached = Enumerable.Range(0, 5).Select(_ => client.Attach<SlowResult>(id, s_options)).ToList();
        harness.Service.Settle(id, TaskState.Succeeded, SlowResult.That(() =>
        {
            if (Interlocked.Increment(ref reads) == 1)
            {
                gate.Wait();
            }

            return new SlowResult();
        }));

        var all = attached.Append(first).ToList();
        await Eventually.TrueAsync(() => all.Count(static future => future.IsCompletedSuccessfully) == 5);
        gate.Set();
        await Task.WhenAll(all).WaitAsync(s_watchdog);

        Assert.Equal(6, reads);
    }

    [Fact]
    public async Task Waiting_results_are_held_up_to_a_bound_and_delivery_goes_on_when_half_of_them_are_read()
    {
        var readers = new ResultReaders(new IdleLifecycle(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        using var gate = new ManualResetEventSlim();
        var text = System.Text.Encoding.UTF8.GetBytes(SlowResult.That(() =>
        {
            gate.Wait();
            return new SlowResult();
        }));
        Array.Resize(ref text, 8 * 1024 * 1024);
        text.AsSpan(text.AsSpan().IndexOf((byte)0)).Fill((byte)' ');
        var futures = new List<ComputeFuture<SlowResult>>();

        // Each reader has one, and eight wait.
        for (var i = 0; i < ResultReaders.MostReaders + 8; i++)
        {
            Assert.True(readers.WaitForRoomAsync(CancellationToken.None).IsCompletedSuccessfully);
            Hold();
            await Eventually.TrueAsync(() => futures.Count > ResultReaders.MostReaders || readers.Waiting == 0);
        }

        var room = readers.WaitForRoomAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var given = readers.WaitForRoomAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(room.IsCompleted);
        gate.Set();
        await room.WaitAsync(s_watchdog);
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
        Assert.Equal(0, readers.Count);
        readers.Stop();
        Hold();
        await Assert.ThrowsAsync<ComputeDetachedException>(() => futures[^1]);

        void Hold()
        {
            var call = new Remote.Futures.ValueCall<SlowResult>(
                TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments(), Remote.Serialization.Json.PayloadRules.ForReflection(ComputeNaming.SnakeCase), allowNull: false);
            futures.Add(call.Start(CancellationToken.None));
            Assert.True(call.TryBeginReading());
            readers.Hold(new HeldOutcome { Call = call, Text = HeldBytes.Copy(text, isEscaped: false, isShared: true) });
        }
    }

    private static Exception What(string what) => what switch
    {
        "silent" => new SilentException(),
        "canceled" => new OperationCanceledException("no"),
        "foreign token" => new TaskCanceledException("no", null, new CancellationToken(canceled: true)),
        "aggregate" => new AggregateException(new InvalidOperationException("no"), new InvalidOperationException("no")),
        "memory" => new OutOfMemoryException(),
        "index" => new IndexOutOfRangeException(),
        "timeout" => new TimeoutException(),
        "detached" => new ObjectDisposedException("converter"),
        "json" => new System.Text.Json.JsonException("no"),
        "interrupted" => new ThreadInterruptedException(),
        "library's own" => new ComputeJournalException("journal", "says no."),
        _ => new InvalidOperationException("no"),
    };

    private sealed class SilentException : Exception
    {
        public override string Message => throw new InvalidOperationException("It does not even say why.");
    }
}
