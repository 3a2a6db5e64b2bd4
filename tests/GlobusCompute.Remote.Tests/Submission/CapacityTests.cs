using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Submission;
using Xunit;

namespace GlobusCompute.Remote.Tests.Submission;

public sealed class CapacityTests
{
    [Fact]
    public void More_calls_than_allowed_are_refused_with_advice()
    {
        var capacity = new SubmissionCapacity(2, 1000);
        capacity.Take(10);
        capacity.Take(10);

        var error = Assert.Throws<CallQueueFullException>(() => capacity.Take(10));

        Assert.Contains("2 calls with 20 bytes", error.Message);
        Assert.Contains("WaitForCapacityAsync", error.Message);
        capacity.Give(10);
        capacity.Take(10);
    }

    [Fact]
    public void Bytes_are_bounded_but_one_call_is_always_taken()
    {
        var capacity = new SubmissionCapacity(100, 1000);
        capacity.Take(5000);
        Assert.Throws<CallQueueFullException>(() => capacity.Take(1));
        capacity.Give(5000);
        capacity.Take(600);
        Assert.Throws<CallQueueFullException>(() => capacity.Take(600));
        capacity.Take(400);
    }

    [Fact]
    public async Task Waiters_go_on_when_a_good_part_is_free()
    {
        var capacity = new SubmissionCapacity(8, 1000);
        for (var i = 0; i < 8; i++)
        {
            capacity.Take(1);
        }

        var waiting = capacity.WaitAsync(CancellationToken.None);
        capacity.Give(1);
        Assert.False(waiting.IsCompleted);
        capacity.Give(1);

        await waiting;
        await capacity.WaitAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Room_is_taken_as_soon_as_there_is_any()
    {
        var capacity = new SubmissionCapacity(4, 1000);
        for (var i = 0; i < 4; i++)
        {
            capacity.Take(100);
        }

        var taking = capacity.TakeAsync(100, CancellationToken.None);
        var large = capacity.TakeAsync(900, CancellationToken.None);
        Assert.False(taking.IsCompleted);
        capacity.Give(100);

        await taking;
        Assert.False(large.IsCompleted);
        capacity.Give(100);
        capacity.Give(100);
        capacity.Give(100);
        await large;
        Assert.Equal(2, capacity.Calls);
    }

    [Fact]
    public async Task Many_who_take_room_all_get_it_within_the_bounds()
    {
        var capacity = new SubmissionCapacity(3, 1000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                await capacity.TakeAsync(400, TestContext.Current.CancellationToken);
                await Task.Yield();
                capacity.Give(400);
            }
        })));

        Assert.Equal(0, capacity.Calls);
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        var capacity = new SubmissionCapacity(1, 1000);
        capacity.Take(1);
        using var source = new CancellationTokenSource();
        var waiting = capacity.WaitAsync(source.Token);

        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(false, 1_000)]
    [InlineData(true, 1_000)]
    public async Task Room_of_canceled_calls_is_given_back_while_the_service_does_not_answer(bool isRegistering, int calls)
    {
        var answer = new TaskCompletionSource();
        var service = new FakeComputeService
        {
            OnSubmit = (_, _) => answer.Task,
            OnRegister = async (_, _) =>
            {
                await answer.Task;
                return Guid.NewGuid();
            },
        };
        var options = TestCalls.Options();
        options.MaxUnsentCalls = calls;
        await using var runtime = new ComputeRuntime(service, options);
        var target = TestCalls.Target(runtime);
        var function = isRegistering ? TestCalls.Source() : TestCalls.Pinned();
        var futures = new List<ComputeFuture> { runtime.Call(target, function) };

        // One request is under way, and no other one before it has named the task group.
        await Eventually.TrueAsync(() => service.Batches.Count + service.Registrations == 1);
        futures.AddRange(Enumerable.Range(1, calls - 1).Select(_ => runtime.Call(target, function)));
        Assert.Throws<CallQueueFullException>((Action)(() => _ = runtime.Call(target, function)));

        futures.ForEach(static future => future.Cancel());
        await runtime.Unsent.WaitForCapacityAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var later = runtime.Call(target, function);
        answer.SetResult();
        await later;
        Assert.All(futures, static future => Assert.True(future.IsCanceled));
    }

    [Fact]
    public async Task Room_is_given_back_by_every_end_of_a_call()
    {
        var service = new FakeComputeService
        {
            OnSubmit = static (batch, _) => batch.Count % 2 == 0 ? throw new InvalidOperationException("no") : Task.CompletedTask,
        };
        var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var function = TestCalls.Source();
        var futures = new List<ComputeFuture>();
        for (var i = 0; i < 300; i++)
        {
            var future = runtime.Call(target, function);
            futures.Add(future);
            if (i % 3 == 0)
            {
                future.Cancel();
            }
        }

        await Task.WhenAll(futures.Select(static f => f.ContinueWith(static _ => { }, TaskScheduler.Default)));
        await runtime.Unsent.FlushAsync(target.Counts);
        await Eventually.TrueAsync(() => runtime.Unsent.Count == 0);
        await runtime.DisposeAsync();

        Assert.Equal(0, runtime.Unsent.Count);
    }
}
