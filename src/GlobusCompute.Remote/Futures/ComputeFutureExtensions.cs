using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GlobusCompute.Remote.Models;

namespace GlobusCompute.Remote;

/// <summary>Provides methods for many futures at once.</summary>
public static class ComputeFutureExtensions
{
    /// <summary>Returns futures in the order in which they complete. Await each to get its value or exception.</summary>
    /// <param name="futures">The futures. Each is returned as often as it occurs.</param>
    /// <param name="progress">Receives a report after each future, before it is returned; null (the default) for no reports.</param>
    /// <param name="cancellationToken">Cancels the enumeration; the futures continue.</param>
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
