using System.Text.Json.Serialization;
using GlobusCompute.Remote.Exceptions;

namespace GlobusCompute.Remote;

/// <summary>
/// Represents the result of a command on the worker. A command that exits with a code other than 0, or exceeds its walltime, is still a task that succeeded:
/// look at <see cref="ReturnCode"/>, or call <see cref="EnsureSuccess"/>.
/// </summary>
/// <param name="Command">The command line as passed to bash, including values and their quotes.</param>
/// <param name="Stdout">The last lines of its output.</param>
/// <param name="Stderr">
/// The last lines of its error output. On an endpoint that gives tasks no folder of their own, the first line is the worker's warning of that, not the
/// command's.
/// </param>
/// <param name="ReturnCode">Its exit code; 124 when it exceeded its walltime; negative when a signal ended it, e.g. -9.</param>
/// <param name="ExceptionName"><c>subprocess.CalledProcessError</c> or <c>subprocess.TimeoutExpired</c>; null when the exit code is 0.</param>
public sealed record ShellResult(
    [property: JsonPropertyName("cmd")] string Command,
    [property: JsonPropertyName("stdout")] string Stdout,
    [property: JsonPropertyName("stderr")] string Stderr,
    [property: JsonPropertyName("returncode")] int ReturnCode,
    [property: JsonPropertyName("exception_name")] string? ExceptionName = null)
{
    /// <summary>Gets whether the command ended with code 0.</summary>
    [JsonIgnore]
    public bool IsSuccess => ReturnCode == 0;

    /// <summary>Gets whether the command exceeded its walltime. The worker does not end it: it may still run.</summary>
    [JsonIgnore]
    public bool HasTimedOut => ExceptionName == "subprocess.TimeoutExpired";

    /// <summary>Returns this result if the command exited with code 0.</summary>
    /// <exception cref="ShellCommandFailedException">The command failed. The message contains the last lines of its error output.</exception>
    public ShellResult EnsureSuccess() => IsSuccess ? this : throw new ShellCommandFailedException(this);
}
