using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Lists and tuples, and how far what was taken for one is undone.</content>
internal sealed partial class RowScanner
{
    private static readonly byte[][] s_fieldNames = [.. Enumerable.Range(1, 7).Select(i => Encoding.ASCII.GetBytes($"\"Item{i}\":"))];

    private bool Sequence(RowNode element)
    {
        if (Next() != PickleOpcode.EmptyList)
        {
            return false;
        }

        _at++;
        RememberOther();
        _output.Raw('[');
        var count = 0;
        while (Batch(element, ref count) || Single(element, ref count))
        {
        }

        _output.Raw(']');
        return true;
    }

    /// <summary>Items between a mark and the opcode that appends them. Without those it may be what follows the list.</summary>
    private bool Batch(RowNode element, ref int count)
    {
        if (Next() != PickleOpcode.Mark)
        {
            return false;
        }

        var (place, before) = (Here(), count);
        _at++;
        while (Next() != PickleOpcode.Appends)
        {
            if (!Item(element, ref count))
            {
                count = before;
                return StepBack(place);
            }
        }

        _at++;
        return true;
    }

    /// <summary>One item and the opcode that appends it.</summary>
    private bool Single(RowNode element, ref int count)
    {
        if (Next() is PickleOpcode.Stop or PickleOpcode.Appends or PickleOpcode.SetItems or PickleOpcode.Tuple or PickleOpcode.Mark)
        {
            return false;
        }

        var (place, before) = (Here(), count);
        if (Item(element, ref count) && Next() == (byte)'a')
        {
            _at++;
            return true;
        }

        count = before;
        return StepBack(place);
    }

    private bool Item(RowNode element, ref int count)
    {
        var before = _output.Length;
        if (count++ > 0)
        {
            _output.Raw(',');
        }

        return Value(element) && IsWithin(before);
    }

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

        _output.Raw(isFields ? '{' : '[');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                _output.Raw(',');
            }

            if (isFields)
            {
                _output.Raw(s_fieldNames[i]);
            }

            if (!Value(parts[i]))
            {
                return false;
            }
        }

        _output.Raw(isFields ? '}' : ']');
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

    /// <summary>Counts the text written since a length, and what the buffer takes while it grows.</summary>
    private bool IsWithin(int before) => _budget.TryCharge(2L * (_output.Length - before)) && _output.Length <= PickleCells.MaxLength;

    private (int At, int Written, int Memo, int Depth) Here() => (_at, _output.Length, _cells.MemoCount, _depth);

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
        _output.Truncate(place.Written);
        _cells.TruncateMemo(place.Memo);
        _depth = place.Depth;
        return false;
    }
}
