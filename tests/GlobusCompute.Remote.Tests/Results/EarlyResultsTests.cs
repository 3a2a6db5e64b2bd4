using GlobusCompute.Remote.Results;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

/// <summary>What is held of messages for tasks that nobody awaits.</summary>
public sealed class EarlyResultsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly EarlyResults _early;

    public EarlyResultsTests() => _early = new EarlyResults(_time);

    [Fact]
    public void They_are_let_go_after_a_while_also_when_none_follow()
    {
        _early.Hold(Guid.NewGuid(), new byte[100]);
        _time.Advance(TimeSpan.FromMinutes(3));
        _early.Hold(Guid.NewGuid(), new byte[100]);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1, _early.Count);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(0, _early.Count);
        Assert.Equal(0, _early.Remembered);
        Assert.Equal(0, _time.Timers);
    }

    [Fact]
    public void One_that_nobody_takes_does_not_have_those_remembered_that_were_taken()
    {
        var kept = Guid.NewGuid();
        _early.Hold(kept, [1]);
        for (var i = 0; i < 50_000; i++)
        {
            var id = Guid.NewGuid();
            _early.Hold(id, [2]);
            Assert.True(_early.TryTake(id, out _));
        }

        Assert.InRange(_early.Remembered, 1, 2_000);
        Assert.True(_early.TryTake(kept, out _));
    }

    [Fact]
    public void The_oldest_are_let_go_first_where_they_take_too_much()
    {
        var ids = Enumerable.Range(0, 100).Select(static _ => Guid.NewGuid()).ToList();
        foreach (var id in ids)
        {
            _early.Hold(id, new byte[1024 * 1024]);
        }

        Assert.False(_early.TryTake(ids[0], out _));
        Assert.True(_early.TryTake(ids[^1], out _));
        Assert.InRange(_early.Count, 60, 64);
    }
}
