using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

public sealed class RequestBudgetTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task No_window_ever_holds_more_requests_than_allowed()
    {
        var budget = new RequestBudget(new RequestBudgetOptions { Requests = 20, Window = TimeSpan.FromSeconds(10) }, _time);
        var sent = new List<long>();
        var random = new Random(1);
        while (sent.Count < 200)
        {
            var acquiring = budget.AcquireAsync(random.Next(3) == 0, CancellationToken.None).AsTask();
            while (!acquiring.IsCompleted)
            {
                await Task.WhenAny(acquiring, _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10)));
                if (!acquiring.IsCompleted)
                {
                    _time.AdvanceToNextTimer();
                }
            }

            sent.Add(_time.GetTimestamp());
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 300)));
        }

        for (var i = 20; i < sent.Count; i++)
        {
            Assert.True(sent[i] - sent[i - 20] >= TimeSpan.FromSeconds(10).Ticks);
        }
    }

    [Fact]
    public async Task Requests_are_sent_at_once_while_half_of_the_budget_is_free_and_then_spaced()
    {
        var budget = new RequestBudget(new RequestBudgetOptions(), _time);

        for (var i = 0; i < 10; i++)
        {
            Assert.True(budget.AcquireAsync(false, CancellationToken.None).IsCompletedSuccessfully);
        }

        for (var i = 0; i < 10; i++)
        {
            var next = budget.AcquireAsync(false, CancellationToken.None).AsTask();
            Assert.False(next.IsCompleted);
            await WaitAsync(next, TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Requests_that_wait_are_sent_in_the_order_in_which_they_came()
    {
        var budget = new RequestBudget(new RequestBudgetOptions { Requests = 1, Window = TimeSpan.FromSeconds(10) }, _time);
        await budget.AcquireAsync(false, CancellationToken.None);
        var waiting = Enumerable.Range(0, 5).Select(_ => budget.AcquireAsync(false, CancellationToken.None).AsTask()).ToList();

        foreach (var next in waiting)
        {
            Assert.DoesNotContain(waiting, static task => task.IsFaulted);
            Assert.False(next.IsCompleted);
            await _time.WhenTimerDueInAsync(TimeSpan.FromSeconds(10));
            _time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(TimeSpan.FromSeconds(10) * (waiting.IndexOf(next) + 1), await next);
        }
    }

    [Fact]
    public async Task A_request_that_was_not_sent_lets_one_that_waits_be_sent_at_once()
    {
        var budget = new RequestBudget(new RequestBudgetOptions(), _time);
        for (var i = 0; i < 10; i++)
        {
            await budget.AcquireAsync(false, CancellationToken.None);
        }

        var waiting = budget.AcquireAsync(false, CancellationToken.None).AsTask();
        await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);

        budget.Refund(false);

        Assert.Equal(TimeSpan.Zero, await waiting);
    }

    [Fact]
    public async Task Requests_for_results_leave_a_quarter_to_others_which_is_spent_at_once()
    {
        var budget = new RequestBudget(new RequestBudgetOptions(), _time);
        for (var i = 0; i < 15; i++)
        {
            await WaitAsync(budget.AcquireAsync(true, CancellationToken.None).AsTask(), TimeSpan.FromSeconds(2));
        }

        Assert.False(budget.AcquireAsync(true, CancellationToken.None).IsCompleted);
        for (var i = 0; i < 5; i++)
        {
            Assert.True(budget.AcquireAsync(false, CancellationToken.None).IsCompletedSuccessfully);
        }

        Assert.False(budget.AcquireAsync(false, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public void A_request_that_was_not_sent_does_not_count()
    {
        var budget = new RequestBudget(new RequestBudgetOptions { Requests = 1, Window = TimeSpan.FromSeconds(10) }, _time);

        Assert.True(budget.AcquireAsync(false, CancellationToken.None).IsCompletedSuccessfully);
        budget.Refund(false);

        Assert.True(budget.AcquireAsync(false, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(budget.AcquireAsync(false, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        var budget = new RequestBudget(new RequestBudgetOptions { Requests = 1, Window = TimeSpan.FromSeconds(10) }, _time);
        await budget.AcquireAsync(false, CancellationToken.None);
        using var source = new CancellationTokenSource();
        var waiting = budget.AcquireAsync(false, source.Token).AsTask();

        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Neither_kind_of_request_starves_the_other()
    {
        var budget = new RequestBudget(new RequestBudgetOptions(), _time);
        var counts = new int[2];
        using var stop = new CancellationTokenSource();
        async Task SpendAsync(bool isQuestion)
        {
            while (true)
            {
                await budget.AcquireAsync(isQuestion, stop.Token);
                Interlocked.Increment(ref counts[isQuestion ? 1 : 0]);
            }
        }

        var spending = Enumerable.Range(0, 6).Select(i => SpendAsync(i % 3 == 0)).ToList();
        for (var i = 0; i < 200; i++)
        {
            // The first of each kind waits for the clock, the others behind it.
            while (_time.Timers < 2)
            {
                await Task.Yield();
            }

            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        await stop.CancelAsync();
        await Task.WhenAll(spending.Select(static s => s.ContinueWith(static _ => { }, TaskScheduler.Default)));

        Assert.InRange(counts[0] + counts[1], 100, 220);
        Assert.True(counts[0] >= 40 && counts[1] >= 40, $"{counts[0]} requests, {counts[1]} questions");
    }

    // Moves the clock to the next timers until a task is completed, which must not take longer than a limit by that clock.
    private async Task WaitAsync(Task task, TimeSpan limit)
    {
        var start = _time.GetTimestamp();
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, _time.WhenTimerWithinAsync(limit));
            if (!task.IsCompleted)
            {
                _time.AdvanceToNextTimer();
            }
        }

        await task;
        Assert.InRange(_time.GetElapsedTime(start), TimeSpan.Zero, limit);
    }
}
