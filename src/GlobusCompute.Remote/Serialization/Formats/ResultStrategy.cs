using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>One way in which the worker serializes a result (protocol.md §4.2), known by two letters.</summary>
internal abstract class ResultStrategy(string identifier)
{
    public string Identifier => identifier;

    /// <param name="text">What follows the header.</param>
    /// <param name="rules">The rules of the interface.</param>
    /// <param name="allowNull">Whether None is a value of the type.</param>
    /// <param name="budget">What reading may cost.</param>
    /// <exception cref="PayloadException">The text does not fit, or cannot be read at all.</exception>
    public abstract T Read<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget);
}
