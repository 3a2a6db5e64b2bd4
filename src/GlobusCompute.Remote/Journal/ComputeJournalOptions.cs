namespace GlobusCompute.Remote.Journal;

/// <summary>Sets how a <see cref="ComputeJournal"/> is kept. Copied when a journal is opened.</summary>
public sealed class ComputeJournalOptions : ComputeJournalSettings
{
    /// <summary>Initializes options with the defaults.</summary>
    public ComputeJournalOptions()
    {
    }

    /// <summary>Initializes options with a copy of settings, such as those that were read from configuration.</summary>
    /// <param name="settings">The settings. Of other <see cref="ComputeJournalOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public ComputeJournalOptions(ComputeJournalSettings settings)
        : base(settings)
    {
        if (settings is ComputeJournalOptions options)
        {
            (TimeProvider, Write, SegmentBytes) = (options.TimeProvider, options.Write, options.SegmentBytes);
        }
    }

    /// <summary>Gets or sets the clock. Default <see cref="TimeProvider.System"/>; not null.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Writes bytes at the end of the file. Tests let it fail.</summary>
    internal Action<Stream, ReadOnlyMemory<byte>> Write { get; set; } = static (stream, bytes) => stream.Write(bytes.Span);

    /// <summary>From which size on the journal goes on in another file. Tests make it small.</summary>
    internal long SegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Makes the copy that a journal keeps.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it.</exception>
    internal ComputeJournalOptions Checked()
    {
        var copy = new ComputeJournalOptions(this);
        if (copy.TimeProvider is null)
        {
            throw new ArgumentNullException(nameof(TimeProvider), $"{nameof(ComputeJournalOptions)}.{nameof(TimeProvider)} must not be null.");
        }

        return copy.Retention > TimeSpan.Zero
            ? copy
            : throw new ArgumentOutOfRangeException(nameof(Retention), $"{nameof(ComputeJournalOptions)}.{nameof(Retention)} must be above zero.");
    }
}
