using System.Numerics.Tensors;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Any number of dimensions. A numpy array of none is a tensor of one element here, as tensors have at least one dimension.</summary>
internal sealed class TensorShape<T>(Shape<T> element) : GridShape<Tensor<T>, T>(element, rank: 0)
{
    protected override ReadOnlySpan<T> ElementsOf(Tensor<T> value)
    {
        var elements = new T[checked((int)value.FlattenedLength)];
        value.FlattenTo(elements);
        return elements;
    }

    protected override nint[] LengthsOf(Tensor<T> value) => [.. value.Lengths];

    protected override Tensor<T> Make(T[] items, int[] lengths) =>
        Tensor.Create(items, lengths.Length == 0 ? [1] : Array.ConvertAll(lengths, static length => (nint)length));
}
