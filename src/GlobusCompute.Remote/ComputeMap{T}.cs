using System.Runtime.CompilerServices;

namespace GlobusCompute.Remote;

/// <summary>
/// A remote function over a sequence: <c>await foreach</c> runs it and gives what came of each item. Nothing runs before; each enumeration runs the
/// function anew, over the input as it is then.
/// </summary>
/// <typeparam name="T">The result's type.</typeparam>
/// <remarks>
/// <para>
/// The input is read by one thread-pool thread at a time, and only as far as <see cref="Settings.ComputeMapSettings.MaxInFlight"/> allows. An item that fails,
/// in whatever way, fails alone. An exception of the input itself is thrown after the items that were read before it.
/// </para>
/// <para>
/// When the enumeration ends early, by <c>break</c>, an exception or a cancellation, no more is read, calls that were not sent are withdrawn, and tasks
/// that were sent are abandoned: they keep running remotely. The enumeration ends when the input is disposed, so an input that blocks holds it up.
/// </para>
/// Proxies make instances; <see cref="ComputeMap.FromResults{T}"/> and <see cref="ComputeMap.FromItems{T}"/> make them for fakes. Safe for use by many
/// threads, an enumerator by one.
/// </remarks>
public sealed class ComputeMap<T> : IAsyncEnumerable<ComputeMapItem<T>>
{
    private readonly Func<CancellationToken, IAsyncEnumerator<ComputeMapItem<T>>> _run;

    internal ComputeMap(Func<CancellationToken, IAsyncEnumerator<ComputeMapItem<T>>> run) => _run = run;

    /// <summary>Starts a run.</summary>
    /// <param name="cancellationToken">Ends it in an <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerator<ComputeMapItem<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) => _run(cancellationToken);

    /// <summary>Runs it and gives the values. The first item that failed ends the enumeration with its exception.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was canceled.</exception>
    public async IAsyncEnumerable<T> Values([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item.Value;
        }
    }

    /// <summary>Runs it and ends with all values as the input had them, whatever the order in which they came, or with the first failure.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
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
