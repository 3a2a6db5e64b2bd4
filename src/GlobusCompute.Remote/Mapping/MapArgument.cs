using GlobusCompute.Remote.Filters;

namespace GlobusCompute.Remote.Mapping;

/// <summary>One argument of a Map's calls.</summary>
/// <param name="Keyword">The name by which it travels, or null when it travels by position.</param>
/// <param name="Constant">Its JSON when it is the same for all items; null for an element of a sequence.</param>
/// <param name="Input">Which sequence, where it is an element of one.</param>
internal readonly record struct MapArgument(string? Keyword, byte[]? Constant, int Input = -1)
{
    /// <summary>Whether recordings must not hold it.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>What filters see of it, beside the elements of a sequence; null where it is a part of the one before.</summary>
    public ComputeCallArgument? Shown { get; init; } = new(Keyword, null);
}
