using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace GlobusCompute.Remote.Tests.Exceptions;

/// <summary>Exceptions that a real Python raised in generated functions, and what the local service's own worker says of them.</summary>
internal static class RaisedExceptions
{
    /// <summary>Raises exceptions of one seed and those behind it.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="seed">The first seed.</param>
    /// <param name="count">How many seeds.</param>
    public static IReadOnlyList<RaisedException> Raise(string python, int seed, int count)
    {
        var start = new ProcessStartInfo(
            python,
            [
                "-I",
                "-X", "utf8",
                Path.Combine(TestPaths.Root, "tests", "GlobusCompute.Remote.Tests", "Exceptions", "tracebacks.py"),
                Path.Combine(TestPaths.Root, "src", "GlobusCompute.Remote.LocalService", "Worker"),
                seed.ToString(CultureInfo.InvariantCulture),
                count.ToString(CultureInfo.InvariantCulture),
            ])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => RaisedException.Parse(line))];
    }
}

/// <summary>One of them.</summary>
/// <param name="Seed">What it was generated from.</param>
/// <param name="Text">What the worker says.</param>
/// <param name="Type">The exception's type, as Python qualifies it.</param>
/// <param name="Message">Python's <c>str</c> of it, with its notes.</param>
internal sealed record RaisedException(int Seed, string Text, string Type, string Message)
{
    public static RaisedException Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new(root.GetProperty("seed").GetInt32(), Of("text"), Of("type"), Of("message"));

        string Of(string name) => root.GetProperty(name).GetString()!;
    }
}
