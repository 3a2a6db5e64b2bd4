using Xunit;

namespace GlobusCompute.Remote.Testing;

/// <summary>What a finished command left.</summary>
/// <param name="Command">What was run, for messages.</param>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">What it wrote, both streams together.</param>
internal sealed record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>The different errors and warnings of a build, by their codes; MSBuild repeats each in its summary.</summary>
    public IReadOnlyList<string> Problems =>
        [.. Output.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal))
            .Distinct()];

    /// <summary>Fails with everything the command said, unless it succeeded.</summary>
    public CommandResult AssertSucceeded()
    {
        Assert.True(ExitCode == 0, $"{Command} ended with exit code {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>Fails unless a build succeeded with nothing to say.</summary>
    public void AssertClean()
    {
        AssertSucceeded();
        Assert.True(Problems.Count == 0, $"{Command} was not free of warnings:\n{Output}");
    }

    /// <summary>Fails unless a build ended in one error and nothing else; gives that error's line.</summary>
    public string AssertOneError(string code)
    {
        Assert.True(ExitCode != 0, $"{Command} succeeded:\n{Output}");
        Assert.True(Problems.Count == 1, $"{Command} reported {Problems.Count} problems instead of one:\n{Output}");
        Assert.Contains($": error {code}: ", Problems[0], StringComparison.Ordinal);
        return Problems[0];
    }
}
