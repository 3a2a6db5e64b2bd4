using System.Buffers.Binary;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Values that the type has no member for: nothing is made of them.</content>
internal sealed partial class RowScanner
{
    /// <summary>Goes past a value: a scalar, bytes, a list, a dict of scalar keys, or a tuple that is empty, of one item, or of more than three.</summary>
    private bool Skip()
    {
        if (++_depth > MaxDepth || !TryWork(1))
        {
            return false;
        }

        var isSkipped = Next() switch
        {
            PickleOpcode.EmptyList => SkipList(),
            PickleOpcode.EmptyDict => SkipDictionary(),
            PickleOpcode.EmptyTuple => SkipByte(),
            PickleOpcode.Mark => SkipTo(PickleOpcode.Tuple, isPairs: false) && RememberOther(),
            (byte)'C' or (byte)'B' or 0x8E => SkipBytes() && RememberOther(),
            PickleOpcode.Get or (byte)'j' => (MayCall(Next()) && Call(out _)) || (Reference(out var index) && index < _cells.MemoCount),
            var code => (MayCall(code) && Call(out _)) || Cell(out _),
        };
        while (isSkipped && Next() == PickleOpcode.Tuple1)
        {
            _at++;
            RememberOther();
        }

        _depth--;
        return isSkipped;
    }

    private bool SkipByte()
    {
        _at++;
        return true;
    }

    private bool SkipList()
    {
        _at++;
        RememberOther();
        while (Next() == PickleOpcode.Mark ? SkipBatch(PickleOpcode.Appends, isPairs: false) : SkipOne((byte)'a', isPair: false))
        {
        }

        return true;
    }

    private bool SkipDictionary()
    {
        _at++;
        RememberOther();
        while (Next() == PickleOpcode.Mark ? SkipBatch(PickleOpcode.SetItems, isPairs: true) : SkipOne((byte)'s', isPair: true))
        {
        }

        return true;
    }

    /// <summary>What lies between a mark and an opcode. Without that it may be what follows the container.</summary>
    private bool SkipBatch(byte end, bool isPairs)
    {
        var place = Here();
        return SkipTo(end, isPairs) || StepBack(place);
    }

    /// <summary>One item or entry and the opcode that adds it.</summary>
    private bool SkipOne(byte end, bool isPair)
    {
        if (Next() is PickleOpcode.Stop or PickleOpcode.Appends or PickleOpcode.SetItems or PickleOpcode.Tuple or (byte)'a' or (byte)'s')
        {
            return false;
        }

        var place = Here();
        if ((!isPair || Cell(out _)) && Skip() && Next() == end)
        {
            _at++;
            return true;
        }

        return StepBack(place);
    }

    private bool SkipTo(byte end, bool isPairs)
    {
        _at++;
        while (Next() != end)
        {
            if ((isPairs && !Cell(out _)) || !Skip())
            {
                return false;
            }
        }

        _at++;
        return true;
    }

    /// <summary>Goes past bytes.</summary>
    private bool SkipBytes()
    {
        var rest = _pickle.Span[_at..];
        var (head, length) = rest switch
        {
            [(byte)'C', var few, ..] => (2, few),
            [(byte)'B', _, _, _, _, ..] => (5, BinaryPrimitives.ReadUInt32LittleEndian(rest[1..])),
            [0x8E, _, _, _, _, _, _, _, _, ..] => (9, BinaryPrimitives.ReadUInt64LittleEndian(rest[1..])),
            _ => (0, ulong.MaxValue),
        };
        if (length > (ulong)(rest.Length - head))
        {
            return false;
        }

        _at += head + (int)length;
        return true;
    }
}
