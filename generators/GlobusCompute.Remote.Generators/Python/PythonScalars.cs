using GlobusCompute.Remote.Shared.Types;

namespace GlobusCompute.Remote.Generators.Python;

/// <summary>Finds the C# types of plain Python types in the table of types.</summary>
internal static class PythonScalars
{
    /// <summary>The row of the type that stands for an annotation, or null where the annotation is of another kind.</summary>
    public static TypeRow? Find(PythonTypeKind kind) => NameOf(kind) is { } name ? TypeTable.For(name) : null;

    /// <summary>The name that the tables of types have for an annotation of a single value, or null where the annotation is of another kind.</summary>
    public static string? NameOf(PythonTypeKind kind) => kind switch
    {
        PythonTypeKind.Bool => "bool",
        PythonTypeKind.Int => "int",
        PythonTypeKind.Float => "float",
        PythonTypeKind.Complex => "complex",
        PythonTypeKind.Str => "str",
        PythonTypeKind.Bytes => "bytes",
        PythonTypeKind.Decimal => "Decimal",
        PythonTypeKind.Uuid => "UUID",
        PythonTypeKind.DateTime => "datetime",
        PythonTypeKind.Date => "date",
        PythonTypeKind.Time => "time",
        PythonTypeKind.TimeDelta => "timedelta",
        _ => null,
    };
}
