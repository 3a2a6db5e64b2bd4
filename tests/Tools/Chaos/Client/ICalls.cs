using GlobusCompute.Remote.Chaos.Plan;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>The functions, as the app calls them.</summary>
[ComputeJson(typeof(CallsJson))]
internal interface ICalls
{
    [ComputeFunction(Ids.Once)]
    ComputeFuture<long[]> Once(long number, string secret, CancellationToken cancellationToken);

    [ComputeFunction(Ids.Again, Idempotent = true)]
    ComputeFuture<long[]> Again(long number, string secret, CancellationToken cancellationToken);

    [ComputeFunction(Ids.Text, Idempotent = true)]
    ComputeFuture<string> Text(long number, string secret, CancellationToken cancellationToken);

    [ComputeFunction(Ids.Slow)]
    ComputeFuture<SlowValue> Slow(long number, string secret, CancellationToken cancellationToken);

    [ComputeFunction(Ids.Hostile)]
    ComputeFuture<PythonValue> Hostile(long number, string secret, CancellationToken cancellationToken);

    [ComputeFunction(Ids.HostileNumbers)]
    ComputeFuture<double[]> HostileNumbers(long number, string secret, CancellationToken cancellationToken);

    [ComputeFunction(Ids.Fails)]
    ComputeFuture Fails(long number, string secret, CancellationToken cancellationToken);

    [ComputeFunction(Source = "def sourced(number, secret):\n    return [number, number * 2654435761 % 1000003]\n")]
    ComputeFuture<long[]> Sourced(long number, string secret, CancellationToken cancellationToken);
}
