using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// An object of a class that this library does not know, taken apart: the class's name, and what its pickle holds. Nothing was called to make it, and nothing
/// of it can run. Attributes are read by name: <c>point["x"]</c>.
/// </summary>
/// <remarks>
/// A result type of the app with properties of the same names is filled from the attributes, too; other forms take a converter, see <see
/// cref="ComputePayloadOptions"/>.
/// </remarks>
public sealed class PythonObject : PythonValue
{
    private List<PythonValue>? _items;
    private List<KeyValuePair<PythonValue, PythonValue>>? _entries;
    private IReadOnlyList<KeyValuePair<PythonValue, PythonValue>>? _distinct;
    private IReadOnlyList<KeyValuePair<PythonValue, PythonValue>>? _attributes;

    internal PythonObject(string typeName, IReadOnlyList<PythonValue> arguments)
    {
        TypeName = typeName;
        Arguments = arguments;
    }

    /// <inheritdoc/>
    public override PythonKind Kind => PythonKind.Object;

    /// <summary>Gets the class with its module, which is left out for builtins: <c>my_module.Point</c>, <c>ValueError</c>.</summary>
    public override string TypeName { get; }

    /// <summary>Gets the positional arguments for the class. For an exception, its <c>args</c>.</summary>
    public IReadOnlyList<PythonValue> Arguments { get; }

    /// <summary>Gets the keyword arguments for the class.</summary>
    public IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> KeywordArguments { get; internal init; } = [];

    /// <summary>
    /// Gets the argument for the object's <c>__setstate__</c> or <c>__dict__</c>: usually a dictionary of its attributes. Null if there is none.
    /// </summary>
    public PythonValue? State { get; private set; }

    /// <summary>
    /// Gets the object's attributes, as far as they can be seen without its class: from a dictionary of state, from slots, from the fields of a named tuple.
    /// </summary>
    public IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Attributes => _attributes ??= FindAttributes();

    /// <summary>Gets whether the class is one of Python's own exceptions. Of others it cannot be known.</summary>
    public bool IsException => PythonBuiltins.IsException(TypeName);

    /// <inheritdoc/>
    public override IReadOnlyList<PythonValue> Items => _items ?? base.Items;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Entries =>
        _entries is null ? base.Entries : _distinct ??= PythonKeys.Distinct(_entries);

    /// <inheritdoc/>
    public override int Count => _entries?.Count ?? Items.Count;

    internal override IReadOnlyList<KeyValuePair<PythonValue, PythonValue>> Members => _entries ?? Attributes;

    /// <summary>The names of the values in a state that is a list; null when they are not known.</summary>
    internal IReadOnlyList<PythonValue>? StateFields { get; init; }

    /// <summary>
    /// The values of a state that is a list and names nothing: those of a frozen dataclass with slots, in the order of its fields. Else null.
    /// </summary>
    internal IReadOnlyList<PythonValue>? StateValues =>
        State is PythonSequence { Kind: PythonKind.List } list && StateFields is null && Fields is null && _items is null && _entries is null ? list.Raw : null;

    /// <summary>The names of a named tuple's fields, for its arguments.</summary>
    internal IReadOnlyList<PythonValue>? Fields { get; init; }

    /// <summary>Whether the object is of a list's subclass.</summary>
    internal bool HasItems => _items is not null;

    /// <summary>Items of a list's subclass; for the reader to add to.</summary>
    internal List<PythonValue> RawItems => _items ??= [];

    /// <summary>Entries of a dict's subclass; for the reader to add to.</summary>
    internal List<KeyValuePair<PythonValue, PythonValue>> RawEntries => _entries ??= [];

    internal void SetState(PythonValue state)
    {
        State = state;
        _attributes = null;
    }

    internal override void WriteRepr(PythonRepr repr)
    {
        if (Attributes is { Count: > 0 } attributes)
        {
            repr.Add($"<{TypeName} ");
            repr.AddEntries("{", attributes, "}>");
            return;
        }

        repr.AddCall(TypeName, Arguments);
        if (_items is not null)
        {
            repr.AddItems("[", _items, "]");
        }

        if (_entries is not null)
        {
            repr.AddEntries("{", _entries, "}");
        }
    }

    private PythonAttributes FindAttributes()
    {
        var (names, values) = State is PythonSequence { Kind: PythonKind.List } list && StateFields is { } fields ? (fields, list.Raw)
            : Fields is null ? ([], [])
            : (Fields, Arguments);
        return State switch
        {
            PythonMapping mapping => new PythonAttributes(names, values, mapping.Raw, []),

            // An object with slots: its dictionary or None, then the slots.
            PythonSequence { Kind: PythonKind.Tuple, Raw: [var first, PythonMapping slots] } =>
                new PythonAttributes(names, values, (first as PythonMapping)?.Raw ?? [], slots.Raw),
            _ => names.Count == 0 ? PythonAttributes.None : new PythonAttributes(names, values, [], []),
        };
    }
}
