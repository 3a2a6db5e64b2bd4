using System.Buffers;
using GlobusCompute.Remote.Serialization.Formats;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// A binary format of one type, both ways. Parameters and results may be of the type itself, nullable where it may be null, a sequence of it, or a dictionary
/// of it with text for keys: <c>Point</c>, <c>Point?</c>, <c>IReadOnlyList&lt;Point&gt;</c>, <c>Dictionary&lt;string, Point&gt;</c>.
/// </summary>
/// <typeparam name="TValue">The type; not a collection of another format's type.</typeparam>
public abstract class ComputeFormat<TValue> : ComputeFormat
    where TValue : notnull
{
    internal override bool IsPerItem => true;

    /// <summary>Writes a value.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="FormatException">
    /// The format has no form for the value. Any exception refuses the call, with the format's name before its message.
    /// </exception>
    public abstract void WriteValue(IBufferWriter<byte> output, TValue value);

    /// <summary>Reads a value.</summary>
    /// <param name="data">What the worker's side made. It comes from the network: treat it as data, and bound what it can make you do.</param>
    /// <param name="budget">Counts the memory that reading takes.</param>
    /// <exception cref="FormatException">
    /// The data is malformed. Any exception faults the future with <see cref="ResultDeserializationException"/>, with the format's name before its message.
    /// </exception>
    public abstract TValue ReadValue(ReadOnlyMemory<byte> data, ComputeFormatBudget budget);

    /// <inheritdoc/>
    public sealed override void Write<T>(IBufferWriter<byte> output, T value) =>
        WriteValue(output, value is TValue own ? own : throw Unsupported(typeof(T)));

    /// <inheritdoc/>
    public sealed override T Read<T>(ReadOnlyMemory<byte> data, ComputeFormatBudget budget) =>
        typeof(T).IsAssignableFrom(typeof(TValue)) || Nullable.GetUnderlyingType(typeof(T)) == typeof(TValue)
            ? (T)(object)ReadValue(data, budget)
            : throw Unsupported(typeof(T));

    internal sealed override FormattedValue? Encode<T>(T value, in FormatRoom room) => value switch
    {
        null => null,
        TValue own => One(own, room),
        IEnumerable<KeyValuePair<string, TValue?>> entries => FormattedValue.Of(entries, One, room),
        IEnumerable<TValue?> items => FormattedValue.Of(items, One, room),
        _ => throw new PayloadException($"{Name}: {Unsupported(typeof(T)).Message}"),
    };

    internal sealed override object? Decode<T>(FormattedResult result)
    {
        if (typeof(T) != typeof(object) && typeof(T).IsAssignableFrom(typeof(Dictionary<string, TValue?>)))
        {
            return ReadDictionary(result);
        }

        if (typeof(T) == typeof(TValue?[]))
        {
            return ReadList(result)?.ToArray();
        }

        return typeof(T) != typeof(object) && typeof(T).IsAssignableFrom(typeof(List<TValue?>))
            ? ReadList(result)
            : result.Value() is { } data ? result.Guard(this, data, static (format, data, budget) => (object?)format.Read<T>(data, budget)) : null;
    }

    private Dictionary<string, TValue?>? ReadDictionary(FormattedResult result)
    {
        if (result.Dictionary() is not { } entries)
        {
            return null;
        }

        var values = new Dictionary<string, TValue?>(entries.Count, StringComparer.Ordinal);
        foreach (var (key, data) in entries)
        {
            values.Add(key, One(result, data, key));
        }

        return values;
    }

    private List<TValue?>? ReadList(FormattedResult result)
    {
        if (result.List() is not { } items)
        {
            return null;
        }

        var values = new List<TValue?>(items.Count);
        foreach (var data in items)
        {
            values.Add(One(result, data, values.Count));
        }

        return values;
    }

    private FormattedValue? One(TValue? value, FormatRoom room) =>
        value is null ? null : FormattedValue.Of(this, value, room, static (format, output, value) => format.WriteValue(output, value));

    private TValue? One(FormattedResult result, byte[]? data, object item)
    {
        if (data is null)
        {
            return default(TValue) is null
                ? default
                : throw new PayloadException($"{Name}: Python returned None where {TypeNames.Of(typeof(TValue))} is expected.", FormattedResult.PathOf(item));
        }

        return result.Guard(this, data, static (format, data, budget) => format.ReadValue(data, budget), item);
    }

    private static NotSupportedException Unsupported(Type type) =>
        new($"the format is for {TypeNames.Of(typeof(TValue))}, lists and dictionaries of it, and not for {TypeNames.Of(type)}.");
}
