namespace GlobusCompute.Remote.Substitutes.Tests;

/// <summary>What the app calls: tasks, and a future where the app needs more than a task.</summary>
[ComputeModule("analysis.py", ReturnsTask = true)]
public partial interface IAnalysis
{
    [ComputeFunction(File = "analysis.py")]
    ComputeFuture<long> Count(string name, CancellationToken cancellationToken = default);
}
