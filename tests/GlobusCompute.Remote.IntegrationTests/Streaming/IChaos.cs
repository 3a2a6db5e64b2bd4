namespace GlobusCompute.Remote.IntegrationTests.Streaming;

/// <summary>Functions that leave a trace of each run.</summary>
public interface IChaos
{
    [ComputeFunction(Source = """
        def once(a, b, trace):
            import os
            line = f"{a}\n".encode()
            out = os.open(trace, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(out, line)
            os.close(out)
            return a + b
        """)]
    ComputeFuture<int> Once(int a, int b, string trace);

    [ComputeFunction(Source = "def again(a, b):\n    return a * b\n", Idempotent = true)]
    ComputeFuture<long> Again(long a, long b);

    [ComputeFunction(Source = "def text(n):\n    return 'é😀' * n\n", Idempotent = true)]
    ComputeFuture<string> Text(int n);
}
