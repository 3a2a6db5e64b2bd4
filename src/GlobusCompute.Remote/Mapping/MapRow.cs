using GlobusCompute.Remote.Serialization;
using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Mapping;

/// <summary>One item of a Map while it is written: the elements of its sequences, as JSON.</summary>
internal sealed class MapRow(int width)
{
    private readonly JsonBuffer _json = new();
    private readonly int[] _ends = new int[width];

    /// <summary>Bytes of the elements once they are part of a task string.</summary>
    public int EscapedLength => JsonStringText.EscapedLength(_json.Written);

    public int Width => width;

    public ReadOnlySpan<byte> this[int index] => _json.Written[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    /// <summary>The elements as values; null where no filter looks at them.</summary>
    public object?[]? Values { get; private set; }

    /// <exception cref="PayloadException">An element cannot be sent.</exception>
    public void Write(MapCursor[] cursors, PayloadRules rules, bool keepsValues = false)
    {
        _json.Clear();
        Values = keepsValues ? Array.ConvertAll(cursors, static cursor => cursor.Current) : null;
        for (var i = 0; i < width; i++)
        {
            cursors[i].Write(_json, rules);
            _ends[i] = _json.Length;
        }
    }

    /// <summary>Adds the item, as a list of its elements, to a list of items.</summary>
    /// <param name="items">The list, without the bracket that ends it.</param>
    /// <param name="withheld">By element, whether <paramref name="substitute"/> stands in its place; null for none.</param>
    /// <param name="substitute">JSON.</param>
    public void AppendTo(JsonBuffer items, bool[]? withheld = null, ReadOnlySpan<byte> substitute = default)
    {
        items.Raw(items.Length == 0 ? "["u8 : ", ["u8);
        for (var i = 0; i < width; i++)
        {
            if (i > 0)
            {
                items.Raw(", "u8);
            }

            items.Raw(withheld?[i] == true ? substitute : this[i]);
        }

        items.Raw("]"u8);
    }
}
