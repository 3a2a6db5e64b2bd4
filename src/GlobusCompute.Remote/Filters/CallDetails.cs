namespace GlobusCompute.Remote.Filters;

/// <summary>What filters see of a call beside its function. Made only where there are filters.</summary>
/// <param name="InterfaceType">The proxy's interface, or null.</param>
/// <param name="Arguments">The arguments as values.</param>
/// <param name="Timeout">The time limit that the call was given by itself, or null.</param>
internal sealed record CallDetails(Type? InterfaceType, IReadOnlyList<ComputeCallArgument> Arguments, TimeSpan? Timeout = null)
{
    /// <summary>What stands in place of a sensitive argument.</summary>
    public const string Withheld = "[sensitive]";

    public static CallDetails None { get; } = new(null, []);

    /// <summary>The serialized arguments with <see cref="Withheld"/> in place of each sensitive one; null where none is.</summary>
    public byte[]? Redacted { get; init; }
}
