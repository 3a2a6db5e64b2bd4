using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Shapes;

/// <content>Lists of scalars in rows, read where they lie.</content>
internal abstract partial class SequenceShape<TSequence, T>
{
    public sealed override TSequence? FromCell(PickleCells cells, int at, PythonReading reading)
    {
        if (!cells.IsList(at))
        {
            return base.FromCell(cells, at, reading);
        }

        var values = cells.ItemsAt(at);
        var items = Allocate(values.Length, reading);
        var i = 0;
        try
        {
            for (; i < items.Length; i++)
            {
                items[i] = element.FromCell(cells, values[i], reading);
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(i))
        {
            throw;
        }

        return MakeOf(items);
    }
}
