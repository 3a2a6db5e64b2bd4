using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

internal sealed partial class PickleReader
{
    private bool Container(byte code)
    {
        switch (code)
        {
            case (byte)')':
                _stack.Push(PythonSequence.EmptyTuple);
                break;
            case 0x85:
                PushSequence(PythonKind.Tuple, "tuple", _stack.PopLast(1));
                break;
            case 0x86:
                PushSequence(PythonKind.Tuple, "tuple", _stack.PopLast(2));
                break;
            case 0x87:
                PushSequence(PythonKind.Tuple, "tuple", _stack.PopLast(3));
                break;
            case (byte)'t':
                PushSequence(PythonKind.Tuple, "tuple", _stack.PopToMark());
                break;
            case (byte)']':
                PushSequence(PythonKind.List, "list", []);
                break;
            case (byte)'l':
                PushSequence(PythonKind.List, "list", _stack.PopToMark());
                break;
            case 0x8F:
                PushSequence(PythonKind.Set, "set", []);
                break;
            case 0x91:
                PushSequence(PythonKind.Set, "frozenset", Hashable(_stack.PopToMark()));
                break;
            case (byte)'}':
                PushMapping([]);
                break;
            case (byte)'d':
                PushMapping(Pairs(_stack.PopToMark()));
                break;
            case (byte)'a':
                var item = _stack.Pop();
                Add(ListOf(_stack.Peek()), [item]);
                break;
            case (byte)'e':
                AppendToMark();
                break;
            case (byte)'s':
                var pair = _stack.PopLast(2);
                SetItems(_stack.Peek(), Pairs(pair));
                break;
            case (byte)'u':
                var pairs = Pairs(_stack.PopToMark());
                SetItems(_stack.Peek(), pairs);
                break;
            case 0x90:
                var members = Hashable(_stack.PopToMark());
                var set = _stack.Peek() as PythonSequence;
                if (set is not { Kind: PythonKind.Set, TypeName: "set" })
                {
                    throw new PayloadException($"items are added to a {_stack.Peek().TypeName}, which is not a set.");
                }

                Add(set.Raw, members);
                break;
            default:
                return false;
        }

        return true;
    }

    private void PushSequence(PythonKind kind, string typeName, List<PythonValue> items)
    {
        _budget.Charge(96);
        _stack.Push(new PythonSequence(kind, typeName, items));
    }

    private void PushMapping(List<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        _budget.Charge(96);
        _stack.Push(new PythonMapping("dict", entries));
    }

    /// <summary>Moves items to a list straight from the stack: nothing else is as long.</summary>
    private void AppendToMark()
    {
        var items = _stack.PeekToMark();
        var target = ListOf(_stack.PeekBelowMark());
        _budget.ChargeGrowth(target.Count, items.Length, target.Capacity, 8);
        target.AddRange(items);
        _stack.DropToMark();
    }

    private static List<PythonValue> ListOf(PythonValue target) => target switch
    {
        PythonSequence { Kind: PythonKind.List } list => list.Raw,
        PythonObject opaque => opaque.RawItems,
        _ => throw new PayloadException($"items are appended to a {target.TypeName}, which is not a list."),
    };

    private void SetItems(PythonValue target, List<KeyValuePair<PythonValue, PythonValue>> entries)
    {
        var raw = target switch
        {
            PythonMapping mapping => mapping.Raw,
            PythonObject opaque => opaque.RawEntries,
            _ => throw new PayloadException($"entries are set in a {target.TypeName}, which is not a dict."),
        };
        _budget.ChargeGrowth(raw.Count, entries.Count, raw.Capacity, 16);
        raw.AddRange(entries);
    }

    private void Add(List<PythonValue> target, List<PythonValue> items)
    {
        _budget.ChargeGrowth(target.Count, items.Count, target.Capacity, 8);
        target.AddRange(items);
    }

    private List<KeyValuePair<PythonValue, PythonValue>> Pairs(List<PythonValue> items)
    {
        if (items.Count % 2 != 0)
        {
            throw new PayloadException("a dict is given an odd number of keys and values.");
        }

        _budget.Charge(32 + (8 * items.Count));
        var entries = new List<KeyValuePair<PythonValue, PythonValue>>(items.Count / 2);
        for (var i = 0; i < items.Count; i += 2)
        {
            RefuseUnhashable(items[i]);
            entries.Add(new(items[i], items[i + 1]));
        }

        return entries;
    }

    private static List<PythonValue> Hashable(List<PythonValue> items)
    {
        foreach (var item in items)
        {
            RefuseUnhashable(item);
        }

        return items;
    }

    private static void RefuseUnhashable(PythonValue key)
    {
        if (key.Kind is PythonKind.List or PythonKind.Dictionary or PythonKind.Array
            || key is PythonSequence { TypeName: "set" } or PythonBytes { TypeName: "bytearray" })
        {
            throw new PayloadException($"a {key.TypeName} is used as a key or as an item of a set, which Python does not allow.");
        }
    }
}
