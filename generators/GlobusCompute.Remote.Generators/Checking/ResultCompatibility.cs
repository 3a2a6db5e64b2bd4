using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Checking;

/// <summary>
/// Says which .NET types hold results of which annotations. It answers no only where no value could be read; doubt is a yes. Single values go by
/// <see cref="ResultTable"/>, by which the library reads them. The table in docs/contract.md is the same.
/// </summary>
internal sealed class ResultCompatibility(PythonModule module, ResultForm form)
{
    private static readonly WireShape s_integer = new(WireKind.Int, MayBeNull: false, []);

    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);

    /// <summary>Whether a .NET type can hold results of an annotation. <c>None</c> is not looked at.</summary>
    public bool Yields(PythonType annotation, WireShape result)
    {
        if (result.Kind == WireKind.Unknown)
        {
            return true;
        }

        if (form.IsJsonOnly && !HasJson(annotation))
        {
            return false;
        }

        return annotation.Kind switch
        {
            PythonTypeKind.Unknown or PythonTypeKind.Any => true,
            PythonTypeKind.None => result.MayBeNull,
            PythonTypeKind.Union => annotation.Arguments.Any(member => member.Kind != PythonTypeKind.None && Yields(member, result)),
            PythonTypeKind.Literal => annotation.Arguments.Any(value => YieldsLike(value.Name, result)),
            PythonTypeKind.Tuple => YieldsTuple(annotation.Arguments, result),
            PythonTypeKind.List or PythonTypeKind.Set => YieldsElements(annotation, result),
            PythonTypeKind.VariadicTuple => YieldsElements(annotation, result) || YieldsNames(annotation.Arguments, result),
            PythonTypeKind.Sequence =>
                TypeCompatibility.IsRun(annotation, result) || YieldsElements(annotation, result) || YieldsNames(annotation.Arguments, result),
            PythonTypeKind.Iterable => result.Kind is WireKind.Dict or WireKind.Object
                || TypeCompatibility.IsRun(annotation, result)
                || YieldsElements(annotation, result),
            PythonTypeKind.Dict => YieldsEntries(annotation, result),
            PythonTypeKind.Array => YieldsArray(annotation, result),
            PythonTypeKind.Class => module.FindClass(annotation.Name) is not { } found || YieldsClass(found, result),
            _ => PythonScalars.NameOf(annotation.Kind) is not { } name || ResultTable.Reads(name, result.Kind),
        };
    }

    /// <summary>The Enum of the file whose members no worker can send, where the annotation is of one or of what holds some; otherwise null.</summary>
    public PythonClass? FindUnsendable(PythonType annotation)
    {
        _visited.Clear();
        return SearchUnsendable(annotation);
    }

    private PythonClass? SearchUnsendable(PythonType annotation)
    {
        if (annotation.Kind != PythonTypeKind.Class || module.FindClass(annotation.Name) is not { } found)
        {
            return annotation.Arguments.Select(SearchUnsendable).FirstOrDefault(unsendable => unsendable is not null);
        }

        if (found.Kind == PythonClassKind.Enum)
        {
            return CanSend(found) ? null : found;
        }

        return _visited.Add(found.Name)
            ? found.Fields.Select(field => SearchUnsendable(field.Type)).FirstOrDefault(unsendable => unsendable is not null)
            : null;
    }

    private static bool IsSequence(WireShape shape) => shape.Kind is WireKind.List or WireKind.Set or WireKind.Tuple;

    /// <summary>Whether the parts of a tuple can be members by the names of its fields, which JSON drops.</summary>
    private bool YieldsNames(EquatableArray<PythonType> parts, WireShape result) => MayKeepNames(parts) && result.Kind switch
    {
        WireKind.Object => true,
        WireKind.Dict => result.Elements[0].Kind is WireKind.Str or WireKind.Unknown && parts.All(part => Yields(part, result.Elements[1])),
        _ => false,
    };

    // A part that JSON cannot carry makes all of the result a pickle.
    private bool MayKeepNames(EquatableArray<PythonType> parts) =>
        form.KeepsTuples || (!form.IsJsonOnly && (parts.Count == 0
            || parts.Any(part => part.Kind is PythonTypeKind.Any or PythonTypeKind.Unknown || !HasJson(part))));

    /// <summary>Whether JSON carries any value of a type. Adapters make lists and dicts of those that look like some and are none.</summary>
    private bool HasJson(PythonType type) =>
        (form.IsAdapted || type.Exact is not ("deque" or "array" or "ChainMap"))
        && type.Kind is not (
            PythonTypeKind.Complex or PythonTypeKind.Bytes or PythonTypeKind.Decimal or PythonTypeKind.Uuid
            or PythonTypeKind.DateTime or PythonTypeKind.Date or PythonTypeKind.Time or PythonTypeKind.TimeDelta or PythonTypeKind.Set or PythonTypeKind.Array);

    private static bool YieldsLike(string literal, WireShape result) => literal switch
    {
        "True" or "False" => ResultTable.Reads("bool", result.Kind),
        "None" => false,
        _ when TypeCompatibility.IsQuoted(literal, "b") => ResultTable.Reads("bytes", result.Kind),
        _ when TypeCompatibility.IsQuoted(literal, "") => YieldsText(literal, result.Kind),
        _ when PythonLiteral.ReadNumber(literal) is not null => ResultTable.Reads("int", result.Kind),
        _ => true,
    };

    // Dates, times and ids have a digit; base64 comes in groups of four.
    private static bool YieldsText(string literal, WireKind kind) => kind switch
    {
        WireKind.Str or WireKind.FormattedStr or WireKind.Enum => true,
        WireKind.Bytes => literal.Contains('\\') || literal.Trim('"', '\'').Length % 4 == 0,
        _ => ResultTable.Reads("str", kind) && literal.Any(char.IsDigit),
    };

    // Numbers below 256 are read as bytes.
    private bool YieldsElements(PythonType annotation, WireShape result) => result.Kind == WireKind.Bytes
        ? annotation.Arguments.Count != 1 || Yields(annotation.Arguments[0], s_integer)
        : IsSequence(result) && (annotation.Arguments.Count != 1 || result.Elements.All(element => Yields(annotation.Arguments[0], element)));

    private bool YieldsTuple(EquatableArray<PythonType> parts, WireShape result) => result.Kind switch
    {
        WireKind.Tuple => parts.Count == result.Elements.Count && parts.Zip(result.Elements, Yields).All(yielded => yielded),
        WireKind.List or WireKind.Set => parts.All(part => Yields(part, result.Element)),
        WireKind.Bytes => parts.All(part => Yields(part, s_integer)),
        _ => YieldsNames(parts, result),
    };

    // Keys of JSON objects are text, and are read as numbers where those are asked for.
    private bool YieldsEntries(PythonType annotation, WireShape result) => annotation.Arguments.Count != 2
        ? result.Kind is WireKind.Object or WireKind.Dict
        : FindUnsendable(annotation.Arguments[0]) is null && result.Kind switch
        {
            WireKind.Object => !form.IsJsonOnly || HasJson(annotation.Arguments[1]),
            WireKind.Dict => Yields(annotation.Arguments[1], result.Elements[1]),
            _ => false,
        };

    private bool YieldsArray(PythonType annotation, WireShape result)
    {
        bool OfElement(WireShape element) => annotation.Arguments.Count != 1 || Yields(annotation.Arguments[0], element);

        var leaf = TypeCompatibility.Leaf(result);
        return leaf.Kind switch
        {
            WireKind.Unknown => true,
            WireKind.Tuple => leaf.Elements.All(OfElement),
            WireKind.Bytes => OfElement(s_integer) || OfElement(leaf),
            WireKind.Dict or WireKind.Object => IsSequence(result) && annotation.Arguments.Count == 0,
            _ => (IsSequence(result) || IsNumber(result)) && OfElement(leaf),
        };
    }

    private static bool IsNumber(WireShape shape) =>
        shape.Kind is WireKind.Bool or WireKind.Int or WireKind.Float or WireKind.Complex or WireKind.Decimal or WireKind.Enum;

    private bool YieldsClass(PythonClass type, WireShape result) => type.Kind switch
    {
        PythonClassKind.Enum => YieldsEnum(type, result),
        _ when IsUnsendable(type) => false,
        PythonClassKind.Dataclass => (!form.IsJsonOnly || form.IsAdapted) && YieldsFields(type, result),
        PythonClassKind.TypedDict => YieldsFields(type, result),
        PythonClassKind.NamedTuple => type.HasUnknownBase || YieldsTuple(type.Fields.Select(field => field.Type).ToEquatableArray(), result),
        _ => true,
    };

    private bool YieldsFields(PythonClass type, WireShape result) =>
        result.Kind == WireKind.Object
        || (result.Kind == WireKind.Dict && type.Fields.All(field => !field.IsRequired || field.IsInitOnly || Yields(field.Type, result.Elements[1])));

    private bool YieldsEnum(PythonClass type, WireShape result)
    {
        if (!CanSend(type))
        {
            return false;
        }

        if (form.IsAdapted && type.Members.Count > 0)
        {
            return type.IsFlag ? ResultTable.Reads("int", result.Kind) : result.Kind is WireKind.Str or WireKind.FormattedStr or WireKind.Enum;
        }

        return (form.IsPinned ? PythonEnumForm.Unknown : type.EnumForm) switch
        {
            PythonEnumForm.Number => ResultTable.Reads("int", result.Kind),
            PythonEnumForm.Text => ResultTable.Reads("str", result.Kind)
                && type.Members.Any(member => !TypeCompatibility.IsQuoted(member.Value, "") || YieldsText(member.Value, result.Kind)),
            _ => result.Kind is not (WireKind.List or WireKind.Set or WireKind.Dict or WireKind.Object),
        };
    }

    /// <summary>
    /// Whether members of an enum come back. A registered source is not a module, so a pickle cannot say whose members they are: only their numbers or texts
    /// come, where they have some.
    /// </summary>
    private bool CanSend(PythonClass type) =>
        form.IsPinned || (form.IsAdapted && type.Members.Count > 0) || type.EnumForm == PythonEnumForm.Unknown
        || (type.EnumForm != PythonEnumForm.None && !form.IsPickleOnly);

    // An enum that a list or an optional field holds may be missing.
    private bool IsUnsendable(PythonClass type) =>
        type.Fields.Any(field => field.IsRequired && !field.IsInitOnly && field.Type.Kind == PythonTypeKind.Class && FindUnsendable(field.Type) is not null);
}
