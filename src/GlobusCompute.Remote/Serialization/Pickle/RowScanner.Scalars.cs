using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Values that a shape reads: a scalar, bytes, a list of scalars or a call, of which Python values are made when they are read.</content>
internal sealed partial class RowScanner
{
    // A Python value of a list or of bytes, and the object around its items.
    private const int Listed = 96;

    /// <summary>Goes past such a value.</summary>
    /// <param name="at">Where it lies. A text that other places share lies where one of these refers to it.</param>
    private bool Scalars(out int at)
    {
        var code = Next();
        at = _at;
        switch (code)
        {
            case (byte)'c' or PickleOpcode.ShortText or PickleOpcode.Get or (byte)'j' when MayCall(code) && Call(out at):
                return true;
            case PickleOpcode.EmptyList:
                return ScalarList();
            case PickleOpcode.ShortBytes or PickleOpcode.Bytes or 0x8E:
                return SkipBytes() && TryCharge(Listed + (_at - at)) && RememberOther();
            default:
                if (!Cell(out at))
                {
                    return false;
                }

                at = _isWriting ? _cells.SharedAt(at) : at;
                return true;
        }
    }

    private bool ScalarList()
    {
        _at++;
        RememberOther();
        var (count, room) = (0, 0);
        while (ScalarBatch(ref count, ref room) || SingleScalar(ref count, ref room))
        {
        }

        return TryCharge(Listed);
    }

    /// <summary>Scalars between a mark and the opcode that appends them. Without those it may be what follows the list.</summary>
    private bool ScalarBatch(ref int count, ref int room)
    {
        if (Next() != PickleOpcode.Mark)
        {
            return false;
        }

        var (place, before) = (Here(), count);
        _at++;
        while (Next() != PickleOpcode.Appends)
        {
            if (!ListedScalar(ref count, ref room))
            {
                count = before;
                return StepBack(place);
            }
        }

        _at++;
        return true;
    }

    /// <summary>One scalar and the opcode that appends it.</summary>
    private bool SingleScalar(ref int count, ref int room)
    {
        var (place, before) = (Here(), count);
        if (ListedScalar(ref count, ref room) && Next() == (byte)'a')
        {
            _at++;
            return true;
        }

        count = before;
        return StepBack(place);
    }

    private bool ListedScalar(ref int count, ref int room)
    {
        if (!Cell(out var at))
        {
            return false;
        }

        if (_isWriting)
        {
            return true;
        }

        var bytes = 0L;
        if (count++ == room)
        {
            room = Math.Max(4, 2 * room);
            bytes = 32 + (8L * room);
        }

        // Texts and large numbers were counted in part.
        bytes += _pickle.Span[at] switch
        {
            PickleOpcode.None or PickleOpcode.True or PickleOpcode.False => 0,
            _ => _cells.TryInteger(at, out var number) && PythonInteger.IsCached(number) ? 0 : 40,
        };
        return _budget.TryCharge(bytes) && _budget.TryWork(1);
    }

    /// <summary>Notes that a value refers to a text of the memo, which is then made once for both.</summary>
    private bool IsNoted(long index, int at)
    {
        if (_isWriting)
        {
            return true;
        }

        var bytes = _cells.NoteReference((int)index, at);
        Kept += bytes;
        return _budget.TryCharge(bytes);
    }
}
