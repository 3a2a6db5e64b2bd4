using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Lists, tuples, dicts and objects.</content>
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

    private bool Mapping(RowNode node, out int count)
    {
        _at++;
        RememberOther();
        _output.Raw('{');
        count = 0;
        var isFirst = true;
        var keys = node.Kind == RowKind.Object ? KeysOf(node) : null;
        while (Entries(node, keys, ref count, ref isFirst) || SingleEntry(node, keys, ref count, ref isFirst))
        {
        }

        _output.Raw('}');
        return true;
    }

    /// <summary>An object of a class of which nothing but its name is known, with a dict of attributes.</summary>
    private bool Instance(RowNode node)
    {
        if (!ClassName() || Next() != PickleOpcode.EmptyTuple)
        {
            return false;
        }

        _at++;
        if (Next() != 0x81)
        {
            return false;
        }

        _at++;
        RememberOther();
        if (Next() != PickleOpcode.EmptyDict || !Mapping(node, out var count) || count == 0 || Next() != PickleOpcode.Build)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool ClassName()
    {
        var code = Next();
        if (code is PickleOpcode.Get or (byte)'j')
        {
            var place = _at;
            if (!Reference(out var index))
            {
                return false;
            }

            if (_cells.IsClass(index))
            {
                return true;
            }

            _at = place;
        }

        if (!(code == 'c' ? Lines(out var module, out var name) : Names(out module, out name))
            || !_budget.TryCharge(160 + (2L * (module.Length + name.Length)))
            || PickleReader.Global(module, name) is not PythonReference { Fields: null, StateFields: null } found
            || PickleGlobals.Find(found) is not null)
        {
            return false;
        }

        if (IsPut())
        {
            _cells.AddClass();
        }

        return true;
    }

    private bool Lines(out string module, out string name)
    {
        (module, name) = ("", "");
        var rest = _pickle.Span[(_at + 1)..];
        var first = rest.IndexOf((byte)'\n');
        var second = first < 0 ? -1 : rest[(first + 1)..].IndexOf((byte)'\n');
        if (second < 0 || !Ascii.IsValid(rest[..(first + second + 1)]))
        {
            return false;
        }

        module = Encoding.ASCII.GetString(rest[..first]);
        name = Encoding.ASCII.GetString(rest.Slice(first + 1, second));
        _at += first + second + 3;
        return true;
    }

    private bool Names(out string module, out string name)
    {
        (module, name) = ("", "");
        if (!Cell(out var first) || !_cells.TryText(first, out module)
            || !Cell(out var second) || !_cells.TryText(second, out name)
            || Next() != PickleOpcode.StackGlobal)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Entries(RowNode node, RowKeys? keys, ref int count, ref bool isFirst)
    {
        if (Next() != PickleOpcode.Mark)
        {
            return false;
        }

        var (place, before, wasFirst) = (Here(), count, isFirst);
        _at++;
        while (Next() != PickleOpcode.SetItems)
        {
            if (!Entry(node, keys, ref count, ref isFirst))
            {
                (count, isFirst) = (before, wasFirst);
                return StepBack(place);
            }
        }

        _at++;
        return true;
    }

    private bool SingleEntry(RowNode node, RowKeys? keys, ref int count, ref bool isFirst)
    {
        if (Next() is not (PickleOpcode.Get or (byte)'j' or PickleOpcode.ShortText or PickleOpcode.Text or 0x8D))
        {
            return false;
        }

        var (place, before, wasFirst) = (Here(), count, isFirst);
        if (Entry(node, keys, ref count, ref isFirst) && Next() == (byte)'s')
        {
            _at++;
            return true;
        }

        (count, isFirst) = (before, wasFirst);
        return StepBack(place);
    }

    private bool Entry(RowNode node, RowKeys? keys, ref int count, ref bool isFirst)
    {
        var before = _output.Length;
        var place = count++;
        if (!TextKey(out var at) || !_budget.TryWork(1))
        {
            return false;
        }

        RowNode? member;
        if (keys is null)
        {
            _ = _cells.TryText(at, out var name);
            Separate(ref isFirst);
            _output.Text(name);
            _output.Raw(':');
            member = node.Parts[0];
        }
        else
        {
            if (keys.Find(place, _cells, at) is not { } key)
            {
                return false;
            }

            member = key.Member;
            if (key.Form == MemberForm.None)
            {
                return Cell(out _);
            }

            Separate(ref isFirst);
            _output.Raw(key.Text);
            if (key.Form != MemberForm.Typed)
            {
                // A name that the type refuses.
                _output.Null();
                return Cell(out _) && IsWithin(before);
            }
        }

        return Value(member!) && IsWithin(before);
    }

    /// <summary>Goes past a key that is text.</summary>
    /// <param name="at">Where the text lies.</param>
    private bool TextKey(out int at)
    {
        if (Next() is PickleOpcode.Get or (byte)'j')
        {
            return Reference(out var index) & _cells.IsText(index, out at);
        }

        return Cell(out at) && _pickle.Span[at] is (PickleOpcode.ShortText or PickleOpcode.Text or 0x8D);
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
        {
            _output.Raw(',');
        }

        isFirst = false;
    }

    private RowKeys KeysOf(RowNode node)
    {
        while (_keys.Count <= node.Index)
        {
            _keys.Add(null);
        }

        return _keys[node.Index] ??= new RowKeys(node);
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
