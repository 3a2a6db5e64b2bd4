using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Submission;

public sealed class SubmissionLoopTests
{
    [Fact]
    public async Task A_failure_with_one_call_loses_none_of_those_that_came_with_it()
    {
        var budget = new TaskCompletionSource();
        var isWaiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var service = new FakeComputeService
        {
            OnBudget = _ =>
            {
                isWaiting.TrySetResult();
                return budget.Task;
            },
        };
        var lifecycle = new FailingLifecycle();
        var sender = new BatchSender(service, lifecycle, null, null, TimeProvider.System, NullLogger.Instance);
        await using var loop = new SubmissionLoop(service, sender, lifecycle, TimeProvider.System, NullLogger.Instance);
        Enqueue(TestCalls.NoTarget);
        await isWaiting.Task;
        var settings = new ExecutorSettings { EndpointId = TestCalls.Endpoint, TaskGroup = new TaskGroupReference(null) };
        var withdrawn = new CallTarget(TestCalls.NoTarget.Context, new CallCounts(), settings, 1_000_000);
        withdrawn.Counts.Withdraw();
        Enqueue(withdrawn);
        Enqueue(TestCalls.NoTarget);
        Enqueue(TestCalls.NoTarget);

        budget.SetResult();

        await Eventually.TrueAsync(() => lifecycle.Accepted == 3);
        Assert.Equal(1, lifecycle.Failures);

        void Enqueue(CallTarget target)
        {
            var call = new VoidCall(target, TestCalls.Pinned(), TestCalls.Arguments());
            call.Start(CancellationToken.None);
            Assert.True(call.TryQueue(Guid.NewGuid()));
            loop.Enqueue(call);
        }
    }

    private sealed class FailingLifecycle : ICallLifecycle
    {
        private int _accepted;

        public int Accepted => Volatile.Read(ref _accepted);

        public int Failures { get; private set; }

        public bool IsStreaming => false;

        void ICallLifecycle.Accepted(ReadOnlySpan<RemoteCall> calls, Guid[] taskIds, SubmissionReceipt receipt) => Interlocked.Add(ref _accepted, calls.Length);

        public void SendingCompleted(RemoteCall call, bool reuse)
        {
            Failures++;
            throw new InvalidOperationException("no");
        }

        public void Ready(RemoteCall call, Guid functionId)
        {
        }

        public bool TrySendLater(RemoteCall call) => false;

        public bool TrySendAgain(RemoteCall call) => false;

        public void Detach(RemoteCall call)
        {
        }

        public void Completed(RemoteCall call)
        {
        }

        public void ResultAnnounced(Guid taskId)
        {
        }
    }
}
