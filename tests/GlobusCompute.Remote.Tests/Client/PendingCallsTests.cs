using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Testing;
using Xunit;

namespace GlobusCompute.Remote.Tests.Client;

/// <summary>A client tells whether anybody waits for it, and waits until its calls are sent.</summary>
public sealed class PendingCallsTests
{
    private static readonly Guid s_function = Guid.NewGuid();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_pend_from_when_they_are_made_until_they_have_completed()
    {
        await using var client = Make();
        Assert.Equal(0, client.PendingCalls);
        var call = client.CreateExecutor(Guid.NewGuid()).SubmitToRegisteredFunction<int>(s_function);
        Assert.Equal(1, client.PendingCalls);

        client.Dispose();
        await Assert.ThrowsAnyAsync<ComputeCallException>(() => call);
        await client.DisposeAsync();

        Assert.Equal(0, client.PendingCalls);
    }

    [Fact]
    public async Task Attached_tasks_pend_too()
    {
        await using var client = Make();
        var future = client.Attach<int>(Guid.NewGuid());
        Assert.Equal(1, client.PendingCalls);

        future.Cancel();

        await Eventually.TrueAsync(() => client.PendingCalls == 0);
    }

    [Fact]
    public async Task A_call_that_waits_in_a_filter_pends_although_nothing_is_submitted()
    {
        var filter = new Waiting();
        await using var client = Make(filter);
        var call = client.CreateExecutor(Guid.NewGuid()).SubmitToRegisteredFunction<int>(s_function);
        Assert.Equal(1, client.PendingCalls);

        filter.Go.SetResult();

        Assert.Equal(7, await call);
        await Eventually.TrueAsync(() => client.PendingCalls == 0);
    }

    [Fact]
    public async Task A_flush_waits_until_no_call_waits_to_be_sent_and_may_be_canceled()
    {
        await using var client = Make();
        await client.FlushAsync(Token);
        var call = client.CreateExecutor(Guid.NewGuid()).SubmitToRegisteredFunction<int>(s_function);
        using var stop = new CancellationTokenSource();

        var flushing = client.FlushAsync(stop.Token);
        Assert.False(flushing.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flushing);

        var again = client.FlushAsync(Token);
        client.Dispose();
        await again;
        await Assert.ThrowsAnyAsync<ComputeCallException>(() => call);
    }

    [Fact]
    public void Options_can_be_checked_before_they_are_used()
    {
        new ComputeClientOptions().Validate();
        new ComputeExecutorOptions().Validate();

        Assert.Equal("MaxAttempts", Assert.Throws<ArgumentOutOfRangeException>(() => new ComputeClientOptions { MaxAttempts = 0 }.Validate()).ParamName);
        Assert.StartsWith(
            "ComputeExecutorOptions.BatchSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ComputeExecutorOptions { BatchSize = 0 }.Validate()).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new ComputeExecutorOptions { Label = null! }.Validate());
    }

    // The service takes requests and never answers.
    private static ComputeClient Make(IComputeCallFilter? filter = null)
    {
        var options = new ComputeClientOptions
        {
            Credential = new ComputeAccessTokenCredential("token"),
            HttpMessageHandler = FakeHandler.Silent(),
            Delivery = ComputeDelivery.Poll,
            ShutdownTimeout = TimeSpan.Zero,
        };
        if (filter is not null)
        {
            options.Filters.Add(filter);
        }

        return new ComputeClient(options);
    }

    private sealed class Waiting : IComputeCallFilter
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            await Go.Task;
            return (T)(object)7;
        }
    }
}
