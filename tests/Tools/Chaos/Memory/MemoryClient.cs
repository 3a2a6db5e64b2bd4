using System.Diagnostics;
using GlobusCompute.Remote.Chaos.Client;
using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote.Chaos.Memory;

/// <summary>The process whose memory is measured: one client that makes calls, and rests for each sample.</summary>
internal static class MemoryClient
{
    private const int Samples = 40;
    private const int MostPending = 10_000;

    public static async Task<int> RunAsync(ChaosOptions options, ChildOptions child)
    {
        await using var client = new ComputeClient(new ComputeClientOptions
        {
            ServiceUrl = child.Service,
            Credential = new ComputeAccessTokenCredential(Secrets.Token),
            RequestBudget = null,
            MaxAttempts = 20,
            SweepInterval = TimeSpan.FromSeconds(options.Faults ? 1 : 60),
        });
        await using var executor = client.CreateExecutor(Ids.Endpoint, new ComputeExecutorOptions { TaskGroupId = Ids.Group });
        var calls = executor.CreateProxy<ICalls>();
        var clock = Stopwatch.StartNew();
        using var room = new SemaphoreSlim(MostPending);
        var wrong = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var to = (long)options.Tasks * (sample + 1) / Samples;
            for (var number = (long)options.Tasks * sample / Samples; number < to; number++)
            {
                await room.WaitAsync();
                _ = CheckAsync(calls.Again(number, Secrets.Argument, CancellationToken.None), number);
            }

            // All calls have ended when there is room for as many.
            for (var i = 0; i < MostPending; i++)
            {
                await room.WaitAsync();
            }

            room.Release(MostPending);
            Console.WriteLine(Sample((int)to, clock.Elapsed));
        }

        return wrong == 0 ? 0 : 1;

        async Task CheckAsync(ComputeFuture<long[]> future, long number)
        {
            try
            {
                if (!Proof.Fits(await future, number))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
            catch (ComputeException e) when (options.Faults && e is CallRefusedException or CallOutcomeUnknownException)
            {
                // Faults that outlast all attempts.
            }
            catch (Exception e)
            {
                Interlocked.Increment(ref wrong);
                Console.WriteLine(e);
            }
            finally
            {
                room.Release();
            }
        }
    }

    private static MemorySample Sample(int calls, TimeSpan time)
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new MemorySample(calls, time.TotalSeconds, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
