using System.Runtime.CompilerServices;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>Fakes are for many tests at once: they share nothing, hold no thread and leave nothing behind.</summary>
public sealed class ScaleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Tests => [.. Enumerable.Range(0, 200)];

    /// <summary>Two hundred small tests, as an app has them. Their time is measured by hand: <c>-method "*two_hundred*"</c>.</summary>
    [Theory]
    [MemberData(nameof(Tests))]
    public async Task One_of_two_hundred_tests_of_an_app(int number)
    {
        await using var fake = new FakeCompute();
        fake.Setup((ISpectra x) => x.Count("")).Raises("ValueError").Returns(number);
        var spectra = fake.CreateProxy<ISpectra>();

        await Assert.ThrowsAsync<TaskExecutionFailedException>(() => spectra.Count("a"));
        Assert.Equal(number, await spectra.Count("b"));
        Assert.Equal(2, fake.Calls.Count);
    }

    [Fact]
    public async Task A_thousand_fakes_at_once_share_nothing() =>
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(
            async () =>
            {
                await using var fake = new FakeCompute();
                fake.Setup((ISpectra x) => x.Count("")).Returns(i);
                fake.Setup((ISpectra x) => x.Scale(default!, default, default)).Returns(call => call.Argument<int>("value") + i);
                var spectra = fake.CreateProxy<ISpectra>();

                Assert.Equal(i, await spectra.Count($"{i}"));
                Assert.Equal([i + 1, i + 2], (await spectra.Scale([1, 2], i).ToListAsync(Token)).Select(static item => item.Value));
                Assert.Equal($"{i}", fake.CallsOf((ISpectra x) => x.Count(""))[0].Argument<string>("name"));
                Assert.Equal(3, fake.Calls.Count);
            },
            Token)));

    [Fact]
    public async Task Many_pending_calls_are_completed_one_by_one_whatever_the_clock_does()
    {
        await using var fake = new FakeCompute(new ManualTimeProvider());
        fake.Setup((ISpectra x) => x.Count("")).Pends();
        var spectra = fake.CreateProxy<ISpectra>();
        var futures = Enumerable.Range(0, 1000).Select(i => spectra.Count($"{i}")).ToArray();

        for (var i = futures.Length - 1; i >= 0; i--)
        {
            fake.Calls[i].Complete(i);
            if (i % 100 == 0)
            {
                Assert.Equal(i, await futures[i]);
            }
        }

        Assert.Equal(Enumerable.Range(0, 1000), await Task.WhenAll(futures));
    }

    [Fact]
    public async Task New_calls_are_delivered_while_others_stay_pending()
    {
        await using var fake = new FakeCompute(new ManualTimeProvider());
        fake.Setup((ISpectra x) => x.Count("")).Pends();
        fake.Setup((ISpectra x) => x.HelloWorld()).Returns("Hello World!");
        var spectra = fake.CreateProxy<ISpectra>();
        var pending = Enumerable.Range(0, 20).Select(_ => spectra.Count("a")).ToArray();

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal("Hello World!", await spectra.HelloWorld());
        }

        Assert.All(pending, static future => Assert.False(future.IsCompleted));
    }

    [Fact]
    public async Task A_fake_that_waits_holds_no_thread()
    {
        var fakes = Enumerable.Range(0, 200).Select(static _ => new FakeCompute()).ToArray();
        foreach (var fake in fakes)
        {
            fake.Setup((ISpectra x) => x.Count("")).Pends();
            _ = fake.CreateProxy<ISpectra>().Count("a").Submitted;
        }

        // With a thread for each, none would be left for this.
        ThreadPool.GetMinThreads(out var threads, out _);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(static _ => Task.Run(static () => 1, Token)));
        foreach (var fake in fakes)
        {
            await fake.WaitForCallsAsync(1, Token);
            await fake.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fake_that_was_disposed_leaves_no_timer_and_no_object(bool isSynchronous)
    {
        var time = new ManualTimeProvider();
        var fake = await UseAsync(time, isSynchronous);

        await Eventually.TrueAsync(() => time.Timers == 0);
        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !fake.TryGetTarget(out _);
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference<FakeCompute>> UseAsync(ManualTimeProvider time, bool isSynchronous)
    {
        var fake = new FakeCompute(time);
        fake.Setup((ISpectra x) => x.Count("")).After(TimeSpan.FromDays(1)).Returns(1);
        fake.Setup((ISpectra x) => x.Forget("")).Pends();
        fake.Setup((ISpectra x) => x.HelloWorld()).Returns("Hello World!");
        var spectra = fake.CreateProxy<ISpectra>();
        _ = spectra.Count("a").WithTimeout(TimeSpan.FromDays(2));
        _ = spectra.Forget("a");
        await spectra.HelloWorld();
        await fake.WaitForCallsAsync(3, Token);
        if (isSynchronous)
        {
            fake.Dispose();
        }
        else
        {
            await fake.DisposeAsync();
        }

        return new WeakReference<FakeCompute>(fake);
    }
}
