namespace GlobusCompute.Remote.Results;

/// <summary>
/// How many tasks to ask for at once. No limit is documented (protocol.md §7); answers carry results, so a page may be too large for the way, and one task may
/// get a whole page refused.
/// </summary>
internal sealed class PageSize
{
    private const int Largest = 500;

    public int Current { get; private set; } = Largest;

    public void Answered() => Current = Math.Min(Largest, Current * 2);

    public void Failed() => Current = Math.Max(1, Current / 2);
}
