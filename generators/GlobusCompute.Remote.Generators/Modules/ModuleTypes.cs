using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Models;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>C# types for the annotations of one Python file.</summary>
/// <param name="names">What the file's classes are in C#.</param>
/// <param name="python">The Python file.</param>
/// <param name="formats">The formats, some of which have types for annotations.</param>
internal sealed class ModuleTypes(ModuleNames names, PythonModule python, ModuleFormats formats)
{
    private const int MaximumAlternatives = 4;

    // Named tuples of named tuples would else have the power of their number of elements.
    private const int MaximumElements = 256;

    // The named tuples around what is written: C# has no tuple that holds itself.
    private readonly HashSet<string> _around = new(StringComparer.Ordinal);
    private int _elements;

    private bool _comesBack;
    private bool _isFormatted;

    /// <summary>The type of an argument. Where Python does not say, anything can be passed.</summary>
    public ModuleType Parameter(PythonType? type) => Formatted(type, ModuleType.Anything) ?? Write(type, ModuleType.Anything, comesBack: false);

    /// <summary>The type of a result. Where Python does not say, it is the value as Python has it.</summary>
    public ModuleType Result(PythonType? type) => Formatted(type, ModuleType.PythonValue) ?? Write(type, ModuleType.PythonValue, comesBack: true);

    /// <summary>The type of a record's property, which travels both ways.</summary>
    public ModuleType Field(PythonType? type) => Write(type, ModuleType.Anything, comesBack: true);

    /// <summary>
    /// The annotations that together say the same as one, each with a C# type of its own, so that a union of an argument becomes overloads. None joins the
    /// first of them.
    /// </summary>
    public IReadOnlyList<PythonType?> Alternatives(PythonType? type)
    {
        if (type is null)
        {
            return [null];
        }

        if (type.Kind != PythonTypeKind.Union)
        {
            return NumberAlternatives(type);
        }

        var members = Distinct(Flatten(type).Where(member => member.Kind != PythonTypeKind.None).SelectMany(NumberAlternatives));
        if (members.Count < 2 || members.Any(member => Parameter(member).IsOpen))
        {
            return [type];
        }

        // Null for the narrower of two numbers would make a call with a number of a third type ambiguous.
        var numbers = new Queue<PythonType>(members.Where(member => Rank(member) >= 0).OrderByDescending(Rank));
        members = [.. members.Select(member => Rank(member) >= 0 ? numbers.Dequeue() : member)];
        return type.NamesNone ? [OrNone(members[0], type), .. members.Skip(1)] : members;
    }

    /// <summary>
    /// The annotations in which each union of numbers, wherever it stands, is one of them: <c>list[int | float]</c> is <c>list[float]</c> and
    /// <c>list[int]</c>, since a C# list of one type cannot say which of its numbers are which.
    /// </summary>
    public IReadOnlyList<PythonType> NumberAlternatives(PythonType type)
    {
        if (type.Kind == PythonTypeKind.Union)
        {
            var numbers = Distinct(Flatten(type).Where(member => member.Kind != PythonTypeKind.None).SelectMany(NumberAlternatives));
            return numbers.Count < 2 || Parameter(type).IsOpen ? [type]
                : [.. numbers.OrderByDescending(Rank).Select(member => type.NamesNone ? OrNone(member, type) : member)];
        }

        if (type.Kind is PythonTypeKind.Class or PythonTypeKind.Literal or PythonTypeKind.Array)
        {
            return [type];
        }

        var all = new List<PythonType> { type };
        for (var i = 0; i < type.Arguments.Count; i++)
        {
            var argument = NumberAlternatives(type.Arguments[i]);
            if (argument.Count > 1 && all.Count * argument.Count <= MaximumAlternatives)
            {
                all = [.. all.SelectMany(one => argument.Select(part => With(one, i, part)))];
            }
        }

        return all;
    }

    private static PythonType With(PythonType type, int index, PythonType argument) =>
        type with { Arguments = type.Arguments.Select((own, i) => i == index ? argument : own).ToEquatableArray() };

    /// <summary>The C# type of a class, or null where it has none of its own.</summary>
    public ModuleType? OfClass(PythonClass type)
    {
        if (type.Kind == PythonClassKind.NamedTuple)
        {
            _elements = (_around.Count == 0 ? 0 : _elements) + type.Fields.Count;
            if (_elements > MaximumElements || !_around.Add(type.Name))
            {
                return null;
            }

            var tuple = NamedTuple(type);
            _around.Remove(type.Name);
            return tuple;
        }

        return type.Kind switch
        {
            PythonClassKind.Dataclass or PythonClassKind.TypedDict => new(
                names.IsDeclared(type) ? names.DeclaredKind(type) : ModuleTypeKind.Record, names.Of(type)),
            PythonClassKind.Enum when type.Members.Count > 0 => new(
                names.IsDeclared(type) ? names.DeclaredKind(type) : type.IsFlag ? ModuleTypeKind.NumberedEnum : ModuleTypeKind.NamedEnum, names.Of(type)),
            _ => null,
        };
    }

    /// <summary>The tuple of its fields. C# has no tuples of one element.</summary>
    private ModuleType? NamedTuple(PythonClass type) => type.Fields is [var only] ? ModuleType.Array(Field(only.Held)) : type.Fields.Count > 0
        ? new ModuleType(
            ModuleTypeKind.Tuple,
            "",
            Arguments: type.Fields.Select(field => Field(field.Held)).ToEquatableArray(),
            ElementNames: TupleNames(type))
        : null;

    private static EquatableArray<string> TupleNames(PythonClass type)
    {
        var taken = new UniqueNames(
            "Rest", "ToString", "Equals", "GetHashCode", "GetType", "CompareTo", "Deconstruct",
            "Item1", "Item2", "Item3", "Item4", "Item5", "Item6", "Item7", "Item8");
        return type.Fields.Select(field => taken.Take(TupleName(CSharpNames.Pascal(field.Name)))).ToEquatableArray();
    }

    private int Rank(PythonType type) => TypeTable.RankOf(Parameter(type).Row);

    /// <summary>Those that differ in C#.</summary>
    private List<PythonType> Distinct(IEnumerable<PythonType> types) => [.. types.GroupBy(type => Parameter(type).Text).Select(same => same.First())];

    /// <summary>The name, changed where C# has it for the element of a number.</summary>
    private static string TupleName(string name) =>
        name.Length > 4 && name.StartsWith("Item", StringComparison.Ordinal) && name.Skip(4).All(char.IsDigit) ? name + "_" : name;

    private static PythonType OrNone(PythonType type, PythonType union) =>
        new(PythonTypeKind.Union, union.Text, "", EquatableArray.Of(type, new PythonType(PythonTypeKind.None, "None", "", default)));

    private static IEnumerable<PythonType> Flatten(PythonType type) =>
        type.Kind == PythonTypeKind.Union ? type.Arguments.SelectMany(Flatten) : [type];

    /// <summary>The type with those that a format has for annotations, where the format takes it as a whole.</summary>
    private ModuleType? Formatted(PythonType? type, ModuleType unknown)
    {
        _isFormatted = true;
        var written = Write(type, unknown, comesBack: false);
        _isFormatted = false;
        return formats.Holds(written) && formats.For(written) is not null ? written : null;
    }

    private ModuleType Write(PythonType? type, ModuleType unknown, bool comesBack)
    {
        var outer = _comesBack;
        _comesBack = comesBack;
        var written = Write(type, unknown);
        _comesBack = outer;
        return written;
    }

    private ModuleType Write(PythonType? type, ModuleType unknown) => type?.Kind switch
    {
        not null when _isFormatted && formats.TypeOf(type) is { } formatted => formatted,
        { } kind when (TypeTable.ForNumPy(type.Exact) ?? PythonScalars.Find(kind)) is { } row => ModuleType.Of(row),
        PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable or PythonTypeKind.Iterator or PythonTypeKind.VariadicTuple =>
            ModuleType.Array(Element(type, 0, unknown)),
        PythonTypeKind.Array when type.Arguments is [{ Exact: "uint8" }] => ModuleType.Bytes,
        PythonTypeKind.Array => NumPyArray(type, unknown),
        PythonTypeKind.Set => ModuleType.Set(Element(type, 0, unknown)),
        PythonTypeKind.Tuple => Tuple(type, unknown),
        PythonTypeKind.Dict => Key(type) is { } key ? ModuleType.Dictionary(key, Element(type, 1, unknown)) : unknown,
        PythonTypeKind.Union => Union(type, unknown),
        PythonTypeKind.Literal => Literal(type) ?? unknown,
        PythonTypeKind.Class when python.FindClass(type.Name) is { } found => OfClass(found) ?? unknown,
        _ => unknown,
    };

    /// <summary>An array of numpy. One of objects holds anything, and of what a structure holds nobody can tell.</summary>
    private ModuleType NumPyArray(PythonType type, ModuleType unknown) => type.Arguments switch
    {
        [{ Kind: PythonTypeKind.Unknown, Name: PythonType.NumPyObject }] => ModuleType.Array(unknown),
        [{ Kind: PythonTypeKind.Unknown or PythonTypeKind.Union }] => unknown,
        [var element] => ModuleType.Array(Write(element, unknown)),
        _ => ModuleType.Array(ModuleType.Double),
    };

    private ModuleType Element(PythonType type, int index, ModuleType unknown) => Write(index < type.Arguments.Count ? type.Arguments[index] : null, unknown);

    private ModuleType Tuple(PythonType type, ModuleType unknown) => type.Arguments.Count switch
    {
        // C# has no tuples of these lengths.
        0 => ModuleType.Array(unknown),
        1 => ModuleType.Array(Write(type.Arguments[0], unknown)),
        _ => new(ModuleTypeKind.Tuple, "", Arguments: type.Arguments.Select(argument => Write(argument, unknown)).ToEquatableArray()),
    };

    /// <summary>The type of a dictionary's keys, or null where none can be read. Keys that are not known are text mostly.</summary>
    private ModuleType? Key(PythonType type) => Element(type, 0, ModuleType.String) switch
    {
        { IsNullable: true }
            or { Kind: ModuleTypeKind.Array or ModuleTypeKind.Record or ModuleTypeKind.DeclaredReference or ModuleTypeKind.Set or ModuleTypeKind.Dictionary } =>
            _comesBack ? null : ModuleType.String,

        // What comes back has keys that have a form as text.
        { Kind: ModuleTypeKind.Tuple }
            or { Kind: ModuleTypeKind.Value, Name: "bool" or "double" or "decimal" or "global::System.Numerics.Complex" or "global::System.TimeSpan" }
            or { Kind: ModuleTypeKind.Reference, Name: "byte[]" } when _comesBack => null,
        var key => key,
    };

    private ModuleType Union(PythonType type, ModuleType unknown)
    {
        var others = Flatten(type).Where(member => member.Kind != PythonTypeKind.None).Select(member => Write(member, unknown)).Distinct().ToArray();
        var common = others switch
        {
            [var only] => only,
            _ when others.All(other => other == ModuleType.Long || other == ModuleType.Double) => ModuleType.Double,
            _ => unknown,
        };
        return type.NamesNone && !common.IsOpen ? common.OrNull() : common;
    }

    private static ModuleType? Literal(PythonType type)
    {
        var values = type.Arguments.Select(value => value.Name).Where(value => value != "None").ToArray();
        var common = values.Length == 0 ? null
            : values.All(value => PythonLiteral.ReadString(value) is not null) ? ModuleType.String
            : values.All(value => value is "True" or "False") ? ModuleType.Bool
            : values.All(value => PythonLiteral.ReadNumber(value) is { } number && Math.Floor(number) == number) ? ModuleType.Long
            : null;
        return type.NamesNone ? common?.OrNull() : common;
    }
}
