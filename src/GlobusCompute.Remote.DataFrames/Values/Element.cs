using System.Reflection;
using System.Runtime.CompilerServices;
using GlobusCompute.Remote.DataFrames.Columns;

namespace GlobusCompute.Remote.DataFrames.Values;

/// <summary>A .NET type whose values a column can hold.</summary>
internal abstract class Element<T> : IElement
{
    private delegate T StructGetter<TStruct>(ref TStruct item);

    public Type Type => typeof(T);

    public Type ArrayType => typeof(T[]);

    public int Size => Unsafe.SizeOf<T>();

    public virtual int SizeToRead => Size;

    /// <summary>Reads a column.</summary>
    /// <exception cref="FormatException">A value does not fit. The message names column and row.</exception>
    public abstract T[] Read(Column column);

    /// <summary>Creates a column.</summary>
    /// <param name="label">The column's name.</param>
    /// <param name="values">The values, which may be changed.</param>
    /// <exception cref="FormatException">A value has no form in pandas. The message names column and row.</exception>
    public abstract Column Write(string? label, T[] values);

    public Array ReadArray(Column column) => Read(column);

    public Column WriteFrom<TItem>(string? label, IReadOnlyList<TItem> items, object getter)
    {
        var get = (Func<TItem, T>)getter;
        var values = new T[items.Count];
        var i = 0;
        try
        {
            for (; i < values.Length; i++)
            {
                values[i] = items[i] is { } item ? get(item) : throw ColumnFault.At(label, i, "the row is null.");
            }
        }
        catch (Exception e) when (e is not (FormatException or OutOfMemoryException))
        {
            e = (e as TargetInvocationException)?.InnerException ?? e;
            throw ColumnFault.At(label, i, $"the member of {typeof(TItem).Name} faulted: {e.Message}", e);
        }

        return Write(label, values);
    }

    public Column WriteList(string? label, object values) => Write(label, [.. (IEnumerable<T>)values]);

    public object CreateGetter<TItem>(MemberInfo member)
    {
        if (member is FieldInfo field)
        {
            return new Func<TItem, T>(item => (T)field.GetValue(item)!);
        }

        var method = ((PropertyInfo)member).GetMethod!;
        if (!typeof(TItem).IsValueType)
        {
            return method.CreateDelegate<Func<TItem, T>>();
        }

        var getter = method.CreateDelegate<StructGetter<TItem>>();
        return new Func<TItem, T>(item => getter(ref item));
    }
}
