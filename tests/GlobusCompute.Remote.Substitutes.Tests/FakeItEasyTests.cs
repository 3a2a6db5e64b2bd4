using FakeItEasy;
using GlobusCompute.Remote.Tests.Exceptions;
using Xunit;

namespace GlobusCompute.Remote.Substitutes.Tests;

/// <summary>Interfaces of remote functions are replaced by FakeItEasy in tests of the app that calls them.</summary>
public sealed class FakeItEasyTests : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly IAnalysis _analysis = A.Fake<IAnalysis>();

    private CancellationToken Token => _cancellation.Token;

    public void Dispose() => _cancellation.Dispose();

    [Fact]
    public async Task Calls_return_what_they_are_told_to_and_are_verified()
    {
        A.CallTo(() => _analysis.FitLine(Laboratory.X, A<double[]>._)).Returns(new LineFit(0, 2));
        A.CallTo(() => _analysis.Find("a")).Returns("home");
        A.CallTo(() => _analysis.Find("b")).Returns((string?)null);
        A.CallTo(() => _analysis.Count(A<string>._, A<CancellationToken>._))
            .ReturnsNextFromSequence(ComputeFuture.FromResult(3L), ComputeFuture.FromResult(4L));
        var laboratory = new Laboratory(_analysis);

        Assert.Equal("2 at home, 3 in all", await laboratory.MeasureAsync("a", Token));
        Assert.Equal("2 at no place, 4 in all", await laboratory.MeasureAsync("b", Token));

        A.CallTo(() => _analysis.FitLine(A<double[]>.That.IsSameSequenceAs(Laboratory.X), Laboratory.Y)).MustHaveHappenedTwiceExactly();
        A.CallTo(() => _analysis.Save("a", A<double>.That.Matches(slope => slope < 0))).MustNotHaveHappened();
        A.CallTo(() => _analysis.Count("a", Token)).MustHaveHappenedOnceExactly()
            .Then(A.CallTo(() => _analysis.Save("a", 2)).MustHaveHappenedOnceExactly())
            .Then(A.CallTo(() => _analysis.Count("b", Token)).MustHaveHappenedOnceExactly());
        A.CallTo(() => _analysis.Count("c", A<CancellationToken>._)).MustNotHaveHappened();
    }

    [Theory]
    [MemberData(nameof(Laboratory.Kinds), MemberType = typeof(Laboratory))]
    public async Task Calls_fail_with_an_exception_of_every_kind(string kind)
    {
        var error = EveryException.Of(kind);
        A.CallTo(() => _analysis.FitLine(Laboratory.X, Laboratory.Y)).ThrowsAsync(error);
        A.CallTo(() => _analysis.Save(A<string>._, A<double>._)).ThrowsAsync(error);
        A.CallTo(() => _analysis.Count(A<string>._, A<CancellationToken>._)).Returns(ComputeFuture.FromException<long>(error));

        Assert.Same(error, await Record.ExceptionAsync(() => new Laboratory(_analysis).MeasureAsync("a", Token)));
        Assert.Same(error, await Record.ExceptionAsync(() => _analysis.Save("a", 1)));
        Assert.Same(error, await Record.ExceptionAsync(() => _analysis.Count("a", Token)));
    }
}
