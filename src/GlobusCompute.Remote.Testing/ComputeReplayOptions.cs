namespace GlobusCompute.Remote.Testing;

/// <summary>Sets how a recording is replayed.</summary>
public sealed class ComputeReplayOptions
{
    private ComputeReplayMode _mode;
    private ComputeRecordingOptions _recording = new();

    /// <summary>Gets or sets the outcome of calls that are not recorded. Default <see cref="ComputeReplayMode.Strict"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a mode.</exception>
    public ComputeReplayMode Mode
    {
        get => _mode;
        set => _mode = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It is not a mode of a replay.");
    }

    /// <summary>Gets or sets the options that the recording was made with. Default: those of a recorder without options; not null.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public ComputeRecordingOptions Recording
    {
        get => _recording;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _recording = value;
        }
    }
}
