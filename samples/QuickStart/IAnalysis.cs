using GlobusCompute.Remote;

namespace QuickStart;

/// <summary>
/// The Python functions this program calls. The compiler writes a method for each public function of <c>analysis.py</c>, a record for its TypedDict,
/// and the class behind the interface.
/// </summary>
[ComputeModule("analysis.py")]
public partial interface IAnalysis
{
    /// <summary>Inline source: registered when it is first called.</summary>
    [ComputeFunction(Source = """
        import platform

        def describe_worker():
            return {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
        """)]
    ComputeFuture<Worker> DescribeWorker();
}

/// <summary>Where a task ran.</summary>
public sealed record Worker(string Python, string System, string Machine);
