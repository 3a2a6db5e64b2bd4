using System.Text;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using Xunit;

namespace GlobusCompute.Remote.Tests.Runtime;

/// <summary>
/// What the library spends on a call from its submission to its completion. Only what repeats exactly is asserted: bytes and contended locks, not time.
/// Alone in the process, as both are counted for all of it.
/// </summary>
[Collection(nameof(CallCostTests))]
[CollectionDefinition(nameof(CallCostTests), DisableParallelization = true)]
public sealed class CallCostTests
{
    private const int Calls = 100_000;

    private static readonly byte[] s_arguments = Encoding.ASCII.GetBytes("\"5\\n11\\n[]5\\n11\\n{}\"");
    private static readonly FunctionDefinition s_function = TestCalls.Pinned();

    [Fact]
    public async Task A_call_allocates_at_most_800_bytes_beside_the_service()
    {
        var runs = new List<long>();
        for (var run = 0; run < 4; run++)
        {
            // The first run makes what is made once.
            var library = await AllocatedAsync(static service => SubmitAsync(service, threads: 1));
            var raw = await AllocatedAsync(AskAsync);
            runs.Add((library - raw) / Calls);
        }

        Assert.InRange(Show(runs.Skip(1).Min()), 1, 800);
    }

    [Fact]
    public async Task A_pending_call_takes_at_most_600_bytes()
    {
        var service = new InstantService { HasResults = false };
        await using var runtime = new ComputeRuntime(service, TestCalls.Options(shutdown: TimeSpan.Zero));
        var target = TestCalls.Target(runtime);
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Submit(runtime, target).Submitted));
        var futures = new ComputeFuture[Calls];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Calls; i++)
        {
            futures[i] = Submit(runtime, target);
        }

        await runtime.Unsent.WhenSentAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.InRange(Show((GC.GetTotalMemory(forceFullCollection: true) - before) / Calls), 1, 600);
        Assert.All(futures, static future => Assert.Equal(ComputeFutureStage.Submitted, future.Stage));
    }

    [Fact]
    public async Task Calls_of_several_threads_hardly_ever_wait_for_a_lock()
    {
        var runs = new List<long>();
        for (var run = 0; run < 3; run++)
        {
            var before = Monitor.LockContentionCount;
            await SubmitAsync(new InstantService(), threads: 2);
            runs.Add(Monitor.LockContentionCount - before);
        }

        Assert.InRange(Show(runs.Min()), 0, Calls / 1_000);
    }

    private static async Task<long> AllocatedAsync(Func<InstantService, Task> run)
    {
        var service = new InstantService();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await run(service);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static async Task SubmitAsync(InstantService service, int threads)
    {
        await using var runtime = new ComputeRuntime(service, TestCalls.Options());
        var target = TestCalls.Target(runtime);
        var futures = new ComputeFuture[Calls];
        await Task.WhenAll(Enumerable.Range(0, threads).Select(part => Task.Run(() =>
        {
            for (var i = part; i < Calls; i += threads)
            {
                futures[i] = Submit(runtime, target);
            }
        })));
        foreach (var future in futures)
        {
            await future;
        }
    }

    // The same questions to the same service without the library.
    private static async Task AskAsync(InstantService service)
    {
        const int PageSize = 500;
        for (var i = 0; i < Calls; i += PageSize)
        {
            using var page = await service.GetBatchStatusAsync(service.Accept(PageSize), CancellationToken.None);
            Assert.Equal(PageSize, page.Tasks.Count);
        }
    }

    private static long Show(long measured)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{measured:N0}");
        return measured;
    }

    private static ComputeFuture Submit(ComputeRuntime runtime, CallTarget target)
    {
        runtime.Unsent.Enter(target.Counts, s_arguments.Length);
        var call = new VoidCall(target, s_function, PackedArguments.CopyOf(s_arguments));
        var future = call.Start(CancellationToken.None);
        runtime.Calls.Accept(call);
        return future;
    }
}
