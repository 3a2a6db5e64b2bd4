using System.Net;
using GlobusCompute.Remote.Exceptions;
using QuickStart;
using Xunit;

namespace GlobusCompute.Remote.Testing.Tests;

/// <summary>The interface of the quick start with every kind of outcome, in as few lines as an app's tests have.</summary>
public sealed class QuickStartTests
{
    [Fact]
    public async Task Every_kind_of_outcome_of_the_quick_starts_interface()
    {
        await using var fake = new FakeCompute();
        var fit = new LineFit(1, 2, 0, 3);
        fake.Setup((IAnalysis x) => x.DescribeWorker()).Returns(new Worker("3.12", "Linux", "x86_64")).ReturnsJson("[]");
        fake.Setup((IAnalysis x) => x.BootstrapSlopes(default!, default!, default, default)).Returns(call => [.. Enumerable.Repeat(2.0, call.Arguments[2].As<int>())]);
        fake.Setup((IAnalysis x) => x.Calibrate(default!)).Raises(new FakeError("RuntimeError", "no") { Cause = new("ValueError", "'x'") }).LosesWorker()
            .ExceedsWorkerTimeout().ExceedsResultSize().IsRefused(HttpStatusCode.Forbidden, "not you").IsNotSent().LosesAnswer().LosesResult().Pends();
        fake.Setup((IAnalysis x) => x.FitLine(default!, default!)).When(call => call.Arguments[0].Count == 3).Returns(fit);
        var analysis = fake.CreateProxy<IAnalysis>();

        Assert.Equal("3.12", (await analysis.DescribeWorker()).Python);
        await Assert.ThrowsAsync<ResultDeserializationException>(() => analysis.DescribeWorker());
        Assert.Equal((double[])[2, 2], await analysis.BootstrapSlopes([1], [1], 2, seed: 1));
        foreach (var type in (string[])["RuntimeError", "parsl.executors.high_throughput.errors.WorkerLost", "parsl.app.errors.AppTimeout", "MaxResultSizeExceeded"])
        {
            Assert.Equal(type, (await Assert.ThrowsAsync<TaskExecutionFailedException>(() => analysis.Calibrate([]))).RemoteType);
        }

        Assert.False((await Assert.ThrowsAsync<CallRefusedException>(() => analysis.Calibrate([]))).IsTransient);
        Assert.True((await Assert.ThrowsAsync<CallRefusedException>(() => analysis.Calibrate([]))).IsTransient);
        await Assert.ThrowsAsync<CallOutcomeUnknownException>(() => analysis.Calibrate([]));
        await Assert.ThrowsAsync<ResultsUnreachableException>(() => analysis.Calibrate([]));
        var (later, canceled) = (analysis.Calibrate(["1,2"]), analysis.Calibrate([]));
        canceled.Cancel();
        fake.Calls.Single(call => call.ToString() == "IAnalysis.Calibrate(['1,2']), pending").Complete(fit);
        Assert.Equal(fit, await later);
        await Assert.ThrowsAsync<TaskCanceledException>(() => canceled);
        Assert.Equal(fit, await analysis.FitLine([0, 1, 2], [1, 3, 5]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => analysis.Residuals([1], [1], intercept: 0, slope: 1));
        Assert.Equal(14, fake.Calls.Count);
    }
}
