using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class CubeShape<T>(Shape<T> element) : GridShape<T[,,], T>(element, rank: 3)
{
    protected override ReadOnlySpan<T> ElementsOf(T[,,] value) =>
        value.Length == 0 ? [] : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(value)), value.Length);

    protected override nint[] LengthsOf(T[,,] value) => [value.GetLength(0), value.GetLength(1), value.GetLength(2)];

    protected override T[,,] Make(T[] items, int[] lengths)
    {
        var cube = new T[lengths[0], lengths[1], lengths[2]];
        if (items.Length > 0)
        {
            items.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(cube)), items.Length));
        }

        return cube;
    }
}
