using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Values of several parts, and texts that are in several places. What is read here was looked through before.</content>
internal sealed partial class PickleCells
{
    // For each text of the memo, where a value refers to it first; 0 where none does.
    private int[] _references = [];

    // Of the list that was read last, with the room of the longest one.
    private readonly List<int> _items = [];

    /// <summary>Notes where a value refers to a text of the memo.</summary>
    /// <returns>The bytes of the table that were allocated for it.</returns>
    public long NoteReference(int index, int at)
    {
        var bytes = 0L;
        if (index >= _references.Length)
        {
            var larger = ArrayPool<int>.Shared.Rent(Math.Max(_memo.Length, 2 * _references.Length));
            larger.AsSpan().Clear();
            _references.CopyTo(larger, 0);
            ReturnReferences();
            _references = larger;
            bytes = 4L * larger.Length;
        }

        if (_references[index] == 0)
        {
            _references[index] = at;
        }

        return bytes;
    }

    /// <summary>
    /// Gets the position of the value that refers to the text at a position, which has just come into the memo; the position itself where none does.
    /// </summary>
    public int SharedAt(int at)
    {
        var last = _count - 1;
        return last >= 0 && last < _references.Length && _memo[last] == at && _references[last] > 0 ? _references[last] : at;
    }

    /// <summary>Gets whether a list lies at a position.</summary>
    public bool IsList(int at) => pickle.Span[at] == PickleOpcode.EmptyList;

    /// <summary>Gets the positions of the items of the list at a position, until the next list is requested.</summary>
    public ReadOnlySpan<int> ItemsAt(int at)
    {
        _items.Clear();
        at = AfterPut(at + 1);
        while (true)
        {
            var next = SkipFrames(at);
            at = pickle.Span[next] == PickleOpcode.Mark ? AfterBatch(next + 1) : AfterItem(next);
            if (at < 0)
            {
                return CollectionsMarshal.AsSpan(_items);
            }
        }
    }

    private void ReturnReferences()
    {
        if (_references.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_references);
            _references = [];
        }
    }

    // A copy: the memory of the pickle is used again.
    private PythonBytes BytesAt(int at) => new(ContentAt(at).ToArray());

    private ReadOnlySpan<byte> ContentAt(int at)
    {
        var bytes = pickle.Span[at..];
        return bytes[0] switch
        {
            PickleOpcode.ShortBytes => bytes.Slice(2, bytes[1]),
            PickleOpcode.Bytes => bytes.Slice(5, (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..])),
            _ => bytes.Slice(9, (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[1..])),
        };
    }

    private PythonSequence ListAt(int at)
    {
        var places = ItemsAt(at);
        var items = new List<PythonValue>(places.Length);
        foreach (var place in places)
        {
            items.Add(ValueAt(place));
        }

        return new PythonSequence(PythonKind.List, "list", items);
    }

    /// <summary>Adds what lies between a mark and the opcode that appends it.</summary>
    /// <returns>The position after that; -1, and nothing is added, where something else follows the mark.</returns>
    private int AfterBatch(int at)
    {
        var count = _items.Count;
        while (true)
        {
            at = SkipFrames(at);
            if (pickle.Span[at] == PickleOpcode.Appends)
            {
                return at + 1;
            }

            var end = EndOf(at);
            if (end < 0)
            {
                _items.RemoveRange(count, _items.Count - count);
                return -1;
            }

            _items.Add(at);
            at = AfterPut(end);
        }
    }

    private int AfterItem(int at)
    {
        var end = EndOf(at);
        if (end < 0)
        {
            return -1;
        }

        var next = SkipFrames(AfterPut(end));
        if (pickle.Span[next] != 'a')
        {
            return -1;
        }

        _items.Add(at);
        return next + 1;
    }

    /// <summary>Gets the position after the scalar at a position; -1 where there is none.</summary>
    private int EndOf(int at)
    {
        var bytes = pickle.Span[at..];
        return bytes[0] switch
        {
            PickleOpcode.None or PickleOpcode.True or PickleOpcode.False => at + 1,
            PickleOpcode.Int8 => at + 2,
            PickleOpcode.Int16 => at + 3,
            PickleOpcode.Int32 => at + 5,
            PickleOpcode.Get when IsText(bytes[1], out _) => at + 2,
            (byte)'j' when IsText(BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]), out _) => at + 5,
            PickleOpcode.Float => at + 9,
            PickleOpcode.ShortLong => at + 2 + bytes[1],
            PickleOpcode.ShortText => at + 2 + bytes[1],
            PickleOpcode.Text => at + 5 + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]),
            0x8D => at + 9 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[1..]),
            _ => -1,
        };
    }

    private int AfterPut(int at)
    {
        at = SkipFrames(at);
        return pickle.Span[at] switch
        {
            0x94 => at + 1,
            PickleOpcode.Put => at + 2,
            (byte)'r' => at + 5,
            _ => at,
        };
    }

    private int SkipFrames(int at)
    {
        while (pickle.Span[at] == 0x95)
        {
            at += 9;
        }

        return at;
    }
}
