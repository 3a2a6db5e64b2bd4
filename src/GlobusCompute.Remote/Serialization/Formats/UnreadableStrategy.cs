using GlobusCompute.Remote.Serialization.Json;

namespace GlobusCompute.Remote.Serialization.Formats;

/// <summary>What a worker may send and this library does not read.</summary>
internal sealed class UnreadableStrategy : ResultStrategy
{
    private readonly string _why;

    private UnreadableStrategy(string identifier, string why)
        : base(identifier) => _why = why;

    public static UnreadableStrategy Code(string identifier, string what) => new(
        identifier,
        $"The function returned {what} ({identifier}), and Python code cannot run here. Have it return the values that the code would compute.");

    public override T Read<T>(ReadOnlySpan<byte> text, PayloadRules rules, bool allowNull, PayloadBudget budget) => throw new PayloadException(_why);
}
