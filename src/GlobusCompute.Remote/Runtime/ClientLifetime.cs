using System.Diagnostics.CodeAnalysis;

namespace GlobusCompute.Remote.Runtime;

/// <summary>How far a client has ended: first it takes nothing new, then what is under way is stopped.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer or wait handle holds nothing to dispose.")]
internal sealed class ClientLifetime
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _isEnding;
    private volatile bool _isDropping;

    /// <summary>Whether the client takes nothing new.</summary>
    public bool IsEnding => _isEnding;

    /// <summary>Whether what is not sent is not sent any more.</summary>
    public bool IsDropping => _isDropping;

    /// <summary>Canceled when what is under way shall stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public void End()
    {
        _isEnding = true;

        // Calls are counted, then the flag is looked at; here the flag is set, then the count is looked at. So no call slips through between.
        Interlocked.MemoryBarrier();
    }

    /// <summary>Takes nothing new, and sends nothing more.</summary>
    public void Drop()
    {
        _isDropping = true;
        End();
    }

    public Task StopAsync() => _stopping.CancelAsync();
}
