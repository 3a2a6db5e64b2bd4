using System.Buffers;
using System.Reflection;
using GlobusCompute.Remote.Serialization.Formats;
using GlobusCompute.Remote.Shared.Python;

namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// A binary format of some types, both ways: <see cref="Write{T}"/> turns an argument into bytes, of which the worker's side makes Python's value, and
/// <see cref="Read{T}"/> reads the bytes that the worker's side made of a result. <see cref="PythonAdapterAttribute"/> gives the worker's side; without it,
/// the Python function itself takes and returns <c>bytes</c>. Derive from <see cref="ComputeFormat{TValue}"/> for a format of one type.
/// </summary>
/// <remarks>
/// An instance is used by many threads at a time. The format is chosen by <see cref="ComputePayloadAttribute.Format"/> or <see cref="ComputeFormatAttribute"/>;
/// the instance is the one in <see cref="ComputePayloadOptions.Formats"/> of exactly that class, otherwise one made without parameters.
/// </remarks>
public abstract class ComputeFormat
{
    /// <summary>Initializes a format, whose name is that of its <see cref="PythonAdapterAttribute"/>, or of the class without one.</summary>
    protected ComputeFormat()
    {
        var adapter = GetType().GetCustomAttribute<PythonAdapterAttribute>();
        Name = adapter?.Name ?? GetType().Name;
        Adapter = adapter is null ? null : new PythonAdapter(adapter.Name, adapter.Source, IsPerItem);
    }

    /// <summary>Gets the name, which errors begin with.</summary>
    public string Name { get; }

    internal PythonAdapter? Adapter { get; }

    /// <summary>Whether items of lists and dictionaries are values of their own.</summary>
    internal virtual bool IsPerItem => false;

    /// <summary>Writes an argument.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="value">The argument, which is not null.</param>
    /// <typeparam name="T">The type of the parameter.</typeparam>
    /// <exception cref="NotSupportedException">The format has no form for the type.</exception>
    /// <exception cref="FormatException">
    /// The format has no form for the value. Any exception refuses the call, with the format's name before its message.
    /// </exception>
    public abstract void Write<T>(IBufferWriter<byte> output, T value);

    /// <summary>Reads a result.</summary>
    /// <param name="data">What the worker's side made. It comes from the network: treat it as data, and bound what it can make you do.</param>
    /// <param name="budget">Counts the memory that reading takes.</param>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <exception cref="FormatException">
    /// The data is malformed. Any exception faults the future with <see cref="ResultDeserializationException"/>, with the format's name before its message.
    /// </exception>
    public abstract T Read<T>(ReadOnlyMemory<byte> data, ComputeFormatBudget budget);

    /// <summary>Encodes an argument.</summary>
    internal virtual FormattedValue? Encode<T>(T value, in FormatRoom room) =>
        value is null ? null : FormattedValue.Of(this, value, room, static (format, output, value) => format.Write(output, value));

    /// <summary>Decodes a result; null for None.</summary>
    internal virtual object? Decode<T>(FormattedResult result) =>
        result.Value() is { } data ? result.Guard(this, data, static (format, data, budget) => format.Read<T>(data, budget)) : null;
}
