using System.Runtime.InteropServices;
using System.Text.Json;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Elements in a row, in memory of whatever kind.</summary>
internal sealed class MemoryShape<T>(Shape<T> element) : Shape<ReadOnlyMemory<T>>
{
    private readonly ArrayShape<T> _array = new(element);

    public override bool IsCopied => _array.IsCopied;

    public override void WriteTo(JsonBuffer output, ReadOnlyMemory<T> value) => _array.WriteTo(output, Array(value));

    public override void PickleTo(PickleBuffer output, ReadOnlyMemory<T> value)
    {
        if (output.Arrays == ArrayForm.NumPy && NumericArrays.Has<T>())
        {
            NumericArrays.Write(output, value.Span, value.Length);
        }
        else
        {
            _array.PickleTo(output, Array(value));
        }
    }

    public override ReadOnlyMemory<T> ReadFrom(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        _array.ReadFrom(ref reader, options) ?? throw ReadJson.Misfit(ref reader, $"an array ({TypeNames.Of(typeof(ReadOnlyMemory<T>))})");

    public override ReadOnlyMemory<T> FromPython(PythonValue value, PythonReading reading) =>
        _array.FromPython(value, reading) ?? throw PythonMisfit.Of(value, $"a list ({TypeNames.Of(typeof(ReadOnlyMemory<T>))})");

    private static T[] Array(ReadOnlyMemory<T> value) =>
        MemoryMarshal.TryGetArray(value, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : value.ToArray();
}
