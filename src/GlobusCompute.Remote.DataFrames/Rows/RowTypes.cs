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
                $"{type.Name} is not a type for data frames. Declare DataFrame, RecordBatch, DataFrameColumn or IReadOnlyList<TRow>.");
        return row != typeof(DataFrame) && !typeof(DataFrameColumn).IsAssignableFrom(row)
            ? row
            : throw new NotSupportedException($"a {type.Name} of {row.Name} is not a type for data frames. Declare an array, a List or a Dictionary "
                + "of DataFrame, RecordBatch or DataFrameColumn.");
    }
}
