using System.Buffers;
using System.Text;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobusCompute.Remote.Tests;

/// <summary>Makes calls without a proxy.</summary>
internal static class TestCalls
{
    public static readonly Guid Endpoint = Guid.Parse("4b116d3c-1703-4f8f-9f6f-39921e5864df");

    /// <summary>A target of calls that only tests hand on.</summary>
    public static CallTarget NoTarget { get; } = new(
        new CallContext(new IdleLifecycle(), TimeProvider.System, NullLogger.Instance, new Uri("http://127.0.0.1:1/")),
        new CallCounts(),
        new ExecutorSettings { EndpointId = Endpoint, TaskGroup = new TaskGroupReference(null) },
        maxTaskBytes: 1_000_000);

    public static FunctionDefinition Pinned(string name = "f") =>
        FunctionDefinition.ById($"ITest.{name}", name, Guid.NewGuid());

    public static FunctionDefinition Source(string name = "f", CallPolicy? policy = null) =>
        FunctionDefinition.FromSource($"ITest.{name}", name, $"def {name}():\n    return 1\n", policy: policy);

    public static CallTarget Target(ComputeRuntime runtime, ComputeExecutorOptions? options = null) =>
        runtime.Targets.Create(Endpoint, options ?? new ComputeExecutorOptions());

    public static PackedArguments Arguments(string text = "5\\n11\\n[]5\\n11\\n{}")
    {
        var bytes = Encoding.ASCII.GetBytes($"\"{text}\"");
        var array = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(array, 0);
        return new PackedArguments(array, bytes.Length);
    }

    public static ComputeFuture Call(
        this ComputeRuntime runtime, CallTarget target, FunctionDefinition function, CancellationToken token = default, string? arguments = null, string? tag = null)
    {
        var packed = arguments is null ? Arguments() : Arguments(arguments);
        runtime.Unsent.Enter(target.Counts, packed.Length);
        var call = new VoidCall(target, function, packed) { Tag = tag };
        var future = call.Start(token);
        runtime.Calls.Accept(call);
        return future;
    }

    public static ComputeClientOptions Options(TimeProvider? time = null, TimeSpan? maxOutage = null, int maxRequestBytes = 10_000_000, TimeSpan? shutdown = null) => new()
    {
        Credential = new ComputeAccessTokenCredential("token"),
        ServiceUrl = new Uri("http://127.0.0.1:1/"),
        PollInterval = TimeSpan.FromMilliseconds(1),
        MaxPollInterval = TimeSpan.FromMilliseconds(20),
        RequestBudget = null,
        Delivery = ComputeDelivery.Poll,
        MaxRequestBytes = maxRequestBytes,
        OutageTimeout = maxOutage ?? TimeSpan.FromHours(24),
        ShutdownTimeout = shutdown ?? TimeSpan.FromSeconds(30),
        TimeProvider = time ?? TimeProvider.System,
    };
}
