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
            PythonTypeKind.List when type.Exact.Length > 0 && !IsTolerant => Made(type, value),
            PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable => Each(type, value, "[", "]"),
            PythonTypeKind.VariadicTuple => Each(type, value, Tuple + "(", ")") ?? $"{Tuple}({value})",
            PythonTypeKind.Iterator => Each(type, value, "(", ")") ?? $"(v for v in {value})",
            PythonTypeKind.Set when type.Exact.Length > 0 && !IsTolerant => Each(type, value, _text.BuiltIn(type.Exact) + "(", ")")
                ?? $"{_text.BuiltIn(type.Exact)}({value})",
            PythonTypeKind.Set => Each(type, value, "{", "}"),
            PythonTypeKind.Tuple => type.Arguments.Count < 2 && !type.Arguments.Any(_needs.Of) ? $"{Tuple}({value})" : Parts(type.Arguments, value),
            PythonTypeKind.Dict when type.Exact.Length > 0 && !IsTolerant =>
                $"{_text.Module("collections")}.{type.Exact}({(type.Exact == "defaultdict" ? "None, " : "")}{Entries(type, value) ?? value})",
            PythonTypeKind.Dict => Entries(type, value),
            PythonTypeKind.Bytes when type.Exact.Length > 0 && !IsTolerant =>
                $"{(type.Exact == "bytes_" ? _text.NumPy + ".bytes_" : _text.BuiltIn(type.Exact))}({value})",
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
        var element = type.Arguments is [var only] ? only.Kind == PythonTypeKind.Unknown ? only.Name : only.Exact : "";
        if (arraysCome && (IsTolerant || element.Length == 0 || TypeTable.HasDtype(element)))
        {
            return null;
        }

        return element switch
        {
            PythonType.NumPyObject => $"{_text.Function("objects", "_objects", Objects)}({value})",
            _ when type.Arguments is [{ Kind: PythonTypeKind.Unknown or PythonTypeKind.Union }] => null,
            "" or "float64" or "str_" => $"{_text.NumPy}.asarray({value})",
            "uint8" => $"{_text.NumPy}.frombuffer({value}, dtype={_text.NumPy}.uint8).copy()",
            "datetime64" or "timedelta64" => $"{_text.NumPy}.asarray({value}, dtype=\"{element}[us]\")",
            _ => $"{_text.NumPy}.asarray({value}, dtype={_text.NumPy}.{element})",
        };
    }

    /// <summary>A deque, or an array of the module <c>array</c>. Where the annotation does not say of what, its items do.</summary>
    private string Made(PythonType type, string value)
    {
        if (type.Exact == "deque")
        {
            var deque = _text.Module("collections") + ".deque";
            return Each(type, value, deque + "(", ")") ?? $"{deque}({value})";
        }

        var code = type.Arguments is [var element] ? CodeOf(element.Kind) : null;
        return code is null
            ? $"{_text.Function("array of items", "_array_of", ArrayOfItems)}({value})"
            : $"{_text.Module("array")}.array(\"{code}\", {value})";
    }

    private static string? CodeOf(PythonTypeKind kind) => kind switch
    {
        PythonTypeKind.Int => "q",
        PythonTypeKind.Float => "d",
        _ => null,
    };

    private IEnumerable<string> ArrayOfItems()
    {
        yield return "(items):";
        var test = $"{_text.BuiltIn("all")}({_text.BuiltIn("type")}(v) is {_text.BuiltIn("int")} for v in items)";
        yield return $"return {_text.Module("array")}.array(\"q\" if {test} else \"d\", items)";
    }

    // What is itself a list would become a dimension.
    private IEnumerable<string> Objects()
    {
        yield return "(items):";
        yield return $"v = {_text.NumPy}.empty({_text.BuiltIn("len")}(items), dtype={_text.NumPy}.object_)";
        yield return $"for k, item in {_text.BuiltIn("enumerate")}(items):";
        yield return "    v[k] = item";
        yield return "return v";
    }

    private string Tuple => _text.BuiltIn("tuple");

    private string Name(PythonClass type) => _text.Class(type.Name);

    private string? Class(PythonClass type, string value) => type.Kind switch
    {
        PythonClassKind.Dataclass => $"{Function(type, Dataclass)}({value})",
        PythonClassKind.Enum when type.Members.Count > 0 =>
            type.IsFlag ? $"{Name(type)}({value})"
            : IsTolerant || _isDeclared(type) ? $"({Name(type)}[{value}] if {value} in {Name(type)}.__members__ else {Name(type)}({value}))"
            : $"{Name(type)}[{value}]",
        PythonClassKind.NamedTuple when type.Fields.Count > 0 => type.Fields.Any(field => _needs.Of(field.Type))
            ? $"{Function(type, NamedTuple)}({value})"
            : $"{Name(type)}(*{value})",
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
            yield return $"return {Name(type)}(**v)";
            yield break;
        }

        yield return $"v = {_text.BuiltIn("dict")}(v)";
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

        yield return $"return {Name(type)}(**v)";
    }

    private IEnumerable<string> TypedDict(PythonClass type)
    {
        yield return "(v):";
        yield return $"v = {_text.BuiltIn("dict")}(v)";
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
        yield return $"return {Name(type)}({string.Join(", ", type.Fields.Select((field, i) => Build(field.Held, $"v[{i}]") ?? $"v[{i}]"))})";
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
