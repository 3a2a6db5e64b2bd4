using GlobusCompute.Remote.Serialization;

namespace Lab;

/// <summary>Maps over sequences and streams.</summary>
public interface IMaps
{
    [ComputeFunction(File = "python/maps.py", Name = "area", TimeoutSeconds = 60, Idempotent = true)]
    ComputeMap<string> Areas([ComputeEach] IEnumerable<double> radius, double scale, ComputeMapOptions? options = null, CancellationToken cancellationToken = default);

    [ComputeFunction(File = "python/maps.py", Name = "area")]
    ComputeMap<string?> AreasOf([ComputeEach] IReadOnlyList<double> radius, [ComputeOmitWhenNull] double? scale, [PythonKeyword] string unit, CancellationToken cancellationToken);

    [ComputeFunction(File = "python/maps.py", Name = "area")]
    IAsyncEnumerable<ComputeMapItem<string>> AreasOfStream([ComputeEach, PythonKeyword] IAsyncEnumerable<double> radius, ComputeMapOptions options);

    [ComputeFunction(File = "python/maps.py", Name = "label")]
    ComputeMap<string> Labels(
        dynamic prefix, [ComputeEach] List<string?>? name, [ComputeEach, PythonKeyword] int[] number, ComputeMapOptions? options, CancellationToken cancellationToken, params ReadOnlySpan<string> suffixes);

    [ComputeFunction(File = "python/maps.py", Name = "norm")]
    ComputeMap<double> Norms([ComputeEach] Queue<Point> point);

    [ComputeFunction(File = "python/maps.py", Name = "length")]
    [ComputePayload(Arguments = PayloadFormat.Json)]
    ComputeMap<double> Lengths([ComputeEach] (double X, double Y)[] point);
}

public sealed record Point(double X, double Y);
