using System.Buffers;
using System.Text;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Futures;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Submission;

namespace GlobusCompute.Remote.Tests;

/// <summary>Makes calls without a proxy.</summary>
internal static class TestCalls
{
    public static readonly Guid Endpoint = Guid.Parse("4b116d3c-1703-4f8f-9f6f-39921e5864df");

    public static FunctionDefinition Pinned(string name = "f") =>
        FunctionDefinition.Pinned($"ITest.{name}", name, Guid.NewGuid());

    public static FunctionDefinition Source(string name = "f", CallPolicy? policy = null) =>
        FunctionDefinition.FromSource($"ITest.{name}", name, $"def {name}():\n    return 1\n", policy: policy);

    public static SubmissionTarget Target(ComputeRuntime runtime, ComputeExecutorOptions? options = null) =>
        SubmissionTarget.Create(runtime, Endpoint, options ?? new ComputeExecutorOptions());

    public static PackedArguments Arguments(string text = "5\\n11\\n[]5\\n11\\n{}")
    {
        var bytes = Encoding.ASCII.GetBytes($"\"{text}\"");
        var array = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(array, 0);
        return new PackedArguments(array, bytes.Length);
    }

    public static ComputeFuture Call(
        this ComputeRuntime runtime, SubmissionTarget target, FunctionDefinition function, CancellationToken token = default, string? arguments = null, string? tag = null)
    {
        var packed = arguments is null ? Arguments() : Arguments(arguments);
        runtime.TakeCapacity(packed.Length);
        var call = new VoidCall(target, function, packed) { Tag = tag };
        var future = call.Start(token);
        runtime.Accept(call);
        return future;
    }

    public static ComputeClientOptions Options(TimeProvider? time = null, TimeSpan? maxOutage = null, int maxRequestBytes = 10_000_000, TimeSpan? shutdown = null) => new()
    {
        Credential = new AccessTokenCredential("token"),
        ServiceUrl = new Uri("http://127.0.0.1:1/"),
        PollInterval = TimeSpan.FromMilliseconds(1),
        MaxPollInterval = TimeSpan.FromMilliseconds(20),
        RequestBudget = null,
        Delivery = ComputeDelivery.Poll,
        MaxRequestBytes = maxRequestBytes,
        MaxOutage = maxOutage ?? TimeSpan.FromHours(24),
        ShutdownTimeout = shutdown ?? TimeSpan.FromSeconds(30),
        TimeProvider = time ?? TimeProvider.System,
    };
}
