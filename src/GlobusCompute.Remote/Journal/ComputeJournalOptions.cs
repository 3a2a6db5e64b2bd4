namespace GlobusCompute.Remote.Journal;

/// <summary>Provides options for a <see cref="ComputeJournal"/>.</summary>
public sealed record ComputeJournalOptions
{
    /// <summary>
    /// Gets or sets how long calls are kept after their last record; opening the journal drops older ones, and so does writing on, from time to time. Default
    /// 30 days, above zero. The service keeps tasks for two weeks without activity.
    /// </summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Gets or sets whether each request waits until its record is on the disk, so that the journal also survives a loss of power. Default true. Without, it
    /// survives the end of the process in whatever way, and sending is quicker by some milliseconds a request.
    /// </summary>
    public bool FlushToDisk { get; init; } = true;

    /// <summary>Gets or sets the clock. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Writes bytes at the end of the file. Tests let it fail.</summary>
    internal Action<Stream, ReadOnlyMemory<byte>> Write { get; init; } = static (stream, bytes) => stream.Write(bytes.Span);

    /// <summary>From which size on the journal goes on in another file. Tests make it small.</summary>
    internal long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (Retention <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(Retention), $"{nameof(ComputeJournalOptions)}.{nameof(Retention)} must be above zero.");
        }
    }
}
