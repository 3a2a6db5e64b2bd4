using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Writes Python expressions that make a file's classes of the plain values that .NET sends.</summary>
internal sealed class ArgumentConversionWriter
{
    private readonly PythonModule _python;
    private readonly AdapterText _text;
    private readonly Func<PythonClass, bool> _isDeclared;
    private readonly PythonConversionNeeds _needs;
    private int _depth;

    /// <param name="python">The file.</param>
    /// <param name="text">Where functions are added.</param>
    /// <param name="isDeclared">Whether the project has a type of its own for a class.</param>
    public ArgumentConversionWriter(PythonModule python, AdapterText text, Func<PythonClass, bool> isDeclared)
    {
        _python = python;
        _text = text;
        _isDeclared = isDeclared;
        _needs = new(python, (type, found) => (type.Kind, found?.Kind) switch
        {
            (PythonTypeKind.VariadicTuple or PythonTypeKind.Array or PythonTypeKind.Iterator, _)
                or (_, PythonClassKind.Dataclass or PythonClassKind.NamedTuple) => true,
            (PythonTypeKind.Tuple, _) when type.Arguments.Count < 2 => true,
            (_, PythonClassKind.Enum) => found!.Members.Count > 0,
            _ => type.Exact.Length > 0 && !IsTolerant ? true : null,
        });
    }

    /// <summary>Whether values may come in other forms, too: Enum members by their values.</summary>
    public bool IsTolerant { get; set; }

    /// <summary>An expression of the annotated type, or null where the value is one as it came.</summary>
    /// <param name="type">The annotation, or null when there is none.</param>
    /// <param name="value">The expression of what came.</param>
    /// <param name="arraysCome">Whether numpy's arrays come as such.</param>
    public string? Build(PythonType? type, string value, bool arraysCome = false)
    {
        if (type is null)
        {
            return null;
        }

        // What is made of types that hold themselves only ends with a class, which is a function of its own.
        return type.Kind switch
        {
            PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable => Each(type, value, "[", "]"),
            PythonTypeKind.VariadicTuple => Each(type, value, "tuple(", ")") ?? $"tuple({value})",
            PythonTypeKind.Iterator => Each(type, value, "(", ")") ?? $"(v for v in {value})",
            PythonTypeKind.Set when type.Exact.Length > 0 && !IsTolerant => Each(type, value, type.Exact + "(", ")") ?? $"{type.Exact}({value})",
            PythonTypeKind.Set => Each(type, value, "{", "}"),
            PythonTypeKind.Tuple => type.Arguments.Count < 2 && !type.Arguments.Any(_needs.Of) ? $"tuple({value})" : Parts(type.Arguments, value),
            PythonTypeKind.Dict when type.Exact.Length > 0 && !IsTolerant =>
                $"{_text.Module("collections")}.{type.Exact}({(type.Exact == "defaultdict" ? "None, " : "")}{Entries(type, value) ?? value})",
            PythonTypeKind.Dict => Entries(type, value),
            PythonTypeKind.Bytes when type.Exact.Length > 0 && !IsTolerant => $"{type.Exact}({value})",
            PythonTypeKind.Array => Array(type, value, arraysCome),
            PythonTypeKind.Union => Union(type, value, arraysCome),
            PythonTypeKind.Class when _python.FindClass(type.Name) is { } found => Class(found, value),
            _ when type.IsNumPyScalar && !IsTolerant => $"{_text.NumPy}.{type.Exact}({value})",
            _ => null,
        };
    }

    /// <summary>An array with elements of the type that the annotation names. A list without elements does not tell theirs.</summary>
    private string? Array(PythonType type, string value, bool arraysCome)
    {
        var element = type.Arguments.Count > 0 ? type.Arguments[0].Exact : "";
        if (arraysCome && (IsTolerant || element.Length == 0 || TypeTable.HasDtype(element)))
        {
            return null;
        }

        return element switch
        {
            "" or "float64" or "str_" => $"{_text.NumPy}.asarray({value})",
            "uint8" => $"{_text.NumPy}.frombuffer({value}, dtype={_text.NumPy}.uint8).copy()",
            "datetime64" or "timedelta64" => $"{_text.NumPy}.asarray({value}, dtype=\"{element}[us]\")",
            _ => $"{_text.NumPy}.asarray({value}, dtype={_text.NumPy}.{element})",
        };
    }

    private string? Class(PythonClass type, string value) => type.Kind switch
    {
        PythonClassKind.Dataclass => $"{Function(type, Dataclass)}({value})",
        PythonClassKind.Enum when type.Members.Count > 0 =>
            type.IsFlag ? $"{type.Name}({value})"
            : IsTolerant || _isDeclared(type) ? $"({type.Name}[{value}] if {value} in {type.Name}.__members__ else {type.Name}({value}))"
            : $"{type.Name}[{value}]",
        PythonClassKind.NamedTuple when type.Fields.Count > 1 => type.Fields.Any(field => _needs.Of(field.Type))
            ? $"{Function(type, NamedTuple)}({value})"
            : $"{type.Name}(*{value})",
        PythonClassKind.TypedDict when type.Fields.Any(field => _needs.Of(field.Type)) => $"{Function(type, TypedDict)}({value})",
        _ => null,
    };

    private string Function(PythonClass type, Func<PythonClass, IEnumerable<string>> write) =>
        _text.Function("build " + type.Name, "_build_" + type.Name, () => write(type));

    private IEnumerable<string> Dataclass(PythonClass type)
    {
        yield return "(v):";
        if (type.Fields.All(field => field.IsInit && !_needs.Of(field.Type)))
        {
            yield return $"return {type.Name}(**v)";
            yield break;
        }

        yield return "v = dict(v)";
        foreach (var field in type.Fields)
        {
            if (!field.IsInit)
            {
                yield return $"v.pop(\"{field.Name}\", None)";
            }
            else if (Build(field.Held, $"v[\"{field.Name}\"]") is { } built)
            {
                // What was left out keeps its default.
                yield return $"if \"{field.Name}\" in v:";
                yield return $"    v[\"{field.Name}\"] = {built}";
            }
        }

        yield return $"return {type.Name}(**v)";
    }

    private IEnumerable<string> TypedDict(PythonClass type)
    {
        yield return "(v):";
        yield return "v = dict(v)";
        foreach (var field in type.Fields)
        {
            if (Build(field.Held, $"v[\"{field.Name}\"]") is { } built)
            {
                yield return $"if \"{field.Name}\" in v:";
                yield return $"    v[\"{field.Name}\"] = {built}";
            }
        }

        yield return "return v";
    }

    private IEnumerable<string> NamedTuple(PythonClass type)
    {
        yield return "(v):";
        yield return $"return {type.Name}({string.Join(", ", type.Fields.Select((field, i) => Build(field.Held, $"v[{i}]") ?? $"v[{i}]"))})";
    }

    private string? Each(PythonType type, string value, string open, string close)
    {
        if (type.Arguments.Count == 0)
        {
            return null;
        }

        var item = "v" + ++_depth;
        var built = Build(type.Arguments[0], item);
        _depth--;
        return built is null ? null : $"{open}{built} for {item} in {value}{close}";
    }

    private string? Parts(EquatableArray<PythonType> parts, string value)
    {
        var tuple = "v" + ++_depth;
        var built = parts.Select((part, i) => Build(part, $"{tuple}[{i}]")).ToArray();
        _depth--;
        var items = string.Join(", ", built.Select((part, i) => part ?? $"{tuple}[{i}]"));
        return built.All(part => part is null) ? null : $"(lambda {tuple}: ({items}{(built.Length == 1 ? "," : "")}))({value})";
    }

    private string? Entries(PythonType type, string value)
    {
        if (type.Arguments.Count < 2)
        {
            return null;
        }

        var (key, item) = ("k" + ++_depth, "v" + _depth);
        var builtKey = Build(type.Arguments[0], key);
        var built = Build(type.Arguments[1], item);
        _depth--;
        return builtKey is null && built is null ? null : $"{{{builtKey ?? key}: {built ?? item} for {key}, {item} in {value}.items()}}";
    }

    /// <summary>Null, or the one other type. Of several others nobody can tell which one came; overloads tell for arguments.</summary>
    private string? Union(PythonType type, string value, bool arraysCome)
    {
        var others = type.Arguments.Where(argument => argument.Kind != PythonTypeKind.None).ToArray();
        return others is [var only] && Build(only, value, arraysCome) is { } built
            ? type.NamesNone ? $"None if {value} is None else {built}" : built
            : null;
    }
}
