using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class ArrayShape<T>(Shape<T> element) : SequenceShape<T[], T>(element)
{
    public override void PickleTo(PickleBuffer output, T[]? value)
    {
        if (value is not null && output.Arrays == ArrayForm.NumPy && NumericArrays.Has<T>())
        {
            NumericArrays.Write<T>(output, value, value.Length);
        }
        else
        {
            base.PickleTo(output, value);
        }
    }

    protected override bool IsInexact(JsonBuffer output) => output.WantsNumPy && NumericArrays.Has<T>();

    protected override T[] Make(ReadOnlySpan<T> items) => items.ToArray();

    protected override T[] MakeOf(T[] items) => items;
}
