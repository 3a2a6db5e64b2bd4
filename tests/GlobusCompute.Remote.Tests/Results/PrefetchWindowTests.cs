using GlobusCompute.Remote.Results;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

/// <summary>How many messages the broker may send ahead, by their sizes.</summary>
public sealed class PrefetchWindowTests
{
    private const int Kilobyte = 1024;
    private const int Megabyte = 1024 * Kilobyte;

    private readonly PrefetchWindow _window = new();

    [Fact]
    public void A_window_begins_with_few_messages() => Assert.Equal(100, PrefetchWindow.SizeOf(_window.Step));

    [Theory]
    [InlineData(0, 16_000)]
    [InlineData(500, 16_000)]
    [InlineData(4_000, 16_000)]
    [InlineData(5_000, 1_000)]
    [InlineData(60 * Kilobyte, 1_000)]
    [InlineData(80 * Kilobyte, 100)]
    [InlineData(10 * Megabyte, 100)]
    public void A_window_becomes_as_wide_as_the_sizes_of_messages_allow(int bytes, int expected)
    {
        Deliver(3_000, bytes);
        Assert.Equal(expected, PrefetchWindow.SizeOf(_window.Step));
    }

    [Fact]
    public void A_window_widens_after_as_many_small_messages_in_a_row_as_it_holds()
    {
        Deliver(99, 500);
        Assert.Equal(0, _window.Step);
        Deliver(1, 500);
        Assert.Equal(1, _window.Step);
        Deliver(999, 500);
        Assert.Equal(1, _window.Step);
        Deliver(1, 500);
        Assert.Equal(2, _window.Step);
        Deliver(100_000, 500);
        Assert.Equal(2, _window.Step);
    }

    [Theory]
    [InlineData(64 * Kilobyte, 20)]
    [InlineData(Megabyte, 2)]
    [InlineData(10 * Megabyte, 1)]
    public void A_wide_window_is_given_up_after_a_few_large_messages(int bytes, int messages)
    {
        Deliver(2_000, 500);
        Deliver(messages, bytes);
        Assert.True(_window.Step < 2);
    }

    [Fact]
    public void A_window_for_results_of_several_megabytes_is_the_smallest_after_two_of_them()
    {
        Deliver(2_000, 500);
        Deliver(2, 10 * Megabyte);
        Assert.Equal(0, _window.Step);
    }

    [Fact]
    public void Sizes_that_vary_around_the_limit_do_not_change_a_wide_window()
    {
        Deliver(2_000, 500);
        for (var i = 0; i < 10_000; i++)
        {
            Deliver(1, i % 2 == 0 ? 1_000 : 16_000);
            Assert.Equal(2, _window.Step);
        }
    }

    [Fact]
    public void A_large_message_now_and_then_keeps_the_widest_window_closed()
    {
        Deliver(2_000, 500);
        var changes = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var before = _window.Step;
            Deliver(1, i % 500 == 0 ? Megabyte : 500);
            changes += before == _window.Step ? 0 : 1;
        }

        Assert.Equal(1, _window.Step);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void A_window_that_may_not_widen_tries_again_after_as_many_messages()
    {
        Deliver(99, 500);
        Assert.Equal(1, _window.Observe(500));
        _window.MoveTo(0);
        for (var i = 0; i < 99; i++)
        {
            Assert.Equal(0, _window.Observe(500));
        }

        Assert.Equal(1, _window.Observe(500));
    }

    private void Deliver(int messages, int bytes)
    {
        for (var i = 0; i < messages; i++)
        {
            var step = _window.Observe(bytes);
            if (step != _window.Step)
            {
                _window.MoveTo(step);
            }
        }
    }
}
