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
    public async Task A_free_budget_lets_requests_go_at_once()
    {
        var budget = new RequestBudget(new RequestBudgetOptions(), _time);

        for (var i = 0; i < 20; i++)
        {
            Assert.True(budget.AcquireAsync(false, CancellationToken.None).IsCompletedSuccessfully);
        }

        var next = budget.AcquireAsync(false, CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(10));
        await next;
    }

    [Fact]
    public void Questions_leave_a_quarter_to_others()
    {
        var budget = new RequestBudget(new RequestBudgetOptions(), _time);
        for (var i = 0; i < 15; i++)
        {
            Assert.True(budget.AcquireAsync(true, CancellationToken.None).IsCompletedSuccessfully);
        }

        Assert.False(budget.AcquireAsync(true, CancellationToken.None).IsCompleted);
        Assert.True(budget.AcquireAsync(false, CancellationToken.None).IsCompletedSuccessfully);
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
            await _time.WhenTimerWithinAsync(TimeSpan.FromSeconds(10));
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        await stop.CancelAsync();
        await Task.WhenAll(spending.Select(static s => s.ContinueWith(static _ => { }, TaskScheduler.Default)));

        Assert.InRange(counts[0] + counts[1], 100, 220);
        Assert.True(counts[0] >= 40 && counts[1] >= 40, $"{counts[0]} requests, {counts[1]} questions");
    }
}
