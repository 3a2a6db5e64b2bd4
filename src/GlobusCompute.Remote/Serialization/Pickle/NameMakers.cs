using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using GlobusCompute.Remote.Serialization.Python;

namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Detours by which pickles reach a class: attributes of it, helpers that make its objects, classes that travel by value.</summary>
internal static partial class NameMakers
{
    /// <summary>A name within a class, such as a member of an enumeration. Nothing is looked up.</summary>
    public static PythonValue? Attribute(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [PythonReference owner, PythonString name])
        {
            return null;
        }

        reader.Charge(64 + (2L * (owner.Name.Length + name.Value.Length)));
        return new PythonReference(owner.Module, $"{owner.Name}.{name.Value}");
    }

    /// <summary>Protocols before 2: the class, its base, and what the base is made of.</summary>
    public static PythonValue? Reconstructed(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [var type and (PythonReference or PythonObject), _, var state] ? reader.Call(type, state.IsNone ? [] : [state]) : null;

    public static PythonValue? New(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments.Count == 0 || arguments[0] is not (PythonReference or PythonObject))
        {
            return null;
        }

        reader.Charge(8L * arguments.Count);
        return reader.Call(arguments[0], [.. arguments.Skip(1)]);
    }

    /// <summary>A builtin type by its name.</summary>
    public static PythonValue? DillType(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonString name] ? new PythonReference("builtins", PythonBuiltins.Builtin(name.Value)) : null;

    /// <summary>The two texts that dill has Python evaluate; read by a pattern, and no others.</summary>
    public static PythonValue? DillRepr(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [PythonString { Value: { Length: <= 200 } text }])
        {
            return null;
        }

        if (text == "Ellipsis")
        {
            return PythonConstant.Ellipsis;
        }

        var match = RangeText().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var step = match.Groups[3].Success ? Number(match.Groups[3]) : BigInteger.One;
        return step.IsZero ? null : new PythonRange(Number(match.Groups[1]), Number(match.Groups[2]), step);
    }

    /// <summary>A class by value: only its name is kept.</summary>
    public static PythonValue? DillClass(PickleReader reader, IReadOnlyList<PythonValue> arguments)
    {
        if (arguments is not [_, PythonString name, _, PythonMapping members])
        {
            return null;
        }

        var module = reader.TryGet(members, "__module__", out var found) && found is PythonString text ? text.Value : "__main__";

        // A frozen dataclass with slots gives its objects' values without names.
        var fields = reader.TryGet(members, "__dataclass_fields__", out _)
            && reader.TryGet(members, "__match_args__", out var names) && names is PythonSequence { Kind: PythonKind.Tuple } tuple && AreNames(reader, tuple)
            ? tuple.Raw
            : null;
        return new PythonReference(module, name.Value) { StateFields = fields };
    }

    /// <summary>A named tuple's class by value: its name and its fields.</summary>
    public static PythonValue? DillNamedTuple(PickleReader reader, IReadOnlyList<PythonValue> arguments) =>
        arguments is [PythonString name, PythonSequence fields, PythonString module, ..] && AreNames(reader, fields)
            ? new PythonReference(module.Value, name.Value) { Fields = fields.Raw }
            : null;

    private static bool AreNames(PickleReader reader, PythonSequence fields)
    {
        reader.Work(fields.Raw.Count);
        return fields.Raw.TrueForAll(static f => f is PythonString);
    }

    private static BigInteger Number(Group digits) => BigInteger.Parse(digits.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Arange\((-?[0-9]{1,60}), (-?[0-9]{1,60})(?:, (-?[0-9]{1,60}))?\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex RangeText();
}
