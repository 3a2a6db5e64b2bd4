namespace GlobusCompute.Remote.IntegrationTests;

/// <summary>Maps over the functions of <c>Python/mapping.py</c>, and some of them as single calls.</summary>
public interface IMaps
{
    [ComputeFunction(File = "Python/mapping.py", Name = "area")]
    ComputeMap<double> Areas([Each] IEnumerable<double> radius, double scale, ComputeMapOptions? options = null, CancellationToken cancellationToken = default);

    [ComputeFunction(File = "Python/mapping.py", Name = "area")]
    IAsyncEnumerable<ComputeMapItem<double>> AreasOfStream([Each] IAsyncEnumerable<double> radius, double scale, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<string> EchoTexts([Each] IEnumerable<string> value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<double?> EchoNumbers([Each] double?[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<Measurement> EchoMeasurements([Each] List<Measurement> value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "echo")]
    ComputeMap<object?> EchoAny([Each] object?[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "label")]
    ComputeMap<string> Labels(
        string prefix, [Each] IEnumerable<string> name, [Each, Keyword] IEnumerable<int> number, [Keyword, OmitWhenNull] string? unit, ComputeMapOptions? options, params string[] suffixes);

    [ComputeFunction(File = "Python/mapping.py", Name = "count_calls")]
    ComputeMap<int> CountCalls([Each] IEnumerable<int> item, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "deep")]
    ComputeMap<int> Deep([Each] int[] depth, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "whim")]
    ComputeMap<string> Whims([Each] IEnumerable<string> mode, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "whim", Idempotent = true)]
    ComputeMap<string> PatientWhims([Each] IEnumerable<string> mode, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "append")]
    ComputeMap<int[]> Append(int[] values, [Each] int[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/shadows.py", Name = "items")]
    ComputeMap<int> Shadowed([Each] int[] value, ComputeMapOptions? options = null);

    [ComputeFunction(File = "Python/mapping.py", Name = "weigh")]
    ComputeMap<string> Weighed([Each] IEnumerable<string> text, [Each] IEnumerable<int> number, ComputeMapOptions? options = null);

    [ComputeFunction("00000000-dead-4bad-8bad-000000000000")]
    ComputeMap<string> Unknown([Each] int[] value, ComputeMapOptions? options = null);
}
