using GlobusCompute.Remote.Generators.Collections;
using GlobusCompute.Remote.Generators.CSharp;
using GlobusCompute.Remote.Generators.Python;
using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.CodeFixes.CSharp;

/// <summary>C# types for Python's annotations, written as they are reached from one place of a document.</summary>
/// <param name="scope">The place.</param>
/// <param name="module">The Python file, of whose classes records are made.</param>
internal sealed class CSharpTypes(CSharpScope scope, PythonModule module)
{
    private readonly List<PythonClass> _records = [];

    /// <summary>Classes of the file for which the project has no type of that name yet.</summary>
    public IReadOnlyList<PythonClass> Records => _records;

    /// <summary>The type for a parameter. Where Python does not say, anything can be passed.</summary>
    public string Parameter(PythonType? type) => Write(type, "object");

    /// <summary>The type for a result. Where Python does not say, it is read as it came.</summary>
    public string Result(PythonType? type) => Write(type, Named("System.Text.Json", "JsonElement"));

    /// <summary>A type with <c>?</c> where it has none yet.</summary>
    public static string Nullable(string type) => type.EndsWith("?", StringComparison.Ordinal) ? type : type + "?";

    /// <summary>A type by its name alone where that is enough.</summary>
    public string Named(string space, string name, int arity = 0) => scope.Named(space, name, arity);

    private string Write(PythonType? type, string unknown)
    {
        if (type is null)
        {
            return unknown == "object" ? "object?" : unknown;
        }

        switch (type.Kind)
        {
            // Those that JSON alone can be made of; the author chooses for others.
            case not (PythonTypeKind.Complex or PythonTypeKind.TimeDelta) when PythonScalars.Find(type.Kind) is { } row:
                return Scalar(row);
            case PythonTypeKind.List or PythonTypeKind.Sequence or PythonTypeKind.Iterable or PythonTypeKind.VariadicTuple:
                return Element(type, 0, unknown) + "[]";
            case PythonTypeKind.Set:
                return $"{Named("System.Collections.Generic", "HashSet", 1)}<{Element(type, 0, unknown)}>";
            case PythonTypeKind.Array:
                return (type.Arguments.Count == 0 || type.Arguments[0].Kind is PythonTypeKind.Any or PythonTypeKind.Unknown
                    ? "double"
                    : Write(type.Arguments[0], unknown)) + "[]";
            case PythonTypeKind.Tuple:
                return Tuple(type.Arguments, unknown);
            case PythonTypeKind.Dict:
                return $"{Named("System.Collections.Generic", "Dictionary", 2)}<{Key(type)}, {Element(type, 1, unknown)}>";
            case PythonTypeKind.Union:
                return Union(type, unknown);
            case PythonTypeKind.Literal:
                return Literal(type) ?? Write(null, unknown);
            case PythonTypeKind.Class when module.FindClass(type.Name) is { } found:
                return Class(found, unknown);
            default:
                return Write(null, unknown);
        }
    }

    private string Scalar(TypeRow row)
    {
        var dot = row.Name.LastIndexOf('.');
        return dot < 0 ? row.Name : Named(row.Name.Substring(0, dot), row.Name.Substring(dot + 1));
    }

    private string Element(PythonType type, int index, string unknown) => Write(index < type.Arguments.Count ? type.Arguments[index] : null, unknown);

    /// <summary>JSON's keys are text; these are the other ones that the library writes so.</summary>
    private string Key(PythonType type) => type.Arguments.Count == 0 ? "string" : type.Arguments[0].Kind switch
    {
        PythonTypeKind.Int => "long",
        PythonTypeKind.Uuid => Named("System", "Guid"),
        _ => "string",
    };

    private string Tuple(EquatableArray<PythonType> elements, string unknown) => elements.Count switch
    {
        0 => "object[]",
        1 => Write(elements[0], unknown) + "[]",
        _ => $"({string.Join(", ", elements.Select(element => Write(element, unknown)))})",
    };

    private string Union(PythonType type, string unknown)
    {
        var others = type.Arguments.Where(argument => argument.Kind != PythonTypeKind.None).Select(argument => Write(argument, unknown)).Distinct().ToArray();
        var common = others switch
        {
            [var only] => only,
            _ when others.All(other => other is "bool" or "long" or "double") && others.Contains("double") && !others.Contains("bool") => "double",
            _ => Write(null, unknown),
        };

        // Null is one of the values that a JsonElement and an object can be.
        return type.NamesNone && common != unknown ? Nullable(common) : common;
    }

    private static string? Literal(PythonType type)
    {
        var values = type.Arguments.Select(value => value.Name).Where(value => value != "None").ToArray();
        var common = values.Length == 0 ? null
            : values.All(value => PythonLiteral.ReadString(value) is not null) ? "string"
            : values.All(value => value is "True" or "False") ? "bool"
            : values.All(value => PythonLiteral.ReadNumber(value) is { } number && Math.Floor(number) == number) ? "long"
            : null;
        return common is not null && type.NamesNone ? Nullable(common) : common;
    }

    private string Class(PythonClass type, string unknown)
    {
        switch (type.Kind)
        {
            case PythonClassKind.NamedTuple:
                return Tuple(type.Fields.Select(field => field.Type).ToEquatableArray(), unknown);
            case PythonClassKind.Dataclass or PythonClassKind.TypedDict when type.Fields.Count > 0:
                var name = CSharpNames.Pascal(type.Name);
                if (!scope.Has(name) && !_records.Contains(type))
                {
                    _records.Add(type);
                }

                return CSharpNames.Identifier(name);
            default:
                return Write(null, unknown);
        }
    }
}
