using System.Text.Json;
using BenchmarkDotNet.Attributes;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>Writing of one argument, from the value to the task string; beside what System.Text.Json takes for the same numbers, quotes and framing left out.</summary>
[MemoryDiagnoser]
public class ArgumentWriting
{
    private readonly PayloadRules _json = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
    private readonly System.Buffers.ArrayBufferWriter<byte> _bytes = new(4 * 1024 * 1024);
    private double[] _numbers = [];
    private DateTime[] _moments = [];
    private Utf8JsonWriter _writer = null!;

    [Params(10, 100_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _numbers = [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble())];
        _moments = [.. Enumerable.Range(0, Count).Select(i => DateTime.UnixEpoch.AddSeconds(i))];
        _writer = new Utf8JsonWriter(_bytes);
    }

    [GlobalCleanup]
    public void Cleanup() => _writer.Dispose();

    [Benchmark(Baseline = true)]
    public int SystemTextJson()
    {
        _bytes.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, _numbers);
        return _bytes.WrittenCount;
    }

    [Benchmark]
    public int Json() => Write(_numbers, ArgumentFormats.Of(PayloadFormat.Json));

    [Benchmark]
    public int PickledList() => Write(_numbers, ArgumentFormats.Of(PayloadFormat.Pickle));

    [Benchmark]
    public int NumPyArray() => Write(_numbers, ArgumentFormats.Of(PayloadFormat.Pickle, ArrayForm.NumPy));

    [Benchmark]
    public int JsonMoments() => Write(_moments, ArgumentFormats.Of(PayloadFormat.Json));

    [Benchmark]
    public int PickledMoments() => Write(_moments, ArgumentFormats.Of(PayloadFormat.Pickle));

    private int Write<T>(T value, ArgumentFormats formats)
    {
        var writer = ArgumentWriter.Rent(_json, formats);
        writer.Positional(value);
        var packed = writer.Finish();
        packed.Return();
        return packed.Length;
    }
}
