using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Lists and tuples, and how far what was taken for one is undone.</content>
internal sealed partial class RowScanner
{
    private static readonly byte[][] s_fieldNames = [.. Enumerable.Range(1, 7).Select(i => Encoding.ASCII.GetBytes($"\"Item{i}\":"))];

    private bool Sequence(RowNode list)
    {
        if (Next() != PickleOpcode.EmptyList)
        {
            return false;
        }

        _at++;
        RememberOther();
        Raw('[');
        var count = 0;
        while (Batch(list, ref count) || Single(list, ref count))
        {
        }

        Raw(']');

        // An array is copied from what grew.
        return TryCharge((long)list.ItemBytes * count);
    }

    /// <summary>Items between a mark and the opcode that appends them. Without those it may be what follows the list.</summary>
    private bool Batch(RowNode list, ref int count)
    {
        if (Next() != PickleOpcode.Mark)
        {
            return false;
        }

        var (place, before) = (Here(), count);
        _at++;
        while (Next() != PickleOpcode.Appends)
        {
            if (!Item(list, ref count))
            {
                count = before;
                return StepBack(place);
            }
        }

        _at++;
        return true;
    }

    /// <summary>One item and the opcode that appends it.</summary>
    private bool Single(RowNode list, ref int count)
    {
        if (Next() is PickleOpcode.Stop or PickleOpcode.Appends or PickleOpcode.SetItems or PickleOpcode.Tuple or PickleOpcode.Mark)
        {
            return false;
        }

        var (place, before) = (Here(), count);
        if (Item(list, ref count) && Next() == (byte)'a')
        {
            _at++;
            return true;
        }

        count = before;
        return StepBack(place);
    }

    private bool Item(RowNode list, ref int count)
    {
        if (count > 0)
        {
            Raw(',');
        }

        return Grows(list, count++) && Value(list.Parts[0]) && IsWithin();
    }

    private bool Grows(RowNode collection, int count) => _isWriting || _budget.TryCharge(collection.GrowthAt(count));

    private bool Tuple(RowNode tuple)
    {
        var parts = tuple.Parts;
        var isFields = tuple.Kind == RowKind.Fields;
        var code = Next();
        switch (code)
        {
            case PickleOpcode.Mark:
                _at++;
                break;
            case PickleOpcode.EmptyList:
                _at++;
                RememberOther();
                if (parts.Length > 1)
                {
                    if (Next() != PickleOpcode.Mark)
                    {
                        return false;
                    }

                    _at++;
                }

                break;
        }

        Raw(isFields ? '{' : '[');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                Raw(',');
            }

            if (isFields)
            {
                Raw(s_fieldNames[i]);
            }

            if (!Value(parts[i]))
            {
                return false;
            }
        }

        Raw(isFields ? '}' : ']');
        var end = code switch
        {
            PickleOpcode.Mark => PickleOpcode.Tuple,
            PickleOpcode.EmptyList => parts.Length == 1 ? (byte)'a' : PickleOpcode.Appends,
            _ => parts.Length <= 3 ? (byte)(PickleOpcode.Tuple1 - 1 + parts.Length) : (byte)0,
        };
        if (end == 0 || Next() != end)
        {
            return false;
        }

        _at++;
        return code == PickleOpcode.EmptyList || RememberOther();
    }

    private bool IsWithin() => _length <= PickleCells.MaxLength;

    private (int At, int Written, int Memo, int Depth) Here() => (_at, _length, _cells.MemoCount, _depth);

    /// <summary>Undoes what was done since a place. All of it together is no more than the pickle is long.</summary>
    /// <returns>False.</returns>
    private bool StepBack((int At, int Written, int Memo, int Depth) place)
    {
        _steppedBack += _at - place.At;
        if (_steppedBack > _pickle.Length)
        {
            // Nothing is read from here.
            _at = _pickle.Length;
            return false;
        }

        _at = place.At;
        _length = place.Written;
        if (_isWriting)
        {
            _text.Truncate(place.Written);
        }

        _cells.TruncateMemo(place.Memo);
        _depth = place.Depth;
        return false;
    }
}
