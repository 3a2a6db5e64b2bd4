using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote;

/// <summary>Works on many futures at once.</summary>
public static class ComputeFutureExtensions
{
    /// <summary>Gives futures in the order in which they end. Ended futures are given as they are: await each to have its value or exception.</summary>
    /// <param name="futures">The futures. Each is given as often as it occurs.</param>
    /// <param name="progress">Told after each future, before it is given; null (the default) for nobody.</param>
    /// <param name="cancellationToken">Ends the enumeration; the futures go on.</param>
    /// <typeparam name="T">The futures' type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="futures"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The enumeration was canceled.</exception>
    public static IAsyncEnumerable<T> WhenEach<T>(
        this IEnumerable<T> futures, IProgress<ComputeProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : Task, IComputeFuture
    {
        ArgumentNullException.ThrowIfNull(futures);
        return Enumerate([.. futures], progress, cancellationToken);
    }

    private static async IAsyncEnumerable<T> Enumerate<T>(
        T[] futures, IProgress<ComputeProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Task, IComputeFuture
    {
        var ended = Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
        foreach (var future in futures)
        {
            _ = future.ContinueWith(
                static (task, writer) => ((ChannelWriter<T>)writer!).TryWrite((T)task),
                ended.Writer,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        var failed = 0;
        for (var completed = 1; completed <= futures.Length; completed++)
        {
            var future = await ended.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            failed += future.IsCompletedSuccessfully ? 0 : 1;
            progress?.Report(new ComputeProgress(completed, failed, futures.Length));
            yield return future;
        }
    }
}
