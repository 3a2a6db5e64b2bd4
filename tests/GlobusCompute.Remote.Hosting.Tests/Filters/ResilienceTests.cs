using GlobusCompute.Remote.Exceptions;
using GlobusCompute.Remote.Filters;
using GlobusCompute.Remote.Hosting.Tests.Apps;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;
using Xunit;

namespace GlobusCompute.Remote.Hosting.Tests.Filters;

/// <summary>Calls through pipelines of Polly.</summary>
public sealed class ResilienceTests(PythonService local)
{
    private static readonly ComputeTaskHandle s_handle = ComputeTaskHandle.ForTask(Guid.NewGuid());

    /// <summary>Outcomes, and whether they are retried when the function may run twice and when it may not.</summary>
    public static TheoryData<string, Exception?, bool, bool> Outcomes => new()
    {
        { "a result", null, false, false },
        { "canceled", new OperationCanceledException(), false, false },
        { "detached", new ComputeDetachedException("", s_handle), false, false },
        { "not sent", new CallNotSentException("", s_handle), true, true },
        { "outcome unknown", new CallOutcomeUnknownException("", s_handle), true, false },
        { "timed out", new ComputeTimeoutException("", s_handle, TimeSpan.FromSeconds(1)), true, false },
        { "results unreachable", new ResultsUnreachableException("", s_handle), true, false },
        { "raised by the function", new TaskExecutionFailedException("", s_handle, "ValueError", "no"), false, false },
        { "a lost worker", new TaskExecutionFailedException("", s_handle, remoteTraceback: "parsl.executors.high_throughput.errors.WorkerLost: gone\n"), true, false },
        { "not of this library", new InvalidTimeZoneException(), false, false },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Only_what_does_no_harm_is_retried(string what, Exception? outcome, bool ifIdempotent, bool otherwise)
    {
        Assert.NotNull(what);
        foreach (var (isIdempotent, expected) in ((bool, bool)[])[(true, ifIdempotent), (false, otherwise)])
        {
            bool? decided = null;
            var builder = TestApp.Create(local.Settings);
            builder.Services.AddResiliencePipeline("retry", pipeline => pipeline.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                ShouldHandle = arguments =>
                {
                    decided ??= ComputeResilience.ShouldRetry(arguments.Context, arguments.Outcome.Exception);
                    return ValueTask.FromResult(false);
                },
            }));
            builder.Services.AddGlobusCompute().AddResilience("retry").AddFilter(_ => new Answer(outcome, isIdempotent));
            await using var services = builder.Services.BuildServiceProvider();

            var call = services.GetRequiredService<ComputeExecutor>().SubmitToRegisteredFunction<int>(Guid.NewGuid());

            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            Assert.Equal(expected, decided);
        }
    }

    [Fact]
    public async Task A_pipeline_retries_as_the_app_says_and_each_attempt_is_a_task()
    {
        using var folder = new TemporaryFolder();
        var attempts = new List<Guid?>();
        var builder = TestApp.Create(local.Settings);
        builder.Services.AddResiliencePipeline("stubborn", pipeline => pipeline.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 5,
            Delay = TimeSpan.Zero,
            ShouldHandle = new PredicateBuilder().Handle<TaskExecutionFailedException>(static e => e.RemoteType == "ValueError"),
            OnRetry = arguments =>
            {
                Assert.True(arguments.Context.Properties.TryGetValue(ComputeResilience.CallKey, out var call));
                attempts.Add(call.Submission?.TaskId);
                return default;
            },
        }));
        builder.Services.AddGlobusCompute().AddProxy<IDice>().AddResilience("stubborn");
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(3, await services.GetRequiredService<IDice>().Cheat(Path.Combine(folder.Path, "times"), 3));
        Assert.Equal(2, attempts.Distinct().Count(static id => id is not null));

        var error = await Assert.ThrowsAsync<TaskExecutionFailedException>(
            () => services.GetRequiredService<IDice>().Cheat(Path.Combine(folder.Path, "more"), 7));
        Assert.Equal("only 6", error.RemoteMessage);
    }

    [Fact]
    public void A_pipeline_that_is_not_registered_fails_when_the_client_is_made()
    {
        var without = TestApp.Create(local.Settings);
        without.Services.AddGlobusCompute().AddResilience("missing");
        using var none = without.Services.BuildServiceProvider();
        Assert.Contains("AddResiliencePipeline(\"missing\"", Assert.Throws<InvalidOperationException>(none.GetRequiredService<ComputeClient>).Message, StringComparison.Ordinal);

        var misspelled = TestApp.Create(local.Settings);
        misspelled.Services.AddResiliencePipeline("there", static _ => { });
        misspelled.Services.AddGlobusCompute().AddResilience("their");
        using var other = misspelled.Services.BuildServiceProvider();
        Assert.Contains("'their'", Assert.Throws<KeyNotFoundException>(other.GetRequiredService<ComputeClient>).Message, StringComparison.Ordinal);
    }

    private sealed class Answer(Exception? outcome, bool isIdempotent) : IComputeCallFilter
    {
        public Task<T> InvokeAsync<T>(ComputeCallContext context, ComputeCallDelegate<T> proceed, CancellationToken cancellationToken)
        {
            context.Idempotent = isIdempotent;
            return outcome is null ? Task.FromResult<T>(default!) : Task.FromException<T>(outcome);
        }
    }
}
