using GlobusCompute.Remote.Models;
using GlobusCompute.Remote.Settings;

namespace GlobusCompute.Remote;

/// <summary>
/// Sets how a Map cuts its input into tasks, and how many of them are on their way. Read once, at the call; a later change has no effect on it.
/// </summary>
public sealed class ComputeMapOptions : ComputeMapSettings
{
    /// <summary>Initializes options with the defaults.</summary>
    public ComputeMapOptions()
    {
    }

    /// <summary>Initializes options with a copy of settings, such as those that were read from configuration.</summary>
    /// <param name="settings">The settings. Of other <see cref="ComputeMapOptions"/>, everything is copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public ComputeMapOptions(ComputeMapSettings settings)
        : base(settings) => Progress = (settings as ComputeMapOptions)?.Progress;

    internal static ComputeMapOptions Default { get; } = new();

    /// <summary>
    /// Gets or sets what is told after each task, before its items are given; null (the default) tells nobody. It counts items.
    /// </summary>
    public IProgress<ComputeProgress>? Progress { get; set; }

    /// <summary>Makes the copy that a Map keeps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range. The message names it.</exception>
    internal ComputeMapOptions Checked()
    {
        var copy = new ComputeMapOptions(this);
        copy.ValidateSettings();
        return copy;
    }
}
