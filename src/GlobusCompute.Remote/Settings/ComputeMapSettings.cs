using GlobusCompute.Remote.Mapping;

namespace GlobusCompute.Remote.Settings;

/// <summary>Holds the numbers of <see cref="ComputeMapOptions"/>, so that they can be bound from configuration.</summary>
public class ComputeMapSettings
{
    /// <summary>Initializes settings with the defaults.</summary>
    public ComputeMapSettings()
    {
    }

    private protected ComputeMapSettings(ComputeMapSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Order, ChunkSize, MaxInFlight) = (other.Order, other.ChunkSize, other.MaxInFlight);
    }

    /// <summary>Gets or sets in which order items are given. Default <see cref="ComputeMapOrder.Input"/>.</summary>
    public ComputeMapOrder Order { get; set; }

    /// <summary>
    /// Gets or sets the most items that run in one task, one after the other. Default 1, at least 1. More save the overhead of a task for each item; they need
    /// a function whose source is known, as a wrapper is registered with it. Items that are large travel in fewer than this.
    /// </summary>
    public int ChunkSize { get; set; } = 1;

    /// <summary>
    /// Gets or sets the most tasks that are on their way or whose items were not given yet. Default 1,000, at least 1. The input is read only as far as that,
    /// so this times <see cref="ChunkSize"/> bounds the items in memory.
    /// </summary>
    public int MaxInFlight { get; set; } = 1000;

    private protected void ValidateSettings()
    {
        OptionCheck.Require(Enum.IsDefined(Order), nameof(ComputeMapOptions), nameof(Order), "one of the named values");
        OptionCheck.Require(ChunkSize >= 1, nameof(ComputeMapOptions), nameof(ChunkSize), "at least 1");
        OptionCheck.Require(MaxInFlight >= 1, nameof(ComputeMapOptions), nameof(MaxInFlight), "at least 1");
    }
}
