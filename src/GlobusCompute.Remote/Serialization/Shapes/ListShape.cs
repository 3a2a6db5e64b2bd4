using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class ListShape<T>(Shape<T> element) : SequenceShape<List<T>, T>(element)
{
    protected override int ItemBytes => 2 * Unsafe.SizeOf<T>();

    protected override List<T> Make(ReadOnlySpan<T> items)
    {
        var list = new List<T>(items.Length);
        list.AddRange(items);
        return list;
    }
}
