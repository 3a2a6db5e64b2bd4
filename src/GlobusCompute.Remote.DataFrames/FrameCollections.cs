using System.Buffers;
using Apache.Arrow;
using GlobusCompute.Remote.DataFrames.Wire;
using Microsoft.Data.Analysis;

namespace GlobusCompute.Remote.DataFrames;

/// <summary>Lists and dictionaries of data frames, columns and record batches, as arguments and results.</summary>
internal static class FrameCollections
{
    /// <summary>Writes a collection; false where the value is another one.</summary>
    public static bool TryWrite(IBufferWriter<byte> output, object value, Action<IBufferWriter<byte>, object> write)
    {
        if (Items(value) is not { } items)
        {
            return false;
        }

        var isDictionary = value is not (IEnumerable<DataFrame?> or IEnumerable<DataFrameColumn?> or IEnumerable<RecordBatch?>);
        FrameList.Write(output, items, isDictionary, write);
        return true;
    }

    /// <summary>Reads a collection of a declared type; null where the type is another one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">What the worker's side made.</param>
    /// <param name="reader">Reads one of the collection's items.</param>
    /// <param name="charge">Counts the memory.</param>
    public static object? Read(Type type, ReadOnlyMemory<byte> data, IFrameReader reader, Action<long> charge) =>
        Read<DataFrame>(type, data, reader, charge) ?? Read<DataFrameColumn>(type, data, reader, charge) ?? Read<RecordBatch>(type, data, reader, charge);

    private static IEnumerable<KeyValuePair<string?, object?>>? Items(object value) => value switch
    {
        IEnumerable<KeyValuePair<string, DataFrame>> entries => entries.Select(entry => new KeyValuePair<string?, object?>(entry.Key, entry.Value)),
        IEnumerable<KeyValuePair<string, DataFrameColumn>> entries => entries.Select(entry => new KeyValuePair<string?, object?>(entry.Key, entry.Value)),
        IEnumerable<KeyValuePair<string, RecordBatch>> entries => entries.Select(entry => new KeyValuePair<string?, object?>(entry.Key, entry.Value)),
        IEnumerable<DataFrame?> or IEnumerable<DataFrameColumn?> or IEnumerable<RecordBatch?> =>
            ((IEnumerable<object?>)value).Select(item => new KeyValuePair<string?, object?>(null, item)),
        _ => null,
    };

    private static object? Read<T>(Type type, ReadOnlyMemory<byte> data, IFrameReader reader, Action<long> charge)
        where T : class
    {
        if (type == typeof(object))
        {
            return null;
        }

        if (type.IsAssignableFrom(typeof(Dictionary<string, T?>)))
        {
            var made = new Dictionary<string, T?>(StringComparer.Ordinal);
            foreach (var (key, item) in FrameList.Read(data, isDictionary: true, reader.Read<T>, charge))
            {
                if (!made.TryAdd(key!, item))
                {
                    throw new FormatException($"item '{key}': the key is there twice.");
                }
            }

            return made;
        }

        var isArray = type == typeof(T[]);
        if (!isArray && !type.IsAssignableFrom(typeof(List<T?>)))
        {
            return null;
        }

        var items = FrameList.Read(data, isDictionary: false, reader.Read<T>, charge).Select(item => item.Value);
        return isArray ? items.ToArray() : items.ToList();
    }
}

/// <summary>Reads one frame.</summary>
internal interface IFrameReader
{
    /// <summary>Reads it as a type.</summary>
    T Read<T>(ReadOnlyMemory<byte> data);
}
