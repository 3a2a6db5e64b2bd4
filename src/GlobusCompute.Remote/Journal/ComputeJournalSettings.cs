namespace GlobusCompute.Remote.Journal;

/// <summary>Holds what configuration can give of <see cref="ComputeJournalOptions"/>.</summary>
public class ComputeJournalSettings
{
    /// <summary>Initializes settings with the defaults.</summary>
    public ComputeJournalSettings()
    {
    }

    private protected ComputeJournalSettings(ComputeJournalSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Retention, FlushToDisk) = (other.Retention, other.FlushToDisk);
    }

    /// <summary>
    /// Gets or sets how long calls are kept after the last thing that was recorded of them; opening the journal drops older ones, and so does writing on,
    /// from time to time. Default 30 days, above zero. The service keeps tasks for two weeks without activity.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Gets or sets whether each request waits until its record is on the disk, so that the journal also survives a loss of power. Default true. Without, it
    /// survives the end of the process in whatever way, and sending is quicker by some milliseconds a request.
    /// </summary>
    public bool FlushToDisk { get; set; } = true;
}
