using GlobusCompute.Remote.Diagnostics;

namespace GlobusCompute.Remote.IntegrationTests.Shell;

/// <summary>Commands that show what arrived: each word behind its length, so that nothing can hide.</summary>
public interface ICommands
{
    /// <summary>The words as Python in bash gets them, as a JSON list.</summary>
    [ComputeShellFunction("""/usr/bin/python3 -c 'import json, sys; print(json.dumps(sys.argv[1:]))' {value}""")]
    ComputeFuture<ShellResult> Arrived(string value);

    [ComputeShellFunction("""/usr/bin/python3 -c 'import json, sys; print(json.dumps(sys.argv[1:]))' {first} --name={value}:{value} $(printf %s {value} | wc -c) </dev/null {rest}""")]
    ComputeFuture<ShellResult> ArrivedAmongOthers(string first, string value, params string[] rest);

    [ComputeShellFunction("""/usr/bin/python3 -c 'import json, sys; print(json.dumps(sys.argv[1:]))' {count} {ratio} {id} {day} {letter} {optional} {maxCount} {dates}""")]
    ComputeFuture<ShellResult> Typed(
        int count, double ratio, Guid id, DateOnly day, char letter, [ComputeOmitWhenNull] int? optional, long maxCount, IReadOnlyList<DateOnly> dates);

    [ComputeShellFunction("echo out; echo err >&2; exit {code}")]
    ComputeFuture<ShellResult> Exit(int code);

    [ComputeShellFunction("echo before; exec sleep 30", WalltimeSeconds = 0.3)]
    ComputeFuture<ShellResult> Slow();

    [ComputeShellFunction("seq {count}; seq {count} >&2", SnippetLines = 3)]
    Task<ShellResult> Lines(int count);

    [ComputeShellFunction("echo {line}", Stdout = "logs/out.txt", Stderr = "logs/err.txt")]
    ComputeFuture<ShellResult> Log(string line);

    [ComputeShellFunction("printf '%s' {text}")]
    ComputeFuture<ShellResult> Print(string text);

    [ComputeShellFunction("printf '%s\\n' {options} \"{{a,b}}\" {{c,d}} ${{HOME:+home}}")]
    ComputeFuture<ShellResult> Braces([ComputeUnquoted] string options);

    [ComputeMpiFunction("echo prefix=$PARSL_MPI_PREFIX {value}")]
    ComputeFuture<ShellResult> Parallel(string value, CancellationToken cancellationToken = default);
}
