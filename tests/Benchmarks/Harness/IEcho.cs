namespace GlobusCompute.Remote.Benchmarks;

/// <summary>The function of the echo service, which is not looked at.</summary>
public interface IEcho
{
    [ComputeFunction(EchoFunction.Id)]
    ComputeFuture Nothing(int number);

    [ComputeFunction(EchoFunction.Id)]
    ComputeFuture Text(string text);
}
