using System.Collections.Concurrent;
using GlobusCompute.Remote.Results;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

/// <summary>Registrations of a consumer that follow its window.</summary>
public sealed class GroupPrefetchTests
{
    private const int Small = 500;
    private const int Large = 10 * 1024 * 1024;

    private readonly ManualTimeProvider _time = new();
    private readonly ConcurrentQueue<string> _changes = new();
    private readonly PrefetchBudget _budget = new();
    private Func<string, Task> _onAdd = static _ => Task.CompletedTask;

    [Fact]
    public async Task Small_results_add_registrations_and_large_ones_cancel_them()
    {
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await ChangedAsync("+ahead-1000 900");
        Deliver(prefetch, 1_000, Small);
        await ChangedAsync("+ahead-1000 900", "+ahead-16000 15000");
        Assert.Equal(16_000, prefetch.Size);
        Deliver(prefetch, 2, Large);
        await ChangedAsync("+ahead-1000 900", "+ahead-16000 15000", "-ahead-16000", "-ahead-1000");
        Assert.Equal(100, prefetch.Size);
    }

    [Fact]
    public async Task A_delivery_that_waits_for_room_takes_the_smallest_window()
    {
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await ChangedAsync("+ahead-1000 900");
        prefetch.Narrow();
        await ChangedAsync("+ahead-1000 900", "-ahead-1000");
    }

    [Fact]
    public async Task A_window_that_narrows_while_it_is_being_widened_ends_narrow()
    {
        var answer = new TaskCompletionSource();
        _onAdd = _ => answer.Task;
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await ChangedAsync("+ahead-1000 900");
        Deliver(prefetch, 2, Large);
        answer.SetResult();
        await ChangedAsync("+ahead-1000 900", "-ahead-1000");
    }

    [Fact]
    public void Messages_are_acknowledged_by_the_smallest_window_until_a_wider_one_has_delivered()
    {
        var prefetch = Create();
        Deliver(prefetch, 2_000, Small, "ctag");
        Assert.Equal(25u, prefetch.AcknowledgeEvery);
    }

    [Fact]
    public async Task Messages_are_acknowledged_in_larger_numbers_once_a_wider_window_has_delivered()
    {
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await DeliverUntilAsync(prefetch, "ahead-1000", 250);
        Deliver(prefetch, 1_000, Small);
        await DeliverUntilAsync(prefetch, "ahead-16000", 500);
        prefetch.Narrow();
        Assert.Equal(25u, prefetch.AcknowledgeEvery);
        Deliver(prefetch, 10, Small, "ahead-16000");
        Assert.Equal(25u, prefetch.AcknowledgeEvery);
    }

    [Fact]
    public async Task A_registration_that_is_not_answered_is_canceled_and_tried_again_later()
    {
        _onAdd = static _ => throw new TimeoutException();
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await ChangedAsync("+ahead-1000 900", "-ahead-1000");
        Assert.Equal(100, prefetch.Size);
        Assert.Equal(25u, prefetch.AcknowledgeEvery);
        Assert.True(_budget.TryTake(2L * PrefetchWindow.MostBytes));
        _budget.Return(2L * PrefetchWindow.MostBytes);

        _onAdd = static _ => Task.CompletedTask;
        await Eventually.TrueAsync(() =>
        {
            Deliver(prefetch, 100, Small);
            return _changes.Count > 2;
        });
        Assert.Equal("+ahead-1000 900", _changes.ElementAt(2));
    }

    [Fact]
    public async Task The_next_registration_that_is_not_answered_leaves_those_before_it()
    {
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await DeliverUntilAsync(prefetch, "ahead-1000", 250);
        _onAdd = static _ => throw new TimeoutException();
        Deliver(prefetch, 1_000, Small);
        await ChangedAsync("+ahead-1000 900", "+ahead-16000 15000", "-ahead-16000");
        Assert.Equal(1_000, prefetch.Size);
        Assert.Equal(250u, prefetch.AcknowledgeEvery);
    }

    [Theory]
    [InlineData(403, false)]
    [InlineData(530, false)]
    [InlineData(404, true)]
    public async Task A_broker_that_does_not_allow_another_registration_is_not_asked_again_by_any_channel(ushort code, bool isAskedAgain)
    {
        var reason = new ShutdownEventArgs(ShutdownInitiator.Peer, code, "refused", classId: 60, methodId: 20);
        _onAdd = _ => throw new OperationInterruptedException(reason);
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await ChangedAsync("+ahead-1000 900", "-ahead-1000");
        prefetch.Close();

        _onAdd = static _ => Task.CompletedTask;
        var next = Create();
        Deliver(next, 2_000, Small);
        Assert.Equal(isAskedAgain ? 16_000 : 100, next.Size);
    }

    [Fact]
    public async Task A_connection_that_breaks_while_a_window_is_widened_does_not_count_as_a_refusal()
    {
        _onAdd = static _ => throw new AlreadyClosedException(new ShutdownEventArgs(ShutdownInitiator.Peer, 320, "CONNECTION_FORCED"));
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await ChangedAsync("+ahead-1000 900", "-ahead-1000");
        prefetch.Close();
        var next = Create();
        Deliver(next, 100, Small);
        Assert.Equal(1_000, next.Size);
    }

    [Fact]
    public async Task Windows_of_a_client_share_what_they_hold()
    {
        var prefetches = Enumerable.Range(0, 20).Select(_ => Create()).ToList();
        foreach (var prefetch in prefetches)
        {
            Deliver(prefetch, 3_000, 4_000);
        }

        Assert.InRange(prefetches.Sum(static prefetch => prefetch.Size * 4_000L), 0, (2L * PrefetchWindow.MostBytes) + (20 * 100 * 4_000));
        Assert.Contains(prefetches, static prefetch => prefetch.Size == 16_000);

        // One that is closed leaves its part to others.
        var wide = prefetches.Where(static prefetch => prefetch.Size > 100).ToList();
        foreach (var prefetch in wide)
        {
            prefetch.Close();
        }

        var next = Create();
        Deliver(next, 3_000, 4_000);
        Assert.Equal(16_000, next.Size);
        await Eventually.TrueAsync(() => _changes.Contains("+ahead-16000 15000"));
    }

    [Fact]
    public async Task An_idle_window_leaves_its_part_to_others()
    {
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        await ChangedAsync("+ahead-1000 900");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1_000, prefetch.Size);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(100, prefetch.Size);
        Assert.Equal(0, _time.Timers);
        await ChangedAsync("+ahead-1000 900", "-ahead-1000");
    }

    [Fact]
    public void A_closed_window_keeps_no_timer_and_changes_no_more()
    {
        var prefetch = Create();
        Deliver(prefetch, 100, Small);
        prefetch.Close();
        Assert.Equal(0, _time.Timers);
        Deliver(prefetch, 2_000, Small);
        prefetch.Narrow();
        Assert.DoesNotContain("+ahead-16000 15000", _changes);
    }

    private static void Deliver(GroupPrefetch prefetch, int messages, int bytes, string tag = "ctag")
    {
        for (var i = 0; i < messages; i++)
        {
            prefetch.Observe(tag, bytes);
        }
    }

    private static Task DeliverUntilAsync(GroupPrefetch prefetch, string tag, uint acknowledgeEvery) =>
        Eventually.TrueAsync(() =>
        {
            // Counts from when the registration is known.
            Deliver(prefetch, 1, Small, tag);
            return prefetch.AcknowledgeEvery == acknowledgeEvery;
        });

    private Task ChangedAsync(params string[] changes) => Eventually.TrueAsync(() => _changes.SequenceEqual(changes), string.Join(", ", changes));

    private GroupPrefetch Create() => new(
        (tag, count) =>
        {
            _changes.Enqueue($"+{tag} {count}");
            return _onAdd(tag);
        },
        tag =>
        {
            _changes.Enqueue($"-{tag}");
            return Task.CompletedTask;
        },
        _budget,
        _time,
        NullLogger.Instance);
}
