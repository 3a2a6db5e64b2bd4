using GlobusCompute.Remote.Tests.Exceptions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NSubstitute.Extensions;
using Xunit;

namespace GlobusCompute.Remote.Substitutes.Tests;

/// <summary>Interfaces of remote functions are replaced by NSubstitute in tests of the app that calls them.</summary>
public sealed class NSubstituteTests : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly IAnalysis _analysis = Substitute.For<IAnalysis>();

    private CancellationToken Token => _cancellation.Token;

    public void Dispose() => _cancellation.Dispose();

    [Fact]
    public async Task Calls_return_what_they_are_told_to_and_are_verified()
    {
        _analysis.FitLine(Laboratory.X, Arg.Any<double[]>()).Returns(new LineFit(0, 2));
        _analysis.Find("a").Returns("home");

        // NSubstitute makes a plain Task<long> when a method of another Task type is called to be told what to return. By type it can be told.
        _analysis.ReturnsForAll(call => ComputeFuture.FromResult(call.ArgAt<string>(0) == "a" ? 3L : 4L));
        var laboratory = new Laboratory(_analysis);

        Assert.Equal("2 at home, 3 in all", await laboratory.MeasureAsync("a", Token));
        _analysis.Find("b").Returns((string?)null);
        Assert.Equal("2 at no place, 4 in all", await laboratory.MeasureAsync("b", Token));

        await _analysis.Received(2).FitLine(Arg.Is<double[]>(x => x.SequenceEqual(Laboratory.X)), Laboratory.Y);
        await _analysis.Received(1).Save("a", 2);
        await _analysis.DidNotReceive().Save("a", Arg.Is<double>(slope => slope < 0));
        Assert.Equal(
            [["a", Token], ["b", Token]],
            _analysis.ReceivedCalls().Where(call => call.GetMethodInfo().Name == nameof(IAnalysis.Count)).Select(call => call.GetArguments()));
        Received.InOrder(() =>
        {
            _analysis.FitLine(Laboratory.X, Laboratory.Y);
            _analysis.Find("a");
            _analysis.Save("a", 2);
            _analysis.FitLine(Laboratory.X, Laboratory.Y);
            _analysis.Find("b");
            _analysis.Save("b", 2);
        });
    }

    [Theory]
    [MemberData(nameof(Laboratory.Kinds), MemberType = typeof(Laboratory))]
    public async Task Calls_fail_with_an_exception_of_every_kind(string kind)
    {
        var error = EveryException.Of(kind);
        _analysis.FitLine(Laboratory.X, Laboratory.Y).ThrowsAsync(error);
        _analysis.Save(default!, default).ThrowsAsyncForAnyArgs(error);
        _analysis.ReturnsForAll(ComputeFuture.FromException<long>(error));

        Assert.Same(error, await Record.ExceptionAsync(() => new Laboratory(_analysis).MeasureAsync("a", Token)));
        Assert.Same(error, await Record.ExceptionAsync(() => _analysis.Save("a", 1)));
        Assert.Same(error, await Record.ExceptionAsync(() => _analysis.Count("a", Token)));
    }
}
