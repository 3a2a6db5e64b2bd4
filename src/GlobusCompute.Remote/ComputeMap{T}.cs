using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote;

/// <summary>
/// Represents a remote function over a sequence: <c>await foreach</c> runs it and returns the outcome of each item. Nothing runs before the enumeration, and
/// each enumeration runs the function again, over the input at that time.
/// </summary>
/// <typeparam name="T">The result's type.</typeparam>
/// <remarks>
/// <para>
/// The input is read by one thread-pool thread at a time, and only as far as <see cref="ComputeMapOptions.MaxInFlight"/> allows. An item that fails
/// does not affect the others. An exception of the input itself is thrown after the items that were read before it.
/// </para>
/// <para>
/// When the enumeration ends early, by <c>break</c>, an exception or a cancellation, no more is read, calls that were not sent are withdrawn, and tasks
/// that were sent are abandoned: they keep running remotely. The enumeration ends when the input is disposed, so an input that blocks delays it.
/// </para>
/// Proxies create instances; <see cref="ComputeMap.FromResults{T}"/> and <see cref="ComputeMap.FromItems{T}"/> create them for fakes. Safe for use by many
/// threads, an enumerator by one.
/// </remarks>
public sealed class ComputeMap<T> : IAsyncEnumerable<ComputeMapItem<T>>
{
    private readonly Func<CancellationToken, IAsyncEnumerator<ComputeMapItem<T>>> _run;

    internal ComputeMap(Func<CancellationToken, IAsyncEnumerator<ComputeMapItem<T>>> run) => _run = run;

    /// <summary>Starts a run.</summary>
    /// <param name="cancellationToken">Cancels the run; the enumeration then throws an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerator<ComputeMapItem<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => _run(cancellationToken);

    /// <summary>Runs the Map and returns the values. The first failed item ends the enumeration with its exception.</summary>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="OperationCanceledException">The run was canceled.</exception>
    public async IAsyncEnumerable<T> Values([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item.Value;
        }
    }

    /// <summary>Runs the Map and returns all values in the order of the input, or faults with the first failure.</summary>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="OperationCanceledException">The run was canceled.</exception>
    public async Task<T[]> WhenAll(CancellationToken cancellationToken = default)
    {
        var values = new List<T>();
        await foreach (var item in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var value = item.Value;
            while (values.Count <= item.Index)
            {
                values.Add(default!);
            }

            values[item.Index] = value;
        }

        return [.. values];
    }
}
