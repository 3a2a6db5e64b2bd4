using System.Buffers;
using BenchmarkDotNet.Attributes;
using GlobusCompute.Remote.Functions;
using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Runtime;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>
/// What a proxy adds to a hand-written submit of the same bytes, on the caller's thread. The token is cancelled already, so that no
/// other thread's work is measured: a call is made, started, handed over and ended in both.
/// </summary>
[MemoryDiagnoser]
public class ProxyCallBenchmarks
{
    private static readonly CancellationToken s_cancelled = new(canceled: true);

    private readonly byte[] _bytes = "\"16\\n11\\n[1234, 5678]5\\n11\\n{}\""u8.ToArray();
    private readonly FunctionDefinition _function = FunctionDefinition.ById("IAdder.Add", "add", Guid.NewGuid());
    private readonly PayloadRules _rules = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
    private ComputeRuntime _runtime = null!;
    private ComputeExecutor _executor = null!;
    private IAdder _proxy = null!;

    [GlobalSetup]
    public void Setup()
    {
        var options = new ComputeClientOptions { RequestBudget = null, Delivery = ComputeDelivery.Poll };
        _runtime = new ComputeRuntime(new SilentService(), options);
        _executor = new ComputeExecutor(
            _runtime, _runtime.Targets.Create(Guid.NewGuid(), new ComputeExecutorOptions()), "", []);
        _proxy = _executor.CreateProxy<IAdder>();
    }

    [GlobalCleanup]
    public async Task CleanupAsync() => await _runtime.DisposeAsync();

    [Benchmark(Baseline = true)]
    public ComputeFuture<int> HandWritten()
    {
        var array = ArrayPool<byte>.Shared.Rent(_bytes.Length);
        _bytes.CopyTo(array, 0);
        return _executor.Runtime.Submit<int>(_function, new PackedArguments(array, _bytes.Length), _rules, allowNull: false, s_cancelled);
    }

    [Benchmark]
    public ComputeFuture<int> Proxy() => _proxy.Add(1234, 5678, s_cancelled);
}
