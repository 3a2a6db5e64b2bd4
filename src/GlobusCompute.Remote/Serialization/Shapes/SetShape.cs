using System.Runtime.CompilerServices;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;

namespace GlobusCompute.Remote.Serialization.Shapes;

internal sealed class SetShape<T>(Shape<T> element) : SequenceShape<HashSet<T>, T>(element)
{
    private readonly Shape<T> _element = element;

    public override void PickleTo(PickleBuffer output, HashSet<T>? value)
    {
        if (value is null)
        {
            output.Null();
            return;
        }

        output.Enter(PickleOpcode.EmptySet);
        var distinct = DistinctKeys.Of(typeof(T), "elements of the set");
        var i = 0;
        try
        {
            foreach (var item in value)
            {
                var before = output.Unhashables;
                distinct?.Add(item);
                _element.PickleTo(output, item);
                output.ExpectHashable(before, "An element of the set");
                i++;
            }
        }
        catch (ShapeException e) when (e.NoteAndDecline(i))
        {
            throw;
        }

        output.Leave(PickleOpcode.AddItems);
    }

    protected override bool IsInexact(JsonBuffer output) => true;

    protected override int ItemBytes => (2 * Unsafe.SizeOf<T>()) + 24;

    protected override HashSet<T> Make(ReadOnlySpan<T> items) => KeyCollisions.SetOf(items);
}
