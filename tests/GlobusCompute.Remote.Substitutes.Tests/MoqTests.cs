using GlobusCompute.Remote.Tests.Exceptions;
using Moq;
using Xunit;

namespace GlobusCompute.Remote.Substitutes.Tests;

/// <summary>Interfaces of remote functions are replaced by Moq in tests of the app that calls them.</summary>
public sealed class MoqTests : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Mock<IAnalysis> _analysis = new();

    private CancellationToken Token => _cancellation.Token;

    public void Dispose() => _cancellation.Dispose();

    [Fact]
    public async Task Calls_return_what_they_are_told_to_and_are_verified()
    {
        _analysis.Setup(analysis => analysis.FitLine(Laboratory.X, It.IsAny<double[]>())).ReturnsAsync(new LineFit(0, 2));
        _analysis.Setup(analysis => analysis.Find("a")).ReturnsAsync("home");
        _analysis.Setup(analysis => analysis.Find("b")).ReturnsAsync((string?)null);
        _analysis.Setup(analysis => analysis.Save(It.IsAny<string>(), 2)).Returns(Task.CompletedTask);
        _analysis.SetupSequence(analysis => analysis.Count(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(ComputeFuture.FromResult(3L))
            .Returns(ComputeFuture.FromResult(4L));
        var laboratory = new Laboratory(_analysis.Object);

        Assert.Equal("2 at home, 3 in all", await laboratory.MeasureAsync("a", Token));
        Assert.Equal("2 at no place, 4 in all", await laboratory.MeasureAsync("b", Token));

        _analysis.Verify(analysis => analysis.FitLine(It.Is<double[]>(x => x.SequenceEqual(Laboratory.X)), Laboratory.Y), Times.Exactly(2));
        _analysis.Verify(analysis => analysis.Save("a", 2), Times.Once);
        _analysis.Verify(analysis => analysis.Save("a", It.Is<double>(slope => slope < 0)), Times.Never);
        _analysis.Verify(analysis => analysis.Count("b", Token), Times.Once);
        _analysis.Verify(analysis => analysis.Count("c", It.IsAny<CancellationToken>()), Times.Never);
    }

    [Theory]
    [MemberData(nameof(Laboratory.Kinds), MemberType = typeof(Laboratory))]
    public async Task Calls_fail_with_an_exception_of_every_kind(string kind)
    {
        var error = EveryException.Of(kind);
        _analysis.Setup(analysis => analysis.FitLine(Laboratory.X, Laboratory.Y)).ThrowsAsync(error);
        _analysis.Setup(analysis => analysis.Save(It.IsAny<string>(), It.IsAny<double>())).ThrowsAsync(error);
        _analysis.Setup(analysis => analysis.Count(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(ComputeFuture.FromException<long>(error));

        Assert.Same(error, await Record.ExceptionAsync(() => new Laboratory(_analysis.Object).MeasureAsync("a", Token)));
        Assert.Same(error, await Record.ExceptionAsync(() => _analysis.Object.Save("a", 1)));
        Assert.Same(error, await Record.ExceptionAsync(() => _analysis.Object.Count("a", Token)));
    }
}
