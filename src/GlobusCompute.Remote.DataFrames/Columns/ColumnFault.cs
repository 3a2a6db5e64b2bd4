using System.Globalization;

namespace GlobusCompute.Remote.DataFrames.Columns;

/// <summary>Exceptions that say in which column and row a value has no place.</summary>
internal static class ColumnFault
{
    /// <param name="label">The column; null for one without a name.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="text">What is wrong, and what to do.</param>
    /// <param name="inner">What caused it; null for nothing.</param>
    public static FormatException At(string? label, long row, string text, Exception? inner = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Name(label)}, row {row}: {text}"), inner);

    public static FormatException Of(string? label, string text) => new($"{Name(label)}: {text}");

    private static string Name(string? label)
    {
        // The text may come from anybody.
        label = label is { Length: > 100 } ? label[..100] + "…" : label;
        return label is null ? "the column without a name" : $"column '{label}'";
    }
}
