using System.Buffers;
using GlobusCompute.Remote.Serialization;

namespace GlobusCompute.Remote.IntegrationTests.Formats;

/// <summary>Two small numbers; Python has a list for them.</summary>
public readonly record struct Pair(byte First, byte Second);

/// <summary>Bytes of which the length alone matters.</summary>
public sealed record Blob(int Length);

public interface IAdapted
{
    [ComputeFunction(Source = "def swap(pair):\n    return pair[::-1]\n")]
    [ComputePayload(Format = typeof(PairFormat))]
    ComputeFuture<Pair> Swap(Pair pair);

    [ComputeFunction(Source = "def swap(pairs):\n    return [pair[::-1] for pair in pairs]\n")]
    [ComputePayload(Format = typeof(PairFormat))]
    ComputeFuture<IReadOnlyList<Pair>> SwapEach(Pair[] pairs);

    [ComputeFunction(Source = "def swap(pairs):\n    return {key: pair[::-1] for key, pair in pairs.items()}\n")]
    [ComputePayload(Format = typeof(PairFormat))]
    ComputeFuture<Dictionary<string, Pair>> SwapNamed(Dictionary<string, Pair> pairs);

    [ComputeFunction(Source = "def zeros(n):\n    return bytes(n)\n")]
    [return: ComputePayload(Format = typeof(BlobFormat))]
    ComputeFuture<Blob> Zeros(int n);
}

/// <summary>A format whose adapter has all that would change its meaning within another function.</summary>
[PythonAdapter(
    "pairs",
    """"
    from __future__ import annotations
    from builtins import *

    TEXT = """a
    b\\"""
    calls = 0

    def decode(data: bytes) -> list[int]:
        global calls
        calls += 1
        assert len(TEXT) == 4, repr(TEXT)
        return [data[0], data[1]]

    def encode(value):
        assert __name__ != "builtins"
        return value[0] if isinstance(value[0], str) else bytes([value[0], value[1]])
    """")]
public sealed class PairFormat : ComputeFormat<Pair>
{
    public override void WriteValue(IBufferWriter<byte> output, Pair value) => output.Write([value.First, value.Second]);

    public override Pair ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => new(data.Span[0], data.Span[1]);
}

[PythonAdapter(
    "blob",
    """
    import array

    def decode(data):
        return data

    def encode(value):
        # Items of eight bytes: what is sent is counted in bytes.
        return array.array("q", value)
    """)]
public sealed class BlobFormat : ComputeFormat<Blob>
{
    public override void WriteValue(IBufferWriter<byte> output, Blob value) => output.Write(new byte[value.Length]);

    public override Blob ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) => new(data.Length);
}
