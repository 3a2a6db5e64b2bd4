using System.Globalization;

namespace GlobusCompute.Remote.TestFixtures.Tests;

/// <summary>What runs on this machine, from /proc.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process runs. One that has ended but was not collected by its parent does not.</summary>
    public static bool IsRunning(int processId) => Read(processId, "stat") is { Length: > 0 } stat && stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');

    /// <summary>The processes that were started with a text in their environment, such as the path of a node's folder.</summary>
    public static int[] WithEnvironment(string text) => With("environ", text);

    /// <summary>The processes with a text in their arguments.</summary>
    public static int[] WithCommandLine(string text) => With("cmdline", text);

    private static int[] With(string file, string text) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(id => Read(id, file).Contains(text, StringComparison.Ordinal))];

    private static string Read(int processId, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to another user.
            return "";
        }
    }
}
