using GlobusCompute.Remote.Threading;

namespace GlobusCompute.Remote.Futures;

/// <summary>Recognizes the context of a thread that has none, which is one and the same object for all of them.</summary>
internal sealed class NoContext : IThreadPoolWorkItem
{
    private ExecutionContext? _none;

    public NoContext() => BackgroundTask.Run(this);

    /// <summary>Whether a captured context is that of a thread without any. Not known at first, when it may say no.</summary>
    public bool Is(ExecutionContext? captured) => captured is not null && ReferenceEquals(captured, Volatile.Read(ref _none));

    /// <inheritdoc/>
    public void Execute() => Volatile.Write(ref _none, ExecutionContext.Capture());
}
