using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

internal sealed partial class PickleReader
{
    /// <summary>Counts memory that a maker needs beside the object.</summary>
    public void Charge(long bytes) => _budget.Charge(bytes);

    /// <summary>Counts work that a maker has with what was read before: the same arguments may be given to it again and again.</summary>
    public void Work(long steps) => _budget.Work(steps);

    /// <summary>What calling something would give, as data: a known type's value, else the call itself as an object.</summary>
    public PythonValue Call(PythonValue callable, IReadOnlyList<PythonValue> arguments, IReadOnlyList<KeyValuePair<PythonValue, PythonValue>>? keywords = null)
    {
        _budget.Charge(128);
        switch (callable)
        {
            case PythonReference reference:
                if (keywords is null && PickleGlobals.Find(reference) is { } make && make(this, arguments) is { } value)
                {
                    return value;
                }

                var name = reference.FullName;
                _budget.Charge(2L * name.Length);
                return new PythonObject(name, arguments) { Fields = reference.Fields, StateFields = reference.StateFields, KeywordArguments = keywords ?? [] };
            case PythonObject opaque:
                return new PythonObject(opaque.TypeName, arguments) { KeywordArguments = keywords ?? [] };
            default:
                throw new PayloadException($"a {callable.TypeName} is called, which is not callable.");
        }
    }

    /// <summary>Gives an object its state.</summary>
    public void Build(PythonValue target, PythonValue state)
    {
        switch (target)
        {
            case PythonObject opaque:
                opaque.SetState(state);
                break;
            case PythonArray array:
                SetArray(array, state);
                break;
            case PythonDataType type:
                type.SetState(state, _budget);
                break;
            case PythonMapping { TypeName: "collections.ChainMap" } chain:
                ContainerMakers.Chain(this, chain, state);
                break;
            case PythonMapping { TypeName: "collections.OrderedDict" or "collections.Counter" }:
                // Attributes beside the entries, which no type here has a place for.
                break;
            case PythonUuid { IsSet: false } uuid when state is PythonMapping mapping
                && TryGet(mapping, "int", out var number)
                && number is PythonInteger { Value: { Sign: >= 0 } value }
                && value.GetBitLength() <= 128:
                uuid.Set(value);
                break;
            default:
                throw new PayloadException($"a {target.TypeName} is given a state that it does not have.");
        }
    }

    /// <summary>The zone of a name: one for all places. To find it, files are looked for.</summary>
    public PythonZone ZoneOf(string name)
    {
        if (_zones.TryGetValue(name, out var known))
        {
            return known;
        }

        _budget.Charge(160 + (2L * name.Length));
        _budget.Work(20_000);
        return _zones[name] = new PythonZone(null, name);
    }

    /// <summary>Looks for a text key, which goes through all of the mapping.</summary>
    public bool TryGet(PythonMapping mapping, string name, out PythonValue value)
    {
        _budget.Work(mapping.Raw.Count);
        return mapping.TryGet(name, out value);
    }

    private void SetArray(PythonArray array, PythonValue state)
    {
        if (array.IsSet || array.WhyUnreadable is not null || state is not PythonSequence { Kind: PythonKind.Tuple, Raw: { Count: 4 or 5 or 7 } parts })
        {
            throw new PayloadException("the state of a numpy array is not a tuple of version, shape, type, order and data.");
        }

        // The version is left out by very old ones.
        var from = parts.Count == 4 ? 0 : 1;
        var isFortran = parts[from + 2] is PythonConstant { IsTrue: true } or PythonInteger { IsSmall: true, Small: not 0 };
        if (parts[from] is PythonSequence shape)
        {
            _budget.Charge(24L * shape.Raw.Count);
        }

        array.Set(parts[from], parts[from + 1], isFortran, parts[from + 3]);

        // A masked array's mask, and what its masked elements would be filled with.
        if (parts.Count == 7 && array.IsSet)
        {
            array.Mask(parts[5] is PythonBytes mask ? mask.Value : throw new PayloadException("the mask of a numpy array is not bytes."));
        }
    }

    /// <summary>What a module has by a name.</summary>
    public static PythonValue Global(string module, string name)
    {
        module = PythonBuiltins.Module(module);
        name = module == "builtins" ? PythonBuiltins.Builtin(name) : name;
        return (module, name) switch
        {
            ("builtins", "Ellipsis") => PythonConstant.Ellipsis,
            ("datetime", "timezone.utc") => PythonZone.Utc,
            _ => new PythonReference(module, name),
        };
    }

    private bool Object(byte code)
    {
        switch (code)
        {
            case (byte)'c':
                PushGlobal(PickleLines.Name(_input.Line()), PickleLines.Name(_input.Line()));
                break;
            case 0x93:
                var names = _stack.PopLast(2);
                if (names is not [PythonString module, PythonString name])
                {
                    throw new PayloadException("a global is named by something that is not text.");
                }

                PushGlobal(module.Value, name.Value);
                break;
            case (byte)'R':
                var call = _stack.PopLast(2);
                _stack.Push(Call(call[0], Arguments(call[1])));
                break;
            case 0x81:
                var made = _stack.PopLast(2);
                _stack.Push(Call(made[0], Arguments(made[1])));
                break;
            case 0x92:
                var parts = _stack.PopLast(3);
                var keywords = parts[2] is PythonMapping mapping ? mapping.Raw : throw new PayloadException("keyword arguments are not a dict.");
                _stack.Push(Call(parts[0], Arguments(parts[1]), keywords.Count == 0 ? null : keywords));
                break;
            case (byte)'i':
                PushGlobal(PickleLines.Name(_input.Line()), PickleLines.Name(_input.Line()));
                var type = _stack.Pop();
                _stack.Push(Call(type, _stack.PopToMark()));
                break;
            case (byte)'o':
                var items = _stack.PopToMark();
                _stack.Push(items.Count > 0 ? Call(items[0], items[1..]) : throw new PayloadException("an object has no class."));
                break;
            case (byte)'b':
                var state = _stack.Pop();
                Build(_stack.Peek(), state);
                break;
            case 0x82 or 0x83 or 0x84:
                throw new PayloadException("it refers to an extension registry, which only its writer has.");
            case (byte)'P' or (byte)'Q':
                throw new PayloadException("it refers to an object outside of it, which only its writer has.");
            case 0x97 or 0x98:
                throw new PayloadException("it refers to a buffer outside of it, which was not sent.");
            default:
                return false;
        }

        return true;
    }

    private static List<PythonValue> Arguments(PythonValue arguments) =>
        arguments is PythonSequence { Kind: PythonKind.Tuple } tuple ? tuple.Raw : throw new PayloadException("the arguments of a call are not a tuple.");

    private void PushGlobal(string module, string name)
    {
        _budget.Charge(160 + (2L * (module.Length + name.Length)));
        _stack.Push(Global(module, name));
    }
}
