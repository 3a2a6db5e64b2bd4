using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace GlobusCompute.Remote;

/// <summary>Represents the outcome of one item of a Map: a value or an exception.</summary>
/// <typeparam name="T">The result's type.</typeparam>
public readonly struct ComputeMapItem<T>
{
    private readonly T _value;

    internal ComputeMapItem(int index, T value, Exception? exception)
    {
        Index = index;
        _value = value;
        Exception = exception;
    }

    /// <summary>Gets the item's place in the input, from 0.</summary>
    public int Index { get; }

    /// <summary>
    /// Gets the exception of a failed item, or null. It is a <see cref="TaskExecutionFailedException"/> if the function raised; all exceptions of futures are
    /// possible, and <see cref="ArgumentException"/> when the item has no JSON form or is too large to be sent.
    /// </summary>
    public Exception? Exception { get; }

    /// <summary>Gets whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => Exception is null;

    /// <summary>Gets the value.</summary>
    /// <exception cref="System.Exception">The item failed: its <see cref="Exception"/> is thrown.</exception>
    public T Value
    {
        get
        {
            if (Exception is not null)
            {
                ExceptionDispatchInfo.Throw(Exception);
            }

            return _value;
        }
    }

    /// <summary>Returns the index and the value or exception.</summary>
    public override string ToString() => Exception is null ? $"{Index}: {_value}" : $"{Index}: {Exception.GetType().Name}: {Exception.Message}";
}

/// <summary>Creates items for fakes of proxy interfaces.</summary>
public static class ComputeMapItem
{
    /// <summary>Creates an item that has a value.</summary>
    /// <param name="index">Its place in the input, from 0.</param>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static ComputeMapItem<T> FromResult<T>(int index, T value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(index, value, null);
    }

    /// <summary>Creates an item that failed.</summary>
    /// <param name="index">Its place in the input, from 0.</param>
    /// <param name="exception">The exception.</param>
    /// <typeparam name="T">The type of the value it would have had.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static ComputeMapItem<T> FromException<T>(int index, Exception exception)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentNullException.ThrowIfNull(exception);
        return new(index, default!, exception);
    }
}
