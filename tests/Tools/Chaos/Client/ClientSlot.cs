using System.Diagnostics;

namespace GlobusCompute.Remote.Chaos.Client;

/// <summary>One of the app's two clients: when it is disposed, another takes its place.</summary>
internal sealed class ClientSlot(Func<LiveClient> create)
{
    private volatile LiveClient _current = create();

    public LiveClient Current => _current;

    /// <summary>The longest time that a disposal took.</summary>
    public TimeSpan LongestDisposal { get; private set; }

    public async Task ReplaceAsync()
    {
        var old = _current;
        _current = create();
        var start = Stopwatch.GetTimestamp();
        await old.DisposeAsync();
        var time = Stopwatch.GetElapsedTime(start);
        LongestDisposal = time > LongestDisposal ? time : LongestDisposal;
    }
}
