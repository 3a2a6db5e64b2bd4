namespace GlobusCompute.Remote.Testing;

/// <summary>Sets up the outcomes of commands as workers report them.</summary>
public static class FakeShellSetupExtensions
{
    /// <summary>
    /// Completes the call with the result of a command that has ended. With a code other than 0, <see cref="ShellResult.EnsureSuccess"/> throws.
    /// <see cref="ShellResult.Command"/> is the command line of the call, with its values and their quotes.
    /// </summary>
    /// <param name="setup">The setup.</param>
    /// <param name="returnCode">The exit code; negative for a signal. Default 0.</param>
    /// <param name="stdout">The last lines of the output; empty by default.</param>
    /// <param name="stderr">The last lines of the error output; empty by default.</param>
    /// <returns>The setup.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static FakeSetup<ShellResult> Exits(this FakeSetup<ShellResult> setup, int returnCode = 0, string stdout = "", string stderr = "") =>
        Add(setup, stdout, stderr, returnCode, returnCode == 0 ? null : "subprocess.CalledProcessError");

    /// <summary>Completes the call with the result of a command that has exceeded its walltime, see <see cref="ShellResult.HasTimedOut"/>.</summary>
    /// <param name="setup">The setup.</param>
    /// <param name="stdout">The last lines of the output; empty by default.</param>
    /// <param name="stderr">The last lines of the error output; empty by default.</param>
    /// <returns>The setup.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static FakeSetup<ShellResult> ExceedsWalltime(this FakeSetup<ShellResult> setup, string stdout = "", string stderr = "") =>
        Add(setup, stdout, stderr, returnCode: 124, "subprocess.TimeoutExpired");

    private static FakeSetup<ShellResult> Add(FakeSetup<ShellResult> setup, string stdout, string stderr, int returnCode, string? exceptionName)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(stdout);
        ArgumentNullException.ThrowIfNull(stderr);
        return setup.Returns(call => new ShellResult(call.Command ?? call.MethodName, stdout, stderr, returnCode, exceptionName));
    }
}
