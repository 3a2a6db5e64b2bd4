using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Snapshots;

public sealed class PinSnapshotTests
{
    private const string Python = "def fit(x):\n    return x\n";

    [Fact]
    public void Pins_of_one_and_of_two_environments_beside_what_is_not_pinned() => Snapshot.Verify(Compiled.From(
        """
        namespace My.App
        {
            public interface IAnalysis
            {
                [ComputeFunction(File = "analysis.py", Description = "A \"fit\"", Public = true)] ComputeFuture<int> Fit(int x);

                [ComputeFunction(File = "analysis.py", Name = "fit", Group = "1b4e28ba-2fa1-11d2-883f-0016d3cca427", Idempotent = true)]
                ComputeMap<int> FitAll([ComputeEach] IEnumerable<int> x);

                [ComputeFunction("b0a5d1a0-2b22-4381-b899-ba73321e41e0", File = "analysis.py")] ComputeFuture<int> FitThere(int x);
            }
        }
        """,
        new TestFile("analysis.py", Python),
        LockText.File(
            LockText.Entry("My.App.IAnalysis.Fit", LockText.Hash("fit", Python, "A \"fit\"", isPublic: true)),
            LockText.Entry("My.App.IAnalysis.Fit", LockText.Hash("fit", Python, "A \"fit\"", isPublic: true), LockText.Sandbox, "1b4e28ba-2fa1-11d2-883f-0016d3cca427"),
            LockText.Entry("My.App.IAnalysis.FitAll", LockText.Hash("fit", Python, group: "1b4e28ba-2fa1-11d2-883f-0016d3cca427")),
            LockText.Entry("My.App.IAnalysis.FitAll", LockText.Hash("fit", Python, group: "1b4e28ba-2fa1-11d2-883f-0016d3cca427"), LockText.Sandbox))));
}
