using System.Diagnostics;

namespace GlobusCompute.Remote.TestFixtures;

/// <summary>The Python that tests compare with and hand to the local service: one with dill and numpy.</summary>
public sealed class PythonInstallation
{
    private const string Variable = "GCOMPUTE_PYTHON";
    private const string Probe = "import platform, dill, numpy\nprint(platform.python_version(), dill.__version__, numpy.__version__)";

    private static readonly System.Text.UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PythonInstallation>> s_found = new(() => CheckAsync(ConfiguredPath));

    private PythonInstallation(string path, string[] versions)
    {
        Path = path;
        Version = System.Version.Parse(versions[0]);
        DillVersion = versions[1];
        NumpyVersion = versions[2];
    }

    /// <summary>The interpreter that tests use: that of GCOMPUTE_PYTHON, or /usr/bin/python3.</summary>
    public static string ConfiguredPath =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : "/usr/bin/python3";

    /// <summary>The interpreter.</summary>
    public string Path { get; }

    /// <summary>Its version, such as 3.11.2.</summary>
    public Version Version { get; }

    /// <summary>The version of its dill.</summary>
    public string DillVersion { get; }

    /// <summary>The version of its numpy.</summary>
    public string NumpyVersion { get; }

    /// <summary>The interpreter of <see cref="ConfiguredPath"/>, checked once per process.</summary>
    /// <exception cref="PythonException">It is missing, or dill or numpy is; the message says what to install.</exception>
    public static Task<PythonInstallation> FindAsync() => s_found.Value;

    /// <summary>Checks one interpreter.</summary>
    /// <param name="path">The interpreter.</param>
    /// <exception cref="PythonException">It is missing, or dill or numpy is; the message says what to install.</exception>
    public static async Task<PythonInstallation> CheckAsync(string path)
    {
        string versions;
        try
        {
            versions = await RunAsync(path, Probe, stdin: "", CancellationToken.None);
        }
        catch (PythonException exception)
        {
            throw new PythonException(
                $"Tests need a Python with dill and numpy, and {path} is none: {exception.Message}\n" +
                $"Run \"tests/install.sh python3 python3-dill python3-numpy\", or set {Variable} to the path of one that has them.");
        }

        return new PythonInstallation(path, versions.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Runs a script and returns what it prints.</summary>
    /// <param name="script">Python source of at most 128 KiB; what is longer belongs into <paramref name="stdin"/>.</param>
    /// <param name="stdin">Its standard input, as UTF-8.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>Its standard output, read as UTF-8.</returns>
    /// <exception cref="PythonException">Its exit code is not 0, or it ran for more than 60 s; the message has its standard error.</exception>
    public Task<string> RunAsync(string script, string stdin = "", CancellationToken cancellationToken = default) =>
        RunAsync(Path, script, stdin, cancellationToken);

    private static async Task<string> RunAsync(string path, string script, string stdin, CancellationToken cancellationToken)
    {
        // -X utf8: the same text on every system; -B: no __pycache__ beside the sources under test.
        var start = new ProcessStartInfo(path, ["-X", "utf8", "-B", "-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = s_utf8,
            StandardOutputEncoding = s_utf8,
            StandardErrorEncoding = s_utf8,
        };
        using var process = Start(start);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await WriteAsync(process, stdin, limit.Token);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new PythonException($"The script ran for more than {s_limit.TotalSeconds:0} s and was killed:\n{await errors}");
        }

        return process.ExitCode == 0
            ? await output
            : throw new PythonException($"The script ended with exit code {process.ExitCode}:\n{await errors}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new PythonException($"It cannot be started ({exception.Message}).");
        }
    }

    private static async Task WriteAsync(Process process, string text, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(text.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script ended without reading all of its input, as it may; its exit code tells whether that was a failure.
        }
    }
}
