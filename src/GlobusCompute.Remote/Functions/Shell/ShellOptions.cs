namespace GlobusCompute.Remote.Functions.Shell;

/// <summary>How the worker runs a command (protocol.md §6.8).</summary>
/// <param name="WalltimeSeconds">How long it may run, or null for no limit.</param>
/// <param name="SnippetLines">How many last lines of each output come back, or null for the worker's own number.</param>
/// <param name="Stdout">The file its output goes to, or null for one of the worker's choice.</param>
/// <param name="Stderr">The file its error output goes to, or null likewise.</param>
/// <param name="IsMpi">Whether the endpoint's MPI launcher starts it.</param>
internal sealed record ShellOptions(double? WalltimeSeconds, int? SnippetLines, string? Stdout, string? Stderr, bool IsMpi)
{
    /// <exception cref="ArgumentException">An option cannot be used. The message names it.</exception>
    public void Validate(string displayName)
    {
        if (WalltimeSeconds is { } walltime && !(walltime > 0 && double.IsFinite(walltime)))
        {
            throw new ArgumentException($"{displayName}: a walltime must be above zero seconds; leave it out for no limit.");
        }

        if (SnippetLines is < 0)
        {
            throw new ArgumentException($"{displayName}: the number of snippet lines must be zero or more.");
        }

        foreach (var path in (ReadOnlySpan<string?>)[Stdout, Stderr])
        {
            if (path is not null && (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)))
            {
                throw new ArgumentException($"{displayName}: the path of an output file is empty or contains a NUL character.");
            }
        }
    }
}
