namespace GlobusCompute.Remote.Authentication.Tests;

/// <summary>The Python that runs tasks of tests.</summary>
internal static class TestPython
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("GCOMPUTE_PYTHON") is { Length: > 0 } named ? named : "/usr/bin/python3";
}
