using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>A value type; its nullable form is a <see cref="NullableElement{T}"/>.</summary>
internal abstract class ValueElement<T> : Element<T>
    where T : struct
{
    /// <summary>The dtype of values that are in memory as they travel, none of them missing; null where they are not.</summary>
    public virtual ColumnType? PlainType => null;

    /// <summary>The value of the type that stands for a missing one; null when it has none.</summary>
    protected virtual T? Missing => null;

    public sealed override T[] Read(Column column)
    {
        var values = new T[column.Rows];
        ReadInto(column, values);
        if (!MayMiss(column))
        {
            return values;
        }

        for (var row = 0; row < values.Length; row++)
        {
            if (column.IsMissing(row))
            {
                values[row] = Missing ?? throw ColumnFault.At(column.Label, row,
                    $"the value is missing (None, NaN or NaT), which {typeof(T).Name} cannot hold. Declare {typeof(T).Name}?, "
                    + "or have the function fill or drop it.");
            }
        }

        return values;
    }

    /// <summary>Reads a column; null where a value is missing.</summary>
    public T?[] ReadNullable(Column column)
    {
        var values = new T[column.Rows];
        ReadInto(column, values);
        var nullable = new T?[values.Length];
        for (var row = 0; row < values.Length; row++)
        {
            nullable[row] = column.IsMissing(row) ? null : values[row];
        }

        return nullable;
    }

    /// <summary>Reads the values that are not missing; in the place of the others may be any.</summary>
    /// <exception cref="FormatException">A value does not fit. The message names column and row.</exception>
    public void ReadInto(Column column, Span<T> values)
    {
        if (column.Type.IsNull)
        {
            return;
        }

        if (column.Categories is not { } categories)
        {
            Convert(column, values);
            return;
        }

        Span<T> each = new T[categories.Rows];
        ReadInto(categories.Named(column.Label), each);
        for (var row = 0; row < values.Length; row++)
        {
            if (column.CodeAt(row) is var code and >= 0)
            {
                values[row] = each[code];
            }
        }
    }

    public sealed override Column Write(string? label, T[] values) => Write(label, values, null);

    /// <summary>Creates a column in which some values are missing.</summary>
    /// <param name="label">The column's name.</param>
    /// <param name="values">The values, which may be changed; of missing ones, any.</param>
    /// <param name="mask">1 for each missing value; null when none is.</param>
    /// <exception cref="FormatException">A value has no form in pandas. The message names column and row.</exception>
    public abstract Column Write(string? label, T[] values, byte[]? mask);

    /// <summary>Converts the values that are not missing.</summary>
    protected abstract void Convert(Column column, Span<T> values);

    protected static FormatException Misfit(Column column, string? hint = null) => ColumnFault.Of(
        column.Label, $"the dtype {column.Type.DisplayName} does not fit into {typeof(T).Name}.{(hint is null ? "" : " " + hint)}");

    // NaN of a floating-point column is the missing value of those types already.
    private bool MayMiss(Column column) => !column.Mask.IsEmpty || column.Type.IsNull || column.Type.Kind switch
    {
        ColumnKind.Category or ColumnKind.Time or ColumnKind.Duration => true,
        ColumnKind.Float => Missing is null,
        _ => false,
    };
}
