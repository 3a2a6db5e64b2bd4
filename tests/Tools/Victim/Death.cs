using System.Diagnostics;

namespace GlobusCompute.Remote.Victim;

/// <summary>Kills the process at a moment that counts say, never a clock.</summary>
internal sealed class Death(DeathMoment moment, long count) : DelegatingHandler(new SocketsHttpHandler())
{
    private long _written;
    private long _before;
    private long _after;
    private long _results;

    /// <summary>SIGKILL: nothing is flushed, closed or said.</summary>
    public static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Writes for the journal, up to the byte with which the process ends.</summary>
    public void Write(Stream stream, ReadOnlyMemory<byte> bytes)
    {
        var room = moment == DeathMoment.JournalByte ? Math.Max(0, count - _written) : long.MaxValue;
        if (bytes.Length > room)
        {
            stream.Write(bytes.Span[..(int)room]);
            Die();
        }

        stream.Write(bytes.Span);
        _written += bytes.Length;
    }

    public void CountResult() => Pass(DeathMoment.Result, ref _results);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith("/submit", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        Pass(DeathMoment.BeforeSubmit, ref _before);
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Pass(DeathMoment.AfterSubmit, ref _after);
        return answer;
    }

    private void Pass(DeathMoment passed, ref long counter)
    {
        if (Interlocked.Increment(ref counter) == count && moment == passed)
        {
            Die();
        }
    }
}
