using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <summary>Interfaces that only read: an array is made.</summary>
internal sealed class ReadOnlySequenceShape<TInterface, T>(Shape<T> element) : SequenceShape<TInterface, T>(element)
    where TInterface : class, IEnumerable<T>
{
    protected override TInterface Make(ReadOnlySpan<T> items) => (TInterface)(object)items.ToArray();

    protected override TInterface MakeOf(T[] items) => (TInterface)(object)items;
}

/// <summary>Interfaces that can add: a list is made.</summary>
internal sealed class MutableSequenceShape<TInterface, T>(Shape<T> element) : SequenceShape<TInterface, T>(element)
    where TInterface : class, IEnumerable<T>
{
    protected override int ItemBytes => 2 * Unsafe.SizeOf<T>();

    protected override TInterface Make(ReadOnlySpan<T> items)
    {
        var list = new List<T>(items.Length);
        list.AddRange(items);
        return (TInterface)(object)list;
    }
}
