namespace GlobusCompute.Remote.Generators.Models;

/// <summary>What <c>[ComputeShellFunction]</c> or <c>[ComputeMpiFunction]</c> says of its command.</summary>
/// <param name="Command">The command with its fields.</param>
/// <param name="IsMpi">Whether the endpoint's MPI launcher starts it.</param>
/// <param name="WalltimeSeconds">How long it may run, or 0 for no limit.</param>
/// <param name="SnippetLines">How many last lines come back, or null for the worker's own number.</param>
/// <param name="Stdout">The file of its output, or null.</param>
/// <param name="Stderr">The file of its error output, or null.</param>
internal sealed record ShellModel(string Command, bool IsMpi, double WalltimeSeconds, int? SnippetLines, string? Stdout, string? Stderr);
