using System.Collections.Concurrent;
using System.Globalization;
using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Wire;
using Xunit;

namespace GlobusCompute.Remote.Tests.Runtime;

/// <summary>Calls that are submitted, acknowledged, canceled, limited in time and disposed of all at once, by a service that gives all kinds of answers.</summary>
public sealed class RacingCallsTests
{
    private const string WorkerLost = "Traceback\nparsl.executors.high_throughput.errors.WorkerLost: Task failure due to loss of worker 3\n";
    private const string Request = "POST /v3/endpoints/x/submit";
    private const int Threads = 4;
    private const int CallsPerThread = 500;

    private static readonly TimeSpan s_watchdog = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public async Task All_calls_complete_with_their_own_result_or_a_reason_and_nothing_is_left(int seed, bool isDisposed)
    {
        var service = new FakeComputeService
        {
            OnSubmit = (_, token) => SubmitAsync(Random.Shared.Next(12), token),
            OnAnswer = static answer => Changed(answer, new Random()),
            OnTask = static call => OutcomeOf(call, Random.Shared.Next(10)),
        };
        var runtime = new ComputeRuntime(service, TestCalls.Options(shutdown: TimeSpan.FromSeconds(1)));
        var targets = new[] { TestCalls.Target(runtime), TestCalls.Target(runtime), runtime.Targets.Create(Guid.NewGuid(), new ComputeExecutorOptions()) };
        FunctionDefinition[] functions = [TestCalls.Pinned("a"), TestCalls.Pinned("b"), TestCalls.Source("c"), TestCalls.Source("d", new CallPolicy(IsIdempotent: true))];
        var futures = new ConcurrentBag<(int Number, ComputeFuture<int> Future)>();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            var random = new Random((100 * seed) + thread);
            for (var i = 0; i < CallsPerThread; i++)
            {
                var number = (thread * CallsPerThread) + i;
                var future = Submit(runtime, targets[random.Next(3)], functions[random.Next(4)], number, random.Next(10) == 0 ? stop.Token : default);
                futures.Add((number, future));
                GiveUp(random, futures, future);
                if (random.Next(20) == 0)
                {
                    await Task.Yield();
                }
            }
        })).ToList();
        if (isDisposed)
        {
            await Task.WhenAny(callers);
            stop.Cancel();
            await runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog, TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(callers).WaitAsync(s_watchdog, TestContext.Current.CancellationToken);
        stop.Cancel();
        foreach (var (number, future) in futures)
        {
            var error = await Record.ExceptionAsync(() => future.WaitAsync(s_watchdog));
            if (error is null)
            {
                Assert.Equal(number, await future);
            }
            else
            {
                Assert.True(error is OperationCanceledException or IComputeException, $"{number}: {error}");
            }
        }

        await Eventually.TrueAsync(() => runtime.Results.Count == 0 && runtime.Unsent.Count == 0 && targets.All(static target => target.Counts.Pending.Count == 0));
        await runtime.DisposeAsync().AsTask().WaitAsync(s_watchdog, TestContext.Current.CancellationToken);
    }

    private static ComputeFuture<int> Submit(ComputeRuntime runtime, CallTarget target, FunctionDefinition function, int number, CancellationToken token)
    {
        var packed = TestCalls.Arguments();
        runtime.Unsent.Enter(target.Counts, packed.Length);
        var call = new ValueCall<int>(target, function, packed, PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase), allowNull: false)
        {
            Tag = number.ToString(CultureInfo.InvariantCulture),
        };
        var future = call.Start(token);
        runtime.Calls.Accept(call);
        return future;
    }

    private static void GiveUp(Random random, ConcurrentBag<(int Number, ComputeFuture<int> Future)> futures, ComputeFuture<int> future)
    {
        switch (random.Next(12))
        {
            case 0:
                future.Cancel();
                break;
            case 1 when futures.TryPeek(out var other):
                other.Future.Cancel();
                break;
            case 2:
                future.WithTimeout(TimeSpan.FromMilliseconds(1 + random.Next(5)));
                break;
            case 3:
                _ = future.Submitted.ContinueWith(static submitted => submitted.Exception, TaskScheduler.Default);
                break;
        }
    }

    private static async Task SubmitAsync(int what, CancellationToken token)
    {
        for (var i = 0; i < what; i++)
        {
            await Task.Yield();
        }

        token.ThrowIfCancellationRequested();
        switch (what)
        {
            case 0:
                throw new ComputeServiceException(Request, System.Net.HttpStatusCode.NotFound, null, "no such function");
            case 1:
                throw new AmbiguousOutcomeException(Request, "the answer was lost.", null);
            case 2:
                throw new ServiceUnreachableException(Request, 1, "down.", null);
            case 3:
                throw new InvalidOperationException("a part of the app");
        }
    }

    private static SubmitAnswer Changed(SubmitAnswer answer, Random random)
    {
        var tasks = new Dictionary<Guid, Guid[]?>();
        foreach (var (function, ids) in answer.Tasks)
        {
            switch (random.Next(12))
            {
                case 0:
                    break;
                case 1:
                    tasks[function] = null;
                    break;
                case 2:
                    tasks[function] = ids![1..];
                    break;
                case 3:
                    tasks[function] = [.. ids!, Guid.NewGuid()];
                    break;
                case 4 when ids!.Length > 1:
                    tasks[function] = [ids[1], .. ids[1..]];
                    break;
                case 5:
                    tasks[function] = ids;
                    tasks[Guid.NewGuid()] = [Guid.NewGuid()];
                    break;
                default:
                    tasks[function] = ids;
                    break;
            }
        }

        return answer with { Tasks = tasks };
    }

    private static (TaskState State, string? Text) OutcomeOf(RemoteCall call, int what) => what switch
    {
        0 => (TaskState.Failed, "Traceback\nValueError: no"),
        1 => (TaskState.Failed, WorkerLost),
        2 => (TaskState.Unknown, "no such task"),
        3 => (TaskState.Succeeded, "11\n\"text\""),
        _ => (TaskState.Succeeded, $"11\n{call.Tag}"),
    };
}
