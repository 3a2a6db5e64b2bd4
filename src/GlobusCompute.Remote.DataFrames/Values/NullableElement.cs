using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>A value type or null.</summary>
internal sealed class NullableElement<T>(ValueElement<T> value) : Element<T?>
    where T : struct
{
    // The values, and those that may be null.
    public override int SizeToRead => value.Size + Size;

    public override T?[] Read(Column column) => value.ReadNullable(column);

    public override Column Write(string? label, T?[] values)
    {
        var plain = new T[values.Length];
        byte[]? mask = null;
        for (var i = 0; i < plain.Length; i++)
        {
            if (values[i] is { } one)
            {
                plain[i] = one;
            }
            else
            {
                (mask ??= new byte[plain.Length])[i] = 1;
            }
        }

        return value.Write(label, plain, mask);
    }
}
