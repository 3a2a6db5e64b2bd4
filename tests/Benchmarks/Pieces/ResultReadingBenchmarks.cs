using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Benchmarks;

/// <summary>A numpy array of a million floats as a worker pickles it, beside a plain decoding of the same text.</summary>
[MemoryDiagnoser]
public class PickleReadingBenchmarks
{
    private const int Count = 1_000_000;

    private readonly PayloadRules _json = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
    private byte[] _payload = [];
    private string _text = "";

    /// <summary>Writes numpy's own form: dill's wrapper of protocol 4, base64 in lines of 76.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var data = new byte[8 * Count];
        for (var i = 0; i < Count; i++)
        {
            BitConverter.TryWriteBytes(data.AsSpan(8 * i), Math.Sqrt(i));
        }

        var text = new StringBuilder();
        var base64 = Convert.ToBase64String(NumpyPickle.Of(data, Count));
        for (var i = 0; i < base64.Length; i += 76)
        {
            text.Append(base64.AsSpan(i, Math.Min(76, base64.Length - i))).Append('\n');
        }

        _text = text.ToString();
        _payload = Encoding.ASCII.GetBytes("00\n" + _text);
        if (Read() is not { Length: Count } read || read[^1] != Math.Sqrt(Count - 1))
        {
            throw new InvalidOperationException("The benchmark does not read what it wrote.");
        }
    }

    /// <summary>The text to bytes and no farther.</summary>
    [Benchmark(Baseline = true)]
    public byte[] Base64() => Convert.FromBase64String(_text);

    /// <summary>The same text, as UTF-8, line by line: the fastest that the runtime offers.</summary>
    [Benchmark]
    public int Base64OfUtf8()
    {
        var bytes = new byte[_payload.Length];
        System.Buffers.Text.Base64.DecodeFromUtf8(_payload.AsSpan(3), bytes, out _, out var written);
        return written;
    }

    /// <summary>The payload to <c>double[]</c>.</summary>
    [Benchmark]
    public double[] Read() => ResultReader.Read<double[]>(_payload, _json, allowNull: false);
}

/// <summary>A list of a hundred thousand floats as JSON, beside System.Text.Json alone.</summary>
[MemoryDiagnoser]
public class JsonReadingBenchmarks
{
    private readonly PayloadRules _json = PayloadRules.ForBuiltInShapes(ComputeNaming.SnakeCase);
    private byte[] _payload = [];
    private byte[] _text = [];

    /// <summary>Writes the list as Python does.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _text = Encoding.ASCII.GetBytes("[" + string.Join(", ", Enumerable.Range(0, 100_000).Select(i => Math.Sqrt(i).ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + "]");
        _payload = [.. "11\n"u8, .. _text];
    }

    /// <summary>System.Text.Json alone.</summary>
    [Benchmark(Baseline = true)]
    public double[]? SystemTextJson() => JsonSerializer.Deserialize<double[]>(_text);

    /// <summary>The payload to <c>double[]</c>.</summary>
    [Benchmark]
    public double[] Read() => ResultReader.Read<double[]>(_payload, _json, allowNull: false);
}
