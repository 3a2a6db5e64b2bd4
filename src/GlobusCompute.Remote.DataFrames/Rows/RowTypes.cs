using System.Collections;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.DataFrames.Values;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames.Rows;

/// <summary>Which types of collections hold rows.</summary>
internal static class RowTypes
{
    private static readonly Type[] s_collections =
        [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>), typeof(ICollection<>), typeof(List<>)];

    /// <summary>The type of the rows of a collection.</summary>
    /// <exception cref="NotSupportedException">It is not a collection of rows.</exception>
    public static Type Of(Type type)
    {
        var row = type.IsSZArray ? type.GetElementType()!
            : type.IsGenericType && s_collections.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0]
            : throw new NotSupportedException(
                $"{NameOf(type)} is not a type for data frames. Declare DataFrame, RecordBatch, DataFrameColumn or IReadOnlyList<TRow>.");
        if (row == typeof(DataFrame) || typeof(DataFrameColumn).IsAssignableFrom(row))
        {
            throw new NotSupportedException($"{NameOf(type)} is not a type for data frames. Declare an array, a List or a Dictionary "
                + "of DataFrame, RecordBatch or DataFrameColumn.");
        }

        return Elements.Find(row) is not null || HasMembers(row)
            ? row
            : throw new NotSupportedException($"a list of {NameOf(row)} is neither a series nor rows. Series are lists of {Elements.Names}; "
                + "rows are of a class, record or structure whose members are of these types, and not null.");
    }

    /// <summary>The name of a type, as C# has it.</summary>
    public static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? NameOf(value) + "?"
        : type.IsArray ? $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]"
        : type.IsGenericType && type.Name.IndexOf('`', StringComparison.Ordinal) is var end and > 0
            ? $"{type.Name[..end]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;

    // The properties of .NET's own types (the scale of a decimal, the capacity of a list) are not their values.
    private static bool HasMembers(Type row) =>
        typeof(ITuple).IsAssignableFrom(row)
        || (row.IsGenericType && row.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        || !(row.IsEnum || typeof(IEnumerable).IsAssignableFrom(row) || row.Namespace is "System"
            || row.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true);
}
