using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>Tests see what the app has called, and wait for it without sleeping.</summary>
public sealed class VerificationTests : IAsyncDisposable
{
    private readonly FakeCompute _fake = new();
    private readonly ISpectra _spectra;

    public VerificationTests() => _spectra = _fake.CreateProxy<ISpectra>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fake.DisposeAsync();

    [Fact]
    public async Task Calls_are_found_by_method_and_overload()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Returns(1);
        _fake.Setup((ISpectra x) => x.Count(Array.Empty<string>())).Returns(2);
        _fake.Setup((ISpectra x) => x.Forget("")).Completes();
        await _spectra.Count("a");
        await _spectra.Count(["b", "c"]);
        await _spectra.Forget("a");

        Assert.Equal("a", Assert.Single(_fake.CallsOf((ISpectra x) => x.Count(""))).Argument<string>("name"));
        Assert.Equal("ISpectra.Count(['b', 'c'])", Assert.Single(_fake.CallsOf((ISpectra x) => x.Count(Array.Empty<string>()))).ToString());
        Assert.Empty(_fake.CallsOf((ISpectra x) => x.HelloWorld()));
        Assert.Empty(_fake.CallsOf((ISpectra x) => x.Scale(default!, default, default)));
        Assert.Throws<ArgumentException>(() => _fake.CallsOf((ISpectra x) => x.ToString()!.Length));
    }

    [Fact]
    public async Task Who_waits_for_calls_gets_them_when_they_come()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Returns(1);
        _fake.Setup((ISpectra x) => x.Forget("")).Pends();
        var two = _fake.WaitForCallsAsync(2, Token);
        var forgotten = _fake.WaitForCallsAsync((ISpectra x) => x.Forget(""), 1, Token);

        await _spectra.Count("a");
        Assert.False(two.IsCompleted);
        _ = _spectra.Forget("a");

        Assert.Equal(2, (await two).Count);
        Assert.Equal("ISpectra.Forget('a'), pending", Assert.Single(await forgotten).ToString());
        Assert.Empty(await _fake.WaitForCallsAsync(0, Token) is { Count: 2 } ? [] : _fake.Calls);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _fake.WaitForCallsAsync(-1, Token); });
    }

    [Fact]
    public async Task Who_waits_in_vain_is_canceled_with_the_token_of_the_test()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _fake.WaitForCallsAsync(1, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Setups_without_a_call_are_listed()
    {
        var count = _fake.Setup((ISpectra x) => x.Count("")).ReturnsEach(1, 2, 3);
        _fake.Setup((ISpectra x) => x.Forget("")).Completes();
        _fake.Setup((ISpectra x) => x.HelloWorld()).Returns("a");
        await _spectra.Count("a");
        await _spectra.HelloWorld();
        await _spectra.HelloWorld();

        Assert.Equal(["ISpectra.Count: 1 of 3 outcomes used", "ISpectra.Forget: not called"], _fake.UnusedSetups.Select(static setup => setup.ToString()));
        Assert.Equal(1, count.CallCount);
    }

    [Fact]
    public async Task Long_arguments_are_cut_in_texts_of_calls()
    {
        _fake.Setup((ISpectra x) => x.Count("")).Returns(1);
        await _spectra.Count(new string('x', 1000));

        Assert.Equal($"ISpectra.Count('{new string('x', 59)}…)", _fake.Calls[0].ToString());
    }
}
