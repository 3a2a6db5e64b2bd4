namespace GlobusCompute.Remote.Exceptions;

/// <summary>A command ended with another code than 0, or exceeded its walltime. Thrown by <see cref="ShellResult.EnsureSuccess"/> alone.</summary>
public sealed class ShellCommandFailedException : ComputeException
{
    private const int Lines = 10;
    private const int MaxLength = 1000;

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="result">What the command left behind.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ShellCommandFailedException(string message, ShellResult result, Exception? innerException = null)
        : base(message, innerException) => Result = result;

    /// <summary>Creates the exception, with a message that quotes the command and the last lines of its standard error.</summary>
    /// <param name="result">What the command left behind.</param>
    public ShellCommandFailedException(ShellResult result)
        : base(Describe(result ?? throw new ArgumentNullException(nameof(result)))) => Result = result;

    /// <summary>Gets the result of the command.</summary>
    public ShellResult Result { get; }

    private static string Describe(ShellResult result)
    {
        var command = result.Command.Length <= 200 ? result.Command : string.Concat(result.Command.AsSpan(0, 200), "…");
        var end = result.HasTimedOut ? "exceeded its walltime" : $"ended with code {result.ReturnCode}";
        var last = LastLines(result.Stderr);
        return last.Length == 0 ? $"The command {end} and printed nothing: {command}" : $"The command {end}: {command}\n{last}";
    }

    private static string LastLines(string text)
    {
        var trimmed = text.TrimEnd();
        if (trimmed.Length == 0)
        {
            return "";
        }

        var start = trimmed.Length;
        for (var lines = 0; lines < Lines && start > 0; lines++)
        {
            start = trimmed.LastIndexOf('\n', start - 1);
        }

        // At a line's start, or within one that is too long.
        var last = trimmed[Math.Max(0, Math.Max(start + 1, trimmed.Length - MaxLength))..];
        return last.TrimStart('\n');
    }
}
