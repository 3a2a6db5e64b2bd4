using GlobusCompute.Remote.Serialization;

namespace Lab;

#pragma warning disable GCR004, GCR005, GCR006, GCR007, GCR008, GCR009, GCR020, GCR040 // Their proxies throw, which is what is kept here.

/// <summary>Members that no proxy can make work.</summary>
public interface IBroken
{
    event EventHandler? Changed;

    string Name { get; set; }

    int Size { get; init; }

    ref readonly int this[int i, string @as] { get; }

    [ComputeFunction(Source = "def works():\n    return 'works'\n")]
    Task<string> Works();

    [ComputeFunction]
    Task Nothing();

    [ComputeFunction(Source = "def wrong():\n    return 1\n")]
    int Wrong();

    [ComputeFunction(Source = "def references(a, b, c, d):\n    return 1\n")]
    Task References(ref int a, out string b, in double c, ref readonly long d);

    [ComputeFunction(Source = "def generic(t, u, v, w):\n    return 1\n")]
    Task<T?> Generic<T, U, V, W>(T? t, U? u, V? v, W? w)
        where T : class
        where U : struct
        where V : notnull;

    [ComputeFunction(Source = "def span(span, other):\n    return 1\n")]
    Task Span(Span<int> span, scoped ReadOnlySpan<int> other);

    [ComputeFunction(Source = "def pointer(pointer):\n    return 1\n")]
    unsafe Task Pointer(int* pointer);

    [ComputeFunction(Source = "def data(data):\n    return 1\n")]
    [ComputePayload(Arguments = PayloadFormat.Json)]
    Task Bytes(byte[] data);

    void Unmarked();

    ref int Reference();
}
