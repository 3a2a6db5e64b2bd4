using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobusCompute.Remote.Serialization.Json;
using GlobusCompute.Remote.Serialization.Pickle;
using GlobusCompute.Remote.Serialization.Shapes;

namespace GlobusCompute.Remote.Serialization.Python;

/// <summary>What a node of a type is in the JSON that System.Text.Json reads for it.</summary>
internal enum RowKind
{
    /// <summary>A value that a shape reads.</summary>
    Value,

    /// <summary>A member of an enumeration.</summary>
    Enumeration,

    /// <summary>An object with members.</summary>
    Object,

    /// <summary>An array with a place for each element of a tuple.</summary>
    Tuple,

    /// <summary>A tuple as an object whose members are its fields.</summary>
    Fields,

    /// <summary>An array.</summary>
    Sequence,

    /// <summary>An object whose members are the entries of a dictionary.</summary>
    Dictionary,
}

/// <summary>
/// A type of the app as a tree of what System.Text.Json reads for it, found once for a type: how <see cref="TypedPythonJson"/> would write a value for it, as
/// far as that depends on the type alone. Shared by threads.
/// </summary>
internal sealed class RowNode
{
    private ObjectMembers? _members;
    private Dictionary<string, RowNode>? _typed;
    private Dictionary<string, ulong>? _required;

    private RowNode(RowKind kind, Type type)
    {
        Kind = kind;
        Type = type;
    }

    public RowKind Kind { get; private set; }

    public Type Type { get; }

    /// <summary>Gets the nodes of a tuple's elements; of a collection, the node of all its elements.</summary>
    public RowNode[] Parts { get; private set; } = [];

    /// <summary>Gets the number of the node among those of the tree.</summary>
    public int Index { get; private init; }

    /// <summary>Gets the bytes that are allocated for each value, its items left out.</summary>
    public int Bytes { get; private set; }

    /// <summary>Gets the bytes that an item of a collection takes in it.</summary>
    public int ItemBytes { get; private set; }

    /// <summary>Gets whether a number with a fraction is read.</summary>
    public bool IsDouble { get; private init; }

    /// <summary>Gets the bits of all members that an object must have; null where there are too many, or some that are not read.</summary>
    public ulong? Required { get; private set; } = 0;

    /// <summary>Gets the tree of a type; null where a value for it has to be looked at before it is known what to write.</summary>
    public static RowNode? Of(Type type, JsonSerializerOptions options)
    {
        try
        {
            return Of(type, options, []);
        }
        catch (ShapeException)
        {
            // The type cannot be read. Reading a value says why.
            return null;
        }
    }

    /// <summary>
    /// Gets whether a list's elements are tuples whose fields System.Text.Json can set, under options by which it sees fields; they are seen so then.
    /// </summary>
    public bool TrySeeFields(JsonSerializerOptions fields)
    {
        if (Kind != RowKind.Sequence || Parts[0] is not { Kind: RowKind.Tuple, Parts.Length: <= 7 } tuple || !tuple.Type.IsValueType
            || !Array.TrueForAll(tuple.Parts, static part => part.Kind == RowKind.Value))
        {
            return false;
        }

        var info = PayloadRules.InfoOf(tuple.Type, fields);
        if (info.Kind != JsonTypeInfoKind.Object || info.CreateObject is null || info.Properties.Count != tuple.Parts.Length
            || !info.Properties.All(static p => p is { Set: not null, CustomConverter: null }))
        {
            return false;
        }

        for (var i = 0; i < tuple.Parts.Length; i++)
        {
            if (!info.Properties.Any(p => p.Name == $"Item{i + 1}"))
            {
                return false;
            }
        }

        (tuple.Kind, tuple.Bytes) = (RowKind.Fields, RowCosts.Boxed(tuple.Type, fields));
        return true;
    }

    /// <summary>How a member is handed on, and the node of one that is typed.</summary>
    public MemberForm FormOf(string name, out RowNode? member)
    {
        _typed!.TryGetValue(name, out member);
        return _members!.FormOf(name);
    }

    /// <summary>Gets the bytes that a collection takes when it has to grow for another item beside some number of them: it doubles.</summary>
    public long GrowthAt(int count) => (count & (count - 1)) != 0 || count is 1 or 2 ? 0 : 32 + (ItemBytes * Math.Max(4L, 2L * count));

    /// <summary>Gets the bit of a member that an object must have; 0 for others.</summary>
    public ulong RequiredBit(string name) => _required!.GetValueOrDefault(name);

    private static RowNode? Of(Type type, JsonSerializerOptions options, Dictionary<Type, RowNode> known)
    {
        if (known.TryGetValue(type, out var node))
        {
            return node;
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (PayloadRules.HasShape(type, options))
        {
            return known[type] = new RowNode(RowKind.Value, type)
            {
                Index = known.Count,
                IsDouble = plain == typeof(double),
                Bytes = plain == typeof(string) || (plain.IsPrimitive && plain != typeof(float) && plain != typeof(char)) ? 0 : RowCosts.Cell,
            };
        }

        if (plain.IsEnum)
        {
            return known[type] = new RowNode(RowKind.Enumeration, type) { Index = known.Count };
        }

        if (Structures.IsTuple(plain))
        {
            if (!IsOurs(plain, options) || !IsOurs(type, options))
            {
                return null;
            }

            var elements = Structures.ElementTypes(plain);
            node = known[type] = new RowNode(RowKind.Tuple, plain == type ? type : typeof(object)) { Index = known.Count };
            node.Bytes = RowCosts.Tuple(elements, options);
            return node.TryAddParts(elements, options, known) ? node : null;
        }

        var info = PayloadRules.InfoOf(plain, options);
        switch (info)
        {
            case { PolymorphismOptions: not null }:
                return null;
            case { Kind: JsonTypeInfoKind.Object }:
                node = known[type] = new RowNode(RowKind.Object, type) { Index = known.Count };
                node.Bytes = RowCosts.Object(info);
                return node.TryAddMembers(info, options, known) ? node : null;
            case { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element }:
                node = known[type] = new RowNode(RowKind.Sequence, type) { Index = known.Count };
                (node.Bytes, node.ItemBytes) = (RowCosts.Collection, RowCosts.Item(type, element, options));
                return node.TryAddParts([element], options, known) ? node : null;
            case { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } element }:
                node = known[type] = new RowNode(RowKind.Dictionary, type) { Index = known.Count };
                (node.Bytes, node.ItemBytes) = (RowCosts.Dictionary, RowCosts.Entry(element, options));
                return node.TryAddParts([element], options, known) ? node : null;
            default:
                return null;
        }
    }

    // A converter that the app put on its context comes before the library's.
    private static bool IsOurs(Type tuple, JsonSerializerOptions options)
    {
        foreach (var converter in options.Converters)
        {
            if (converter.CanConvert(tuple))
            {
                return converter is TupleConverter;
            }
        }

        return false;
    }

    private bool TryAddParts(List<Type> types, JsonSerializerOptions options, Dictionary<Type, RowNode> known)
    {
        var parts = new RowNode[types.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Of(types[i], options, known) is not { } part)
            {
                return false;
            }

            parts[i] = part;
        }

        Parts = parts;
        return true;
    }

    private bool TryAddMembers(JsonTypeInfo info, JsonSerializerOptions options, Dictionary<Type, RowNode> known)
    {
        var names = info.Options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        _members = new ObjectMembers(info);
        _typed = new(names);
        _required = new(names);
        foreach (var property in info.Properties)
        {
            if (property.IsExtensionData)
            {
                return false;
            }

            switch (_members.FormOf(property.Name))
            {
                case MemberForm.Typed when Of(_members.TypeOf(property.Name), options, known) is { } member:
                    _typed[property.Name] = member;
                    break;
                case MemberForm.Typed or MemberForm.Json:
                    return false;
            }

            if (property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false })
            {
                Required = _required.Count < 64 && _typed.ContainsKey(property.Name) ? Required | (1UL << _required.Count) : null;
                _required[property.Name] = 1UL << _required.Count;
            }
        }

        return true;
    }
}
