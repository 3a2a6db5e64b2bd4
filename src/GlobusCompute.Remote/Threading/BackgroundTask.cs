namespace GlobusCompute.Remote.Threading;

/// <summary>
/// Starts the library's own loops, and the reading of results. Nothing else goes to the thread pool by itself: what an event causes goes on where the event
/// arrived.
/// </summary>
internal static class BackgroundTask
{
    /// <summary>Runs a loop on the thread pool, away from the caller's context.</summary>
#pragma warning disable RS0030 // The one place that may.
    public static Task Run(Func<Task> loop) => Task.Run(loop);

    /// <summary>Runs work with a result on the thread pool, away from the caller's context.</summary>
    public static Task<T> Run<T>(Func<Task<T>> work) => Task.Run(work);
#pragma warning restore RS0030

    /// <summary>
    /// Runs work on the thread pool without anybody's context, on the current thread if that is the pool's and is done before another one is free.
    /// </summary>
    public static void Run(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: true);
}
