using System.Text;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Dicts and objects.</content>
internal sealed partial class RowScanner
{
    private bool Mapping(RowNode node, out int count)
    {
        _at++;
        RememberOther();
        Raw('{');
        var keys = node.Kind == RowKind.Object ? KeysOf(node) : null;
        var members = default(Members);
        while (Entries(node, keys, ref members) || SingleEntry(node, keys, ref members))
        {
        }

        count = members.Count;
        IsComplete &= members.Required == node.Required;
        Raw('}');
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
            || !IsNamed(160 + (4L * (module.Length + name.Length)))
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

    // Names are made both times.
    private bool IsNamed(long bytes)
    {
        Kept += _isWriting ? 0 : 2 * bytes;
        return TryCharge(2 * bytes);
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

    private bool Entries(RowNode node, RowKeys? keys, ref Members members)
    {
        if (Next() != PickleOpcode.Mark)
        {
            return false;
        }

        var (place, before) = (Here(), members);
        _at++;
        while (Next() != PickleOpcode.SetItems)
        {
            if (!Entry(node, keys, ref members))
            {
                members = before;
                return StepBack(place);
            }
        }

        _at++;
        return true;
    }

    private bool SingleEntry(RowNode node, RowKeys? keys, ref Members members)
    {
        if (Next() is not (PickleOpcode.Get or (byte)'j' or PickleOpcode.ShortText or PickleOpcode.Text or 0x8D))
        {
            return false;
        }

        var (place, before) = (Here(), members);
        if (Entry(node, keys, ref members) && Next() == (byte)'s')
        {
            _at++;
            return true;
        }

        members = before;
        return StepBack(place);
    }

    private bool Entry(RowNode node, RowKeys? keys, ref Members members)
    {
        var place = members.Count++;
        if (!TextKey(out var at) || !TryWork(1))
        {
            return false;
        }

        RowNode? member;
        if (keys is null)
        {
            Separate(ref members);
            if (!Grows(node, place) || !Name(at))
            {
                return false;
            }

            Raw(':');
            member = node.Parts[0];
        }
        else
        {
            if (keys.Find(place, _cells, at, _budget) is not { } key)
            {
                return false;
            }

            member = key.Member;
            members.Required |= key.Required;
            if (key.Form == MemberForm.None)
            {
                return Skip();
            }

            Separate(ref members);
            Raw(key.Text);
            if (key.Form != MemberForm.Typed)
            {
                // A name that the type refuses.
                Raw("null"u8);
                return Cell(out _) && IsWithin();
            }
        }

        return Value(member!) && IsWithin();
    }

    /// <summary>A key of a dictionary. Each time it is written, it is a text of its own.</summary>
    private bool Name(int at)
    {
        if (_isWriting)
        {
            _ = _cells.TryText(at, out var name);
            _text.Text(name);
            _length = _text.Length;
            return true;
        }

        var utf8 = _cells.Utf8At(at);
        _length += 2 + utf8.Length;
        return _budget.TryCharge(64 + (4L * utf8.Length)) && _budget.TryWork(utf8.Length / 8);
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

    private void Separate(ref Members members)
    {
        if (members.Written++ > 0)
        {
            Raw(',');
        }
    }

    private RowKeys KeysOf(RowNode node)
    {
        while (_keys.Count <= node.Index)
        {
            _keys.Add(null);
        }

        return _keys[node.Index] ??= new RowKeys(node);
    }

    /// <summary>What an object has so far: entries, those of them that were written, and the bits of members that it must have.</summary>
    private struct Members
    {
        public int Count;
        public int Written;
        public ulong Required;
    }
}
