namespace GlobusCompute.Remote.Benchmarks;

public interface IAdder
{
    [ComputeFunction("11111111-1111-4111-8111-111111111111", Name = "add")]
    ComputeFuture<int> Add(int a, int b, CancellationToken cancellationToken = default);

    [ComputeFunction(Source = "def add(a, b):\n    return a + b\n")]
    ComputeFuture<int> AddRemotely(int a, int b);
}
