namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class ListShape<T>(Shape<T> element) : SequenceShape<List<T>, T>(element)
{
    protected override List<T> Make(ReadOnlySpan<T> items)
    {
        var list = new List<T>(items.Length);
        list.AddRange(items);
        return list;
    }
}
