using GlobusCompute.Remote.Fuzzing;
using Xunit;

namespace GlobusCompute.Remote.Tests.Serialization.Pickle;

/// <summary>A short run of the harness in tests/Tools/Fuzzing.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Damaged_pickles_and_JSON_are_read_or_refused_with_a_reason()
    {
        var run = new FuzzRun(20_261, FuzzCorpus.Read(TestPaths.Vectors));
        run.Go(20_000);

        Assert.Equal([], run.Failures);

        // Neither all nor none: the damage is mild enough to leave some readable.
        Assert.InRange(run.Read, 300, 15_000);
        Assert.Equal(20_000, run.Read + run.Refused);
    }
}
