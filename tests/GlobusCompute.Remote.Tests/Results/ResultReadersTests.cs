using System.Text;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Results;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace GlobusCompute.Remote.Tests.Results;

public sealed class ResultReadersTests
{
    // No test waits so long unless it fails.
    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Results_of_which_none_takes_long_but_all_together_do_are_read_by_several()
    {
        var time = new ManualTimeProvider();
        var readers = new ResultReaders(new IdleLifecycle(), time, NullLogger.Instance);
        var begun = Enumerable.Range(0, 5).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var gates = Enumerable.Range(0, 5).Select(static _ => new TaskCompletionSource()).ToArray();
        var futures = new List<Task>();
        Hold();
        await begun[0].Task.WaitAsync(s_watchdog);
        while (futures.Count < 5)
        {
            Hold();
        }

        // The reader takes the other four at once.
        gates[0].SetResult();
        await begun[1].Task.WaitAsync(s_watchdog);
        time.Advance(TimeSpan.FromMilliseconds(50));
        gates[1].SetResult();
        await begun[2].Task.WaitAsync(s_watchdog);
        time.Advance(TimeSpan.FromMilliseconds(50));

        await begun[3].Task.WaitAsync(s_watchdog);
        Assert.False(futures[2].IsCompleted);
        Array.ForEach(gates, static gate => gate.TrySetResult());
        await Task.WhenAll(futures).WaitAsync(s_watchdog);
        readers.Stop();

        void Hold()
        {
            var index = futures.Count;
            var text = SlowResult.That(() =>
            {
                begun[index].SetResult();
                gates[index].Task.Wait();
                return new SlowResult();
            });
            var call = new ValueCall<SlowResult>(
                TestCalls.NoTarget, TestCalls.Pinned(), TestCalls.Arguments(), PayloadRules.ForReflection(ComputeNaming.SnakeCase), allowNull: false);
            futures.Add(call.Start(CancellationToken.None));
            Assert.True(call.TryBeginReading());
            readers.Hold(new HeldOutcome { Call = call, Text = HeldBytes.Copy(Encoding.UTF8.GetBytes(text), isEscaped: false, isShared: true) });
        }
    }
}
