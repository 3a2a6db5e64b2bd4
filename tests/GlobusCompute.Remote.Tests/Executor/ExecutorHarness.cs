using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Settings;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Tests.Executor;

/// <summary>An executor above a service in memory, which keeps what would have been sent.</summary>
internal sealed class ExecutorHarness : IAsyncDisposable
{
    public ExecutorHarness(ComputeExecutorOptions? options = null, TimeProvider? time = null, ComputeClientOptions? client = null)
    {
        Service = new FakeComputeService { OnSubmit = KeepAsync };
        Runtime = new ComputeRuntime(Service, client ?? TestCalls.Options(time));
        Executor = Another(options);
    }

    public FakeComputeService Service { get; }

    public ComputeRuntime Runtime { get; }

    public ComputeExecutor Executor { get; }

    /// <summary>The settings and the unpacked arguments of each call, as they went.</summary>
    public ConcurrentQueue<(ExecutorSettings Settings, string Arguments)> Sent { get; } = new();

    public ComputeExecutor Another(ComputeExecutorOptions? options = null) => new(
        Runtime, TestCalls.Target(Runtime, options), options?.Label ?? "", [.. options?.Filters ?? []]);

    public ValueTask DisposeAsync() => Runtime.DisposeAsync();

    private Task KeepAsync(SubmissionBatch batch, CancellationToken cancellationToken)
    {
        foreach (var call in batch.Calls)
        {
            Sent.Enqueue((batch.Target.Settings, JsonSerializer.Deserialize<string>(Encoding.UTF8.GetString(call.Arguments.Span))!));
        }

        return Task.CompletedTask;
    }
}
