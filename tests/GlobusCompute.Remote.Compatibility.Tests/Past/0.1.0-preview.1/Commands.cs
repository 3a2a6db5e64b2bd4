using GlobusCompute.Remote.Diagnostics;

namespace Lab;

/// <summary>Commands of every kind.</summary>
public interface ICommands
{
    [ComputeShellFunction("printf '%s\\n' {paths} | grep -c -- {pattern}", WalltimeSeconds = 25.5, SnippetLines = 10, Name = "count")]
    ComputeFuture<ShellResult> Count(string pattern, params string[] paths);

    [ComputeShellFunction("printf '<%s>' {max_depth} {options} \"{{}}\"", Description = "Finds", Public = true, TimeoutSeconds = 60, Idempotent = true)]
    Task<ShellResult> FindAsync([ComputeUnquoted] string options, [ComputeOmitWhenNull] int? maxDepth = null, CancellationToken cancellationToken = default);

    [ComputeShellFunction("printf '<%s>' {id} {day} {seeds} {names}", Group = "0d9b8f7c-6e01-4b8e-8f6a-5d1d1a2e6f0e")]
    ComputeFuture<ShellResult> Typed(Guid id, DateOnly day, IReadOnlyList<int> seeds, params ReadOnlySpan<string> names);

    [ComputeShellFunction("echo {word}; echo {word} >&2", Stdout = "out.txt", Stderr = "err.txt", HighAssuranceEndpointId = "8f6a5d1d-1a2e-4f0e-8e01-0d9b8f7c6e01")]
    ComputeFuture<ShellResult> Log(string word);

    [ComputeMpiFunction("echo prefix=$PARSL_MPI_PREFIX {seeds}")]
    ComputeFuture<ShellResult> Simulate(params ReadOnlySpan<int> seeds);
}
