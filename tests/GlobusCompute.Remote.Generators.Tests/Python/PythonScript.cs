using System.Diagnostics;
using System.Text;

namespace GlobusCompute.Remote.Generators.Tests.Python;

/// <summary>
/// Scripts in a Python that sees nothing but its own standard library: no variable of the environment, no folder of packages and no file that these have run at
/// its start. What is installed on a machine beside Python, and what it does when it is imported, changes no answer.
/// </summary>
internal static class PythonScript
{
    private const string Variable = "GCOMPUTE_CORPUS_PYTHON";

    /// <summary>The interpreter: that of GCOMPUTE_CORPUS_PYTHON, or /usr/bin/python3. Where it does not exist, nothing can be compared.</summary>
    public static string Python { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : "/usr/bin/python3";

    /// <summary>Runs a script and gives the lines that it prints.</summary>
    /// <param name="script">The source.</param>
    /// <param name="input">The lines of its standard input.</param>
    /// <param name="modules">A folder that PYTHONPATH names, for tests of the isolation.</param>
    public static IEnumerable<string> Run(string script, IEnumerable<string> input, string? modules = null)
    {
        var start = new ProcessStartInfo(Python, ["-I", "-S", "-X", "utf8", "-B", "-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        if (modules is not null)
        {
            start.Environment["PYTHONPATH"] = modules;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Write(string.Join('\n', input));
        process.StandardInput.Close();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            yield return line;
        }

        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
