namespace GlobusCompute.Remote.Serialization.Pickle;

/// <summary>Counts the bytes that values take, and refuses more than there may be.</summary>
internal sealed class PickleBudget(long bytes)
{
    private long _spent;

    public long Spent => _spent;

    public void Charge(long cost)
    {
        _spent += cost;
        if (_spent > bytes)
        {
            throw new PayloadException($"its values would take more than {bytes:N0} bytes of memory, out of all proportion to it.");
        }
    }

    /// <summary>What a list takes when it has to grow: twice what it had, or what is asked for.</summary>
    public void ChargeGrowth(int count, int added, int capacity, int size)
    {
        if ((long)count + added > capacity)
        {
            Charge(32 + (size * Math.Max(Math.Max(2L * capacity, 4), (long)count + added)));
        }
    }
}
