namespace GlobusCompute.Remote.Serialization;

/// <summary>
/// Counts the memory that reading one result takes. The limit is the same as for pickles: 64 MiB and 16 bytes for each byte of the payload. A result comes
/// from the network: count what a length in it makes you allocate before you allocate it.
/// </summary>
public sealed class ComputeFormatBudget
{
    private readonly PayloadBudget _budget;

    internal ComputeFormatBudget(PayloadBudget budget) => _budget = budget;

    /// <summary>Counts bytes before they are allocated.</summary>
    /// <param name="bytes">How many; not below zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is below zero.</exception>
    /// <exception cref="FormatException">Together with earlier ones, they are more than the limit.</exception>
    public void Charge(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (!_budget.TryCharge(bytes))
        {
            throw new FormatException("the values would take more memory than the limit for the size of the result.");
        }
    }
}
