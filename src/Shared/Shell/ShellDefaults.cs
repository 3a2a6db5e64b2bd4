namespace GlobusCompute.Remote.Shared.Shell;

/// <summary>What the worker's <c>ShellFunction</c> does where nothing else is said (protocol.md §6.8). Compiled into the generator, too.</summary>
internal static class ShellDefaults
{
    public const int SnippetLines = 1000;
}
