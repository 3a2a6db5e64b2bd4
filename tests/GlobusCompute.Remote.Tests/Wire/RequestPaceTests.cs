using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Wire;

/// <summary>What a pace lets through, by a clock that a test moves: no request is awaited, so that long times and many loads take no time.</summary>
public sealed class RequestPaceTests
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(1000)]
    public void No_window_holds_more_than_the_limit_whenever_requests_arrive(int requests)
    {
        var random = new Random(requests);
        for (var round = 0; round < (requests < 100 ? 60 : 6); round++)
        {
            var load = new Load(requests, s_window);
            var longestGap = s_window.TotalMilliseconds * Math.Pow(10, -3 * random.NextDouble());
            for (var i = 0; i < 5 * requests + 20; i++)
            {
                load.Send(isPoll: random.Next(4) == 0, pollsWait: random.Next(2) == 0, late: TimeSpan.FromMilliseconds(random.Next(20)));
                if (random.Next(10) == 0)
                {
                    load.Refund();
                }

                load.Pause(TimeSpan.FromMilliseconds(random.Next(8) == 0 ? random.NextDouble() * 12_000 : random.NextDouble() * longestGap));
            }

            for (var i = requests; i < load.Sent.Count; i++)
            {
                Assert.True(load.Sent[i] - load.Sent[i - requests] >= s_window, $"round {round}: {load.Sent[i] - load.Sent[i - requests]} between requests {i - requests} and {i}");
            }
        }
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(20, 16)]
    [InlineData(100, 5)]
    [InlineData(1000, 2)]
    [InlineData(2, 16)]
    [InlineData(1, 1)]
    public void A_minute_of_calls_one_after_another_holds_as_many_as_the_limit_allows(int requests, int latestMilliseconds)
    {
        var random = new Random(7);
        var load = new Load(requests, s_window);
        while (load.Elapsed < 6 * s_window)
        {
            load.Send(late: TimeSpan.FromMilliseconds(random.NextDouble() * latestMilliseconds));
            load.Pause(TimeSpan.FromMilliseconds(0.4));
        }

        // Late timers may move the last ones out of the minute: as many as are sent in twice the latest.
        var lost = 1 + (2 * latestMilliseconds * requests / (int)s_window.TotalMilliseconds);
        Assert.InRange(load.Sent.Count(static sent => sent < 6 * s_window), (6 * requests) - lost, 6 * requests);
    }

    [Fact]
    public void Sixty_calls_one_after_another_wait_for_at_most_a_second_each()
    {
        var load = new Load(20, s_window);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 60; i++)
        {
            waits.Add(load.Send(late: TimeSpan.FromMilliseconds(5)));
            load.Pause(TimeSpan.FromMilliseconds(0.4));
        }

        Assert.All(waits, static wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.All(waits[..10], static wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.InRange(load.Elapsed, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30.1));
    }

    [Fact]
    public void A_lone_caller_waits_for_at_most_a_second_however_it_pauses()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var load = new Load(20, s_window);
            var often = random.NextDouble();
            for (var i = 0; i < 300; i++)
            {
                Assert.InRange(load.Send(late: TimeSpan.FromMilliseconds(random.NextDouble() * 16)), TimeSpan.Zero, TimeSpan.FromSeconds(1));
                load.Pause(random.NextDouble() < often ? TimeSpan.FromMilliseconds(0.4) : TimeSpan.FromSeconds(random.NextDouble() * 12));
            }
        }
    }

    [Fact]
    public void A_pause_of_a_window_frees_half_of_the_budget_again()
    {
        var load = new Load(20, s_window);
        for (var i = 0; i < 35; i++)
        {
            load.Send();
        }

        load.Pause(s_window);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(TimeSpan.Zero, load.Send());
        }

        Assert.True(load.Send() > TimeSpan.Zero);
    }

    [Fact]
    public void A_request_that_waits_is_sent_within_a_second_of_being_tried_again_when_the_pace_said()
    {
        var random = new Random(3);
        var time = new ManualTimeProvider();
        var pace = new RequestPace(new RequestBudgetOptions(), time);
        for (var i = 0; i < 500; i++)
        {
            var first = pace.TryTake(false, false);
            var waited = TimeSpan.Zero;
            for (var wait = first; wait is { } next; wait = pace.TryTake(false, false))
            {
                Assert.InRange(next, TimeSpan.FromMilliseconds(1), s_window);
                time.Advance(next);
                waited += next;
            }

            Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            time.Advance(TimeSpan.FromMilliseconds(random.Next(20) == 0 ? random.Next(9_000) : random.Next(50)));
        }
    }

    /// <summary>Sends one request after another, and notes when.</summary>
    private sealed class Load
    {
        private readonly ManualTimeProvider _time = new();
        private readonly RequestPace _pace;
        private readonly long _start;
        private readonly List<(TimeSpan Time, bool IsPoll)> _sent = [];

        public Load(int requests, TimeSpan window)
        {
            _start = _time.GetTimestamp();
            _pace = new RequestPace(new RequestBudgetOptions { Requests = requests, Window = window }, _time);
        }

        public List<TimeSpan> Sent => _sent.ConvertAll(static sent => sent.Time);

        public TimeSpan Elapsed => _time.GetElapsedTime(_start);

        /// <returns>How long it waited; each of its timers fires late.</returns>
        public TimeSpan Send(bool isPoll = false, bool pollsWait = false, TimeSpan late = default)
        {
            var before = Elapsed;
            while (_pace.TryTake(isPoll, pollsWait) is { } wait)
            {
                _time.Advance(wait + late);
            }

            _sent.Add((Elapsed, isPoll));
            return Elapsed - before;
        }

        public void Pause(TimeSpan time) => _time.Advance(time);

        /// <summary>The last request was not sent.</summary>
        public void Refund()
        {
            _pace.Refund(_sent[^1].IsPoll);
            _sent.RemoveAt(_sent.Count - 1);
        }
    }
}
