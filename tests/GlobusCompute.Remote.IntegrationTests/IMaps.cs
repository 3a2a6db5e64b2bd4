namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>Maps over the functions of <c>Python/mapping.py</c>, and some of them as single calls.</summary>
public interface IMaps
{
    [ComputeFunction(File = "Python/mapping.py", Name = "area")]
    ComputeMap<double> Areas([ComputeEach] IEnumerable<double> radius, double scale, ComputeMapOptions? options = null, CancellationToken cancellationToken = default);

    [ComputeFunction(File = "Python/mapping.py", Name = "area")]
    IAsyncEnumerable<ComputeMapItem<double>> AreasOfStream([ComputeEach] IAsyncEnumerable<double> radius, double scale, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<string> EchoTexts([ComputeEach] IEnumerable<string> value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<double?> EchoNumbers([ComputeEach] double?[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<Measurement> EchoMeasurements([ComputeEach] List<Measurement> value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<object?> EchoAny([ComputeEach] object?[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "label")]
    ComputeMap<string> Labels(
        string prefix, [ComputeEach] IEnumerable<string> name, [ComputeEach, PythonKeyword] IEnumerable<int> number, [PythonKeyword, ComputeOmitWhenNull] string? unit, ComputeMapOptions? options, params string[] suffixes);

    [ComputeFunction(File = "Python/mapping.py", Name = "count_calls")]
    ComputeMap<int> CountCalls([ComputeEach] IEnumerable<int> item, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "deep")]
    ComputeMap<int> Deep([ComputeEach] int[] depth, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "whim")]
    ComputeMap<string> Whims([ComputeEach] IEnumerable<string> mode, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "whim", Idempotent = true)]
    ComputeMap<string> PatientWhims([ComputeEach] IEnumerable<string> mode, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "append")]
    ComputeMap<int[]> Append(int[] values, [ComputeEach] int[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/shadows.py", Name = "items")]
    ComputeMap<int> Shadowed([ComputeEach] int[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "weigh")]
    ComputeMap<string> Weighed([ComputeEach] IEnumerable<string> text, [ComputeEach] IEnumerable<int> number, ComputeMapOptions? options = null);

    [ComputeFunction("00000000-dead-4bad-8bad-000000000000")]
    ComputeMap<string> Unknown([ComputeEach] int[] value, ComputeMapOptions? options = null);
}
