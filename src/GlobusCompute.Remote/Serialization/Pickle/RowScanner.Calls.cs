using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <content>Times, durations and decimals: calls of known types with scalars or bytes.</content>
internal sealed partial class RowScanner
{
    // A call's value, and the list of its arguments.
    private const int Called = 200;

    // A Python value as an argument, beside its text or its bytes.
    private const int Argued = 64;

    /// <summary>Whether a call may begin here: with a name, with a module's name, or with a type that the memo has.</summary>
    private bool MayCall(byte code)
    {
        switch (code)
        {
            case (byte)'c':
                return true;
            case PickleOpcode.ShortText:
                return _cells.IsModuleAt(_at);
            case PickleOpcode.Get or (byte)'j':
                var place = _at;
                var mayCall = Reference(out var index) && (_cells.IsKnown(index, out _) || (_cells.IsText(index, out var at) && _cells.IsModuleAt(at)));
                _at = place;
                return mayCall;
            default:
                return false;
        }
    }

    /// <summary>Goes past a call.</summary>
    /// <param name="at">The position of its opcode.</param>
    private bool Call(out int at)
    {
        var place = Here();
        at = -1;
        if (!KnownType(out var type))
        {
            return StepBack(place);
        }

        var arguments = _at;
        if (!Arguments() || Next() != PickleOpcode.Reduce)
        {
            return StepBack(place);
        }

        at = _at++;
        RememberOther();
        if (_isWriting)
        {
            return true;
        }

        var bytes = _cells.AddCall(at, type, arguments);
        Kept += bytes;
        return _budget.TryCharge(Called + bytes) && _budget.TryWork(4);
    }

    private bool KnownType(out int type)
    {
        var code = Next();
        if (code is PickleOpcode.Get or (byte)'j')
        {
            var place = _at;
            if (!Reference(out var index))
            {
                type = -1;
                return false;
            }

            if (_cells.IsKnown(index, out type))
            {
                return true;
            }

            _at = place;
        }

        type = (code == 'c' ? Lines(out var module, out var name) : Names(out module, out name)) && IsNamed(160 + (4L * (module.Length + name.Length)))
            ? PickleCells.FindKnown(module, name)
            : -1;
        if (type >= 0 && IsPut())
        {
            _cells.AddKnown(type);
        }

        return type >= 0;
    }

    private bool Arguments()
    {
        var code = Next();
        if (code == PickleOpcode.EmptyTuple)
        {
            _at++;
            return true;
        }

        _at += code == PickleOpcode.Mark ? 1 : 0;
        var end = code == PickleOpcode.Mark ? PickleOpcode.Tuple : PickleOpcode.Tuple1 - 1;
        while (Next() is not (PickleOpcode.Tuple or PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3))
        {
            if (!Argument() || (code != PickleOpcode.Mark && ++end > PickleOpcode.Tuple3))
            {
                return false;
            }
        }

        if (Next() != end)
        {
            return false;
        }

        _at++;
        return RememberOther();
    }

    private bool Argument()
    {
        var at = _at;
        return Next() is PickleOpcode.ShortBytes or PickleOpcode.Bytes or 0x8E
            ? SkipBytes() && TryCharge(Argued + (_at - at)) && RememberOther()
            : Cell(out at) && (_isWriting || (_budget.TryCharge(Argued) && _budget.TryWork(1 + ((_at - at) / 8))));
    }
}
