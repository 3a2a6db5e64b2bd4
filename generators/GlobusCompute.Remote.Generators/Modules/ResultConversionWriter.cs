using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.Python;

namespace GlobusCompute.Remote.Generators.Modules;

/// <summary>Writes Python expressions that make plain values of a file's classes: dicts of dataclasses, names of Enum members.</summary>
internal sealed class ResultConversionWriter(PythonModule python, AdapterText text)
{
    private readonly PythonConversionNeeds _needs = new(python, static (type, found) => (type.Kind, found?.Kind) switch
    {
        (PythonTypeKind.Iterable or PythonTypeKind.Iterator, _) or (_, PythonClassKind.Dataclass) => true,
        (PythonTypeKind.Bytes, _) => type.Exact is "memoryview" or "bytes_",
        (PythonTypeKind.List or PythonTypeKind.Dict, _) when type.Exact is "deque" or "array" or "ChainMap" => true,
        (PythonTypeKind.Array, _) when IsListed(type) => true,
        (_, PythonClassKind.Enum) => found!.Members.Count > 0,
        _ => null,
    });

    private int _depth;

    /// <summary>An expression of plain values, or null where the value is one already.</summary>
    /// <param name="type">The annotation, or null when there is none.</param>
    /// <param name="value">The expression of what the function gave.</param>
    public string? Convert(PythonType? type, string value) => type?.Kind switch
    {
        PythonTypeKind.List when type.Exact.Length > 0 => Each(type, value) ?? $"{text.BuiltIn("list")}({value})",
        PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.VariadicTuple or PythonTypeKind.Set => Each(type, value),
        PythonTypeKind.Iterable or PythonTypeKind.Iterator => Each(type, value) ?? $"{text.BuiltIn("list")}({value})",
        PythonTypeKind.Bytes when type.Exact is "memoryview" or "bytes_" => $"{text.BuiltIn("bytes")}({value})",
        PythonTypeKind.Array when IsListed(type) => $"{value}.tolist()",
        PythonTypeKind.Tuple => Parts(type.Arguments, value),
        PythonTypeKind.Dict => Entries(type, value) ?? (type.Exact == "ChainMap" ? $"{text.BuiltIn("dict")}({value})" : null),
        PythonTypeKind.Union => Union(type, value),
        PythonTypeKind.Class when python.FindClass(type.Name) is { } found => Class(found, value),
        _ => null,
    };

    /// <summary>Whether an array of numpy is read as a list: of objects and of bytes.</summary>
    private static bool IsListed(PythonType type) => type.Arguments is [{ Name: PythonType.NumPyObject } or { Kind: PythonTypeKind.Bytes }];

    private string? Class(PythonClass type, string value) => type.Kind switch
    {
        PythonClassKind.Dataclass => $"{Function(type, Dataclass)}({value})",
        PythonClassKind.Enum when type.Members.Count > 0 => type.IsFlag ? $"{text.BuiltIn("int")}({value}.value)" : $"{value}.name",
        PythonClassKind.NamedTuple when type.Fields.Any(field => _needs.Of(field.Type)) => $"{Function(type, NamedTuple)}({value})",
        PythonClassKind.TypedDict when type.Fields.Any(field => _needs.Of(field.Type)) => $"{Function(type, TypedDict)}({value})",
        _ => null,
    };

    private string Function(PythonClass type, Func<PythonClass, IEnumerable<string>> write) =>
        text.Function("plain " + type.Name, "_plain_" + type.Name, () => write(type));

    private IEnumerable<string> Dataclass(PythonClass type)
    {
        yield return "(v):";
        yield return "return {";
        foreach (var field in type.Fields.Where(field => !field.IsInitOnly))
        {
            var value = $"v.{field.Name}";
            yield return $"    \"{field.Name}\": {Convert(field.Held, value) ?? value},";
        }

        yield return "}";
    }

    private IEnumerable<string> TypedDict(PythonClass type)
    {
        yield return "(v):";
        yield return $"v = {text.BuiltIn("dict")}(v)";
        foreach (var field in type.Fields)
        {
            if (Convert(field.Held, $"v[\"{field.Name}\"]") is { } plain)
            {
                yield return $"if \"{field.Name}\" in v:";
                yield return $"    v[\"{field.Name}\"] = {plain}";
            }
        }

        yield return "return v";
    }

    private IEnumerable<string> NamedTuple(PythonClass type)
    {
        yield return "(v):";
        yield return $"return [{string.Join(", ", type.Fields.Select(field => Convert(field.Held, $"v.{field.Name}") ?? $"v.{field.Name}"))}]";
    }

    private string? Each(PythonType type, string value)
    {
        if (type.Arguments.Count == 0)
        {
            return null;
        }

        var item = "v" + ++_depth;
        var plain = Convert(type.Arguments[0], item);
        _depth--;
        return plain is null ? null : $"[{plain} for {item} in {value}]";
    }

    private string? Parts(EquatableArray<PythonType> parts, string value)
    {
        var tuple = "v" + ++_depth;
        var plain = parts.Select((part, i) => Convert(part, $"{tuple}[{i}]")).ToArray();
        _depth--;
        return plain.All(part => part is null)
            ? null
            : $"(lambda {tuple}: [{string.Join(", ", plain.Select((part, i) => part ?? $"{tuple}[{i}]"))}])({value})";
    }

    private string? Entries(PythonType type, string value)
    {
        if (type.Arguments.Count < 2)
        {
            return null;
        }

        var (key, item) = ("k" + ++_depth, "v" + _depth);
        var plainKey = Convert(type.Arguments[0], key);
        var plain = Convert(type.Arguments[1], item);
        _depth--;
        return plainKey is null && plain is null ? null : $"{{{plainKey ?? key}: {plain ?? item} for {key}, {item} in {value}.items()}}";
    }

    private string? Union(PythonType type, string value)
    {
        var others = type.Arguments.Where(argument => argument.Kind != PythonTypeKind.None).ToArray();
        if (others is [var only])
        {
            return Convert(only, value) is { } plain ? type.NamesNone ? $"None if {value} is None else {plain}" : plain : null;
        }

        var result = value;
        foreach (var other in Enumerable.Reverse(others))
        {
            if (Convert(other, value) is { } plain && Test(other) is { } test)
            {
                result = $"{plain} if {text.BuiltIn("isinstance")}({value}, {test}) else {result}";
            }
        }

        return result == value ? null : result;
    }

    /// <summary>What <c>isinstance</c> knows the values of a type by.</summary>
    private string? Test(PythonType type) => type.Kind switch
    {
        PythonTypeKind.Class when python.FindClass(type.Name)?.Kind != PythonClassKind.TypedDict => text.Class(type.Name),
        PythonTypeKind.List when type.Exact == "array" => text.Module("array") + ".array",
        PythonTypeKind.List when type.Exact == "deque" => text.Module("collections") + ".deque",
        PythonTypeKind.Dict when type.Exact == "ChainMap" => text.Module("collections") + ".ChainMap",
        PythonTypeKind.List => text.BuiltIn("list"),
        PythonTypeKind.Tuple or PythonTypeKind.VariadicTuple => text.BuiltIn("tuple"),
        PythonTypeKind.Set => $"({text.BuiltIn("set")}, {text.BuiltIn("frozenset")})",
        PythonTypeKind.Dict or PythonTypeKind.Class => text.BuiltIn("dict"),
        PythonTypeKind.Bytes when type.Exact == "memoryview" => text.BuiltIn("memoryview"),
        PythonTypeKind.Bytes when type.Exact == "bytes_" => text.NumPy + ".bytes_",
        PythonTypeKind.Array when IsListed(type) => text.NumPy + ".ndarray",
        _ => null,
    };
}
