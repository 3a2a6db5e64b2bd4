using GlobusCompute.Remote.Generators.Tests.Harness;

namespace GlobusCompute.Remote.Generators.Tests.Snapshots;

public sealed class MapSnapshotTests
{
    private const string Id = "b0a5d1a0-2b22-4381-b899-ba73321e41e0";

    private static readonly TestFile s_analysis = new("analysis.py", "def area(radius, scale=1.0):\n    return radius * radius * scale\n");

    [Fact]
    public void Maps_over_sequences_and_streams_with_constants_options_and_tokens() => Snapshot.Verify(Compiled.From(
        $$"""
        public interface IMaps
        {
            [ComputeFunction(File = "analysis.py", Name = "area", TimeoutSeconds = 60, Idempotent = true)]
            ComputeMap<double> Areas([ComputeEach] IEnumerable<double> radius, double scale, ComputeMapOptions? options = null, CancellationToken cancellationToken = default);

            [ComputeFunction(File = "analysis.py", Name = "area")]
            ComputeMap<double> AreasOf([ComputeEach] IReadOnlyList<double> radius, [ComputeOmitWhenNull] double? scale, CancellationToken cancellationToken);

            [ComputeFunction("{{Id}}")]
            IAsyncEnumerable<ComputeMapItem<string?>> Names(string prefix, [ComputeEach, PythonKeyword("from_")] IAsyncEnumerable<int> from, ComputeMapOptions options);

            [ComputeFunction("{{Id}}")]
            ComputeMap<int[]> Zip([ComputeEach] int[] x, [ComputeEach] List<string?>? y, dynamic z, ComputeMapOptions options, CancellationToken cancellationToken, params ReadOnlySpan<int> rest);
        }
        """,
        s_analysis));

    [Fact]
    public void Json_metadata_of_a_map_is_that_of_its_items() => Snapshot.Verify(Compiled.From(
        $$"""
        public sealed record Point(double X, double Y);

        public interface IBuiltIn
        {
            [ComputeFunction("{{Id}}")] ComputeMap<double> Norms([ComputeEach] IAsyncEnumerable<double[]> point, ComputeMapOptions? options = null);
        }

        public interface IReflected
        {
            [ComputeFunction("{{Id}}")] IAsyncEnumerable<ComputeMapItem<double>> Norms([ComputeEach] Queue<Point> point);
        }
        """));
}
